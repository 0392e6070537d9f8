/** The curves of AWS's image signatures and of our own keys (FIPS 186-5), by their WebCrypto names. */
export type Curve = 'P-256' | 'P-384' | 'P-521';
/** The size of a signature: r followed by s, each as wide as the curve's order. */
export declare const SIGNATURE_BYTES: {
    readonly [curve in Curve]: number;
};
/**
 * SubjectPublicKeyInfo of an EC key (RFC 5480 sections 2.1.1 and 2.2) up to the point's coordinates. DER has one such
 * encoding for each named curve: SEQUENCE, AlgorithmIdentifier of id-ecPublicKey with the curve's name, BIT STRING without
 * unused bits, and 04 for an uncompressed point.
 */
export declare const SPKI_HEAD: {
    readonly [curve in 'P-256' | 'P-384']: Uint8Array;
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
export declare function verifyEcdsa(verification: EcdsaVerification): Promise<boolean>;
declare const imported: unique symbol;
/** A public key that lies on its curve. Only `importEcdsaKey` makes one. */
export interface EcdsaKey {
    readonly [imported]: true;
    readonly curve: Curve;
    readonly key: CryptoKey;
}
/** Imports the key for several verifications. Rejects with FormatError `encoding` where it cannot be imported. */
export declare function importEcdsaKey({ curve, spkiDer, }: Pick<EcdsaVerification, 'curve' | 'spkiDer'>): Promise<EcdsaKey>;
/** As `verifyEcdsa`, with an imported key. */
export declare function verifyWithKey({ curve, key }: EcdsaKey, data: Uint8Array, signature: Uint8Array): Promise<boolean>;
export {};
