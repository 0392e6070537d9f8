import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/base/limits.ts
var METADATA_MAX_BYTES = 1024 * 1024;
var SIGNATURE_SECTION_MAX_BYTES = 32768;
var JSON_MAX_DEPTH = 64;
var JSON_MAX_VALUES = 1e5;
var TEXT_FILE_MAX_BYTES = 8 * 1024 * 1024;
var CBOR_MAX_DEPTH = 8;
var CBOR_MAX_ITEMS = 1e5;
var CERTIFICATE_MAX_BYTES = 16 * 1024;
var PEM_MAX_BYTES = 32 * 1024;
var DER_MAX_DEPTH = 16;

export {
  METADATA_MAX_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  CBOR_MAX_DEPTH,
  CBOR_MAX_ITEMS,
  CERTIFICATE_MAX_BYTES,
  PEM_MAX_BYTES,
  DER_MAX_DEPTH
};
