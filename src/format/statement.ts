import { canonicalJson } from '../base/canonical-json.js';
import { encodeUtf8 } from '../base/encoding.js';
import { STATEMENT_MAX_SUBJECTS, SUBJECT_MAX_DIGESTS } from '../base/size-limits.js';
import { FieldReader } from './field-reader.js';
import type { JsonLimits, PlainJson } from './strict-json.js';

const fields = new FieldReader('statement');

/** `payloadType` of an envelope that carries a statement (in-toto attestation framework 1.2, envelope.md). */
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** `_type`: it stays v1 for every 1.x of the specification (statement.md). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** The versions of the signed documents. In v1 every image is of a Nitro Enclave. */
export type DocumentFormat = 'v1' | 'v2';

/** What a statement is about. Subjects match by digest alone. The name is for people. */
export interface Subject {
  readonly name: string;
  /** Lower-case hex by algorithm, such as `sha256`. */
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto Statement v1. Parsing alone makes nothing in it trusted. */
export interface Statement {
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: { readonly [field: string]: PlainJson };
}

/**
 * Parses a statement (in-toto attestation framework 1.2, statement.md and digest_set.md): strict JSON; an object with the
 * `_type` of version 1; `subject`, one to STATEMENT_MAX_SUBJECTS objects, each with `name` and a `digest` of one to
 * SUBJECT_MAX_DIGESTS lower-case hex texts; a `predicateType` that is not empty; an object as `predicate`. Unknown fields
 * are ignored, as the specification demands. The specification does not demand a name for each subject or hex for each
 * digest, but every statement that we write has them. The envelope bounds the size, `limits` the number of values.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset in text that is not strict JSON.
 */
export function parseStatement(payload: Uint8Array, limits: JsonLimits = {}): Statement {
  const members = fields.object(fields.parse(payload, limits), '');
  const type = fields.text(members, '_type', '');
  if (type !== STATEMENT_TYPE) {
    throw fields.refusal(`expected ${STATEMENT_TYPE}, found ${JSON.stringify(type)}`, '/_type');
  }
  const subjects = members['subject'];
  if (!Array.isArray(subjects)) throw fields.refusal('expected an array', '/subject');
  if (subjects.length < 1 || subjects.length > STATEMENT_MAX_SUBJECTS) {
    throw fields.refusal(
      `expected 1 to ${STATEMENT_MAX_SUBJECTS} subjects, found ${subjects.length}`,
      '/subject',
    );
  }
  const predicateType = fields.text(members, 'predicateType', '');
  if (predicateType === '') throw fields.refusal('expected a URI, found none', '/predicateType');
  const predicate = fields.plain(fields.object(members['predicate'], '/predicate'));
  return { subject: subjects.map(parseSubject), predicateType, predicate };
}

/** Whether a predicate type is this stem with the number of a format after v2. */
export function isLaterFormat(predicateType: string, stem: string): boolean {
  const number = predicateType.startsWith(stem) ? predicateType.slice(stem.length) : '';
  return /^([3-9]|[1-9]\d+)$/.test(number);
}

/** The statement as canonical JSON (RFC 8785). Throws FormatError `encoding` for a value that is not JSON. */
export function encodeStatement(statement: Statement): Uint8Array<ArrayBuffer> {
  const { subject, predicateType, predicate } = statement;
  return encodeUtf8(canonicalJson({ _type: STATEMENT_TYPE, subject, predicateType, predicate }));
}

function parseSubject(value: PlainJson, index: number): Subject {
  const path = `/subject/${index}`;
  const members = fields.object(value, path);
  const name = fields.text(members, 'name', path);
  const digest = fields.object(members['digest'], `${path}/digest`);
  const algorithms = Object.keys(digest);
  if (algorithms.length < 1 || algorithms.length > SUBJECT_MAX_DIGESTS) {
    throw fields.refusal(
      `expected 1 to ${SUBJECT_MAX_DIGESTS} digests, found ${algorithms.length}`,
      `${path}/digest`,
    );
  }
  const digests = algorithms.map((algorithm) => {
    const hex = fields.text(digest, algorithm, `${path}/digest`);
    if (/^(?:[0-9a-f]{2})+$/.test(hex)) return [algorithm, hex] as const;
    throw fields.refusal('expected lower-case hexadecimal', `${path}/digest/${algorithm}`);
  });
  return { name, digest: Object.fromEntries(digests) };
}
