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
    /** The principals that may put another policy, by ARN. `unknown` if the proof has no answer. */
    readonly policyWriters: readonly string[] | 'unknown';
    /** The effect of the policy on the data, in one word. Absent without a proof. */
    readonly data?: DataStanding;
    /** For `open`: which data (`DataProof`). */
    readonly reach?: DataProof['reach'];
    /** For `not-applicable`: the reason. */
    readonly reason?: string;
    /** Both halves of the proof in one sentence. Absent without a proof. */
    readonly verdict?: string;
    /** Whether the policy admits each accepted release. Absent without a proof. */
    readonly releases?: readonly ReleaseAccess[];
    /** The ways to the data through statements with measurements. Absent without a proof. */
    readonly admitted?: readonly AdmittedWay[];
    /** The principals that may do data actions, measured or not, with their statements. Absent without a proof. */
    readonly callers?: readonly DataCaller[];
    /** The principals that can give others access to the data. Absent without a proof. */
    readonly authority?: readonly AuthorityHolder[];
}
/** A principal that may do data actions by one statement or grant. */
export interface DataCaller {
    readonly principal: string;
    /** The name of the statement in findings, or the id of the grant. */
    readonly by: string;
    readonly actions: readonly string[];
    /** Whether a document with measurements that the policy names is required. */
    readonly isMeasured: boolean;
}
/** A principal that can give others access to the data. */
export interface AuthorityHolder {
    readonly principal: string;
    readonly actions: readonly string[];
    /** The statements, by their names in findings, and the grants that give this authority. */
    readonly by: readonly string[];
    readonly isAdministrator: boolean;
    /** Whether the principal is the account of the key. */
    readonly isOwnAccount: boolean;
}
/** One way to the data that requires measurements. */
export interface AdmittedWay {
    /** The Sid of its statement. Undefined for a statement without a Sid, and for a grant. */
    readonly sid?: string;
    /** The accepted values by register, such as `PCR0`. */
    readonly registers: Readonly<Record<string, readonly string[]>>;
    /** The way ends at this instant. */
    readonly until?: Instant;
}
/**
 * Assesses a document of the key, given as text and, if the caller has parsed it, as a policy. The caller supplies the
 * description, grants and administrators of the key.
 */
export type Assess = (policy: string, parsed?: KeyPolicy) => Assessment;
/** An accepted finding: by rule and statement, for a reason, until a date. */
export interface AcceptedFinding {
    readonly rule: string;
    /** The Sid of the statement, the id of the grant, or the text `key` for a finding about the key. */
    readonly sid: string;
    readonly reason: string;
    readonly until: Instant;
}
/** One reason why a plan is not done as a whole. */
export interface PlanRefusal {
    readonly code: Extract<TrustCode, 'list-expired' | 'rollback' | 'unapproved' | 'policy-too-large' | 'policy-lock-out' | 'policy-unsafe'> | 'key-unavailable';
    /** The part that must change. `guard` withholds new guards in every case. */
    readonly about: 'list' | 'key' | 'size' | 'adopt' | 'principal' | 'guard' | 'lock-out' | 'finding';
    readonly message: string;
    readonly sid?: string;
    /** The safe form, or what to do. */
    readonly hint: string;
}
export interface RefusalInput {
    readonly list: AllowList;
    /** Why the list only narrows policies. Undefined if it does not. */
    readonly narrowsOnly: NarrowsOnly | undefined;
    readonly rules: {
        readonly adopt: readonly string[];
        readonly accept: readonly AcceptedFinding[];
        readonly caller?: string;
        readonly isUnconfigured?: true;
    };
    /** The statements that other lists require on the key. */
    readonly others: readonly OwnStatement[];
    /** The facts about the key that could not be read, in words. */
    readonly unknown: readonly string[];
    readonly now: Instant;
    readonly isWidening: boolean;
    /** The key left the projection. Only our statements are deleted, as the list requires. */
    readonly isDetached: boolean;
    readonly statements: readonly CurrentStatement[];
    readonly changes: readonly PlannedChange[];
    /** The size after the whole plan. */
    readonly sizeBytes: number;
    readonly before: Assessment;
    readonly after: Assessment;
}
/**
 * All reasons why the whole plan is refused. For any plan: the configuration does not name the key; the policy would be too
 * large; the plan adds a guard on a key with statements of another list that the configuration names. For a plan that widens
 * and does not just leave the key, also: the list has expired, its projection lacks approvals, or its history has objects that
 * cannot be opened; the description or grants of the key could not be read; `adopt` names a Sid that several statements have; a
 * principal that no longer exists stays in the policy (KMS would refuse the document); nobody, or not the caller, could put
 * another policy afterwards; the plan introduces a finding that is not accepted; a critical finding that is not accepted is
 * left.
 */
export declare function refusalsOf(input: RefusalInput): readonly PlanRefusal[];
/** Whether a finding is accepted. Written so that a date of NaN accepts nothing. */
export declare function isAcceptedFinding({ rule, sid, grantId }: PlanFinding, accept: readonly AcceptedFinding[], now: Instant): boolean;
