/** The curves of our own signing keys. Prefer P-256, because every verifier accepts it. */
export type KeyCurve = 'P-256' | 'P-384';
/** An ECDSA public key. Parsing does not show who owns it. */
export interface PublicKey {
    readonly curve: KeyCurve;
    /** SubjectPublicKeyInfo in DER (RFC 5480 section 2). */
    readonly spkiDer: Uint8Array;
}
/**
 * A public key from SubjectPublicKeyInfo in DER (RFC 5480 section 2): byte for byte an uncompressed point on the named
 * curve P-256 or P-384, and nothing after it. Not checked: that the point lies on the curve; verification with the key does
 * that.
 *
 * Throws FormatError `der-format`.
 */
export declare function parsePublicKeyDer(spkiDer: Uint8Array): PublicKey;
/**
 * A public key from PEM (RFC 7468 section 13). In order: one PUBLIC KEY block with only line ends around it, as `parsePem`
 * reads it (`pem-format`); what `parsePublicKeyDer` checks (`der-format`).
 *
 * Throws FormatError.
 */
export declare function parsePublicKeyPem(text: string): PublicKey;
/** The key as a PEM block, as openssl writes it. */
export declare function encodePublicKeyPem({ spkiDer }: PublicKey): string;
/** The `keyid` of our envelopes: SHA-256 of SubjectPublicKeyInfo in base64 (Sigstore's public key hint). */
export declare function keyIdOf(spkiDer: Uint8Array): string;
/** The short form that names files: the first 16 hexadecimal digits of SHA-256 of SubjectPublicKeyInfo. */
export declare function keyId16Of(spkiDer: Uint8Array): string;
