import { FormatError } from '../base/errors.js';
import {
  JsonNumber,
  type JsonObject,
  type JsonValue,
  parseStrictJson,
} from '../format/strict-json.js';

/** The fields in which endpoints and programs return a document. */
export const DOCUMENT_FIELDS = [
  'attestation_document',
  'document',
  'attestation_doc',
  'attestation',
  'attestationDocument',
] as const;

/** The most places that a refusal lists. */
const MAX_LISTED = 5;
/** The depth of the search for a document in other fields. */
const MAX_SEARCH_DEPTH = 6;

/**
 * The document in a JSON text: a string, a list of bytes, or an object in which exactly one of DOCUMENT_FIELDS is either of
 * them. Null and the empty string count as absent. A string is returned unchanged, and `decodeDocument` decodes it.
 *
 * With `names`, only that path of members leads to the document.
 *
 * Throws FormatError `json-format` for JSON that is not strict, and `envelope-format` where no field or several fields have
 * a document. The message lists the fields, and the hint is a command that extracts a document.
 */
export function documentInJson(text: string, names?: readonly string[]): string | Uint8Array {
  const value = parseStrictJson(new TextEncoder().encode(text));
  if (names !== undefined) return documentBelow(value, names);
  const whole = documentOf(value);
  if (whole !== undefined) return whole;
  if (!(value instanceof Map)) throw noDocument(value, 'found a JSON array of other values');
  const fields = DOCUMENT_FIELDS.filter((name) => (value.get(name) ?? '') !== '');
  const [field] = fields;
  if (field === undefined) throw noDocument(value, `found ${keysText(value)}`);
  if (fields.length > 1) {
    throw refusal(
      `expected one of ${DOCUMENT_FIELDS.join(', ')}, found ${fields.join(' and ')}`,
      cutOut(fields.map((name) => `.${name}`)),
    );
  }
  const document = documentOf(value.get(field) ?? null);
  if (document !== undefined) return document;
  throw noDocument(value, `found ${field}, which is neither a string nor an array of bytes`);
}

/** The document at a path of members. */
function documentBelow(value: JsonValue, names: readonly string[]): string | Uint8Array {
  let inner: JsonValue | undefined = value;
  for (const name of names) inner = inner instanceof Map ? inner.get(name) : undefined;
  const document = inner === undefined ? undefined : documentOf(inner);
  if (document !== undefined) return document;
  const found = value instanceof Map ? keysText(value) : 'a value that is not an object';
  throw refusal(
    `expected JSON with a document in ${names.join('.')}, found ${found}`,
    cutOut(placesOf(value, '', 0)),
  );
}

/** A string, or a list of numbers that are all bytes. */
function documentOf(value: JsonValue): string | Uint8Array | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const bytes = new Uint8Array(value.length);
  for (const [i, one] of value.entries()) {
    if (!(one instanceof JsonNumber) || !/^\d{1,3}$/.test(one.text)) return undefined;
    const byte = Number(one.text);
    if (byte > 255) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

function noDocument(value: JsonValue, found: string): FormatError {
  const message = `expected JSON with one of ${DOCUMENT_FIELDS.join(', ')}, ${found}`;
  return refusal(message, cutOut(placesOf(value, '', 0)));
}

/** The places of values that begin like a document, as jq filters. */
function placesOf(value: JsonValue, path: string, depth: number): readonly string[] {
  const document = documentOf(value);
  if (document !== undefined) return beginsAsDocument(document) ? [path === '' ? '.' : path] : [];
  if (depth === MAX_SEARCH_DEPTH) return [];
  const places: string[] = [];
  const members: Iterable<readonly [string, JsonValue]> = Array.isArray(value)
    ? value.map((one, i) => [`[${i}]`, one] as const)
    : value instanceof Map
      ? // A command that people copy has no key that a shell could interpret.
        [...value].flatMap(([key, one]) => (isPlainKey(key) ? [[`.${key}`, one] as const] : []))
      : [];
  for (const [step, one] of members) {
    if (places.length >= MAX_LISTED) break;
    const start = path === '' && step.startsWith('[') ? '.' : path;
    places.push(...placesOf(one, `${start}${step}`, depth + 1));
  }
  return places.slice(0, MAX_LISTED);
}

function isPlainKey(key: string): boolean {
  return /^[A-Za-z_]\w{0,63}$/.test(key);
}

function beginsAsDocument(found: string | Uint8Array): boolean {
  if (typeof found !== 'string') return found[0] === 0x84 || found[0] === 0xd2;
  return /^\s*(?:(?:0x)?(?:d2)?8444a1|hEShATgi|0oREoQE4)/i.test(found);
}

function cutOut(places: readonly string[]): { readonly hint?: string } {
  if (places.length === 0) return {};
  const commands = places.map((place) => `jq -r '${place}' FILE`);
  return { hint: `Extract the right one with: ${commands.join(', or ')}.` };
}

function keysText(object: JsonObject): string {
  if (object.size === 0) return 'an object without fields';
  const keys = [...object.keys()]
    .slice(0, MAX_LISTED)
    .map((key) => JSON.stringify(key.slice(0, 40)));
  const more = object.size > MAX_LISTED ? ` and ${object.size - MAX_LISTED} more` : '';
  return `the fields ${keys.join(', ')}${more}`;
}

function refusal(message: string, context: { readonly hint?: string } = {}): FormatError {
  return new FormatError('envelope-format', `attestation document: ${message}`, context);
}
