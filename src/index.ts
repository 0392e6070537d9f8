/**
 * pcr-allowlist as a library: measure an enclave image, or compute PCR values without one; verify lists and manifests;
 * prove who can get at what a key protects, and plan its policy. Only the command accesses stores and AWS.
 *
 * ```ts
 * import { measureEif, openFileSource } from 'pcr-allowlist';
 *
 * const source = await openFileSource('enclave.eif');
 * try {
 *   const { measurements } = await measureEif(source);
 *   console.log(measurements.PCR0);
 * } finally {
 *   await source.close();
 * }
 * ```
 */
export { type FileSource, openFileSource } from './adapters/files/file-source.js';
export type { AllowList, ProjectedKey, Release, VersionId } from './allowlist/allow-list.js';
export {
  EXPORT_TARGETS,
  type ExportedAllowList,
  type ExportTarget,
  exportAllowList,
} from './allowlist/export-allow-list.js';
export type { ListTrust } from './allowlist/list-trust.js';
export { type VerifiedAllowList, verifyAllowList } from './allowlist/verify-allow-list.js';
export {
  type AdapterCode,
  AdapterError,
  CodedError,
  type ErrorCode,
  type FormatCode,
  FormatError,
  type Place,
  type TrustCode,
  TrustError,
  UsageError,
  type Warning,
} from './base/errors.js';
export type { Instant } from './base/instant.js';
export { type ByteSource, memorySource } from './format/byte-source.js';
export type { EifSection, SectionType } from './format/eif.js';
export type { Architecture, EifHeader } from './format/eif-header.js';
export type { EifMetadata } from './format/eif-metadata.js';
export { type PcrValue, type PcrValues, ZERO_PCR } from './format/pcr-value.js';
export { type PublicKey, parsePublicKeyPem } from './format/public-key.js';
export type { Certificate } from './format/x509.js';
export type { KeyDescription, KeyGrant } from './iam/kms-key.js';
export { type KeyPolicy, type PolicyStatement, parseKeyPolicy } from './iam/policy.js';
export { type Proof, proveKeyPolicy } from './iam/prove.js';
export {
  type AssessFacts,
  assessKeyPolicy,
  type PolicyAssessment,
} from './keypolicy/assess-key-policy.js';
export type { PolicyFinding as Finding } from './keypolicy/lint-key-policy.js';
export { type KeyPlan, type PlanRequest, planKey } from './keypolicy/plan-key.js';
export type { Severity } from './keypolicy/rules/rule.js';
export {
  type EnvelopeTrust,
  type VerifiedManifest,
  verifyEnvelope,
  verifyManifest,
} from './manifest/verify-manifest.js';
export type { TrackResults } from './measure/digest-tracks.js';
export {
  type Digester,
  digestInThread,
  digestWithNode,
} from './measure/digester.js';
export type { EifSignature } from './measure/eif-signature.js';
export {
  compareWithExpectation,
  type Expectation,
  type ExpectationReport,
} from './measure/expected-measurements.js';
export { parseExpectation } from './measure/find-measurements.js';
export { type Hashing, portableHashing, type RunningHash } from './measure/hashing.js';
export {
  compareImages,
  type ImageComparison,
  type SectionDifference,
  type SectionFacts,
} from './measure/image-comparison.js';
export {
  type MeasuredEif,
  type MeasuredSection,
  type MeasureOptions,
  measureEif,
} from './measure/measure-eif.js';
export { nodeHashing } from './measure/node-hashing.js';
export {
  comparePcrs,
  EMPTY_CONTENT_PCR,
  extend,
  type Measurements,
  type PcrDifference,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
} from './measure/pcr.js';
export type { PieceObserver } from './measure/piece-ring.js';
