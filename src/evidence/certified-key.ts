import { type EcdsaKey, importEcdsaKey } from '../base/ecdsa.js';
import type { Certificate } from '../format/x509.js';

/** A certificate and its key, which is imported once, at its first use. */
export class CertifiedKey {
  readonly certificate: Certificate;
  private imported: Promise<EcdsaKey> | undefined;

  constructor(certificate: Certificate) {
    this.certificate = certificate;
  }

  /** The key, always on P-384. Rejects with FormatError `encoding` for any other key. */
  key(): Promise<EcdsaKey> {
    const { spkiDer } = this.certificate.publicKey;
    this.imported ??= importEcdsaKey({ curve: 'P-384', spkiDer });
    return this.imported;
  }
}
