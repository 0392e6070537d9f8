import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { AdapterError, CodedError, EMPTY_CONTENT_PCR, FormatError, TrustError, UsageError, ZERO_PCR, compareImages, comparePcrs, compareWithExpectation, digestInThread, digestWithNode, extend, measureEif, memorySource, nodeHashing, openFileSource, pcr3OfRole, pcr4OfInstance, pcr8OfCertificate, portableHashing } from "./program/measure.js";

// part:program/lists
import { EXPORT_TARGETS, assessKeyPolicy, exportAllowList, parseExpectation, parseKeyPolicy, parsePublicKeyPem, planKey, proveKeyPolicy, verifyAllowList, verifyEnvelope, verifyManifest } from "./program/lists.js";
export {
  AdapterError,
  CodedError,
  EMPTY_CONTENT_PCR,
  EXPORT_TARGETS,
  FormatError,
  TrustError,
  UsageError,
  ZERO_PCR,
  assessKeyPolicy,
  compareImages,
  comparePcrs,
  compareWithExpectation,
  digestInThread,
  digestWithNode,
  exportAllowList,
  extend,
  measureEif,
  memorySource,
  nodeHashing,
  openFileSource,
  parseExpectation,
  parseKeyPolicy,
  parsePublicKeyPem,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  planKey,
  portableHashing,
  proveKeyPolicy,
  verifyAllowList,
  verifyEnvelope,
  verifyManifest
};
