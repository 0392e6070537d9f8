import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../base/encoding.js';
import type { FormatError } from '../base/errors.js';
import { documentRefusal } from '../format/match-schema.js';
import {
  encodeStatement,
  isLaterFormat,
  parseStatement,
  type Statement,
  type Subject,
} from '../format/statement.js';
import { type AllowList, isAcceptedAt, type VersionId } from './allow-list.js';
import { LIST_MAX_BYTES, LIST_MAX_VALUES, LIST_V1_MAX_BYTES } from './allow-list-limits.js';
import { requireCoherent } from './allow-list-rules.js';
import { imageSubject, listSubject } from './list-subjects.js';
import { listOfV1, predicateV1 } from './list-v1.js';
import { LIST_V1_PREDICATE_TYPE } from './list-v1-schema.js';
import { listOfV2, predicateV2 } from './list-v2.js';
import { LIST_V2_PREDICATE_TYPE } from './list-v2-schema.js';

/** The name of this document in messages. */
const FORMAT = 'allow-list';

const TYPES: readonly string[] = [LIST_V1_PREDICATE_TYPE, LIST_V2_PREDICATE_TYPE];
/** The prefix of the type of a later format. */
const TYPE_STEM = 'https://pcr-allowlist.github.io/allow-list/v';

/** Whether a statement is an allow-list in a format that this program reads. */
export function isAllowListType(predicateType: string): boolean {
  return TYPES.includes(predicateType);
}

/**
 * Parses the allow-list of a statement. Checks structure only: no trust, no clock. In order: the predicate type; the form of
 * every field (docs/allow-list.md), where an unknown field, an unknown state and a PCR of zeros are refused; the fields that
 * this program does not act on (`not-supported`); the relations between fields (`requireCoherent`); the subjects, which are
 * exactly `subjectsOf` the list.
 *
 * Throws FormatError `statement-format`, or `not-supported`, with the path of the first field at fault.
 */
export function parseAllowList({ predicateType, predicate, subject }: Statement): AllowList {
  requireType(predicateType);
  const list = predicateType === LIST_V1_PREDICATE_TYPE ? listOfV1(predicate) : listOfV2(predicate);
  requireCoherent(list);
  requireSubjects(subject, subjectsOf(list));
  return list;
}

/** The statement of a list: the inverse of `parseAllowList`. Throws FormatError `statement-format` for a wrong field. */
export function allowListStatement(list: AllowList): Statement {
  const isV1 = list.format === 'v1';
  return {
    subject: subjectsOf(list),
    predicateType: isV1 ? LIST_V1_PREDICATE_TYPE : LIST_V2_PREDICATE_TYPE,
    predicate: isV1 ? predicateV1(list) : predicateV2(list),
  };
}

/** Like `parseAllowList`, from the payload of an envelope of at most LIST_MAX_BYTES. */
export function parseAllowListPayload(payload: Uint8Array): AllowList {
  return parseAllowList(parseAllowListStatement(payload));
}

/**
 * The statement in a payload of at most LIST_MAX_BYTES and LIST_MAX_VALUES; in format v1 of at most LIST_V1_MAX_BYTES
 * (`statement-format`).
 */
export function parseAllowListStatement(payload: Uint8Array): Statement {
  requireBytes(payload, LIST_MAX_BYTES);
  const statement = parseStatement(payload, { maxValues: LIST_MAX_VALUES });
  if (statement.predicateType === LIST_V1_PREDICATE_TYPE) requireBytes(payload, LIST_V1_MAX_BYTES);
  return statement;
}

/** The payload of an allow-list: an in-toto statement as canonical JSON. The inverse of `parseAllowListPayload`. */
export function encodeAllowList(list: AllowList): Uint8Array<ArrayBuffer> {
  return encodeStatement(allowListStatement(list));
}

/** The id of a list's version, from the DSSE payload that holds it. */
export function versionIdOf(list: AllowList, payload: Uint8Array): VersionId {
  return { version: list.version, sha256: encodeHex(sha256(payload)) };
}

/** The list itself by name, then the images that a verifier accepts at the instant of issue, in the order of ids. */
export function subjectsOf(list: AllowList): readonly Subject[] {
  const accepted = list.releases.filter((release) => isAcceptedAt(release, list.issuedAt));
  return [
    listSubject(list.list),
    ...accepted.map(({ id, platform, image, measurements }) =>
      imageSubject(id, platform, image.sha256, measurements),
    ),
  ];
}

function requireType(predicateType: string): void {
  if (isAllowListType(predicateType)) return;
  const isLater = isLaterFormat(predicateType, TYPE_STEM);
  const expected = `expected ${TYPES.join(' or ')}, found ${JSON.stringify(predicateType)}`;
  throw documentRefusal(FORMAT, expected, ['predicateType'], isLater ? 'not-supported' : undefined);
}

function requireBytes({ length }: Uint8Array, max: number): void {
  if (length > max) throw refusal(`expected at most ${max} bytes, found ${length}`, []);
}

function requireSubjects(found: readonly Subject[], expected: readonly Subject[]): void {
  if (found.length !== expected.length) {
    throw refusal(`expected ${expected.length} subjects, found ${found.length}`, ['subject']);
  }
  for (const [i, { name, digest }] of expected.entries()) {
    const other = found[i];
    const algorithms = Object.keys(digest);
    const same =
      other?.name === name &&
      Object.keys(other.digest).length === algorithms.length &&
      algorithms.every((algorithm) => other.digest[algorithm] === digest[algorithm]);
    if (!same) throw refusal(`expected ${name} with the digests of the predicate`, ['subject', i]);
  }
}

function refusal(message: string, path: readonly PropertyKey[]): FormatError {
  return documentRefusal(FORMAT, message, path);
}
