/** The curves of AWS's image signatures and of our own keys (FIPS 186-5), by their WebCrypto names. */
export type Curve = 'P-256' | 'P-384' | 'P-521';
/** Size of a signature as r followed by s, each as wide as the curve's order. */
export declare const SIGNATURE_BYTES: {
    readonly [curve in Curve]: number;
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
export declare function verifyEcdsa(verification: EcdsaVerification): Promise<boolean>;
