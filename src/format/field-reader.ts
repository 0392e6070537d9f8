import { FormatError } from '../base/errors.js';
import { type PlainJson, parsePlainJson } from './strict-json.js';

/**
 * Reads the JSON of signed formats field by field. Each refusal is FormatError `statement-format`, names the format, and
 * carries the path of the field, or the offset where the text is no strict JSON.
 */
export class FieldReader {
  private readonly format: string;

  constructor(format: string) {
    this.format = format;
  }

  parse(bytes: Uint8Array): PlainJson {
    try {
      return parsePlainJson(bytes);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new FormatError('statement-format', `${this.format}: ${cause.message}`, {
        ...(cause.at === undefined ? {} : { at: cause.at }),
        cause,
      });
    }
  }

  object(value: PlainJson | undefined, path: string): PlainObject {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as PlainObject;
    }
    throw this.refusal('expected an object', path);
  }

  text(members: PlainObject, key: string, path: string): string {
    const value = Object.hasOwn(members, key) ? members[key] : undefined;
    if (typeof value === 'string') return value;
    const found = value === undefined ? 'nothing' : 'another type';
    throw this.refusal(`expected a text, found ${found}`, `${path}/${key}`);
  }

  refusal(message: string, path: string, cause?: unknown): FormatError {
    return new FormatError('statement-format', `${this.format}: ${message}`, {
      at: { path: path === '' ? '/' : path },
      cause,
    });
  }
}

export type PlainObject = { readonly [key: string]: PlainJson };
