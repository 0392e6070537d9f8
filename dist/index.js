import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  compareImages,
  comparePcrs,
  compareWithExpectation,
  digestWithNode,
  measureEif,
  openFileSource,
  parseExpectation
} from "./chunks/chunk-Q4FJ4R25.js";
import {
  AdapterError,
  CodedError,
  EMPTY_CONTENT_PCR,
  FormatError,
  TRACKS,
  TrustError,
  UsageError,
  ZERO_PCR,
  digestInThread,
  extendDigest,
  memorySource,
  nodeHashing,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  sha256,
  sha384
} from "./chunks/chunk-ZXNLPX72.js";

// src/measure/hashing.ts
var portableHashing = {
  sha256: () => portableHash(sha256.create()),
  sha384: () => portableHash(sha384.create()),
  crc32
};
function portableHash(hash) {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => portableHash(hash.clone()),
    digest: () => hash.digest()
  };
}
var CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 3988292384 ^ remainder >>> 1 : remainder >>> 1;
  return remainder;
});
function crc32(bytes, crc) {
  let remainder = ~crc;
  for (const byte of bytes)
    remainder = (CRC_TABLE[(remainder ^ byte) & 255] ?? 0) ^ remainder >>> 8;
  return ~remainder >>> 0;
}
export {
  AdapterError,
  CodedError,
  EMPTY_CONTENT_PCR,
  FormatError,
  TRACKS,
  TrustError,
  UsageError,
  ZERO_PCR,
  compareImages,
  comparePcrs,
  compareWithExpectation,
  digestInThread,
  digestWithNode,
  extendDigest,
  measureEif,
  memorySource,
  nodeHashing,
  openFileSource,
  parseExpectation,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  portableHashing
};
