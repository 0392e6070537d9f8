import { type Certificate } from '../format/x509.js';
import { CertifiedKey } from './certified-key.js';
import type { ChainCache } from './chain-cache.js';
import type { NitroRoot } from './nitro-root.js';
import type { DocumentPayload } from './payload.js';
/** A certificate, and where in the document it is. */
export interface Link {
    readonly certificate: Certificate;
    readonly path: string;
    readonly certified: CertifiedKey;
    /** The key that it was seen to be signed by, where the cache knows one. */
    readonly signedBy?: Uint8Array;
}
/** A chain whose names, constraints and signatures are right. Its dates are not judged: `requireChainTime` does that. */
export interface Chain {
    /** From the pinned root to the leaf. */
    readonly links: readonly Link[];
    readonly leaf: CertifiedKey;
}
/**
 * Verifies the chain of a document (RFC 5280 section 6, for one path and no other; AWS Nitro Enclaves NSM API,
 * "Attestation process"). In order: the first certificate of `cabundle` is the root, byte for byte, and from here on
 * the pinned one stands for it (`root-not-trusted`); then `chain-broken` for each of these, root first: not too many
 * certificates; each is one DER certificate and none is there twice; each has the profile of `requireProfile`; each
 * above the leaf is a CA that allows what is below, and the leaf is none; each names the one above it; each is signed
 * by the one above it. The order of the document is taken as it is: nothing is searched, skipped or sorted.
 *
 * With a cache, a signature that was verified before over the same bytes with the same key is not verified again.
 *
 * Not checked: dates, and revocation, which AWS says to leave out.
 *
 * Rejects with TrustError `root-not-trusted` or `chain-broken`, naming the certificate.
 */
export declare function verifyChain({ certificate, cabundle }: Pick<DocumentPayload, 'certificate' | 'cabundle'>, root: NitroRoot, cache?: ChainCache): Promise<Chain>;
