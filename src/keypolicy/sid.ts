import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from '../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';

/** What every Sid of this product begins with, whichever list it belongs to. */
const PRODUCT_PREFIX = 'PcrAllowlist';

/** The one statement that all lists share: it denies enclaves in debug mode. */
export const DENY_DEBUG_SID = 'PcrAllowlistDenyDebug';

const LIST_DIGITS = 12;
const TUPLE_DIGITS = 16;

/** A list's mark in a Sid: the first 12 hex of its id. */
export function listMark(list: string): string {
  return list.slice(0, LIST_DIGITS);
}

/** Sid of the Allow of one tuple (design, section 4): the list's mark, then 16 hex of SHA-256 over its RFC 8785 text. */
export function allowSid(list: string, tuple: Readonly<Record<string, string>>): string {
  return `${PRODUCT_PREFIX}${listMark(list)}${digestOf(tuple)}`;
}

function digestOf(values: Readonly<Record<string, string>>): string {
  return encodeHex(sha256(encodeUtf8(canonicalJson(values)))).slice(0, TUPLE_DIGITS);
}

/** Sid of the Deny that holds one register to the projected values. */
export function guardSid(list: string, register: string): string {
  return `${PRODUCT_PREFIX}${listMark(list)}Guard${register}`;
}

/** Sid of the Deny of the actions that move a secret out of the key without an attestation document. */
export function guardMovesSid(list: string): string {
  return guardSid(list, 'Moves');
}

/** Sid of the Deny of one image that was revoked on the keys alone. */
export function revokedSid(list: string, image: string): string {
  return `${PRODUCT_PREFIX}${listMark(list)}Revoked${image.slice(0, TUPLE_DIGITS)}`;
}

/**
 * Sid of the Deny of images that end at an instant, given in RFC 3339; with `pcrs` of the one tuple that it is about, else
 * of all that PCR0 alone names.
 */
export function guardEndSid(
  list: string,
  end: string,
  pcrs?: Readonly<Record<string, string>>,
): string {
  const date = end.replaceAll(/[^0-9TZ]/g, '');
  return guardSid(list, `End${date}${pcrs === undefined ? '' : digestOf(pcrs)}`);
}

/**
 * Whose a statement would be by its Sid, in exact case: `ours`, whatever follows the list's mark; `shared`, the one that
 * all lists have; else `foreign`, which a missing Sid is too. It decides which statements a plan compares with what the
 * list wants, and vouches for none: what says something else is replaced.
 */
export type SidOwner = 'ours' | 'shared' | 'foreign';

export function ownerOfSid(sid: string | undefined, list: string): SidOwner {
  if (sid === DENY_DEBUG_SID) return 'shared';
  return sid?.startsWith(`${PRODUCT_PREFIX}${listMark(list)}`) === true ? 'ours' : 'foreign';
}
