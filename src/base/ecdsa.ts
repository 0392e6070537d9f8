import { FormatError } from './errors.js';

/** The curves of AWS's image signatures and of our own keys (FIPS 186-5), by their WebCrypto names. */
export type Curve = 'P-256' | 'P-384' | 'P-521';

/** Size of a signature as r followed by s, each as wide as the curve's order. */
export const SIGNATURE_BYTES: { readonly [curve in Curve]: number } = {
  'P-256': 64,
  'P-384': 96,
  'P-521': 132,
};

/** The hash that goes with each curve (RFC 9053 section 2.1). No other pair is used. */
const HASH: { readonly [curve in Curve]: string } = {
  'P-256': 'SHA-256',
  'P-384': 'SHA-384',
  'P-521': 'SHA-512',
};

export interface EcdsaVerification {
  readonly curve: Curve;
  /** The public key as DER SubjectPublicKeyInfo (RFC 5480 section 2). */
  readonly spkiDer: Uint8Array;
  /** What was signed, before hashing. */
  readonly data: Uint8Array;
  /** r followed by s, each of fixed width (RFC 9053 section 2.1). Not DER: `derToRaw` makes one of the other. */
  readonly signature: Uint8Array;
}

/**
 * Whether the ECDSA signature verifies, through WebCrypto. The curve is the caller's choice, never the key's, and fixes
 * the hash. In order: the key is one for this curve; the signature has the curve's width; r and s are in range and the
 * signature is right (FIPS 186-5 section 6.4.2). False for any fault of the signature.
 *
 * (r, n - s) verifies where (r, s) does, so a signature does not identify what it signs.
 *
 * Rejects with FormatError `encoding` where the key cannot be imported, and for no other reason.
 */
export async function verifyEcdsa(verification: EcdsaVerification): Promise<boolean> {
  const { curve, spkiDer, data, signature } = verification;
  const key = await importKey(spkiDer, curve);
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: HASH[curve] },
    key,
    new Uint8Array(signature),
    new Uint8Array(data),
  );
}

async function importKey(spkiDer: Uint8Array, curve: Curve): Promise<CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  try {
    return await crypto.subtle.importKey('spki', new Uint8Array(spkiDer), algorithm, false, [
      'verify',
    ]);
  } catch (cause) {
    throw new FormatError(
      'encoding',
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause },
    );
  }
}
