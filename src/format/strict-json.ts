import { decodeUtf8, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { JSON_MAX_DEPTH, JSON_MAX_VALUES } from '../base/size-limits.js';
import { isExact } from './exact-number.js';
import { countKeys, type PlainJson, scanOutsideStrings } from './json-scan.js';

export type { PlainJson } from './json-scan.js';

/** A JSON value with nothing lost: members in the order of the text under any key, numbers as written. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

/** A Map, so that `__proto__` is a key like any other. */
export type JsonObject = Map<string, JsonValue>;

/** A number as its text (RFC 8259 section 6): `1.0` stays `1.0`, and neither 1e400 nor 2^64 is rounded. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface JsonLimits {
  /** Arrays and objects inside one another. JSON_MAX_DEPTH by default. */
  readonly maxDepth?: number;
  /** Values of every kind, without keys. JSON_MAX_VALUES by default. */
  readonly maxValues?: number;
}

/**
 * Parses one JSON text (RFC 8259) in UTF-8 without a byte order mark. It checks the grammar, the depth, the number of
 * values, that no object has a duplicate key after unescaping (RFC 8259 section 4 leaves open which one counts), and that
 * no string has a lone surrogate (section 8.2); then that only white space follows. The caller bounds the size of the text.
 *
 * Throws FormatError `json-format` with the fault's offset in bytes.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits = {}): JsonValue {
  return new JsonReader(utf8Text(bytes), limits).document();
}

/**
 * The same text as ordinary values: `toPlain(parseStrictJson(bytes))`, and its refusals. Usual texts take about a tenth of
 * the time. Values and depth are counted before anything is built, JSON.parse checks the grammar, and this function checks
 * only what JSON.parse accepts wrongly. The strict parser reads every unusual text, and builds at most `maxValues`.
 */
export function parsePlainJson(
  bytes: Uint8Array,
  limits: JsonLimits = {},
  inexact = textOfNumber,
): PlainJson {
  const { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES } = limits;
  const usual = parseUsualJson(utf8Text(bytes), maxDepth, maxValues);
  return usual ?? toPlain(parseStrictJson(bytes, limits), inexact);
}

/**
 * JSON text with one member or element per line, as serde_json's `to_string_pretty` writes it: two spaces per level by
 * default, `{}` and `[]` where empty, only `"`, `\` and control characters escaped. No line end follows. Numbers keep their
 * text, while serde_json would write `1e2` as `100.0`.
 */
export function renderJson(value: JsonValue, indentSpaces = 2): string {
  return rendered(value, '\n', ' '.repeat(indentSpaces));
}

/**
 * The value with ordinary objects and numbers. A number that a double cannot represent exactly, digit for digit, becomes
 * its text: 1.0 becomes 1, and 1e400 and 18446744073709551615 become strings. Every key is an own property, `__proto__` too
 * (copy with spread, not with Object.assign); keys that look like array indices move to the front, as in any object.
 */
export function toPlain(value: JsonValue, inexact = textOfNumber): PlainJson {
  if (value instanceof JsonNumber) return isExact(value.text) ? Number(value.text) : inexact(value);
  if (Array.isArray(value)) return value.map((element) => toPlain(element, inexact));
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member, inexact)]));
  }
  return value;
}

function textOfNumber({ text }: JsonNumber): PlainJson {
  return text;
}

/**
 * The value of a text that is certainly strict JSON. Undefined where that is not certain, or the value is null. A duplicate
 * key shows as fewer keys than colons. An escape could hide it, so no string may have an escape.
 */
function parseUsualJson(text: string, maxDepth: number, maxValues: number): PlainJson | undefined {
  if (text.includes('\\')) return undefined;
  const scanned = scanOutsideStrings(text, maxDepth);
  if (scanned === undefined || scanned.values > maxValues) return undefined;
  let value: PlainJson;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return countKeys(value) === scanned.colons ? (value ?? undefined) : undefined;
}

const WHITE_SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const UNESCAPED = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

class JsonReader {
  private readonly text: string;
  private readonly maxDepth: number;
  private readonly maxValues: number;
  private index = 0;
  private values = 0;

  constructor(
    text: string,
    { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES }: JsonLimits,
  ) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  document(): JsonValue {
    const value = this.value(0);
    this.match(WHITE_SPACE);
    if (this.index < this.text.length) throw this.unexpected('the end of the text');
    return value;
  }

  /** `depth` is the number of arrays and objects around the value. */
  private value(depth: number): JsonValue {
    this.match(WHITE_SPACE);
    if (++this.values > this.maxValues) {
      throw this.refusal(`expected at most ${this.maxValues} values, found more`);
    }
    switch (this.text[this.index]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  private object(depth: number): JsonObject {
    this.open(depth);
    const members: JsonObject = new Map();
    if (this.take('}')) return members;
    do {
      this.match(WHITE_SPACE);
      const start = this.index;
      const key = this.string();
      if (members.has(key)) {
        throw this.refusal(`expected each key once, found ${quoted(key)} again`, start);
      }
      this.expect(':');
      members.set(key, this.value(depth + 1));
    } while (this.take(','));
    this.expect('}');
    return members;
  }

  private array(depth: number): JsonValue[] {
    this.open(depth);
    const elements: JsonValue[] = [];
    if (this.take(']')) return elements;
    do {
      elements.push(this.value(depth + 1));
    } while (this.take(','));
    this.expect(']');
    return elements;
  }

  private string(): string {
    const start = this.index;
    this.expect('"');
    let value = this.match(UNESCAPED);
    while (this.text[this.index] === '\\') {
      const sequence = this.match(ESCAPE);
      if (sequence === '') throw this.refusal('expected an escape sequence of RFC 8259 section 7');
      value += JSON.parse(`"${sequence}"`) + this.match(UNESCAPED);
    }
    if (this.text[this.index] !== '"') throw this.unexpected('the end of the string');
    this.index++;
    if (LONE_SURROGATE.test(value)) {
      throw this.refusal('expected Unicode text, found a lone surrogate', start);
    }
    return value;
  }

  private scalar(): JsonValue {
    const number = this.match(NUMBER);
    if (number !== '') return new JsonNumber(number);
    const literal = this.match(LITERAL);
    if (literal === '') throw this.unexpected('a value');
    return literal === 'null' ? null : literal === 'true';
  }

  private open(depth: number): void {
    if (depth >= this.maxDepth) {
      throw this.refusal(`expected at most ${this.maxDepth} levels, found more`);
    }
    this.index++;
  }

  private take(character: string): boolean {
    this.match(WHITE_SPACE);
    const there = this.text[this.index] === character;
    if (there) this.index++;
    return there;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw this.unexpected(`'${character}'`);
  }

  /** The text that the sticky pattern matches here, which it skips. Empty where the pattern does not match. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    const [found] = pattern.exec(this.text) ?? [''];
    this.index += found.length;
    return found;
  }

  private unexpected(expected: string): FormatError {
    const [found] = this.text.slice(this.index, this.index + 2);
    return this.refusal(
      `expected ${expected}, found ${found === undefined ? 'the end' : quoted(found)}`,
    );
  }

  private refusal(message: string, index = this.index): FormatError {
    const offsetBytes = encodeUtf8(this.text.slice(0, index)).length;
    return new FormatError('json-format', message, { at: { offsetBytes } });
  }
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    // Replacing malformed sequences changes the first byte at fault. A byte order mark is at the start.
    const repaired = encodeUtf8(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    const offsetBytes = Math.max(
      0,
      repaired.findIndex((byte, i) => byte !== bytes[i]),
    );
    throw new FormatError('json-format', 'expected UTF-8 without a byte order mark', {
      at: { offsetBytes },
      cause,
    });
  }
}

/** For messages: the first 60 characters. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

function rendered(value: JsonValue, lineStart: string, indent: string): string {
  const inner = lineStart + indent;
  const block = (open: string, items: string[], close: string) =>
    items.length === 0 ? open + close : open + inner + items.join(`,${inner}`) + lineStart + close;
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) {
    const items = value.map((element) => rendered(element, inner, indent));
    return block('[', items, ']');
  }
  if (value instanceof Map) {
    const items = [...value].map(
      ([key, member]) => `${JSON.stringify(key)}: ${rendered(member, inner, indent)}`,
    );
    return block('{', items, '}');
  }
  return JSON.stringify(value);
}
