import type { AllowList, Release, VersionId } from '../allow-list.js';
import type { Unapproved } from './missing-approvals.js';
/** The part of a list that key policies follow. */
export interface FollowedList {
    /** The list without the releases that lack approvals. */
    readonly list: AllowList;
    readonly id: VersionId;
    /** Releases that lack approvals. A key policy keeps what it already gives them, and gives them nothing new. */
    readonly unapproved?: readonly Release[];
    /** Why key policies only become narrower. Absent if they follow the list completely. */
    readonly narrowsOnly?: NarrowsOnly;
}
/** The projection lacks approvals, or the history has objects beyond the current version that cannot be opened. */
export type NarrowsOnly = 'unapproved' | 'history';
/**
 * The part of the list that key policies follow: without the releases that lack approvals by the keys of the trust, or that
 * were restored after a revocation. `unopened` are objects in the history.
 */
export declare function approvedPart({ list, id, unapproved, revived, }: {
    readonly list: AllowList;
    readonly id: VersionId;
    readonly unapproved: Unapproved;
    readonly revived?: ReadonlySet<string>;
}, unopened?: readonly string[]): FollowedList;
