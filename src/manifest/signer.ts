import type { PublicKey } from '../format/public-key.js';

/** The source of signatures: a key file, KMS, or anything else with one EC key. */
export interface Signer {
  readonly publicKey: PublicKey;
  /**
   * An ECDSA signature over the pre-authentication encoding, which the signer hashes with SHA-256 on P-256 and SHA-384 on
   * P-384: `ECDSA-Sig-Value` in ASN.1 DER (RFC 3279 section 2.2.3). The caller verifies it before use.
   */
  sign(preAuthenticationEncoding: Uint8Array): Promise<Uint8Array>;
}
