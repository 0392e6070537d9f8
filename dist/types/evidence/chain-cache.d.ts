import type { CertifiedKey } from './certified-key.js';
/**
 * Parsed certificates, with the key that signed each. These facts do not change, so a verifier may keep them. The exact
 * bytes of a certificate find it. Dates, names, constraints and the root are checked again for every document.
 */
export interface ChainCache {
    /** The certificate with exactly these bytes and the key that signed it, where it was added. */
    find(der: Uint8Array): SignedCertificate | undefined;
    add(signed: SignedCertificate): void;
}
export interface SignedCertificate {
    readonly certified: CertifiedKey;
    readonly issuerSpkiDer: Uint8Array;
}
/**
 * A cache in memory. Only certificates below the pinned root are ever added. Beyond `maxEntries` it drops the oldest entry.
 */
export declare function createChainCache(maxEntries?: number): ChainCache;
