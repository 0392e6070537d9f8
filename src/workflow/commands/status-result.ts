import type { AllowList, Release, Removed, VersionId } from '../../allowlist/allow-list.js';
import type { ListDifference } from '../../allowlist/list-difference.js';
import type { Staged } from '../../allowlist/staged-values.js';
import type { Instant } from '../../base/instant.js';
import type { PlannedKey } from '../keys/key-plans.js';
import type { NextStep } from '../next-step.js';

/** A release of the list, with who approved it. */
export interface ReleaseStanding {
  readonly release: Release;
  /** Since when the list accepts the image. */
  readonly since: Instant;
  /** Names, or key ids, each with what is to be said of the approval. Empty where none was demanded. */
  readonly approvedBy: readonly string[];
}

/** A staged record that the list would take, with what an approver compares and what is missing. */
export interface WaitingRecord {
  readonly record: Staged;
  /** SHA-256 of the projection that is approved with it: its own, or the one that the release will run under. */
  readonly projection: string;
  /** Of a release: whether its manifest verifies and says the same, and how the image was measured. */
  readonly manifest?: { readonly measured: 'here' | 'given' } | { readonly fault: string };
  /** Of a projection: what it changes. */
  readonly differences: readonly ListDifference[];
  /** Approvals by keys; absent where the configuration asks for none. */
  readonly keys?: {
    readonly needed: number;
    readonly by: readonly string[];
    /** Who has not approved. */
    readonly others: readonly string[];
  };
  /** What GitHub is asked when `approve` runs, in sentences. */
  readonly github: readonly string[];
}

/** One release id with all that is known of it. */
export interface ChosenRelease {
  readonly id: string;
  readonly listed?: ReleaseStanding;
  readonly removed: readonly Removed[];
  readonly waiting: readonly WaitingRecord[];
}

/** What `status` found. */
export interface StatusResult {
  readonly now: Instant;
  readonly config: string;
  /** The address of the store. */
  readonly store: string;
  readonly pin: { readonly list: string; readonly enclave: string };
  /** Undefined where there is no list yet. */
  readonly list: AllowList | undefined;
  readonly id: VersionId | undefined;
  readonly releases: readonly ReleaseStanding[];
  readonly waiting: readonly WaitingRecord[];
  /** How the configuration differs from the projection of the list. */
  readonly configured: readonly ListDifference[];
  readonly keys: readonly PlannedKey[];
  readonly next: readonly NextStep[];
  /** With --release: only this is asked for. */
  readonly chosen?: ChosenRelease;
}
