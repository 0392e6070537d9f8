import type { AllowList, Projection } from '../allowlist/allow-list.js';
import type { HistoryEntry } from '../allowlist/list-history.js';
import type { Staged } from '../allowlist/staged-values.js';
import type { VerifiedAllowList } from '../allowlist/verify-allow-list.js';
import type { Instant } from '../base/instant.js';
import type { Proof } from '../iam/prove.js';
import type { KeyFacts } from '../keypolicy/key-facts.js';
import type { KeyPlace } from '../keypolicy/key-policy-port.js';
import type { LastPut } from '../keypolicy/lease-record.js';
import type { KeyPlan } from '../keypolicy/plan-key.js';
import type { AcceptedFinding } from '../keypolicy/plan-refusals.js';
import type { Measurements } from '../measure/pcr.js';

/** The reason why something could not be read, or was refused. */
export interface ObservationFault {
  readonly code: string;
  readonly message: string;
  /** True: it could not be read, so the answer is unknown. False: it was read and refused. */
  readonly unknown: boolean;
}

/** A value that was read, or the reason why it was not. Every unread value is reported as unread. */
export type Observed<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'fault'; readonly fault: ObservationFault };

/** The part of the history that was read. */
export interface ObservedHistory {
  /** Every version with a name in the history. */
  readonly entries: readonly HistoryEntry[];
  /** The versions that the chain of hashes from the current list proves, oldest first. The current one is the last. */
  readonly lists: readonly AllowList[];
  /** Where the chain ended before version 1, and why. Undefined for a complete chain. */
  readonly ended?: {
    readonly version: number;
    readonly why: 'missing' | 'other-payload' | 'not-read';
  };
  /** Objects with the version of the chain but another payload: signed by the list keys, or junk. */
  readonly others: readonly { readonly name: string; readonly signed: boolean }[];
  /** The answer of a reader that remembers the current version when it reads the previous one. */
  readonly olderList: 'refused' | 'taken' | 'not-asked';
}

/** The manifest that a release names. */
export interface ObservedManifest {
  readonly release: string;
  readonly path: string;
  /** `changed`: other bytes than the list names. `not-signed`: only the list proves it, for example after a rotation. */
  readonly state: 'right' | 'missing' | 'changed' | 'other-image' | 'not-signed';
}

export interface ObservedStaged {
  readonly name: string;
  /** Undefined if it does not verify. */
  readonly record?: Staged;
}

/** One key, with its current policy. */
export interface ObservedKey {
  readonly place: KeyPlace;
  readonly plan: KeyPlan;
  readonly proof: Proof;
  readonly facts: KeyFacts;
  /** Ids of findings that the configuration accepts. */
  readonly accept: readonly AcceptedFinding[];
  /** The digest of the policy's normal form. */
  readonly digest: string;
  readonly administrators: readonly string[];
  /** Our last put. Undefined if there is none, or if its record could not be read. */
  readonly lastPut: LastPut | undefined;
  /** Whether a policy with another digest than the last put has the same meaning (`policyMeaning`). Absent: unknown. */
  readonly hasSameMeaning?: boolean;
}

/** An image that was measured again. */
export interface ObservedImage {
  readonly sha256: string;
  readonly measurements: Measurements;
}

/** The result of verifying a document of a running enclave. */
export interface ObservedDocument {
  readonly accepted: boolean;
  readonly release?: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** All observations for one report. */
export interface Observation {
  readonly now: Instant;
  readonly list: Observed<VerifiedAllowList | 'absent'>;
  readonly history: Observed<ObservedHistory>;
  /** Objects in the history from the current version on that cannot be opened. */
  readonly unopened?: readonly string[];
  readonly manifests: readonly (readonly [string, Observed<ObservedManifest>])[];
  readonly staged: Observed<readonly ObservedStaged[]>;
  readonly keys: readonly (readonly [string, Observed<ObservedKey>])[];
  /** The place of each key that the list names, by its name. Absent if it is unknown. */
  readonly places?: ReadonlyMap<string, KeyPlace>;
  /** Other lists that the configuration names, or why one is not verified. Absent if the configuration names none. */
  readonly otherLists?: readonly (readonly [string, Observed<'verified'>])[];
  /** Keys with backups in the store. */
  readonly backups: Observed<readonly KeyPlace[]>;
  readonly images: readonly (readonly [string, Observed<ObservedImage>])[];
  readonly documents: readonly (readonly [string, Observed<ObservedDocument>])[];
  readonly configuration: {
    readonly file: string;
    /** The address of the store, for people. */
    readonly store: string;
    readonly approvalNotEnforced: boolean;
    /** Whether the configuration requires approvals. */
    readonly asksForApproval: boolean;
    readonly projection: Projection;
    readonly minCertificateDays: number;
  };
}
