import { decodeHex, equalBytes } from './encoding.js';
import { FormatError } from './errors.js';

/** The curves of AWS's image signatures and of our own keys (FIPS 186-5), by their WebCrypto names. */
export type Curve = 'P-256' | 'P-384' | 'P-521';

/** The size of a signature: r followed by s, each as wide as the curve's order. */
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

/**
 * SubjectPublicKeyInfo of an EC key (RFC 5480 sections 2.1.1 and 2.2) up to the point's coordinates. DER has one such
 * encoding for each named curve: SEQUENCE, AlgorithmIdentifier of id-ecPublicKey with the curve's name, BIT STRING without
 * unused bits, and 04 for an uncompressed point.
 */
export const SPKI_HEAD: { readonly [curve in 'P-256' | 'P-384']: Uint8Array } = {
  'P-256': decodeHex('3059301306072a8648ce3d020106082a8648ce3d03010703420004'),
  'P-384': decodeHex('3076301006072a8648ce3d020106052b8104002203620004'),
};

export interface EcdsaVerification {
  readonly curve: Curve;
  /** The public key as DER SubjectPublicKeyInfo (RFC 5480 section 2). */
  readonly spkiDer: Uint8Array;
  /** What was signed, before hashing. */
  readonly data: Uint8Array;
  /** r followed by s, each of fixed width (RFC 9053 section 2.1). Not DER: `derToRaw` converts that. */
  readonly signature: Uint8Array;
}

/**
 * Whether the ECDSA signature verifies, through WebCrypto. The curve is the caller's choice, never the key's, and fixes the
 * hash. In order: the key is on this curve; the signature has the curve's width; r and s are in range and the signature is
 * right (FIPS 186-5 section 6.4.2). False for any fault of the signature.
 *
 * (r, n - s) verifies where (r, s) does, so a signature does not identify what it signs.
 *
 * Rejects only with FormatError `encoding`, where the key cannot be imported.
 */
export async function verifyEcdsa(verification: EcdsaVerification): Promise<boolean> {
  const { data, signature } = verification;
  return verifyWithKey(await importEcdsaKey(verification), data, signature);
}

declare const imported: unique symbol;

/** A public key that lies on its curve. Only `importEcdsaKey` makes one. */
export interface EcdsaKey {
  readonly [imported]: true;
  readonly curve: Curve;
  readonly key: CryptoKey;
}

/** Imports the key for several verifications. Rejects with FormatError `encoding` where it cannot be imported. */
export async function importEcdsaKey({
  curve,
  spkiDer,
}: Pick<EcdsaVerification, 'curve' | 'spkiDer'>): Promise<EcdsaKey> {
  return { curve, key: await importKey(spkiDer, curve) } as EcdsaKey;
}

/** As `verifyEcdsa`, with an imported key. */
export async function verifyWithKey(
  { curve, key }: EcdsaKey,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: HASH[curve] },
    key,
    ownBytes(signature),
    ownBytes(data),
  );
}

/** WebCrypto copies its arguments before it returns, but refuses memory that threads share. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

async function importKey(spkiDer: Uint8Array, curve: Curve): Promise<CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  const point = pointOf(spkiDer, curve);
  const [form, bytes] =
    point === undefined ? (['spki', spkiDer] as const) : (['raw', point] as const);
  try {
    return await crypto.subtle.importKey(form, new Uint8Array(bytes), algorithm, false, ['verify']);
  } catch (cause) {
    throw new FormatError(
      'encoding',
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause },
    );
  }
}

/** The uncompressed point of a key in its usual form. Importing the point alone takes a third of the time. */
function pointOf(spkiDer: Uint8Array, curve: Curve): Uint8Array | undefined {
  if (curve === 'P-521') return undefined;
  const head = SPKI_HEAD[curve];
  return equalBytes(spkiDer.subarray(0, head.length), head)
    ? spkiDer.subarray(head.length - 1)
    : undefined;
}
