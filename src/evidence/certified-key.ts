import { type EcdsaKey, importEcdsaKey } from '../base/ecdsa.js';
import type { Certificate } from '../format/x509.js';

/** A certificate and the key in it, which is imported once, when it is first needed. */
export class CertifiedKey {
  readonly certificate: Certificate;
  private imported: Promise<EcdsaKey> | undefined;

  constructor(certificate: Certificate) {
    this.certificate = certificate;
  }

  /** On P-384, whatever the certificate says. Rejects with FormatError `encoding` for any other key. */
  key(): Promise<EcdsaKey> {
    const { spkiDer } = this.certificate.publicKey;
    this.imported ??= importEcdsaKey({ curve: 'P-384', spkiDer });
    return this.imported;
  }
}
