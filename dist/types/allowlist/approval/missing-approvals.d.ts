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
 * The parts of a list that lack the approvals that a verifier pins. An approval counts where a pinned key signed a
 * statement over this list, and over the release's id, image, manifest and staged record, or over the projection as it
 * is; each key once. A list in format v1 counts no statement in v2: a list that goes back to v1 loses them. The time of
 * the approval does not count here: whoever wrote the list judged that.
 */
export declare function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved>;
