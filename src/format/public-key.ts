import { sha256 } from '@noble/hashes/sha2.js';
import { SPKI_HEAD } from '../base/ecdsa.js';
import { encodeBase64, encodeHex, encodeUtf8, equalBytes } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { encodePem, parsePem } from './pem.js';

/** The curves of our own signing keys. Prefer P-256, because every verifier accepts it. */
export type KeyCurve = 'P-256' | 'P-384';

/** An ECDSA public key. Parsing does not show who owns it. */
export interface PublicKey {
  readonly curve: KeyCurve;
  /** SubjectPublicKeyInfo in DER (RFC 5480 section 2). */
  readonly spkiDer: Uint8Array;
}

/** Size of the two coordinates of a point. */
const POINT_BYTES: { readonly [curve in KeyCurve]: number } = { 'P-256': 64, 'P-384': 96 };

/**
 * A public key from SubjectPublicKeyInfo in DER (RFC 5480 section 2): byte for byte an uncompressed point on the named
 * curve P-256 or P-384, and nothing after it. Not checked: that the point lies on the curve; verification with the key does
 * that.
 *
 * Throws FormatError `der-format`.
 */
export function parsePublicKeyDer(spkiDer: Uint8Array): PublicKey {
  for (const curve of ['P-256', 'P-384'] as const) {
    const head = SPKI_HEAD[curve];
    const sizeBytes = head.length + POINT_BYTES[curve];
    if (spkiDer.length === sizeBytes && equalBytes(spkiDer.subarray(0, head.length), head)) {
      return { curve, spkiDer: Uint8Array.from(spkiDer) };
    }
  }
  throw new FormatError(
    'der-format',
    'expected an uncompressed EC public key on the named curve P-256 or P-384',
    {
      at: { offsetBytes: 0 },
      hint: 'Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
    },
  );
}

/**
 * A public key from PEM (RFC 7468 section 13). In order: one PUBLIC KEY block with only line ends around it, as `parsePem`
 * reads it (`pem-format`); what `parsePublicKeyDer` checks (`der-format`).
 *
 * Throws FormatError.
 */
export function parsePublicKeyPem(text: string): PublicKey {
  return parsePublicKeyDer(parsePem(encodeUtf8(text), 'PUBLIC KEY'));
}

/** The key as a PEM block, as openssl writes it. */
export function encodePublicKeyPem({ spkiDer }: PublicKey): string {
  return encodePem('PUBLIC KEY', spkiDer);
}

/** The `keyid` of our envelopes: SHA-256 of SubjectPublicKeyInfo in base64 (Sigstore's public key hint). */
export function keyIdOf(spkiDer: Uint8Array): string {
  return encodeBase64(sha256(spkiDer));
}

/** The short form that names files: the first 16 hexadecimal digits of SHA-256 of SubjectPublicKeyInfo. */
export function keyId16Of(spkiDer: Uint8Array): string {
  return encodeHex(sha256(spkiDer)).slice(0, 16);
}
