import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Hashing, RunningHash } from './hashing.js';

/** OpenSSL's hashes through Node: the speed that images of gigabytes need. */
export const nodeHashing: Hashing = {
  sha256: () => nodeHash(createHash('sha256')),
  sha384: () => nodeHash(createHash('sha384')),
  crc32,
};

function nodeHash(hash: Hash): RunningHash {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => nodeHash(hash.copy()),
    digest: () => new Uint8Array(hash.digest()),
  };
}
