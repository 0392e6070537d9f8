import { type Curve } from '../base/ecdsa.js';
/**
 * An ECDSA signature from `ECDSA-Sig-Value` in DER (RFC 3279 section 2.2.3; X.690 section 10) to r followed by s, as
 * wide as the curve's order. In order: a SEQUENCE of exactly these bytes, then twice an INTEGER that is not negative,
 * not longer than need be, and fits; nothing follows. Lengths are in their shortest form. Not checked: that r and s
 * are in range; verification does that.
 *
 * Throws FormatError `der-format` with the offset of the element at fault.
 */
export declare function derToRaw(der: Uint8Array, curve: Curve): Uint8Array<ArrayBuffer>;
/**
 * The inverse: r followed by s to `ECDSA-Sig-Value` in DER. Throws FormatError `der-format` where the length is that
 * of no curve.
 */
export declare function rawToDer(raw: Uint8Array): Uint8Array<ArrayBuffer>;
