import type { AllowList, VersionId } from '../allowlist/allow-list.js';
import type { ListPin } from '../allowlist/list-trust.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { DataStanding } from '../keypolicy/data-verdict.js';

/**
 * `critical`: something is trusted that must not be, or everything will soon be refused. `high`: production or the proof is at
 * risk. `low`: needs cleanup. `info`: not a drift. `unknown`: the check could not run.
 */
export type DriftSeverity = 'critical' | 'high' | 'low' | 'info' | 'unknown';

/** The area that a finding is about. */
export type DriftArea =
  | 'allow-list'
  | 'key-policy'
  | 'image'
  | 'document'
  | 'certificate'
  | 'probe';

/** One difference between an observation and the signed allow-list. Texts may contain foreign input: escape them. */
export interface DriftFinding {
  /** Stable and kebab-case, such as `list-expires-soon`. Key-policy rules keep their names, such as `R12`. */
  readonly rule: string;
  readonly severity: DriftSeverity;
  readonly area: DriftArea;
  /** The subject: the ARN of a key, a release id, an object of the store, or an address. */
  readonly subject: string;
  /** One sentence. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** When the difference began, if known. */
  readonly since?: Instant;
  /** The command or the step that fixes it. */
  readonly fix?: string;
  /** The statement or grant of the finding. */
  readonly sid?: string;
}

/** A period in which verifiers accepted a release without interruption. */
export interface TimelineEntry {
  readonly release: string;
  readonly [ENCLAVE.image]: string;
  readonly from: Instant;
  readonly fromVersion: number;
  /** Undefined for an accepted release without an end. In the future for a retiring release. */
  readonly until?: Instant;
  readonly end?: 'retiring' | 'retired' | 'revoked';
  /** The approvers, as key ids or logins. */
  readonly approvedBy: readonly string[];
}

/** The current policy of one key. */
export interface KeyReport {
  readonly key: string;
  /** As in `DataStanding`. `unread` if the policy could not be read. */
  readonly data: DataStanding | 'unread';
  /** For `open`: whether existing data can be decrypted, or only new data keys can be generated. */
  readonly reach?: 'existing-data' | 'new-data-keys' | 'new-data-keys-at-least';
  /** For `not-applicable`: the reason. */
  readonly reason?: string;
  /** The assumptions of the answer. */
  readonly assumptions?: readonly string[];
  /** The proof in one sentence. */
  readonly verdict: string;
  /** Who can reach the data, and with which PCRs. An unbound register is absent. */
  readonly admitted: readonly {
    readonly principal: string;
    readonly registers: Readonly<Record<string, string>>;
    /** Ids of the releases with these PCRs. */
    readonly releases: readonly string[];
    readonly until?: Instant;
    /** Conditions that were not understood. The policy may admit less than is shown. */
    readonly doubts?: readonly string[];
  }[];
  /** Whether the policy admits each accepted release, by role and action. */
  readonly releases?: readonly {
    readonly release: string;
    readonly role: string;
    readonly action: string;
    readonly answer: 'admitted' | 'denied' | 'could-not-tell';
    /** The statements that decide it, by Sid or index. */
    readonly by: readonly string[];
    readonly doubts?: readonly string[];
  }[];
  readonly authority: readonly {
    readonly principal: string;
    readonly actions: readonly string[];
    readonly isAdministrator: boolean;
  }[];
  /** The changes that `reconcile` would make. */
  readonly changes: readonly {
    readonly sid: string;
    readonly action: 'create' | 'update' | 'delete';
    readonly release?: string;
  }[];
  readonly sizeBytes?: number;
  readonly maxBytes: number;
}

/** A question for which refusal is the only correct answer, and the answer found. */
export interface FalseAllowProbe {
  /** Stable and kebab-case: `debug-document`, `mixed-tuple`. */
  readonly name: string;
  /** `appraisal`, or the ARN of the key that the policy belongs to. */
  readonly asked: string;
  readonly answer: 'refused' | 'allowed' | 'unknown';
  readonly detail: string;
}

/** Metrics of a release team, from the signed history. Undefined if the history does not show them. */
export interface ReleaseMetrics {
  /** From publish to active, for each approved release, oldest first. */
  readonly publishToActive: readonly {
    readonly release: string;
    readonly durationMs: DurationMs;
  }[];
  /** From revoke until every key policy was narrower. */
  readonly revokeToNarrowed: readonly {
    readonly release: string;
    readonly durationMs: DurationMs;
  }[];
  /** The age of the oldest open drift, as far as it is known. */
  readonly driftOpenMs?: DurationMs;
  readonly acceptedImages: number;
  /** The time since the oldest accepted image became active. */
  readonly oldestAcceptedMs?: DurationMs;
}

/** The result of `drift`, for all reports. */
export interface DriftReport {
  /** `drift` for any critical, high or low finding; else `unknown` if a check could not run; else `none`. */
  readonly status: 'none' | 'drift' | 'unknown';
  readonly pin: ListPin;
  readonly measuredAt: Instant;
  /** Worst first. */
  readonly findings: readonly DriftFinding[];
  /** The verified list, expired or not. Undefined if there is no list or it does not verify. */
  readonly list?: { readonly current: AllowList; readonly id: VersionId };
  readonly timeline: readonly TimelineEntry[];
  readonly keys: readonly KeyReport[];
  readonly measures: ReleaseMetrics;
  readonly probes: readonly FalseAllowProbe[];
}
