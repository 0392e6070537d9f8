import { type Curve, SIGNATURE_BYTES } from '../base/ecdsa.js';
import { FormatError } from '../base/errors.js';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Lengths from 128 to 255 follow this byte (X.690 section 8.1.3.5). No signature is longer. */
const ONE_LENGTH_BYTE = 0x81;

/**
 * Converts an ECDSA signature from `ECDSA-Sig-Value` in DER (RFC 3279 section 2.2.3; X.690 section 10) to r followed by s,
 * as wide as the curve's order. In order: a SEQUENCE of exactly these bytes, then two INTEGERs that are not negative, in
 * their shortest form, and fit; nothing follows. Lengths are in their shortest form. Not checked: that r and s are in
 * range; verification does that.
 *
 * Throws FormatError `der-format` with the offset of the element at fault.
 */
export function derToRaw(der: Uint8Array, curve: Curve): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(SIGNATURE_BYTES[curve]);
  const width = raw.length / 2;
  const sequence = element(der, 0, SEQUENCE);
  if (sequence.end !== der.length) {
    throw refusal('expected the end after the signature', sequence.end);
  }
  const r = element(der, sequence.start, INTEGER);
  const s = element(der, r.end, INTEGER);
  if (s.end !== der.length) throw refusal('expected the end after s', s.end);
  raw.set(padded(der, r, width), 0);
  raw.set(padded(der, s, width), width);
  return raw;
}

/**
 * The inverse: r followed by s to `ECDSA-Sig-Value` in DER. Throws FormatError `der-format` where no curve has this length.
 */
export function rawToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  if (!Object.values(SIGNATURE_BYTES).includes(raw.length)) {
    throw new FormatError(
      'der-format',
      `expected r and s of 64, 96 or 132 bytes, found ${raw.length}`,
    );
  }
  const width = raw.length / 2;
  const body = [...integer(raw.subarray(0, width)), ...integer(raw.subarray(width))];
  const length = body.length < 128 ? [body.length] : [ONE_LENGTH_BYTE, body.length];
  return Uint8Array.of(SEQUENCE, ...length, ...body);
}

/** Where the content of one element lies. */
interface Content {
  readonly offset: number;
  readonly start: number;
  readonly end: number;
}

function element(der: Uint8Array, offset: number, tag: number): Content {
  if (der[offset] !== tag) {
    throw refusal(`expected tag ${tag}, found ${der[offset] ?? 'the end'}`, offset);
  }
  const long = der[offset + 1] === ONE_LENGTH_BYTE;
  const start = offset + (long ? 3 : 2);
  const length = der[start - 1];
  if (length === undefined || length < 128 !== !long) {
    throw refusal('expected the shortest length', offset);
  }
  if (length > der.length - start) {
    throw refusal(`expected ${length} bytes, found ${der.length - start}`, offset);
  }
  return { offset, start, end: start + length };
}

/** The unsigned big-endian integer, padded with zeros on the left. */
function padded(der: Uint8Array, { offset, start, end }: Content, width: number): Uint8Array {
  const [first, second] = der.subarray(start, end);
  if (first === undefined) throw refusal('expected an integer, found no bytes', offset);
  if (first > 127) throw refusal('expected a non-negative integer', offset);
  if (first === 0 && second !== undefined && second < 128) {
    throw refusal('expected an integer without needless zeros', offset);
  }
  const digits = der.subarray(first === 0 ? start + 1 : start, end);
  if (digits.length > width) {
    throw refusal(`expected an integer of ${width} bytes, found ${digits.length}`, offset);
  }
  const integer = new Uint8Array(width);
  integer.set(digits, width - digits.length);
  return integer;
}

function integer(digits: Uint8Array): Uint8Array {
  const first = digits.findIndex((digit) => digit !== 0);
  const shortest = first < 0 ? new Uint8Array() : digits.subarray(first);
  const zero = (shortest[0] ?? 128) > 127 ? [0] : [];
  return Uint8Array.of(INTEGER, zero.length + shortest.length, ...zero, ...shortest);
}

function refusal(message: string, offsetBytes: number): FormatError {
  return new FormatError('der-format', `ECDSA signature: ${message}`, { at: { offsetBytes } });
}
