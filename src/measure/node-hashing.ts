import { createHash, type Hash } from 'node:crypto';
import { crc32, type Hashing, type RunningHash } from './hashing.js';

/** Loading zlib takes as long as the CRC of this many bytes without it. */
const ZLIB_FROM_BYTES = 256 * 1024;

/** OpenSSL's hashes through Node, which images of gigabytes need for speed. */
export const nodeHashing: Hashing = {
  sha256: () => nodeHash(createHash('sha256')),
  sha384: () => nodeHash(createHash('sha384')),
  crc32: (bytes, crc) =>
    bytes.length < ZLIB_FROM_BYTES
      ? crc32(bytes, crc)
      : process.getBuiltinModule('node:zlib').crc32(bytes, crc),
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
