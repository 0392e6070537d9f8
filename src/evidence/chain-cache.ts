import type { CertifiedKey } from './certified-key.js';

/** The number of certificates to keep. An instance's chain has four, and a verifier meets a few thousand instances a day. */
const MAX_ENTRIES = 4096;

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
export function createChainCache(maxEntries: number = MAX_ENTRIES): ChainCache {
  const entries = new Map<string, SignedCertificate>();
  return {
    find: (der) => entries.get(textOf(der)),
    add: (signed) => {
      entries.set(textOf(signed.certified.certificate.der), signed);
      const [first] = entries.keys();
      if (entries.size > maxEntries && first !== undefined) entries.delete(first);
    },
  };
}

/** The bytes as characters, one each. A spread uses an iterator, which takes longer than everything else here. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
