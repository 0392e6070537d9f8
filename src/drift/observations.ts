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

/** Why something could not be read, or was refused. */
export interface ObservationFault {
  readonly code: string;
  readonly message: string;
  /** Whether the answer is unknown, where `false` means that it was looked at and refused. */
  readonly unknown: boolean;
}

/** Something that was read, or why not. Nothing is left out: what was not read is reported as unread. */
export type Observed<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'fault'; readonly fault: ObservationFault };

/** The history as far as it was read. */
export interface ObservedHistory {
  /** Every version that has a name in the history. */
  readonly entries: readonly HistoryEntry[];
  /** Proved by the chain of hashes from the current list down, oldest first; the current one is the last. */
  readonly lists: readonly AllowList[];
  /** Where the chain ended before version 1, and why; undefined where it is whole. */
  readonly ended?: {
    readonly version: number;
    readonly why: 'missing' | 'other-payload' | 'not-read';
  };
  /** Objects of a version in the chain with another payload: signed by the list keys, or junk. */
  readonly others: readonly { readonly name: string; readonly signed: boolean }[];
  /** What a reader that remembers the current version says of the one before. */
  readonly olderList: 'refused' | 'taken' | 'not-asked';
}

/** The manifest that a release names. */
export interface ObservedManifest {
  readonly release: string;
  readonly path: string;
  /** `changed`: other bytes than the list names. `not-signed`: proved by the list alone, as after a rotation. */
  readonly state: 'right' | 'missing' | 'changed' | 'other-image' | 'not-signed';
}

export interface ObservedStaged {
  readonly name: string;
  /** Undefined where it does not verify. */
  readonly record?: Staged;
}

/** One key: its policy as it is, against the list. */
export interface ObservedKey {
  readonly place: KeyPlace;
  readonly plan: KeyPlan;
  readonly proof: Proof;
  readonly facts: KeyFacts;
  /** Ids of findings that the configuration takes on. */
  readonly accept: readonly AcceptedFinding[];
  /** Of the policy's normal form. */
  readonly digest: string;
  readonly administrators: readonly string[];
  /** What we put last; undefined where we never did, or where that could not be read. */
  readonly lastPut: LastPut | undefined;
  /** Whether a policy with another digest than the last put still means the same (`policyMeaning`); absent: not known. */
  readonly hasSameMeaning?: boolean;
}

/** An image that was measured again. */
export interface ObservedImage {
  readonly sha256: string;
  readonly measurements: Measurements;
}

/** What a document of a running enclave came to. */
export interface ObservedDocument {
  readonly accepted: boolean;
  readonly release?: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** All that was read for one report. */
export interface Observation {
  readonly now: Instant;
  readonly list: Observed<VerifiedAllowList | 'absent'>;
  readonly history: Observed<ObservedHistory>;
  /** Objects in the history from the current version on that do not open. */
  readonly unopened?: readonly string[];
  readonly manifests: readonly (readonly [string, Observed<ObservedManifest>])[];
  readonly staged: Observed<readonly ObservedStaged[]>;
  readonly keys: readonly (readonly [string, Observed<ObservedKey>])[];
  /** Where each key is that the list names, by its name; absent where that is not known either. */
  readonly places?: ReadonlyMap<string, KeyPlace>;
  /** Other lists that the configuration names, and why one of them is not verified; absent where it names none. */
  readonly otherLists?: readonly (readonly [string, Observed<'verified'>])[];
  /** Keys of which the store has backups. */
  readonly backups: Observed<readonly KeyPlace[]>;
  readonly images: readonly (readonly [string, Observed<ObservedImage>])[];
  readonly documents: readonly (readonly [string, Observed<ObservedDocument>])[];
  readonly configuration: {
    readonly file: string;
    /** The address of the store, for people. */
    readonly store: string;
    readonly approvalNotEnforced: boolean;
    /** Whether anybody has to approve. */
    readonly asksForApproval: boolean;
    readonly projection: Projection;
    readonly minCertificateDays: number;
  };
}
