import type { AllowList } from '../allowlist/allow-list.js';
import type { NarrowsOnly } from '../allowlist/approval/approved-part.js';
import type { TrustCode } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { deletedPrincipals } from '../iam/deleted-principals.js';
import type { KeyPolicy } from '../iam/policy.js';
import type { DataProof } from '../iam/prove-data.js';
import type { DataStanding } from './data-verdict.js';
import { POLICY_MAX_BYTES } from './key-policy-limits.js';
import { MIXED_RULE } from './mixed-findings.js';
import { isOneOf } from './other-lists.js';
import type { OwnStatement } from './own-statement.js';
import type { CurrentStatement, PlannedChange } from './plan-changes.js';
import type { PlanFinding } from './plan-finding.js';
import { ACCEPTED_BUT_DENIED, type ReleaseAccess } from './release-access.js';

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
  readonly code:
    | Extract<
        TrustCode,
        | 'list-expired'
        | 'rollback'
        | 'unapproved'
        | 'policy-too-large'
        | 'policy-lock-out'
        | 'policy-unsafe'
      >
    | 'key-unavailable';
  /** The part that must change. `guard` withholds new guards in every case. */
  readonly about:
    | 'list'
    | 'key'
    | 'size'
    | 'adopt'
    | 'principal'
    | 'guard'
    | 'lock-out'
    | 'finding';
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
export function refusalsOf(input: RefusalInput): readonly PlanRefusal[] {
  const always = [...unconfiguredRefusals(input), ...sizeRefusals(input), ...guardRefusals(input)];
  if (!input.isWidening) return always;
  const ofList = [...expiryRefusals(input), ...narrowingRefusals(input)];
  if (input.isDetached) {
    return [...ofList, ...unconfiguredRefusals(input), ...principalRefusals(input)];
  }
  return [
    ...ofList,
    ...input.unknown.map(unknownRefusal),
    ...always,
    ...adoptRefusals(input),
    ...principalRefusals(input),
    ...lockOutRefusals(input),
    ...findingRefusals(input),
  ];
}

function expiryRefusals({ list, now }: RefusalInput): readonly PlanRefusal[] {
  if (now < list.expiresAt) return [];
  return [
    {
      code: 'list-expired',
      about: 'list',
      message: `the allow-list expired at ${formatInstant(list.expiresAt)}`,
      hint: 'Run `pcr-allowlist renew`. Until then, key policies only become narrower.',
    },
  ];
}

function narrowingRefusals({ narrowsOnly }: RefusalInput): readonly PlanRefusal[] {
  if (narrowsOnly === undefined) return [];
  const unapproved: PlanRefusal = {
    code: 'unapproved',
    about: 'list',
    message: 'the projection lacks approvals by the keys of the configuration',
    hint: 'Run publish --projection and approve the change. Until then, key policies only become narrower.',
  };
  const history: PlanRefusal = {
    code: 'rollback',
    about: 'list',
    message: 'the history of the allow-list has objects beyond its version that cannot be opened',
    hint: 'Find out who wrote them, and delete the junk. Until then, key policies only become narrower.',
  };
  return [narrowsOnly === 'unapproved' ? unapproved : history];
}

function unconfiguredRefusals({ rules }: RefusalInput): readonly PlanRefusal[] {
  if (rules.isUnconfigured !== true) return [];
  return [
    {
      code: 'unapproved',
      about: 'key',
      message: 'the allow-list names the key, but the configuration does not',
      hint: 'If you removed it from the configuration, run publish --projection. If not, find out who used the list key.',
    },
  ];
}

function unknownRefusal(message: string): PlanRefusal {
  const hint = 'Until they are read, the policy of this key only becomes narrower.';
  return { code: 'key-unavailable', about: 'key', message, hint };
}

function sizeRefusals({ sizeBytes }: RefusalInput): readonly PlanRefusal[] {
  if (sizeBytes <= POLICY_MAX_BYTES) return [];
  return [
    {
      code: 'policy-too-large',
      about: 'size',
      message: `the policy would have ${sizeBytes} bytes, more than ${POLICY_MAX_BYTES}`,
      hint: 'Retire releases, remove roles, or bind fewer registers.',
    },
  ];
}

/** A guard denies everything that its own list does not name, including the enclaves of another list. */
function guardRefusals({
  others: wanted,
  statements,
  changes,
}: RefusalInput): readonly PlanRefusal[] {
  const others = statements.filter((statement) => isOneOf(statement, wanted));
  const isGuard = (sid: string) => sid.includes('Guard');
  const adds = changes.find(({ action, sid }) => action === 'create' && isGuard(sid));
  const theirs = others.find(({ sid }) => isGuard(sid ?? ''));
  const allows = changes.find(({ effect }) => effect === 'widens');
  const [first] = others;
  const refusal = (message: string, sid: string | undefined): PlanRefusal => ({
    code: 'policy-unsafe',
    about: 'guard',
    message,
    ...(sid === undefined ? {} : { sid }),
    hint: 'Give each list its own key, or turn guard off for both.',
  });
  return [
    ...(adds && first ? [refusal('a guard would stop another list on this key', first.sid)] : []),
    ...(allows && theirs
      ? [refusal('a guard of another list stops ours on this key', theirs.sid)]
      : []),
  ];
}

function adoptRefusals({ rules, statements }: RefusalInput): readonly PlanRefusal[] {
  return rules.adopt
    .filter((name) => statements.filter(({ sid }) => sid === name).length > 1)
    .map((sid) => ({
      code: 'policy-unsafe',
      about: 'adopt',
      message: `several statements have the Sid ${sid}, which is under adopt`,
      sid,
      hint: 'Give each statement its own Sid, and name the intended one under adopt.',
    }));
}

/** KMS shows a deleted principal by its unique id, and refuses a document that contains one. */
function principalRefusals({ statements, changes }: RefusalInput): readonly PlanRefusal[] {
  const gone = new Set(
    changes.filter(({ action }) => action !== 'keep').map(({ before }) => before),
  );
  return statements
    .filter(({ raw }) => !gone.has(raw))
    .flatMap((statement) => deletedPrincipals(statement))
    .map(({ id, sid }) => ({
      code: 'policy-unsafe' as const,
      about: 'principal' as const,
      message: `the principal ${id} no longer exists`,
      ...(sid === undefined ? {} : { sid }),
      hint: 'Remove it from the statement. A new role with the same name is another principal.',
    }));
}

function lockOutRefusals({ rules, before, after }: RefusalInput): readonly PlanRefusal[] {
  const [had, has] = [before.policyWriters, after.policyWriters];
  if (had === 'unknown' || has === 'unknown') return [];
  const lost = (who: string) => had.includes(who) && !has.includes(who);
  const message =
    has.length === 0
      ? 'nobody could change the policy again'
      : rules.caller !== undefined && lost(rules.caller)
        ? `${rules.caller} could not change the policy again`
        : undefined;
  if (message === undefined) return [];
  const hint =
    'Leave kms:PutKeyPolicy to an administrator in a statement that adopt does not name.';
  return [{ code: 'policy-lock-out', about: 'lock-out', message, hint }];
}

function findingRefusals({ rules, now, before, after }: RefusalInput): readonly PlanRefusal[] {
  const known = new Set(before.findings.map(nameOfFinding));
  return (
    after.findings
      .filter((finding) => finding.severity === 'critical' || !known.has(nameOfFinding(finding)))
      // A doubt about a foreign condition is reported, but does not stop a release.
      .filter(({ rule, severity }) => rule !== ACCEPTED_BUT_DENIED || severity === 'critical')
      // Guards already narrow the access that the statement gave, and cannot narrow it further.
      .filter(({ rule }) => rule !== MIXED_RULE)
      .filter((finding) => !isAccountAuthority(finding, before, after))
      .filter((finding) => !isAcceptedFinding(finding, rules.accept, now))
      .map((finding) => ({
        code: 'policy-unsafe',
        about: 'finding',
        message: `${finding.rule}: ${finding.message}`,
        ...(finding.sid === undefined ? {} : { sid: finding.sid }),
        hint: finding.fix ?? 'Accept the finding by rule and Sid, with a reason and a date.',
      }))
  );
}

/** Rules about who can give others access to the data. */
const AUTHORITY_RULES: readonly string[] = ['R17', 'R19', 'R20', 'P03'];

/**
 * Whether a finding is about the authority that the account of the key already had, over data that requires measurements after
 * the plan. KMS gives every new key such a statement. The plan does not change it, and reports it.
 */
function isAccountAuthority(finding: PlanFinding, before: Assessment, after: Assessment): boolean {
  if (!AUTHORITY_RULES.includes(finding.rule)) return false;
  if (after.data !== 'locked' && after.data !== 'wider') return false;
  if (!before.findings.some((one) => nameOfFinding(one) === nameOfFinding(finding))) return false;
  const place = finding.sid ?? finding.grantId;
  const others = (after.authority ?? []).filter(
    ({ by, isAdministrator }) => place !== undefined && by.includes(place) && !isAdministrator,
  );
  return others.length > 0 && others.every(({ isOwnAccount }) => isOwnAccount);
}

/** The identity of a finding before and after the plan. The message is left out, since it may name other statements. */
function nameOfFinding({ rule, sid, grantId }: PlanFinding): string {
  return JSON.stringify([rule, sid ?? null, grantId ?? null]);
}

/** Whether a finding is accepted. Written so that a date of NaN accepts nothing. */
export function isAcceptedFinding(
  { rule, sid, grantId }: PlanFinding,
  accept: readonly AcceptedFinding[],
  now: Instant,
): boolean {
  const about = sid ?? grantId ?? 'key';
  return accept.some((one) => one.rule === rule && one.sid === about && now < one.until);
}
