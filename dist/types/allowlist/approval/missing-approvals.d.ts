import type { Instant } from '../../base/instant.js';
import type { AllowList, Release } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
/** What a list holds that the pinned approval keys did not approve. */
export interface Unapproved {
    /** By id. */
    readonly releases: ReadonlySet<string>;
    readonly projection: boolean;
}
export declare const NOTHING_UNAPPROVED: Unapproved;
/** As `findUnapproved`, once for each payload, which is named by its SHA-256. */
export declare function unapprovedIn(list: AllowList, payload: string, trust: ApprovalTrust): Promise<Unapproved>;
/**
 * The parts of a list that lack the approvals that a verifier pins. An approval counts where a pinned key signed a
 * statement over this list, and over the release's id, image, manifest and staged record, or over the projection as it
 * is; each key once. A release is also approved where enough of the keys carried it over to a changed approval policy, by
 * id and image, as long as its certificate is part of a projection that they approved, or all keys of that are bound to the image itself. Once they approved the
 * projection, the keys of its approval policy count for releases as well where the trust says so. A list in format v1 counts no statement in v2: a list that goes back to v1 loses them. The time of
 * the approval does not count here: whoever wrote the list judged that.
 *
 * Throws UsageError for a trust without keys, or with a threshold that they cannot reach.
 */
export declare function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved>;
/** Whether as many keys as the trust asks for approved the release, or carried it over, after the instant. */
export declare function isApprovedAfter(list: AllowList, release: Release, trust: ApprovalTrust, after: Instant): Promise<boolean>;
