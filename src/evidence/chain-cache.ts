import type { CertifiedKey } from './certified-key.js';

/** Certificates that are kept: an instance's chain is four, and a verifier meets a few thousand instances a day. */
const MAX_ENTRIES = 4096;

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

/** The bytes as characters, one each. A spread would go through an iterator, which takes longer than all else here. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
