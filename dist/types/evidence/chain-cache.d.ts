import type { CertifiedKey } from './certified-key.js';
/**
 * Certificates that were parsed and seen to be signed by a key: facts that do not change, so they may be kept. They are
 * found by their exact bytes. Dates, names, constraints and the root are judged anew at every document.
 */
export interface ChainCache {
    /** The certificate with exactly these bytes, where it was added, and the key that it was seen to be signed by. */
    find(der: Uint8Array): SignedCertificate | undefined;
    add(signed: SignedCertificate): void;
}
export interface SignedCertificate {
    readonly certified: CertifiedKey;
    readonly issuerSpkiDer: Uint8Array;
}
/**
 * A cache in memory, for as long as its owner keeps it. Only what was signed by a key that itself stands below the
 * pinned root is ever added, and past `maxEntries` the one that came first is forgotten.
 */
export declare function createChainCache(maxEntries?: number): ChainCache;
