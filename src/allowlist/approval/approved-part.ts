import type { AllowList, VersionId } from '../allow-list.js';
import type { Unapproved } from './missing-approvals.js';

/** The part of a list that key policies follow. */
export interface FollowedList {
  /** Without the releases that lack approvals. */
  readonly list: AllowList;
  readonly id: VersionId;
  /** Why key policies only become narrower; absent where they follow as a whole. */
  readonly narrowsOnly?: NarrowsOnly;
}

/** The projection lacks approvals, or the history has objects beyond the current version that do not open. */
export type NarrowsOnly = 'unapproved' | 'history';

/** The list as key policies follow it: what lacks approvals by the keys of the trust has no part in them. `unopened` are objects in the history. */
export function approvedPart(
  {
    list,
    id,
    unapproved,
  }: {
    readonly list: AllowList;
    readonly id: VersionId;
    readonly unapproved: Unapproved;
  },
  unopened: readonly string[] = [],
): FollowedList {
  const releases = list.releases.filter((release) => !unapproved.releases.has(release.id));
  return {
    list: releases.length === list.releases.length ? list : { ...list, releases },
    id,
    ...(unapproved.projection
      ? { narrowsOnly: 'unapproved' }
      : unopened.length > 0
        ? { narrowsOnly: 'history' }
        : {}),
  };
}
