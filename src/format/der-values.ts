import type { FormatError } from '../base/errors.js';
import { type Instant, instantOf } from '../base/instant.js';
import { confirmTag, type DerElement, derRefusal, TAG } from './der.js';

/**
 * Bytes of one arc of an object identifier. An arc of 128 bits, as under 2.25 (X.667 section 7), takes 19. Longer arcs only
 * cost time.
 */
const ARC_MAX_BYTES = 19;

/** Bytes of an INTEGER that is read as a number. Six stay in the range of exact numbers. */
const COUNT_MAX_BYTES = 6;

/**
 * A BOOLEAN: 00 is false and ff is true (X.690 section 11.1). Throws FormatError `der-format` for every other content.
 */
export function booleanOf(element: DerElement, what: string): boolean {
  confirmTag(element, TAG.boolean, what);
  const [byte] = element.content;
  if (element.content.length !== 1 || (byte !== 0x00 && byte !== 0xff)) {
    throw refusal(element, `${what}: expected one byte 00 or ff`);
  }
  return byte === 0xff;
}

/**
 * The two's-complement bytes of an INTEGER (X.690 section 8.3). Throws FormatError `der-format` for an empty INTEGER, and
 * for one with a shorter form (its first nine bits are equal).
 */
export function integerBytes(element: DerElement, what: string): Uint8Array {
  confirmTag(element, TAG.integer, what);
  const [first, second] = element.content;
  if (first === undefined) throw refusal(element, `${what}: expected an integer, found no bytes`);
  if (second !== undefined && first === (second > 127 ? 0xff : 0x00)) {
    throw refusal(element, `${what}: expected the shortest form of an integer`);
  }
  return element.content;
}

/** A small INTEGER that is not negative. Throws FormatError `der-format` for a negative one and for more than 48 bits. */
export function countOf(element: DerElement, what: string): number {
  const bytes = integerBytes(element, what);
  if (bytes.length > COUNT_MAX_BYTES || (bytes[0] ?? 0) > 127) {
    throw refusal(element, `${what}: expected an integer from 0 to 2^47 - 1`);
  }
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/**
 * An OBJECT IDENTIFIER as dotted decimals. In order: not empty; its last byte ends an arc; every arc is in its shortest
 * form (X.690 section 8.19) and has at most ARC_MAX_BYTES. Throws FormatError `der-format`.
 */
export function objectIdentifierOf(element: DerElement, what: string): string {
  confirmTag(element, TAG.objectIdentifier, what);
  const { content, contentOffsetBytes } = element;
  const last = content.at(-1);
  if (last === undefined) throw refusal(element, `${what}: expected arcs, found no bytes`);
  if (last > 127) throw refusal(element, `${what}: expected the last arc to end`);

  const arcs: (number | bigint)[] = [];
  let start = 0;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i] ?? 0;
    if ((i === start && byte === 0x80) || i - start >= ARC_MAX_BYTES) {
      throw derRefusal(
        `${what}: expected an arc of at most ${ARC_MAX_BYTES} bytes in its shortest form`,
        contentOffsetBytes + start,
      );
    }
    if (byte < 128) {
      arcs.push(arcOf(content.subarray(start, i + 1)));
      start = i + 1;
    }
  }
  // The first two arcs share one number, 40 x + y, where y is below 40 unless x is 2.
  const [head = 0, ...rest] = arcs;
  if (typeof head === 'bigint') return [2, head - 80n, ...rest].join('.');
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join('.');
}

/** Seven bits a byte. Six bytes fit a number, which is much faster. Longer arcs are rare. */
function arcOf(bytes: Uint8Array): number | bigint {
  if (bytes.length <= 6) return bytes.reduce((arc, byte) => arc * 128 + (byte & 127), 0);
  return bytes.reduce((arc, byte) => (arc << 7n) | BigInt(byte & 127), 0n);
}

/**
 * The bytes of a BIT STRING. The last byte may have unused bits, which are zero. Throws FormatError `der-format` where the
 * number of unused bits is missing, above 7 or above the bits present, or where an unused bit is set (X.690 sections 8.6
 * and 11.2.1).
 */
export function bitStringOf(
  element: DerElement,
  what: string,
): { readonly bytes: Uint8Array; readonly unusedBits: number } {
  confirmTag(element, TAG.bitString, what);
  const [unusedBits] = element.content;
  const bytes = element.content.subarray(1);
  if (unusedBits === undefined || unusedBits > Math.min(7, 8 * bytes.length)) {
    throw refusal(
      element,
      `${what}: expected 0 to 7 unused bits, found ${unusedBits ?? 'no bytes'}`,
    );
  }
  if (((bytes.at(-1) ?? 0) & ((1 << unusedBits) - 1)) !== 0) {
    throw refusal(element, `${what}: expected unused bits of zero`);
  }
  return { bytes, unusedBits };
}

/** A BIT STRING of whole bytes. Throws FormatError `der-format` as `bitStringOf` does, and where bits are unused. */
export function wholeBitStringOf(element: DerElement, what: string): Uint8Array {
  const { bytes, unusedBits } = bitStringOf(element, what);
  if (unusedBits !== 0) {
    throw refusal(element, `${what}: expected no unused bits, found ${unusedBits}`);
  }
  return bytes;
}

/**
 * A date of a certificate (RFC 5280 section 4.1.2.5): UTCTime `YYMMDDHHMMSSZ` from 1950 to 2049, and GeneralizedTime
 * `YYYYMMDDHHMMSSZ` from 2050 on, with seconds, in Greenwich time, without fractions. Throws FormatError `der-format` for
 * another form, a year that belongs to the other type, and a date that the calendar does not have.
 */
export function timeOf(element: DerElement, what: string): Instant {
  const short = element.tag === TAG.utcTime;
  if (!short && element.tag !== TAG.generalizedTime) {
    throw refusal(element, `${what}: expected UTCTime or GeneralizedTime`);
  }
  const text = String.fromCharCode(...element.content.subarray(0, 16));
  const form = short
    ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
    : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    form.exec(text)?.slice(1).map(Number) ?? [];
  const century = year < 50 ? 2000 : 1900;
  // Without a match the month is 0, which `instantOf` refuses.
  const instant = instantOf(short ? century + year : year, month, day, hour, minute, second);
  if (instant === undefined || (!short && year < 2050)) {
    const expected = short ? 'YYMMDDHHMMSSZ' : 'YYYYMMDDHHMMSSZ from 2050 on';
    throw refusal(element, `${what}: expected a date ${expected}, found ${JSON.stringify(text)}`);
  }
  return instant;
}

function refusal(element: DerElement, message: string): FormatError {
  return derRefusal(message, element.offsetBytes);
}
