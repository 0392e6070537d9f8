import type { ProjectedKey, VersionId } from '../allowlist/allow-list.js';
import type { FollowedList } from '../allowlist/approval/approved-part.js';
import type { Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { PlainJson } from '../format/strict-json.js';
import { parseKeyPolicy, withStatements } from '../iam/policy.js';
import { policySha256, policySizeBytes } from '../iam/policy-digest.js';
import { withFormerReleases } from './bound-values.js';
import { type DesiredKey, desiredStatements, type IsHeld } from './desired-statements.js';
import { POLICY_MAX_BYTES } from './key-policy-limits.js';
import { fitToSizeLimit, narrowSlots } from './narrow-slots.js';
import type { OwnStatement } from './own-statement.js';
import { type PlannedChange, type PolicySlot, planChanges } from './plan-changes.js';
import { type PlanNote, planNotes } from './plan-notes.js';
import {
  type AcceptedFinding,
  type Assess,
  type Assessment,
  type PlanRefusal,
  refusalsOf,
} from './plan-refusals.js';
import { standingRevocations } from './revoked-image.js';
import { alreadyAllowed } from './running-releases.js';
import { ownerOfSid } from './sid.js';

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
export function planKey(request: PlanRequest): KeyPlan {
  const { list, id, key, policy, rules, others = [], assess, unknown, now } = request;
  const parsed = parseKeyPolicy(policy);
  const { members, statements } = parsed;
  const running = new Set(request.unapproved?.map((release) => release.id));
  const isAllowed = alreadyAllowed(statements, list.list, key);
  const isHeld: IsHeld = (release, tuple) => !running.has(release.id) || isAllowed(release, tuple);
  const isOursAlready = statements.some(({ sid }) => ownerOfSid(sid, list.list) === 'ours');
  const wanted =
    rules.isUnconfigured === true && !isOursAlready
      ? desiredStatements(list, { ...key, detached: true }, now)
      : desiredStatements(list, key, now, isHeld);
  const standing = wanted.detached ? [] : standingRevocations(statements, list);
  const desired = { ...wanted, statements: [...wanted.statements, ...standing] };
  const slots = withFormerReleases(
    planChanges(statements, desired, list.list, rules.adopt, others),
    list,
  );
  const changes = slots.flatMap(({ change }) => change ?? []);
  const isWidening = changes.some(({ effect }) => effect === 'widens');
  const statementsOf = (which: 'whole' | 'narrowed', from: readonly PolicySlot[]) =>
    from.flatMap((slot) => slot[which] ?? []);
  const text = (Statement: readonly PlainJson[]): string =>
    JSON.stringify({ ...members, Statement });
  const wholeStatements = statementsOf('whole', slots);
  const whole = text(wholeStatements);
  const wholeBytes = policySizeBytes(whole);
  const before = assess(policy, parsed);
  const after =
    wholeBytes > POLICY_MAX_BYTES || isUnchanged(slots)
      ? before
      : assess(whole, withStatements(parsed, wholeStatements));
  const refusals = refusalsOf({
    list,
    narrowsOnly: request.narrowsOnly,
    rules,
    others,
    unknown,
    now,
    isWidening,
    isDetached: desired.detached,
    statements,
    changes,
    sizeBytes: wholeBytes,
    before,
    after,
  });
  const narrowedText = (from: readonly PolicySlot[]) => text(statementsOf('narrowed', from));
  const sizeOf = (from: readonly PolicySlot[]) => policySizeBytes(narrowedText(from));
  const narrowed =
    refusals.length === 0 ? slots : fitToSizeLimit(narrowSlots(slots, refusals), sizeOf);
  const put = refusals.length === 0 ? whole : narrowedText(narrowed);
  const isNothing = refusals.length === 0 ? isUnchanged(slots) : isUnchangedNarrowed(narrowed);
  return {
    key: key.key,
    computedFrom: { policySha256: policySha256(policy), list: id, at: now },
    changes,
    foreign: slots.flatMap(({ change }, i) => (change ? [] : [statements[i]?.sid])),
    withheld: refusals.length === 0 ? [] : withheldOf(narrowed),
    refusals,
    policy: isNothing ? policy : put,
    isNothing,
    isWidening,
    sizeBytes: {
      before: policySizeBytes(policy),
      whole: wholeBytes,
      after: policySizeBytes(isNothing ? policy : put),
      limit: POLICY_MAX_BYTES,
      ...moreReleases(desired, key, wholeBytes),
    },
    before,
    after,
    isDetached: desired.detached,
    leftOut: desired.leftOut,
    open: desired.open,
    form: desired.form,
    notes: planNotes({
      key,
      changes,
      callers: { before: before.callers ?? [], after: after.callers ?? [] },
      sizeBytes: wholeBytes,
      form: desired.form,
      isSigned: list.projection.certificates.length > 0,
    }),
  };
}

/** Estimated from the bytes of the current releases: their Allows, and a value in the guard of each measured register. */
function moreReleases(
  { statements }: DesiredKey,
  { bind, guard }: ProjectedKey,
  wholeBytes: number,
): Pick<KeyPlan['sizeBytes'], 'moreReleases'> {
  const releases = new Set(statements.flatMap((one) => one.releases)).size;
  if (releases === 0) return {};
  const allows = statements
    .map(({ statement }) => statement)
    .filter(({ Effect }) => Effect === 'Allow');
  const guarded =
    guard === false ? 0 : bind.filter((one) => !INSTANCE_OR_SIGNER.includes(one)).length;
  const each = policySizeBytes(JSON.stringify(allows)) / releases + guarded * VALUE_BYTES;
  return { moreReleases: Math.max(0, Math.floor((POLICY_MAX_BYTES - wholeBytes) / each)) };
}

/** Registers that releases of one enclave usually share. */
const INSTANCE_OR_SIGNER: readonly string[] = [ENCLAVE.role, ENCLAVE.signer];

/** A PCR value with its quotes and a comma. */
const VALUE_BYTES = 99;

function isUnchanged(slots: readonly PolicySlot[]): boolean {
  return slots.every(({ change }) => change === undefined || change.action === 'keep');
}

function isUnchangedNarrowed(slots: readonly PolicySlot[]): boolean {
  return slots.every(({ before, narrowed }) => sameJson(before, narrowed));
}

function withheldOf(slots: readonly PolicySlot[]): readonly PlannedChange[] {
  return slots.flatMap(({ change, whole, narrowed }) =>
    change === undefined || sameJson(whole, narrowed) ? [] : [change],
  );
}

function sameJson(a: PlainJson | undefined, b: PlainJson | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
