import type { AllowList } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
/** What a list holds that the pinned approval keys did not approve. */
export interface Unapproved {
    /** By id. */
    readonly releases: ReadonlySet<string>;
    readonly projection: boolean;
}
export declare const NOTHING_UNAPPROVED: Unapproved;
/**
 * What of a list lacks the approvals that a verifier pins. An approval counts where a pinned key signed a statement over
 * this list, and over the release's id, PCR0, manifest and staged record, or over the projection as it is; each key
 * once. When it was given does not count here: whoever wrote the list judged that.
 */
export declare function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved>;
