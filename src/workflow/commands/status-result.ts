import type { AllowList, Release, Removed, VersionId } from '../../allowlist/allow-list.js';
import type { ListDifference } from '../../allowlist/list-difference.js';
import type { Staged } from '../../allowlist/staged-values.js';
import type { Instant } from '../../base/instant.js';
import type { PlannedKey } from '../keys/key-plans.js';
import type { NextStep } from '../next-step.js';

/** A release of the list, with its approvers. */
export interface ReleaseStanding {
  readonly release: Release;
  /** The instant from which the list accepts the image. */
  readonly since: Instant;
  /** Names or key ids, with remarks about the approval. Empty if no approval was required. */
  readonly approvedBy: readonly string[];
}

/** A staged record that the list would accept, with the facts that an approver compares, and the missing approvals. */
export interface WaitingRecord {
  readonly record: Staged;
  /**
   * The SHA-256 of the projection that is approved with it: its own, or the projection that the release will run under.
   */
  readonly projection: string;
  /** For a release: whether its manifest verifies and matches, and how the image was measured. */
  readonly manifest?: { readonly measured: 'here' | 'given' } | { readonly fault: string };
  /** For a projection: its changes. */
  readonly differences: readonly ListDifference[];
  /** Approvals by keys. Absent if the configuration requires none. */
  readonly keys?: {
    readonly needed: number;
    readonly by: readonly string[];
    /** The holders that have not approved. */
    readonly others: readonly string[];
  };
  /** The approvals that `approve` requests from GitHub, in words. */
  readonly github: readonly string[];
}

/** One release id with all its facts. */
export interface ChosenRelease {
  readonly id: string;
  readonly listed?: ReleaseStanding;
  readonly removed: readonly Removed[];
  readonly waiting: readonly WaitingRecord[];
}

/** The result of `status`. */
export interface StatusResult {
  readonly now: Instant;
  readonly config: string;
  /** The address of the store. */
  readonly store: string;
  readonly pin: { readonly list: string; readonly enclave: string };
  /** Undefined if there is no list yet. */
  readonly list: AllowList | undefined;
  readonly id: VersionId | undefined;
  readonly releases: readonly ReleaseStanding[];
  readonly waiting: readonly WaitingRecord[];
  /** The differences between the configuration and the projection of the list. */
  readonly configured: readonly ListDifference[];
  readonly keys: readonly PlannedKey[];
  readonly next: readonly NextStep[];
  /** With --release: only this release. */
  readonly chosen?: ChosenRelease;
}
