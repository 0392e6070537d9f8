import { type DocumentFinding, type Reason } from './document-finding.js';
import { type Expectations, type ListExpectations } from './expectations.js';
import type { ReferenceRelease, ReferenceValues } from './reference-values.js';
import type { VerifiedEvidence } from './verify-attestation.js';
/** The result of an appraisal. It is valid at the instant of its expectations, and not later. */
export type Appraisal<Release extends ReferenceRelease = ReferenceRelease> = AppraisalFacts & ({
    readonly accepted: true;
    readonly release: Release;
    readonly reasons: readonly [];
} | {
    readonly accepted: false;
    /** Every reason, in the order of the checks. At least one. */
    readonly reasons: readonly Reason[];
});
interface AppraisalFacts {
    /** One for every check, also for checks that nobody requested. */
    readonly findings: readonly DocumentFinding[];
    /** Verified live, and still recent. Never true for archived evidence. */
    readonly fresh: boolean;
    /** The evidence has a public key or user data that the caller expected. */
    readonly channelBound: boolean;
    /** An older list would have been refused. */
    readonly rollbackProtected: boolean;
}
/**
 * Compares evidence with the Reference Values of an allow-list and with what the caller expects. Makes every check and
 * returns every refusal, in order: freshness at `now` (`document-too-old`, `document-from-future`); the nonce
 * (`nonce-missing`, `nonce-mismatch`); public key (`public-key-mismatch`) and user data (`user-data-mismatch`); the
 * instance (`not-allowed`, `pcr-mismatch`); registers (`pcr-mismatch`); the version of the list (`rollback`); the user data
 * that the release demands (`user-data-mismatch`); the image: PCR0, 1, 2, and 8 where the release is signed, all equal to
 * those of one release in the list (`list-expired`, `revoked`, `not-allowed`, `approval-missing`); PCR3, where the list
 * names roles (`pcr-mismatch`, `approval-missing`). Every expected register must be in the evidence. Other registers are
 * ignored.
 *
 * Not checked: the signatures of the list and of the document. The makers of the arguments verified them.
 *
 * Throws UsageError for incomplete expectations, and for missing Reference Values.
 */
export declare function appraise<Release extends ReferenceRelease>(evidence: VerifiedEvidence, referenceValues: ReferenceValues<Release>, expectations: Expectations & ListExpectations): Appraisal<Release>;
export {};
