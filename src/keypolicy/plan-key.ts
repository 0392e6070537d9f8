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

/** By the bytes that the releases of today take: their Allows, and a value in the guard of each measured register. */
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
