import { type DocumentFinding, type Reason } from './document-finding.js';
import { type Expectations, type ListExpectations } from './expectations.js';
import type { ReferenceRelease, ReferenceValues } from './reference-values.js';
import type { VerifiedEvidence } from './verify-attestation.js';
/** What an appraisal came to. It holds at the instant of its expectations and not after. */
export type Appraisal<Release extends ReferenceRelease = ReferenceRelease> = AppraisalFacts & ({
    readonly accepted: true;
    readonly release: Release;
    readonly reasons: readonly [];
} | {
    readonly accepted: false;
    /** All of them, in the order of the checks; at least one. */
    readonly reasons: readonly Reason[];
});
interface AppraisalFacts {
    /** One for every check, those that nobody asked for included. */
    readonly findings: readonly DocumentFinding[];
    /** Verified live, and still recent. Archived evidence never is. */
    readonly fresh: boolean;
    /** The evidence names a key or a statement that the caller expected of it. */
    readonly channelBound: boolean;
    /** An older list would have been noticed. */
    readonly rollbackProtected: boolean;
}
/**
 * Compares evidence with the Reference Values of an allow-list and with what the caller expects. All checks are made and
 * all refusals given, in order: freshness at `now` (`document-too-old`, `document-from-future`); the nonce
 * (`nonce-missing`, `nonce-mismatch`); public key (`public-key-mismatch`) and user data (`user-data-mismatch`); the
 * instance (`not-allowed`, `pcr-mismatch`); registers (`pcr-mismatch`); the version of the list (`rollback`);
 * the user data that the release demands (`user-data-mismatch`); the image: PCR0, 1, 2, and 8 where the release is signed, as one release of the list has them all (`list-expired`,
 * `revoked`, `not-allowed`, `approval-missing`); PCR3, where the list names roles (`pcr-mismatch`, `approval-missing`).
 * Every register that is expected has to be in the evidence; those that nobody expects are not looked at.
 *
 * Not checked: who signed the list and the document. Whoever made the arguments did that.
 *
 * Throws UsageError for expectations that are not whole, and where there are no Reference Values.
 */
export declare function appraise<Release extends ReferenceRelease>(evidence: VerifiedEvidence, referenceValues: ReferenceValues<Release>, expectations: Expectations & ListExpectations): Appraisal<Release>;
export {};
