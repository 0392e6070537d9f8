import { type Place } from '../base/errors.js';
import { type CoseAlgorithm } from '../format/cose-sign1.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { Certificate } from '../format/x509.js';
import type { Hashing } from './hashing.js';
/** A signature section that was verified against its image. */
export interface EifSignature {
    readonly algorithm: CoseAlgorithm;
    /** The certificate in the image. PCR8 is computed from its DER. Its dates were not compared with any clock. */
    readonly certificate: Certificate;
    /** SHA-256 of the certificate's DER, lower-case hex. */
    readonly certificateSha256: string;
}
/**
 * Verifies the signature section of an EIF against the measured PCR0 (EIF specification, "Signature section"; COSE in
 * RFC 9052 section 4.2). In order: a CBOR list of exactly one entry with `signing_certificate` and `signature`; one
 * PEM certificate with an EC key on P-256, P-384 or P-521; the shape of COSE_Sign1 (`signature-format`); the algorithm
 * belongs to the curve, and the signature verifies under the key (`signature-invalid`); the payload is exactly
 * register 0 with the measured PCR0 (`signature-pcr0`).
 *
 * Not checked: the certificate's dates, which need a clock, and its issuer. PCR8 identifies the certificate.
 *
 * @param section data of the signature section
 * @param at the place of the section, for the errors
 * @param hashing for the certificate's SHA-256
 */
export declare function verifyEifSignature(section: Uint8Array, imagePcr: PcrValue, at: Place, hashing: Hashing): Promise<EifSignature>;
