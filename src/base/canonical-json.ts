import { FormatError } from './errors.js';
import { JSON_MAX_DEPTH } from './size-limits.js';

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * The canonical text of a JSON value (RFC 8785, JSON Canonicalization Scheme): no white space, members sorted by the UTF-16
 * code units of their keys (section 3.2.3), numbers as ECMAScript prints them (section 3.2.2.3), strings with the shortest
 * escapes (section 3.2.2.2). Takes null, booleans, finite numbers, strings, arrays and plain objects.
 *
 * Throws FormatError `encoding` with the path for anything else: `undefined`, NaN, an infinity, a lone surrogate, an object
 * of another kind (a Map, a Date), and more than JSON_MAX_DEPTH levels, which every cycle has.
 */
export function canonicalJson(value: unknown): string {
  return canonical(value, '', 0);
}

function canonical(value: unknown, path: string, depth: number): string {
  if (depth > JSON_MAX_DEPTH) throw refusal(`at most ${JSON_MAX_DEPTH} levels`, 'more', path);
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw refusal('a finite number', String(value), path);
      return JSON.stringify(value);
    case 'string':
      return canonicalString(value, path);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value)
        ? canonicalArray(value, path, depth)
        : canonicalObject(value, path, depth);
    default:
      throw refusal('a JSON value', typeof value, path);
  }
}

/** ECMAScript's JSON.stringify escapes strings as the scheme demands, except lone surrogates. */
function canonicalString(text: string, path: string): string {
  if (LONE_SURROGATE.test(text)) throw refusal('Unicode text', 'a lone surrogate', path);
  return JSON.stringify(text);
}

function canonicalArray(elements: readonly unknown[], path: string, depth: number): string {
  // Array.from, because map skips the holes of a sparse array.
  const texts = Array.from(elements, (element, i) => canonical(element, `${path}/${i}`, depth + 1));
  return `[${texts.join(',')}]`;
}

function canonicalObject(object: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal('a plain object', 'another kind of object', path);
  }
  const members = Object.entries(object)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      const memberPath = `${path}/${key}`;
      return `${canonicalString(key, memberPath)}:${canonical(member, memberPath, depth + 1)}`;
    });
  return `{${members.join(',')}}`;
}

function refusal(expected: string, found: string, path: string): FormatError {
  return new FormatError('encoding', `canonical JSON: expected ${expected}, found ${found}`, {
    at: { path: path === '' ? '/' : path },
  });
}
