import type { AllowList, Release, VersionId } from '../allow-list.js';
import type { Unapproved } from './missing-approvals.js';
/** The part of a list that key policies follow. */
export interface FollowedList {
    /** Without the releases that lack approvals. */
    readonly list: AllowList;
    readonly id: VersionId;
    /** Releases that lack approvals: a key policy keeps what it gives them already, and gives them nothing new. */
    readonly unapproved?: readonly Release[];
    /** Why key policies only become narrower; absent where they follow as a whole. */
    readonly narrowsOnly?: NarrowsOnly;
}
/** The projection lacks approvals, or the history has objects beyond the current version that do not open. */
export type NarrowsOnly = 'unapproved' | 'history';
/** The list as key policies follow it, without the releases that lack approvals by the keys of the trust or came back after a revocation. `unopened` are objects in the history. */
export declare function approvedPart({ list, id, unapproved, revived, }: {
    readonly list: AllowList;
    readonly id: VersionId;
    readonly unapproved: Unapproved;
    readonly revived?: ReadonlySet<string>;
}, unopened?: readonly string[]): FollowedList;
