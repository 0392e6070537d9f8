import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from '../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';

/** The prefix of every Sid of this product, for all lists. */
const PRODUCT_PREFIX = 'PcrAllowlist';

/** The one statement that all lists share: it denies enclaves in debug mode. */
export const DENY_DEBUG_SID = 'PcrAllowlistDenyDebug';

const LIST_DIGITS = 12;
const TUPLE_DIGITS = 16;

/** The mark of a list in a Sid: the first 12 hex digits of its id. */
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

/** Sid of the Deny of one image that was revoked only on the keys. */
export function revokedSid(list: string, image: string): string {
  return `${PRODUCT_PREFIX}${listMark(list)}Revoked${image.slice(0, TUPLE_DIGITS)}`;
}

/**
 * Sid of the Deny of images that end at an instant, in RFC 3339. With `pcrs`, for one tuple. Without, for all images that PCR0
 * alone identifies.
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
 * The owner of a statement according to its Sid, in exact case: `ours` for any Sid with the mark of the list; `shared` for the
 * one statement of all lists; `foreign` for any other or a missing Sid. It decides which statements a plan compares with the
 * desired ones, and proves nothing: a statement with other content is replaced.
 */
export type SidOwner = 'ours' | 'shared' | 'foreign';

export function ownerOfSid(sid: string | undefined, list: string): SidOwner {
  if (sid === DENY_DEBUG_SID) return 'shared';
  return sid?.startsWith(`${PRODUCT_PREFIX}${listMark(list)}`) === true ? 'ours' : 'foreign';
}
