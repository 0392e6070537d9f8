import { type Certificate } from '../format/x509.js';
declare const pinned: unique symbol;
/** The certificate that a chain must begin with. `awsNitroRoot` and `rootNotOfAws` alone make one. */
export interface NitroRoot {
    readonly [pinned]: true;
    /** `aws` for the root of that partition; `not-aws:` and the SHA-256 of the certificate for any other. */
    readonly name: string;
    /** SHA-256 of the DER, in lower-case hex. */
    readonly sha256: string;
    readonly certificate: Certificate;
}
/** An AWS partition whose root is pinned here. Others may have a root of their own. */
export type Partition = 'aws';
/** The pinned root of an AWS partition. Throws UsageError `usage` for a partition whose root is not known here. */
export declare function awsNitroRoot(partition?: Partition): NitroRoot;
/**
 * A root that the caller vouches for and that is not the one of AWS: of a test, a simulator, another partition. Its
 * name says so in every result. Throws FormatError `certificate-format` for anything but a certificate; everything else is
 * judged with the chain.
 */
export declare function rootNotOfAws(certificateDer: Uint8Array): NitroRoot;
/** Throws UsageError for a root that neither `awsNitroRoot` nor `rootNotOfAws` made. */
export declare function requireRoot(root: NitroRoot): void;
export {};
