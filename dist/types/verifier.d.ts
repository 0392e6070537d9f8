import { type Verifier, type VerifierOptions } from './allowlist/list-verifier.js';
/**
 * The options of `createVerifier`: those of the internal verifier, with the list as bytes or by its URL. Bytes are for
 * callers that fetch the list themselves. A function is called again after `maxListAge`.
 */
export type CreateVerifierOptions = Omit<VerifierOptions, 'readAllowList'> & ({
    readonly allowList: Uint8Array | (() => Promise<Uint8Array>);
    readonly url?: never;
} | {
    readonly url: string;
    readonly allowList?: never;
});
/**
 * Creates a verifier of live and archived documents against one allow-list. Throws UsageError where list, keys, threshold
 * or clock are missing, or where both `allowList` and `url` are given. No verifier accepts documents without a list.
 */
export declare function createVerifier({ allowList, url, ...options }: CreateVerifierOptions): Verifier;
export type { AllowList, Release } from './allowlist/allow-list.js';
export { referenceValuesOf } from './allowlist/list-reference-values.js';
export type { VersionMemory } from './allowlist/list-source.js';
export type { ListTrust } from './allowlist/list-trust.js';
export type { DocumentExpectations, PinnedKeys, Refusal, Verdict, Verifier, VerifierTrust, } from './allowlist/list-verifier.js';
export { type SeenList, type SeenRevocation, withSeen } from './allowlist/seen-list.js';
export { type VerifiedAllowList, verifyAllowList } from './allowlist/verify-allow-list.js';
export { decodeBase64, decodeHex, encodeBase64, encodeHex } from './base/encoding.js';
export { AdapterError, CodedError, type ErrorCode, FormatError, type Place, TrustError, UsageError, } from './base/errors.js';
export type { DurationMs, Instant } from './base/instant.js';
export { type Appraisal, appraise } from './evidence/appraise.js';
export { appraiseDocument, type DocumentTrust, verifyDocument, } from './evidence/appraise-document.js';
export { type ChainCache, createChainCache } from './evidence/chain-cache.js';
export type { Check, DocumentFinding as Finding, Reason } from './evidence/document-finding.js';
export type { Expectations, ListExpectations } from './evidence/expectations.js';
export { awsNitroRoot, type NitroRoot, rootNotOfAws } from './evidence/nitro-root.js';
export type { ListVersion, ReferenceValues } from './evidence/reference-values.js';
export { parseDocument, type UnverifiedDocument } from './evidence/unverified-document.js';
export { type ArchivedExpectations, type LiveExpectations, type VerifiedEvidence, verifyArchived, verifyLive, } from './evidence/verify-attestation.js';
export type { PcrValue } from './format/pcr-value.js';
export { type PublicKey, parsePublicKeyPem } from './format/public-key.js';
export type { PcrManifest } from './manifest/manifest.js';
export { type EnvelopeTrust, type VerifiedManifest, verifyEnvelope, verifyManifest, } from './manifest/verify-manifest.js';
export type { Measurements } from './measure/pcr.js';
