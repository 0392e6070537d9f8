import { sha256 } from '@noble/hashes/sha2.js';
import type * as z from 'zod/mini';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { FormatError } from '../base/errors.js';
import { documentRefusal, encodeWithSchema, matchSchema } from '../format/match-schema.js';
import {
  encodeStatement,
  parseStatement,
  type Statement,
  type Subject,
} from '../format/statement.js';
import { type AllowList, isAcceptedAt, type VersionId } from './allow-list.js';
import { LIST_MAX_BYTES } from './allow-list-limits.js';
import { requireCoherent } from './allow-list-rules.js';
import { ALLOW_LIST_PREDICATE, ALLOW_LIST_PREDICATE_TYPE } from './allow-list-schema.js';

/** How messages call this document. */
const FORMAT = 'allow-list';

/**
 * The allow-list that a statement states: structure only, no trust, no clock. In order: the predicate type; the form
 * of every field (docs/allow-list.md), an unknown field or state refused, a PCR of zeros refused by name; what
 * `requireCoherent` demands between fields; the subjects, which are exactly `subjectsOf` the list.
 *
 * Throws FormatError `statement-format` with the path of the first field at fault.
 */
export function parseAllowList(statement: Statement): AllowList {
  if (statement.predicateType !== ALLOW_LIST_PREDICATE_TYPE) {
    throw refusal(
      `expected ${ALLOW_LIST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ['predicateType'],
    );
  }
  const list: AllowList = matchSchema(
    ALLOW_LIST_PREDICATE,
    statement.predicate,
    FORMAT,
    'predicate',
  );
  requireCoherent(list);
  requireSubjects(statement.subject, subjectsOf(list));
  return list;
}

/** The statement of a list: the inverse of `parseAllowList`. Throws FormatError `statement-format` for a wrong field. */
export function allowListStatement(list: AllowList): Statement {
  // The schema's own types are not readonly; encoding changes nothing.
  const value = list as z.output<typeof ALLOW_LIST_PREDICATE>;
  const predicate = encodeWithSchema(ALLOW_LIST_PREDICATE, value, FORMAT, 'predicate');
  return {
    subject: subjectsOf(list),
    predicateType: ALLOW_LIST_PREDICATE_TYPE,
    predicate: predicate as Statement['predicate'],
  };
}

/** As `parseAllowList`, from the payload of an envelope of at most LIST_MAX_BYTES. */
export function parseAllowListPayload(payload: Uint8Array): AllowList {
  return parseAllowList(parseAllowListStatement(payload));
}

/** The statement in a payload of at most LIST_MAX_BYTES (`statement-format`). */
export function parseAllowListStatement(payload: Uint8Array): Statement {
  if (payload.length > LIST_MAX_BYTES) {
    throw refusal(`expected at most ${LIST_MAX_BYTES} bytes, found ${payload.length}`, []);
  }
  return parseStatement(payload);
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
  const name = `pcr-allowlist:${list.list}`;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, list.issuedAt));
  return [
    { name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } },
    ...accepted.map(({ id, image, measurements }) => ({
      name: id,
      digest: { sha256: image.sha256, awsNitroPcr0: measurements.PCR0 },
    })),
  ];
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
