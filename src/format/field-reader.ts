import { FormatError } from '../base/errors.js';
import { type JsonLimits, JsonNumber, type PlainJson, parsePlainJson } from './strict-json.js';

/**
 * Reads the JSON of signed formats field by field. Each refusal is FormatError `statement-format`, names the format, and
 * has the path of the field, or the offset where the text is not strict JSON.
 */
export class FieldReader {
  private readonly format: string;

  constructor(format: string) {
    this.format = format;
  }

  parse(bytes: Uint8Array, limits: JsonLimits = {}): PlainJson {
    try {
      return parsePlainJson(bytes, limits, asNumber);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new FormatError('statement-format', `${this.format}: ${cause.message}`, {
        ...(cause.at === undefined ? {} : { at: cause.at }),
        cause,
      });
    }
  }

  object(value: PlainJson | undefined, path: string): PlainObject {
    if (isObject(value)) return value;
    throw this.refusal('expected an object', path);
  }

  text(members: PlainObject, key: string, path: string): string {
    const value = Object.hasOwn(members, key) ? members[key] : undefined;
    if (typeof value === 'string') return value;
    const found = value === undefined ? 'nothing' : 'another type';
    throw this.refusal(`expected a string, found ${found}`, `${path}/${key}`);
  }

  /** A part that the caller checks. A number that no double represents exactly is its text there. */
  plain(value: PlainObject): PlainObject {
    return hasNumber(value) ? (withTexts(value) as PlainObject) : value;
  }

  refusal(message: string, path: string, cause?: unknown): FormatError {
    return new FormatError('statement-format', `${this.format}: ${message}`, {
      at: { path: path === '' ? '/' : path },
      cause,
    });
  }
}

export type PlainObject = { readonly [key: string]: PlainJson };

/**
 * A number that no double represents exactly stays a number in the fields, so that it never passes for a string of its
 * digits.
 */
function asNumber(number: JsonNumber): PlainJson {
  return number as unknown as PlainJson;
}

function isNumber(value: unknown): value is JsonNumber {
  return value instanceof JsonNumber;
}

function isObject(value: PlainJson | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);
}

function hasNumber(value: PlainJson): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isNumber(value) || Object.values(value).some(hasNumber);
}

function withTexts(value: PlainJson): PlainJson {
  if (isNumber(value)) return value.text;
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one)]));
}
