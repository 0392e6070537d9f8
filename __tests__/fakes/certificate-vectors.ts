import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCertificatePem } from '../../src/format/pem.js';

const folder = join(import.meta.dirname, '../vectors/certificates');

/** What `openssl x509` and, for `nitro…` and the dates, the openssl crate under nitro-cli print of a certificate. */
export interface CertificateVector {
  readonly file: string;
  readonly note: string;
  readonly version: 1 | 2 | 3;
  /** Hexadecimal, with a sign and without leading zeros. */
  readonly serial: string;
  /** RFC 2253 with characters above ASCII as they are. */
  readonly issuer: string;
  readonly subject: string;
  /** Where RFC 4514 differs from OpenSSL, which has more keywords. */
  readonly issuerRfc4514?: string;
  readonly nitroIssuer: Readonly<Record<string, string>>;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly algorithm: string;
  readonly signature: string;
  readonly keyAlgorithm: string;
  readonly nistCurve?: string;
  readonly extensions: {
    readonly basicConstraints?: { readonly critical: boolean; readonly text: string };
    readonly keyUsage?: { readonly critical: boolean; readonly text: string };
    readonly subjectKeyIdentifier?: string;
    readonly authorityKeyIdentifier?: string;
    readonly critical: readonly string[];
  };
}

export const certificateVectors: readonly CertificateVector[] = JSON.parse(
  readFileSync(join(folder, 'index.json'), 'utf8'),
);

export const certificatePem = (name: string): Buffer => readFileSync(join(folder, `${name}.pem`));
export const certificateDer = (name: string): Uint8Array =>
  parseCertificatePem(certificatePem(name));
export const vectorDer = ({ file }: CertificateVector): Uint8Array =>
  certificateDer(file.replace('.pem', ''));
