import { sha256, sha384 } from '@noble/hashes/sha2.js';

/** An incremental hash. `copy` copies the state so far, so that two contents with the same beginning share its cost. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  copy(): RunningHash;
  /** Returns the digest. The hash cannot be used afterwards. */
  digest(): Uint8Array;
}

/** The hash functions behind every measurement. Implementations differ in speed, never in results. */
export interface Hashing {
  sha256(): RunningHash;
  sha384(): RunningHash;
  /** CRC-32/ISO-HDLC (zlib's) of `bytes`, continuing from `crc`, which is 0 at the start. */
  crc32(bytes: Uint8Array, crc: number): number;
}

/** Runs anywhere, including browsers, at about a tenth of the speed of `nodeHashing`. */
export const portableHashing: Hashing = {
  sha256: () => portableHash(sha256.create()),
  sha384: () => portableHash(sha384.create()),
  crc32,
};

interface NobleHash {
  update(bytes: Uint8Array): unknown;
  clone(): NobleHash;
  digest(): Uint8Array;
}

function portableHash(hash: NobleHash): RunningHash {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => portableHash(hash.clone()),
    digest: () => hash.digest(),
  };
}

/** One entry per byte value: the remainder of that byte under the reflected polynomial 0x04C11DB7. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

/** CRC-32/ISO-HDLC, zlib's, of `bytes`, continuing from `crc`, which is 0 at the start. */
export function crc32(bytes: Uint8Array, crc: number): number {
  let remainder = ~crc;
  for (const byte of bytes)
    remainder = (CRC_TABLE[(remainder ^ byte) & 0xff] ?? 0) ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
