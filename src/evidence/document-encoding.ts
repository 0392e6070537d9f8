import { decodeBase64, decodeHex, decodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES } from '../base/size-limits.js';
import { documentInJson } from './document-json.js';

/** Hexadecimal doubles the size. JSON around base64 adds less, and this leaves room for a few other fields. */
const INPUT_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;

/** A COSE_Sign1 begins with an array of four, or with tag 18 before it. */
const ARRAY_OF_FOUR = 0x84;
const TAG_18 = 0xd2;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const FORMS = 'CBOR, hexadecimal, base64 or base64url, or JSON with one of these';

/**
 * Decodes a document in an unknown encoding. The first bytes decide, because no two encodings of a COSE_Sign1 begin alike:
 *
 * - bytes 84 or d2: the document itself;
 * - `84` or `d2`, with or without `0x` before it: hexadecimal;
 * - `h` or `0`: base64 or base64url, padded or not;
 * - `{`, `[`, or a quote if the text has a backslash: JSON, as `documentInJson` reads it.
 *
 * With `names`, the input is JSON, and `names` is the path of members to the document.
 *
 * Ignores a UTF-8 byte order mark, white space around a text, one pair of quotes of either kind around it, and line breaks
 * within its digits. `parseDocument` checks the bytes.
 *
 * Throws FormatError `envelope-format` for an input with any other beginning, in UTF-16 or too long, and `encoding` or
 * `json-format` for a text that is not strict.
 */
export function decodeDocument(input: Uint8Array, names?: readonly string[]): Uint8Array {
  if (input.length > INPUT_MAX_BYTES) {
    throw refusal(`expected at most ${INPUT_MAX_BYTES} bytes, found ${input.length}`);
  }
  if (names !== undefined) return ofJson(textOf(input), names);
  const [first] = input;
  if (first === ARRAY_OF_FOUR || first === TAG_18) return input;
  const text = textOf(input).trim();
  if (/^[{[]/.test(text) || (text.startsWith('"') && text.includes('\\'))) {
    return ofJson(text);
  }
  return ofDigits(/^(["'])(.*)\1$/s.exec(text)?.[2]?.trim() ?? text);
}

function ofJson(text: string, names?: readonly string[]): Uint8Array {
  const found = documentInJson(text, names);
  return typeof found === 'string' ? ofDigits(found.trim()) : found;
}

function ofDigits(text: string): Uint8Array {
  const digits = text.replace(/[ \t]*\r?\n[ \t]*/g, '');
  if (/^(?:0x)?(?:84|d2)/i.test(digits)) return decodeHex(digits.replace(/^0x/i, ''));
  if (/^0x/i.test(digits)) {
    throw refusal('expected 84 or d2 after 0x, as every attestation document begins');
  }
  if (/^[h0]/.test(digits)) return decodeAnyBase64(digits);
  throw refusal(`expected a document in ${FORMS}`);
}

/** Accepts both alphabets: the value is the same, and the document is signed. */
function decodeAnyBase64(text: string): Uint8Array {
  const digits = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,2}$/, '');
  return decodeBase64(digits.padEnd(Math.ceil(digits.length / 4) * 4, '='));
}

function textOf(input: Uint8Array): string {
  if (isUtf16(input)) {
    throw refusal('expected text in UTF-8, found UTF-16', undefined, {
      hint: 'Convert it with: iconv -f UTF-16 -t UTF-8 FILE. In PowerShell, > writes UTF-16.',
    });
  }
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => input[i] === byte);
  try {
    return decodeUtf8(hasMark ? input.subarray(BYTE_ORDER_MARK.length) : input);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw refusal('expected a document in CBOR or as text', cause);
  }
}

/** Text in UTF-16 begins with a byte order mark, or with an ASCII character and a zero byte in either order. */
function isUtf16([a = -1, b = -1]: Uint8Array): boolean {
  const isAscii = (byte: number) => byte >= 0x20 && byte < 0x7f;
  return (
    (a === 0xff && b === 0xfe) ||
    (a === 0xfe && b === 0xff) ||
    (isAscii(a) && b === 0) ||
    (a === 0 && isAscii(b))
  );
}

function refusal(
  message: string,
  cause?: unknown,
  context: { readonly hint?: string } = {},
): FormatError {
  return new FormatError('envelope-format', `attestation document: ${message}`, {
    cause,
    ...context,
  });
}
