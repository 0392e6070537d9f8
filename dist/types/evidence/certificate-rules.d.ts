import { TrustError } from '../base/errors.js';
import type { Certificate } from '../format/x509.js';
/**
 * What every certificate of a chain must be (RFC 5280 section 4). In order: version 3; a signature with ecdsa-with-SHA384;
 * a key on P-384; no critical extension that is not understood, name constraints included. Throws TrustError
 * `chain-broken`.
 */
export declare function requireProfile(certificate: Certificate, path: string): void;
/**
 * A certificate that may sign others (RFC 5280 sections 4.2.1.9 and 4.2.1.3). In order: critical basicConstraints with
 * cA; a path length, where there is one, of at least the CA certificates below, self-issued ones included; keyUsage
 * with keyCertSign. Throws TrustError `chain-broken`.
 */
export declare function requireAuthority(certificate: Certificate, path: string, casBelow: number): void;
/**
 * A certificate that signs documents and no certificate. In order: no cA and no path length; keyUsage with
 * digitalSignature and without keyCertSign. It need not be critical, and is not in real documents. Throws TrustError
 * `chain-broken`.
 */
export declare function requireLeaf(certificate: Certificate, path: string): void;
/**
 * That the one names the other as its issuer: the same bytes as its subject, and where both have a key identifier, the
 * same one. Real certificates of the last two levels have none. Throws TrustError `chain-broken`.
 */
export declare function requireNamedIssuer(certificate: Certificate, issuer: Certificate, path: string): void;
export declare function chainBroken(path: string, message: string, cause?: unknown): TrustError;
