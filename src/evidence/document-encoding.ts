import { decodeBase64, decodeHex, decodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES } from '../base/size-limits.js';
import { parseStrictJson } from '../format/strict-json.js';

/** Hexadecimal doubles the size; JSON around base64 adds less, with room for a few other fields. */
const INPUT_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;

/** A COSE_Sign1 begins with an array of four, or with tag 18 in front of it. */
const ARRAY_OF_FOUR = 0x84;
const TAG_18 = 0xd2;

/** The fields in which endpoints hand a document out, as base64. */
const FIELDS = ['attestation_document', 'document'] as const;

/**
 * The document in an input of unknown encoding. Its first character decides, since no two encodings of a COSE_Sign1
 * begin alike: bytes 84 or d2 are the document itself; `84` or `d2` in digits is hexadecimal; `h` or `0` is base64 or
 * base64url, in lines or not, padded or not; `"` is JSON of such a text, and `{` JSON with it in `attestation_document`
 * or `document`. White space around a text does not count. What the bytes are is judged by `parseDocument`.
 *
 * Throws FormatError `envelope-format` for an input that begins otherwise or is too long, and `encoding` or
 * `json-format` for a text that is not strict.
 */
export function decodeDocument(input: Uint8Array): Uint8Array {
  if (input.length > INPUT_MAX_BYTES) {
    throw refusal(`expected at most ${INPUT_MAX_BYTES} bytes, found ${input.length}`);
  }
  const [first] = input;
  if (first === ARRAY_OF_FOUR || first === TAG_18) return input;
  const text = textOf(input).trim();
  return /^["{]/.test(text) ? ofText(jsonText(text)) : ofText(text);
}

function ofText(text: string): Uint8Array {
  if (/^(?:84|d2)/i.test(text)) return decodeHex(text);
  if (/^[h0]/.test(text)) return decodeAnyBase64(text);
  throw refusal('expected a document in CBOR, hexadecimal, base64, or JSON with base64');
}

/** Both alphabets and any line length; the value is the same, and the document is signed. */
function decodeAnyBase64(text: string): Uint8Array {
  const digits = text
    .replace(/\r?\n/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,2}$/, '');
  return decodeBase64(digits.padEnd(Math.ceil(digits.length / 4) * 4, '='));
}

function jsonText(text: string): string {
  const value = parseStrictJson(new TextEncoder().encode(text));
  if (typeof value === 'string') return value.trim();
  const found = value instanceof Map ? FIELDS.map((name) => value.get(name)).filter(Boolean) : [];
  const [document] = found;
  if (found.length === 1 && typeof document === 'string') return document.trim();
  throw refusal(`expected JSON with one of ${FIELDS.join(' and ')}, a text`);
}

function textOf(input: Uint8Array): string {
  try {
    return decodeUtf8(input);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw refusal('expected a document in CBOR, or a text that holds one', cause);
  }
}

function refusal(message: string, cause?: unknown): FormatError {
  return new FormatError('envelope-format', `attestation document: ${message}`, { cause });
}
