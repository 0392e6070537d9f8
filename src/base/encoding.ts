import { FormatError } from './errors.js';

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes to lower-case hexadecimal, two digits a byte. */
export function encodeHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}

/**
 * Hexadecimal to bytes, in either case. Throws FormatError `encoding` for an odd number of digits and for any other
 * character, with its offset in the text. Node's own decoder stops silently at the first fault, so it is not used.
 */
export function decodeHex(text: string): Uint8Array<ArrayBuffer> {
  const fault = text.search(/[^0-9a-fA-F]/);
  if (fault >= 0) {
    throw new FormatError(
      'encoding',
      `expected a hexadecimal digit, found ${JSON.stringify(text.charAt(fault))}`,
      {
        at: { offsetBytes: fault },
      },
    );
  }
  if (text.length % 2 !== 0) {
    throw new FormatError(
      'encoding',
      `expected an even number of hexadecimal digits, found ${text.length}`,
    );
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Bytes to base64 (RFC 4648 section 4), padded, on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = '='.charCodeAt(0);
/** More than six bits. */
const NO_DIGIT = 64;
/** The six bits of each digit by its byte; NO_DIGIT for any other byte. */
const BASE64_BITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [i, digit] of [...BASE64_DIGITS].entries()) BASE64_BITS[digit.charCodeAt(0)] = i;

/**
 * Canonical base64 (RFC 4648 sections 3.5 and 4) to bytes: padded, no white space, unused bits zero, so that each value has
 * exactly one text. Throws FormatError `encoding` for any other text.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64Digits(encodeUtf8(text));
  if (bytes === undefined) throw base64Fault(text);
  return bytes;
}

/** As `decodeBase64`, for text in UTF-8. Undefined where `decodeBase64` would throw. */
export function decodeBase64Digits(codes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const padding = codes.at(-1) !== PADDING ? 0 : codes.at(-2) !== PADDING ? 1 : 2;
  const digits = codes.length - padding;
  const bytes = new Uint8Array((digits * 6) >> 3);
  // Every index below is inside the array, and the table has every byte.
  const bitsAt = (i: number): number => BASE64_BITS[codes[i] as number] as number;
  let seen = 0;
  let length = 0;
  let i = 0;
  for (; i + 4 <= digits; i += 4) {
    const a = bitsAt(i);
    const b = bitsAt(i + 1);
    const c = bitsAt(i + 2);
    const d = bitsAt(i + 3);
    seen |= a | b | c | d;
    bytes[length++] = (a << 2) | (b >> 4);
    bytes[length++] = (b << 4) | (c >> 2);
    bytes[length++] = (c << 6) | d;
  }
  let bits = 0;
  let count = 0;
  for (; i < digits; i++) {
    seen |= bitsAt(i);
    bits = (bits << 6) | bitsAt(i);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = bits >> count;
    bits &= (1 << count) - 1;
  }
  return seen < NO_DIGIT && codes.length % 4 === 0 && bits === 0 ? bytes : undefined;
}

/** The first fault of a text that is not canonical base64. */
function base64Fault(text: string): FormatError {
  const fault = text.search(/[^A-Za-z0-9+/=]/);
  if (fault >= 0) {
    return new FormatError(
      'encoding',
      `expected a base64 digit, found ${JSON.stringify(text.charAt(fault))}`,
      { at: { offsetBytes: fault } },
    );
  }
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return new FormatError('encoding', `expected padded base64, found ${text.length} characters`);
  }
  return new FormatError(
    'encoding',
    'expected canonical base64: bits after the last byte must be zero',
    { at: { offsetBytes: text.length - 4 } },
  );
}

/** Shared, because it keeps no state between texts: none is decoded in parts. */
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 to text. Throws FormatError `encoding` for a malformed sequence or a byte order mark. Nothing is replaced. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    const text = STRICT_UTF8.decode(bytes);
    if (!text.startsWith('\uFEFF')) return text;
  } catch (cause) {
    throw new FormatError('encoding', 'expected valid UTF-8', { cause });
  }
  throw new FormatError('encoding', 'expected UTF-8 without a byte order mark', {
    at: { offsetBytes: 0 },
  });
}

/** Text to UTF-8. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Whether two byte strings are equal in length and content. Not for secrets: it stops at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Whether two byte strings are equal, in a time that does not depend on how many bytes are equal. For values that an
 * attacker must not guess step by step. Lengths are not secret.
 */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? ~byte);
  return difference === 0;
}
