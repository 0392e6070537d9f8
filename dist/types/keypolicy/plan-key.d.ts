import type { ProjectedKey, VersionId } from '../allowlist/allow-list.js';
import type { FollowedList } from '../allowlist/approval/approved-part.js';
import type { Instant } from '../base/instant.js';
import { type DesiredKey } from './desired-statements.js';
import type { OwnStatement } from './own-statement.js';
import { type PlannedChange } from './plan-changes.js';
import { type PlanNote } from './plan-notes.js';
import { type AcceptedFinding, type Assess, type Assessment, type PlanRefusal } from './plan-refusals.js';
/** What the configuration says of one key beside the projection. */
export interface KeyRules {
    /** Sids of hand-written statements that ours replace. */
    readonly adopt: readonly string[];
    /** Findings that somebody has taken on. */
    readonly accept: readonly AcceptedFinding[];
    /** ARN of whoever will put the policy, where it is known. */
    readonly caller?: string;
    /** The list alone names the key: only what narrows is done, and nothing where no statement of ours is there. */
    readonly isUnconfigured?: true;
}
/** `unapproved` are those of the list's releases that only keep what the policy gives them (`followedByKey`). */
export interface PlanRequest extends FollowedList {
    readonly key: ProjectedKey;
    /** The policy as it is stored. */
    readonly policy: string;
    readonly rules: KeyRules;
    /** What other lists want on the key (`otherStatements`). None where it is left out. */
    readonly others?: readonly OwnStatement[];
    /** Lint and proof of one document of this key. */
    readonly assess: Assess;
    /** What could not be read of the key, in words: its description, its grants. */
    readonly unknown: readonly string[];
    readonly now: Instant;
}
/** What is to be done to one key's policy: a value, good only while what it was computed from is still there. */
export interface KeyPlan {
    readonly key: string;
    readonly computedFrom: {
        /** SHA-256 of the policy's text, lower-case hex. */
        readonly policySha256: string;
        readonly list: VersionId;
        readonly at: Instant;
    };
    /** In the order of the policy, new ones last; statements that are kept are among them. */
    readonly changes: readonly PlannedChange[];
    /** Sids of the statements that are not ours and stay; undefined for one that has none. */
    readonly foreign: readonly (string | undefined)[];
    /** What would be left out where the plan is refused, or did not fit: it is not in `policy`. */
    readonly withheld: readonly PlannedChange[];
    /** Why not everything is done. Empty: the whole plan goes. */
    readonly refusals: readonly PlanRefusal[];
    /** The document to put: of the whole plan, or of what only narrows where the whole is refused. */
    readonly policy: string;
    /** Whether `policy` says the same as what is there: then nothing is put. */
    readonly isNothing: boolean;
    /** Whether the whole plan would let anybody do more. */
    readonly isWidening: boolean;
    readonly sizeBytes: {
        readonly before: number;
        /** Of the whole plan. */
        readonly whole: number;
        /** Of `policy`. */
        readonly after: number;
        readonly limit: number;
        /** About how many releases more fit; undefined where the list has none to go by. */
        readonly moreReleases?: number;
    };
    readonly before: Assessment;
    /** Of the whole plan, refused or not; as `before` where it changes nothing, or is too large for any policy. */
    readonly after: Assessment;
    /** The key left the projection. */
    readonly isDetached: boolean;
    readonly leftOut: DesiredKey['leftOut'];
    /** Which images stay admitted without being named. */
    readonly open: DesiredKey['open'];
    /** Whether tuples share statements (`desiredStatements`). */
    readonly form: DesiredKey['form'];
    /** What its owners should know, and holds nothing back. */
    readonly notes: readonly PlanNote[];
}
/**
 * The plan for one key: its statements compared with those that the list wants at `now`, and two documents, the whole
 * one and the one that only narrows (deletes or tightens Allows of ours, tightens our guards, adds a Deny). A plan that
 * widens nothing is never refused; one that widens is where `refusalsOf` says so, and then only what narrows is done. A
 * new guard goes in with the whole plan, or where nothing widens: alone it could stop what it is to come with.
 *
 * Throws FormatError `json-format` for an invalid policy.
 */
export declare function planKey(request: PlanRequest): KeyPlan;
