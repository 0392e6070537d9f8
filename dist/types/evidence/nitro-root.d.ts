import { type Certificate } from '../format/x509.js';
declare const pinned: unique symbol;
/** The certificate that a chain must begin with. Only `awsNitroRoot` and `rootNotOfAws` make one. */
export interface NitroRoot {
    readonly [pinned]: true;
    /** `aws` for the root of that partition; `not-aws:` and the SHA-256 of the certificate for any other. */
    readonly name: string;
    /** SHA-256 of the DER, in lower-case hex. */
    readonly sha256: string;
    readonly certificate: Certificate;
}
/** An AWS partition with a root that is pinned here. Other partitions may have other roots. */
export type Partition = 'aws';
/** The pinned root of an AWS partition. Throws UsageError `usage` for a partition without a pinned root. */
export declare function awsNitroRoot(partition?: Partition): NitroRoot;
/**
 * A root that the caller trusts and that is not the pinned root of AWS: of a test, a simulator, another partition. Its name
 * shows that in every result. Throws FormatError `certificate-format` for anything but a certificate. `verifyChain` checks
 * everything else.
 */
export declare function rootNotOfAws(certificateDer: Uint8Array): NitroRoot;
/** Throws UsageError for any root that `awsNitroRoot` or `rootNotOfAws` did not make. */
export declare function requireRoot(root: NitroRoot): void;
export {};
