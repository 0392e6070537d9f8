import { Encoder } from 'cbor-x/index-no-eval';
import { FormatError } from '../base/errors.js';
import type { CborValue } from './cbor.js';

/** Writes maps as maps, byte strings without cbor-x's own tag, and no records. */
const ENCODER_OPTIONS = {
  mapsAsObjects: false,
  useTag259ForMaps: false,
  tagUint8Array: false,
  useRecords: false,
};
const encoder = new Encoder(ENCODER_OPTIONS);

/**
 * Returns the encoding that `parseCbor` admits for this value: definite lengths, shortest heads, map keys in the order
 * given (RFC 8949 section 4.2.1 without its sorting). Strings must be well-formed. Throws FormatError `cbor-format` for a
 * number that is not a safe integer.
 */
export function encodeCbor(value: CborValue): Uint8Array<ArrayBuffer> {
  // cbor-x returns a part of a buffer that its next results share.
  return new Uint8Array(encoder.encode(encodable(value)));
}

/** cbor-x writes numbers outside of 32 bits as floats, and a BigInt as an integer. */
function encodable(value: CborValue): unknown {
  if (Array.isArray(value)) return value.map(encodable);
  if (value instanceof Map) {
    return new Map([...value].map(([key, entry]) => [encodable(key), encodable(entry)]));
  }
  // Subclasses, such as Node's, are byte strings too.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (typeof value !== 'number') return value;
  if (!Number.isSafeInteger(value)) {
    throw new FormatError('cbor-format', `expected a safe integer, found ${value}`);
  }
  return value >= 2 ** 32 || value < -(2 ** 32) ? BigInt(value) : value;
}
