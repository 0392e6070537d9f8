import type { AllowList } from '../allowlist/allow-list.js';
import type { NarrowsOnly } from '../allowlist/approval/approved-part.js';
import type { TrustCode } from '../base/errors.js';
import { type Instant } from '../base/instant.js';
import type { KeyPolicy } from '../iam/policy.js';
import type { DataProof } from '../iam/prove-data.js';
import type { DataStanding } from './data-verdict.js';
import type { OwnStatement } from './own-statement.js';
import type { CurrentStatement, PlannedChange } from './plan-changes.js';
import type { PlanFinding } from './plan-finding.js';
import { type ReleaseAccess } from './release-access.js';
/** Lint and proof of one document. */
export interface Assessment {
    readonly findings: readonly PlanFinding[];
    /** Who may put another policy, by ARN; `unknown` where the proof has no answer. */
    readonly policyWriters: readonly string[] | 'unknown';
    /** What the policy means for the data, in one word; absent where nothing was proved. */
    readonly data?: DataStanding;
    /** Of `open`: which data (`DataProof`). */
    readonly reach?: DataProof['reach'];
    /** Of `not-applicable`: why. */
    readonly reason?: string;
    /** Both halves of the proof in one sentence; absent where nothing was proved. */
    readonly verdict?: string;
    /** Whether each accepted release gets through; absent where nothing was proved. */
    readonly releases?: readonly ReleaseAccess[];
    /** Whom the proof found to be let in by statements that hold measurements themselves; absent where nothing was proved. */
    readonly admitted?: readonly AdmittedWay[];
    /** Who may do data actions, measured or not, by what; absent where nothing was proved. */
    readonly callers?: readonly DataCaller[];
    /** Who can let others at the data; absent where nothing was proved. */
    readonly authority?: readonly AuthorityHolder[];
}
/** Somebody who may do data actions by one statement or grant. */
export interface DataCaller {
    readonly principal: string;
    /** The name of the statement in findings, or the id of the grant. */
    readonly by: string;
    readonly actions: readonly string[];
    /** Only with a document whose measurements the policy names. */
    readonly isMeasured: boolean;
}
/** Somebody who can let others at the data. */
export interface AuthorityHolder {
    readonly principal: string;
    readonly actions: readonly string[];
    /** The statements, by their names in findings, and the grants that give it. */
    readonly by: readonly string[];
    readonly isAdministrator: boolean;
    /** It is the account that the key is in. */
    readonly isOwnAccount: boolean;
}
/** One way to the data that measurements hold. */
export interface AdmittedWay {
    /** Of its statement; undefined where that has none, and for a grant. */
    readonly sid?: string;
    /** By register, such as `PCR0`: any of these values. */
    readonly registers: Readonly<Record<string, readonly string[]>>;
    /** No longer from this instant on. */
    readonly until?: Instant;
}
/**
 * Assesses a document of the key, given as text and, where somebody has parsed it, as what it says; the description, grants
 * and administrators of the key are the caller's to bring.
 */
export type Assess = (policy: string, parsed?: KeyPolicy) => Assessment;
/** A finding that somebody has taken on, by rule and statement, for a reason, until a date. */
export interface AcceptedFinding {
    readonly rule: string;
    /** Of the statement, or the id of the grant; the text `key` where the finding is about the key. */
    readonly sid: string;
    readonly reason: string;
    readonly until: Instant;
}
/** One reason why a plan is not done as a whole. */
export interface PlanRefusal {
    readonly code: Extract<TrustCode, 'list-expired' | 'rollback' | 'unapproved' | 'policy-too-large' | 'policy-lock-out' | 'policy-unsafe'> | 'key-unavailable';
    /** What has to change; `guard` holds back new guards whatever else is done. */
    readonly about: 'list' | 'key' | 'size' | 'adopt' | 'principal' | 'guard' | 'lock-out' | 'finding';
    readonly message: string;
    readonly sid?: string;
    /** The safe form, or what to do. */
    readonly hint: string;
}
export interface RefusalInput {
    readonly list: AllowList;
    /** Why the list only narrows policies; undefined where it does not. */
    readonly narrowsOnly: NarrowsOnly | undefined;
    readonly rules: {
        readonly adopt: readonly string[];
        readonly accept: readonly AcceptedFinding[];
        readonly caller?: string;
        readonly isUnconfigured?: true;
    };
    /** What other lists want on the key. */
    readonly others: readonly OwnStatement[];
    /** What could not be read of the key, in words. */
    readonly unknown: readonly string[];
    readonly now: Instant;
    readonly isWidening: boolean;
    /** The key left the projection: nothing but statements of ours goes, and the list asked for that. */
    readonly isDetached: boolean;
    readonly statements: readonly CurrentStatement[];
    readonly changes: readonly PlannedChange[];
    /** Of the whole plan. */
    readonly sizeBytes: number;
    readonly before: Assessment;
    readonly after: Assessment;
}
/**
 * Why a plan is not done as a whole, all reasons at once. Of any plan: the configuration does not name the key; it exceeds the size; it adds a guard where
 * a list that the configuration names has statements. Of one that widens and is not just leaving the key, also: the list has expired, its projection lacks approvals, or its history has objects that do not open; the key's description or grants could not
 * be read; `adopt` names a Sid that several
 * statements have; a principal that no longer exists stays in it (KMS would refuse the document); it would leave nobody,
 * or not the caller, able to put another policy; it introduces a finding that is not accepted; a critical finding is
 * left that is not accepted.
 */
export declare function refusalsOf(input: RefusalInput): readonly PlanRefusal[];
/** Whether somebody has taken a finding on. Written so that a date that is no number accepts nothing. */
export declare function isAcceptedFinding({ rule, sid, grantId }: PlanFinding, accept: readonly AcceptedFinding[], now: Instant): boolean;
