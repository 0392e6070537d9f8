import { canonicalJson } from '../base/canonical-json.js';
import { encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { STATEMENT_MAX_SUBJECTS, SUBJECT_MAX_DIGESTS } from '../base/limits.js';
import {
  type JsonObject,
  type JsonValue,
  type PlainJson,
  parseStrictJson,
  toPlain,
} from './strict-json.js';

/** `payloadType` of an envelope that carries a statement (in-toto attestation framework 1.2, envelope.md). */
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** `_type`: it stays v1 for every 1.x of the specification (statement.md). */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What a statement is about. Subjects are matched by digest alone; the name is for people. */
export interface Subject {
  readonly name: string;
  /** Lower-case hex by algorithm, such as `sha256`. */
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto Statement v1. As it was parsed nothing in it is trusted. */
export interface Statement {
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: { readonly [field: string]: PlainJson };
}

/**
 * Parses a statement (in-toto attestation framework 1.2, statement.md and digest_set.md): strict JSON; an object with
 * the `_type` of version 1; `subject`, one to STATEMENT_MAX_SUBJECTS objects, each with `name` and a `digest` of one to
 * SUBJECT_MAX_DIGESTS lower-case hex texts; a `predicateType` that is not empty; an object as `predicate`. Unknown
 * fields are ignored, as the specification has it; that each subject has a name, and each digest is hex, is stricter,
 * and so is every statement that we write. The envelope bounds the size.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset where it is no strict JSON.
 */
export function parseStatement(payload: Uint8Array): Statement {
  const members = object(parsedJson(payload), '');
  const type = text(members, '_type', '');
  if (type !== STATEMENT_TYPE) {
    throw refusal(`expected ${STATEMENT_TYPE}, found ${JSON.stringify(type)}`, '/_type');
  }
  const subjects = members.get('subject');
  if (!Array.isArray(subjects)) throw refusal('expected an array', '/subject');
  if (subjects.length < 1 || subjects.length > STATEMENT_MAX_SUBJECTS) {
    throw refusal(
      `expected 1 to ${STATEMENT_MAX_SUBJECTS} subjects, found ${subjects.length}`,
      '/subject',
    );
  }
  const predicateType = text(members, 'predicateType', '');
  if (predicateType === '') throw refusal('expected a URI, found none', '/predicateType');
  const predicate = object(members.get('predicate'), '/predicate');
  return {
    subject: subjects.map(parseSubject),
    predicateType,
    predicate: Object.fromEntries([...predicate].map(([key, value]) => [key, toPlain(value)])),
  };
}

/** The statement as canonical JSON (RFC 8785). Throws FormatError `encoding` for what is no JSON. */
export function encodeStatement(statement: Statement): Uint8Array<ArrayBuffer> {
  const { subject, predicateType, predicate } = statement;
  return encodeUtf8(canonicalJson({ _type: STATEMENT_TYPE, subject, predicateType, predicate }));
}

function parseSubject(value: JsonValue, index: number): Subject {
  const path = `/subject/${index}`;
  const members = object(value, path);
  const name = text(members, 'name', path);
  const digest = object(members.get('digest'), `${path}/digest`);
  if (digest.size < 1 || digest.size > SUBJECT_MAX_DIGESTS) {
    throw refusal(
      `expected 1 to ${SUBJECT_MAX_DIGESTS} digests, found ${digest.size}`,
      `${path}/digest`,
    );
  }
  const digests = [...digest.keys()].map((algorithm) => {
    const hex = text(digest, algorithm, `${path}/digest`);
    if (/^(?:[0-9a-f]{2})+$/.test(hex)) return [algorithm, hex] as const;
    throw refusal('expected lower-case hexadecimal', `${path}/digest/${algorithm}`);
  });
  return { name, digest: Object.fromEntries(digests) };
}

function parsedJson(bytes: Uint8Array): JsonValue {
  try {
    return parseStrictJson(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError('statement-format', `statement: ${cause.message}`, {
      ...(cause.at === undefined ? {} : { at: cause.at }),
      cause,
    });
  }
}

function object(value: JsonValue | undefined, path: string): JsonObject {
  if (value instanceof Map) return value;
  throw refusal('expected an object', path);
}

function text(members: JsonObject, key: string, path: string): string {
  const value = members.get(key);
  if (typeof value === 'string') return value;
  const found = value === undefined ? 'nothing' : 'another type';
  throw refusal(`expected a text, found ${found}`, `${path}/${key}`);
}

function refusal(message: string, path: string): FormatError {
  return new FormatError('statement-format', `statement: ${message}`, {
    at: { path: path === '' ? '/' : path },
  });
}
