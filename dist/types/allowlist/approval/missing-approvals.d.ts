import type { Instant } from '../../base/instant.js';
import type { AllowList, Release } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
/** The parts of a list that the pinned approval keys did not approve. */
export interface Unapproved {
    /** The ids of the releases. */
    readonly releases: ReadonlySet<string>;
    readonly projection: boolean;
}
export declare const NOTHING_UNAPPROVED: Unapproved;
/** Like `findUnapproved`, but computed once for each payload, named by its SHA-256. */
export declare function unapprovedIn(list: AllowList, payload: string, trust: ApprovalTrust): Promise<Unapproved>;
/**
 * The parts of a list that lack the approvals that a verifier pins. An approval counts if a pinned key signed a statement over
 * this list and over the id, image, manifest and staged record of the release, or over the current projection. Each key counts
 * once. A release is also approved if enough of the keys carried it over to a changed approval policy, by id and image, as long
 * as its certificate is part of a projection that they approved, or all keys of that projection bind the image itself. After
 * they approved the projection, the keys of its approval policy also count for releases, if the trust says so. In a list in
 * format v1, statements in v2 do not count, so a list that goes back to v1 loses them. The time of an approval does not count
 * here: the writer of the list checks it.
 *
 * Throws UsageError for a trust without keys, or with a threshold that they cannot reach.
 */
export declare function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved>;
/** Whether as many keys as the trust asks for approved the release, or carried it over, after the instant. */
export declare function isApprovedAfter(list: AllowList, release: Release, trust: ApprovalTrust, after: Instant): Promise<boolean>;
