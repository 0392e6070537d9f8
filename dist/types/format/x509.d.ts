import type { Curve } from '../base/ecdsa.js';
import type { Instant } from '../base/instant.js';
import { type Name } from './distinguished-name.js';
import { type ExtensionFacts } from './x509-extensions.js';
export interface AlgorithmIdentifier {
    readonly oid: string;
    /** The whole AlgorithmIdentifier, parameters included. */
    readonly der: Uint8Array;
}
export interface CertificateKey {
    /** SubjectPublicKeyInfo, as WebCrypto imports it. */
    readonly spkiDer: Uint8Array;
    readonly algorithmOid: string;
    /** Present for an uncompressed point on one of these named curves, absent for every other key. */
    readonly curve?: Curve;
}
/** A certificate (RFC 5280 section 4.1) before verification. */
export interface Certificate {
    readonly der: Uint8Array;
    /** The bytes that the issuer signed, as received. */
    readonly tbsDer: Uint8Array;
    readonly version: 1 | 2 | 3;
    /** The value in lower-case hex, whole bytes, with a minus sign before negative values, which RFC 5280 forbids. */
    readonly serialNumber: string;
    readonly issuer: Name;
    readonly subject: Name;
    readonly notBefore: Instant;
    readonly notAfter: Instant;
    readonly publicKey: CertificateKey;
    readonly signatureAlgorithm: AlgorithmIdentifier;
    readonly signature: Uint8Array;
    readonly extensions: ExtensionFacts;
}
/**
 * Reads one DER certificate (RFC 5280 section 4.1): size, strict DER with nothing after it, version, serial number, names,
 * validity, key, unique identifiers from version 2 on, extensions in version 3, and the same algorithm inside and outside.
 * Keys and signatures may be of any algorithm. Only EC keys on the NIST curves get a `curve`.
 *
 * Not checked: signature, dates, names, and whether the key's point lies on its curve.
 *
 * Throws FormatError `certificate-format` with the offset in the certificate, and the fault in the DER as cause.
 */
export declare function parseCertificate(der: Uint8Array): Certificate;
