import type { ProjectedKey, VersionId } from '../allowlist/allow-list.js';
import type { FollowedList } from '../allowlist/approval/approved-part.js';
import type { Instant } from '../base/instant.js';
import { type DesiredKey } from './desired-statements.js';
import type { OwnStatement } from './own-statement.js';
import { type PlannedChange } from './plan-changes.js';
import { type PlanNote } from './plan-notes.js';
import { type AcceptedFinding, type Assess, type Assessment, type PlanRefusal } from './plan-refusals.js';
/** The configuration of one key, in addition to the projection. */
export interface KeyRules {
    /** Sids of hand-written statements that ours replace. */
    readonly adopt: readonly string[];
    /** Accepted findings. */
    readonly accept: readonly AcceptedFinding[];
    /** ARN of the caller that will put the policy, if known. */
    readonly caller?: string;
    /** Only the list names the key. Only narrowing changes are made, and none if the policy has no statement of ours. */
    readonly isUnconfigured?: true;
}
/** `unapproved` are the releases of the list that only keep what the policy gives them (`followedByKey`). */
export interface PlanRequest extends FollowedList {
    readonly key: ProjectedKey;
    /** The stored policy. */
    readonly policy: string;
    readonly rules: KeyRules;
    /** The statements that other lists require on the key (`otherStatements`). Absent: none. */
    readonly others?: readonly OwnStatement[];
    /** Lint and proof of one document of this key. */
    readonly assess: Assess;
    /** The facts about the key that could not be read, in words: its description, its grants. */
    readonly unknown: readonly string[];
    readonly now: Instant;
}
/** The planned changes to the policy of one key. Valid only while the input in `computedFrom` is unchanged. */
export interface KeyPlan {
    readonly key: string;
    readonly computedFrom: {
        /** SHA-256 of the policy's text, lower-case hex. */
        readonly policySha256: string;
        readonly list: VersionId;
        readonly at: Instant;
    };
    /** All changes in the order of the policy, new statements last. Includes kept statements. */
    readonly changes: readonly PlannedChange[];
    /** Sids of the foreign statements that stay. Undefined for a statement without a Sid. */
    readonly foreign: readonly (string | undefined)[];
    /** The changes that are not in `policy`, because the plan is refused or too large. */
    readonly withheld: readonly PlannedChange[];
    /** Why changes are withheld. Empty: the whole plan is done. */
    readonly refusals: readonly PlanRefusal[];
    /** The document to put: of the whole plan, or of its narrowing part if the whole plan is refused. */
    readonly policy: string;
    /** Whether `policy` equals the current policy. Then nothing is put. */
    readonly isNothing: boolean;
    /** Whether the whole plan would allow anybody more. */
    readonly isWidening: boolean;
    readonly sizeBytes: {
        readonly before: number;
        /** The size after the whole plan. */
        readonly whole: number;
        /** The size of `policy`. */
        readonly after: number;
        readonly limit: number;
        /** The approximate number of further releases that fit. Undefined if the list has no release to estimate from. */
        readonly moreReleases?: number;
    };
    readonly before: Assessment;
    /** The proof after the whole plan, refused or not. Equals `before` if the plan changes nothing or is too large. */
    readonly after: Assessment;
    /** The key left the projection. */
    readonly isDetached: boolean;
    readonly leftOut: DesiredKey['leftOut'];
    /** The images that stay admitted without being named. */
    readonly open: DesiredKey['open'];
    /** Whether tuples share statements (`desiredStatements`). */
    readonly form: DesiredKey['form'];
    /** Notes for the owners. They withhold nothing. */
    readonly notes: readonly PlanNote[];
}
/**
 * The plan for one key. Compares its statements with those that the list requires at `now`, and makes two documents: the whole
 * plan, and its narrowing part (which deletes or tightens our Allows, tightens our guards, and adds a Deny). `refusalsOf`
 * decides whether the whole plan is refused. Then only the narrowing part is done. A new guard is added with the whole plan, or
 * if nothing widens, because a guard alone could stop releases without their new Allows.
 *
 * Throws FormatError `json-format` for an invalid policy.
 */
export declare function planKey(request: PlanRequest): KeyPlan;
