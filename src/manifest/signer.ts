import type { PublicKey } from '../format/public-key.js';

/** Where signatures come from: a key file, KMS, or anything else that holds one EC key. */
export interface Signer {
  readonly publicKey: PublicKey;
  /**
   * An ECDSA signature over the pre-authentication encoding, which the signer hashes with SHA-256 on P-256 and SHA-384
   * on P-384: `ECDSA-Sig-Value` in ASN.1 DER (RFC 3279 section 2.2.3). The caller verifies it before it is used.
   */
  sign(preAuthenticationEncoding: Uint8Array): Promise<Uint8Array>;
}
