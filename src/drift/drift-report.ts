import type { AllowList, VersionId } from '../allowlist/allow-list.js';
import type { ListPin } from '../allowlist/list-trust.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { DataStanding } from '../keypolicy/data-verdict.js';

/**
 * `critical`: something is trusted that must not be, or soon nothing will be. `high`: production or the proof is at risk.
 * `low`: to be tidied. `info`: worth knowing, and no drift. `unknown`: the check could not be run.
 */
export type DriftSeverity = 'critical' | 'high' | 'low' | 'info' | 'unknown';

/** Which part of the world a finding is about. */
export type DriftArea =
  | 'allow-list'
  | 'key-policy'
  | 'image'
  | 'document'
  | 'certificate'
  | 'probe';

/** One difference between what is and what the signed allow-list says. Texts may hold what others wrote: escape them. */
export interface DriftFinding {
  /** Stable and kebab-case: `list-expires-soon`; key-policy rules keep theirs, as `R12`. */
  readonly rule: string;
  readonly severity: DriftSeverity;
  readonly area: DriftArea;
  /** What it is about: a key's ARN, a release id, an object of the store, an address. */
  readonly subject: string;
  /** In one sentence. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** Since when it has been so, where that is known. */
  readonly since?: Instant;
  /** The command or the step that mends it. */
  readonly fix?: string;
  /** The statement or grant that it stands in. */
  readonly sid?: string;
}

/** When a release was accepted by verifiers: one entry for each uninterrupted time, oldest first. */
export interface TimelineEntry {
  readonly release: string;
  readonly [ENCLAVE.image]: string;
  readonly from: Instant;
  readonly fromVersion: number;
  /** Undefined while it is accepted and no end is set; ahead of now for a release that retires. */
  readonly until?: Instant;
  readonly end?: 'retiring' | 'retired' | 'revoked';
  /** Who approved it: key ids or logins. */
  readonly approvedBy: readonly string[];
}

/** One key's policy as it is. */
export interface KeyReport {
  readonly key: string;
  /** As `DataStanding`; `unread` where the policy could not be had. */
  readonly data: DataStanding | 'unread';
  /** Of `open`: whether existing data can be decrypted, or only new data keys can be made. */
  readonly reach?: 'existing-data' | 'new-data-keys' | 'new-data-keys-at-least';
  /** Of `not-applicable`: why. */
  readonly reason?: string;
  /** What the answer takes for granted. */
  readonly assumptions?: readonly string[];
  /** The proof in one sentence. */
  readonly verdict: string;
  /** Who gets at the data with which PCRs; an unbound register is absent. */
  readonly admitted: readonly {
    readonly principal: string;
    readonly registers: Readonly<Record<string, string>>;
    /** Ids of the releases that have these PCRs. */
    readonly releases: readonly string[];
    readonly until?: Instant;
    /** Conditions that were not understood: less may be admitted than is shown. */
    readonly doubts?: readonly string[];
  }[];
  /** Whether each accepted release gets through, by role and action. */
  readonly releases?: readonly {
    readonly release: string;
    readonly role: string;
    readonly action: string;
    readonly answer: 'admitted' | 'denied' | 'could-not-tell';
    /** The statements that decide it, by Sid or place. */
    readonly by: readonly string[];
    readonly doubts?: readonly string[];
  }[];
  readonly authority: readonly {
    readonly principal: string;
    readonly actions: readonly string[];
    readonly isAdministrator: boolean;
  }[];
  /** What `reconcile` would change. */
  readonly changes: readonly {
    readonly sid: string;
    readonly action: 'create' | 'update' | 'delete';
    readonly release?: string;
  }[];
  readonly sizeBytes?: number;
  readonly maxBytes: number;
}

/** A question that has to be answered with a refusal, and how it was answered. */
export interface FalseAllowProbe {
  /** Stable and kebab-case: `debug-document`, `mixed-tuple`. */
  readonly name: string;
  /** The appraisal, or the ARN of the key whose policy was asked. */
  readonly asked: string;
  readonly answer: 'refused' | 'allowed' | 'unknown';
  readonly detail: string;
}

/** Measures of a release team, from the signed history; undefined where the history does not say. */
export interface ReleaseMetrics {
  /** From publish to active, for each release that was approved, oldest first. */
  readonly publishToActive: readonly {
    readonly release: string;
    readonly durationMs: DurationMs;
  }[];
  /** From revoke until every key policy was narrowed. */
  readonly revokeToNarrowed: readonly {
    readonly release: string;
    readonly durationMs: DurationMs;
  }[];
  /** How long the oldest drift that is open has been so, as far as is known. */
  readonly driftOpenMs?: DurationMs;
  readonly acceptedImages: number;
  /** Since the oldest accepted image became active. */
  readonly oldestAcceptedMs?: DurationMs;
}

/** What `drift` found, for all reports. */
export interface DriftReport {
  /** `drift` for any critical, high or low finding; else `unknown` for any check that could not run; else `none`. */
  readonly status: 'none' | 'drift' | 'unknown';
  readonly pin: ListPin;
  readonly measuredAt: Instant;
  /** Worst first. */
  readonly findings: readonly DriftFinding[];
  /** The list that verified, expired or not; undefined where there is none or it does not verify. */
  readonly list?: { readonly current: AllowList; readonly id: VersionId };
  readonly timeline: readonly TimelineEntry[];
  readonly keys: readonly KeyReport[];
  readonly measures: ReleaseMetrics;
  readonly probes: readonly FalseAllowProbe[];
}
