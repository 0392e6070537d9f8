import { encodeHex } from '../base/encoding.js';
import type { Instant } from '../base/instant.js';
import type { DerElement } from './der.js';
import { directoryText } from './distinguished-name.js';
import { ATTRIBUTE_TYPE_NAMES, SIGNATURE_ALGORITHM_NAMES } from './openssl-objects.js';

/** OpenSSL's name for an object, or the dotted identifier where OpenSSL has no name. */
export function opensslLongName(oid: string): string {
  return ATTRIBUTE_TYPE_NAMES.get(oid) ?? SIGNATURE_ALGORITHM_NAMES.get(oid) ?? oid;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as ASN1_TIME_print writes it: `Jan  1 00:00:00 2025 GMT`, the day padded with a blank. */
export function opensslTime(instant: Instant): string {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2);
  const time = date.toISOString().slice(-13, -5);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()} GMT`;
}

/** Upper-case hex with a colon between bytes. */
export function colonHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => encodeHex(Uint8Array.of(byte)).toUpperCase()).join(':');
}

/**
 * An attribute value as `nitro-cli describe-eif` prints it: as UTF-8, cut at the first NUL because it passes through a C
 * string, in the `Debug` form of a Rust string without any quotation mark, so that `x"y` becomes `x\y`. `error` where the
 * bytes are not text.
 *
 * Which characters Rust considers printable depends on the Unicode version of its compiler. This function uses the version
 * of the running engine.
 */
export function nitroCliText(value: DerElement): string {
  const [text] = directoryText(value)?.split('\0') ?? [];
  return text === undefined ? 'error' : rustDebug(text).replaceAll('"', '');
}

const RUST_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** `impl Debug for str`: named escapes, then \u{hex} for every character that is not printable or extends a grapheme. */
function rustDebug(text: string): string {
  return text.replace(/["\\]|(?! )[\p{C}\p{Z}\p{Grapheme_Extend}]/gu, (character) => {
    const named = RUST_ESCAPES.get(character);
    return named ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
