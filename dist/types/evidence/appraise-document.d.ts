import type { Instant } from '../base/instant.js';
import { type Appraisal } from './appraise.js';
import type { ChainCache } from './chain-cache.js';
import { type Expectations, type ListExpectations } from './expectations.js';
import type { NitroRoot } from './nitro-root.js';
import type { ReferenceRelease, ReferenceValues } from './reference-values.js';
import { type VerifiedEvidence } from './verify-attestation.js';
/** With what a document is verified, beside what is expected of it. */
export interface DocumentTrust {
    readonly root: NitroRoot;
    /** For archived documents alone: the instant to look from; the document's own where it is left out. */
    readonly at?: Instant;
    /** Signatures of certificates that were verified before. */
    readonly cache?: ChainCache;
}
/** A document that nobody compared with an allow-list: genuine, and of any image. */
export interface UnappraisedDocument {
    readonly evidence: VerifiedEvidence;
    readonly fresh: boolean;
    readonly channelBound: boolean;
}
/** A document that was compared with an allow-list. Accepted or not, the evidence is genuine. */
export interface AppraisedDocument<Release extends ReferenceRelease = ReferenceRelease> {
    readonly evidence: VerifiedEvidence;
    readonly appraisal: Appraisal<Release>;
}
/**
 * Verifies a document without an allow-list: that an enclave said so, and never that it is a good one. In order:
 * `verifyLive`, or `verifyArchived` where the maximum age is `archived`; then everything that is expected, and the first
 * that is not met is thrown as TrustError with its code. Throws UsageError for expectations that are not whole.
 */
export declare function verifyDocument(bytes: Uint8Array, trust: DocumentTrust, expectations: Expectations): Promise<UnappraisedDocument>;
/**
 * Verifies a document and appraises it. In order: `verifyLive`, or `verifyArchived` where the maximum age is
 * `archived`, which throw the first rule that is broken: what is not genuine is not appraised; then `appraise`, whose
 * result has every reason. The nonce is among the expectations, so that it does not hide the others.
 *
 * Throws FormatError, TrustError and UsageError as those do.
 */
export declare function appraiseDocument<Release extends ReferenceRelease>(bytes: Uint8Array, trust: DocumentTrust, referenceValues: ReferenceValues<Release>, expectations: Expectations & ListExpectations): Promise<AppraisedDocument<Release>>;
/**
 * The evidence of a document: `verifyLive`, or `verifyArchived` where the maximum age is `archived`; nothing more. Throws
 * UsageError for expectations or a trust that are not whole, and for an instant beside a maximum age.
 */
export declare function genuineEvidence(bytes: Uint8Array, trust: DocumentTrust, expectations: Expectations): Promise<VerifiedEvidence>;
