import type { ProjectedKey, VersionId } from '../allowlist/allow-list.js';
import type { AllowListStore } from '../allowlist/allow-list-store.js';
import type { FollowedList } from '../allowlist/approval/approved-part.js';
import type { CurrentList } from '../allowlist/transition.js';
import { AdapterError, TrustError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { policyDigest } from '../iam/policy-digest.js';
import { acknowledgeEdit, type ForeignEdit, type SeenPolicy } from './acknowledge-edit.js';
import { backUpPolicy } from './back-up-policy.js';
import type { ProjectedList } from './desired-statements.js';
import { type KeyFacts, readKeyFacts } from './key-facts.js';
import { APPLY_MAX_ROUNDS, READ_BACK_MAX_MS } from './key-policy-limits.js';
import { type KeyPolicyPort, leaseName, type PolicyPut } from './key-policy-port.js';
import { isLate, replacedBy } from './late-reads.js';
import { type Lease, type LeasePorts, type LeaseRequest, takeLease } from './lease.js';
import type { LastPut } from './lease-record.js';
import { otherStatements } from './other-lists.js';
import { type KeyPlan, type KeyRules, planKey } from './plan-key.js';
import type { Assess } from './plan-refusals.js';
import { policyMeaning } from './policy-meaning.js';
import type { ProbePort } from './probe-key.js';
import { projectedKey } from './projected-key.js';
import { readBack, waitToReadAgain } from './read-back.js';
import { followedByKey } from './running-releases.js';
import { type WatchPorts, watchLatePuts } from './watch-late-puts.js';

/** What applying takes from outside. */
export interface ApplyPorts
  extends Pick<LeasePorts, 'processes' | 'onWait'>,
    Pick<WatchPorts, 'heedStop'> {
  /** Of the list, which holds leases and backups too. */
  readonly store: Pick<AllowListStore, 'get' | 'putIfAbsent' | 'putIfMatch'>;
  /** The list as it is now, verified, as key policies follow it. */
  readonly readList: () => Promise<FollowedList>;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 to 1, 1 left out. */
  readonly random: () => number;
  /** Waits until this key's account and region may be put to. */
  readonly pace: (port: KeyPolicyPort) => Promise<void>;
  readonly progress: (event: ApplyEvent) => void;
}

/** One key that is to follow the list. */
export interface KeyTarget {
  readonly port: KeyPolicyPort;
  /** The key of the list whose entry counts for this one too: another of its multi-Region set. Absent: itself. */
  readonly as?: string;
  readonly rules: KeyRules;
  /** Other lists with statements on the key, verified and in force; absent where there are none. */
  readonly otherLists?: readonly ProjectedList[];
  /** Lint and proof of this key's documents, as the list and these facts have it. */
  readonly assessor: (
    facts: KeyFacts,
    list: CurrentList,
    key: ProjectedKey,
    now: Instant,
  ) => Assess;
  /** Asks KMS itself once the policy is there; absent where nobody asked for that. */
  readonly probe?: ProbePort;
}

/** Who applies, and how long to wait for another writer of the same key. */
export type ApplyRequest = Omit<LeaseRequest, 'name'>;

export interface ApplyEvent {
  readonly key: string;
  readonly what:
    | 'planned'
    | 'late-read'
    | 'list-moved'
    | 'policy-moved'
    | 'putting'
    | 'reading-back'
    | 'foreign-write'
    | 'watching'
    | 'probing'
    | 'done';
}

/** How one key ended. */
export interface KeyResult {
  readonly key: string;
  /** The version that the policy follows now. */
  readonly list: VersionId;
  /** The last plan: what it withholds was not done. */
  readonly plan: KeyPlan;
  /** What was known of the key for that plan. */
  readonly facts: KeyFacts;
  /** The plans that were put, in order: none where nothing was to be done. */
  readonly written: readonly KeyPlan[];
  /** What was put was read back equal and stable. This does not prove that KMS decides by it yet. */
  readonly readBack: 'stable' | 'nothing-put';
  /** Somebody wrote to the policy without the lease, in the course of this. */
  readonly foreignWrite: boolean;
  /** An edit by somebody else since our last put that left nothing to do. */
  readonly foreignEdit?: ForeignEdit;
  /** Names of the objects that hold what was replaced. */
  readonly backups: readonly string[];
  /** The key left the projection, and none of our statements is there any more. */
  readonly isGone: boolean;
}

/**
 * Makes one key's policy follow the list. Under one lease, from the first read to the stable read-back, in rounds. Each
 * round, in order: the policy, once reads are no longer late by what the lease remembers of the last put; the key's
 * description and grants; the list; the plan, and where it is nothing the end. Else: the old policy is kept in the store;
 * the lease is renewed and remembers what is about to be put; the policy is read again and is still the one that was
 * planned from; the list is read again and has not moved; the put, never within LEASE_MARGIN_MS of the lease's end; reads
 * until they are stable and equal; the list once more, and another round where it has moved. What was put and not seen
 * is put again even where reads say that nothing is to be done, so that nothing older stays in force behind a success.
 *
 * Where a put of a run that lost the lease may still come, the policy is watched until none can, and put again under a
 * new lease where one came. Others may write meanwhile: they find in the lease until when to watch. Whoever is stopped
 * before that cannot tell what is in force (`key-unavailable`).
 *
 * A plan that is refused as a whole is done as far as it narrows; the result says what was withheld. Rejects with
 * TrustError `conflict` where another run holds the key, or lists and policies moved in each of APPLY_MAX_ROUNDS; with
 * AdapterError `key-unavailable` where the key does not answer or its new policy is not seen, `list-unavailable`;
 * with what `write` rejects with; FormatError `json-format` for an invalid policy.
 */
export async function applyKey(
  ports: ApplyPorts,
  target: KeyTarget,
  request: ApplyRequest,
): Promise<KeyResult> {
  let written: readonly KeyPlan[] = [];
  let backups: readonly string[] = [];
  let foreignWrite = false;
  for (let turn = 0; turn < APPLY_MAX_ROUNDS; turn++) {
    const { result, watchUntil } = await applyOnce(ports, target, request);
    written = [...written, ...result.written];
    backups = [...new Set([...backups, ...result.backups])];
    foreignWrite ||= result.foreignWrite;
    const readBack = written.length === 0 ? 'nothing-put' : 'stable';
    const whole: KeyResult = { ...result, written, backups, foreignWrite, readBack };
    if (watchUntil === undefined || ports.clock() >= watchUntil) return whole;
    ports.progress({ key: target.port.key, what: 'watching' });
    const digest = policyDigest(result.plan.policy);
    if (await watchLatePuts(ports, target.port, digest, watchUntil)) return whole;
  }
  throw movedAlways(target);
}

/** Under one lease. `watchUntil` says until when a put of a run that lost it may still come. */
async function applyOnce(
  ports: ApplyPorts,
  target: KeyTarget,
  request: ApplyRequest,
): Promise<{ readonly result: KeyResult; readonly watchUntil: Instant | undefined }> {
  const name = leaseName(target.port.place);
  const lease = await takeLease(ports, { ...request, name });
  const course = new Course(ports, target, lease);
  try {
    return { result: await course.run(), watchUntil: lease.watchUntil };
  } finally {
    await lease.release(course.lastPut);
  }
}

function movedAlways({ port: { key } }: KeyTarget): TrustError {
  return new TrustError(
    'conflict',
    `${key}: the list or the policy changed in each of ${APPLY_MAX_ROUNDS} rounds`,
    { at: { object: key }, hint: 'Run the command again.' },
  );
}

/** What one round came to. */
type Round = KeyResult | 'again';

class Course {
  /** What the next owner of the lease is to know. */
  lastPut: LastPut | null;
  private readonly ports: ApplyPorts;
  private readonly target: KeyTarget;
  private readonly lease: Lease;
  private readonly written: KeyPlan[] = [];
  private readonly backups: string[] = [];
  private foreignWrite = false;
  /** Something may be in force that reads do not show, so that only another put makes sure. */
  private owesPut = false;

  constructor(ports: ApplyPorts, target: KeyTarget, lease: Lease) {
    this.ports = ports;
    this.target = target;
    this.lease = lease;
    this.lastPut = lease.lastPut;
    // Nobody waits for reads to show a put that may come or not: ours goes first, and is watched.
    this.owesPut = lease.watchUntil !== undefined;
  }

  async run(): Promise<KeyResult> {
    for (let round = 0; round < APPLY_MAX_ROUNDS; round++) {
      const result = await this.round();
      if (result !== 'again') return result;
      await waitToReadAgain(this.ports, round);
    }
    throw movedAlways(this.target);
  }

  private async round(): Promise<Round> {
    const { ports, target } = this;
    const { policy, digest } = await this.settledPolicy();
    const facts = await readKeyFacts(target.port);
    const whole = await ports.readList();
    const key = projectedKey(whole.list, target);
    const now = ports.clock();
    const current = followedByKey(whole, policy, key, now);
    const plan = planKey({
      ...current,
      key,
      policy,
      rules: target.rules,
      others: otherStatements(target.otherLists ?? [], key.key, now),
      assess: target.assessor(facts, current, key, now),
      unknown: facts.unknown,
      now,
    });
    this.report('planned');
    const seen = { policy, digest, list: current.list.list, description: facts.description };
    if (!plan.isNothing || this.owesPut) return this.put(plan, facts, seen);
    const { accept } = target.rules;
    const { lastPut, foreignEdit } = acknowledgeEdit(this.lastPut, seen, plan, accept);
    this.lastPut = lastPut;
    return this.result(plan, facts, foreignEdit);
  }

  /** The policy as it is, once reads have caught up with the last put, or cannot be waited for any longer. */
  private async settledPolicy(): Promise<{ readonly policy: string; readonly digest: string }> {
    const { clock } = this.ports;
    const endAt = clock() + READ_BACK_MAX_MS;
    for (let attempt = 0; ; attempt++) {
      const policy = await this.target.port.readPolicy();
      const digest = policyDigest(policy);
      if (!isLate(this.lastPut, digest, clock())) return { policy, digest };
      if (attempt === 0) this.report('late-read');
      if (this.owesPut || clock() >= endAt) {
        this.owesPut = true;
        return { policy, digest };
      }
      await waitToReadAgain(this.ports, attempt);
    }
  }

  private async put(
    plan: KeyPlan,
    facts: KeyFacts,
    { policy, digest, list, description }: SeenPolicy,
  ): Promise<Round> {
    const { ports, lease, target } = this;
    const { port } = target;
    const backup = await backUpPolicy(ports.store, port.place, policy);
    const put: LastPut = {
      policy: policyDigest(plan.policy),
      at: ports.clock(),
      confirmed: false,
      replaced: replacedBy(digest, this.lastPut),
      meaning: policyMeaning(plan.policy, list, description, plan.computedFrom.at),
    };
    await ports.pace(port);
    await lease.renew(put);
    if (policyDigest(await port.readPolicy()) !== digest) return this.again('policy-moved');
    const { id } = await ports.readList();
    if (!sameVersion(id, plan.computedFrom.list)) return this.again('list-moved');
    await lease.requireHeld();
    if (ports.clock() >= lease.putsEndAt()) return 'again';
    this.report('putting');
    if (!this.backups.includes(backup)) this.backups.push(backup);
    // From here on it may be in force, unless the port says that it is not.
    const before = this.lastPut;
    this.lastPut = put;
    let answer: PolicyPut;
    try {
      answer = await port.write(plan.policy, lease.putsEndAt());
    } catch (refusal) {
      this.lastPut = before;
      throw refusal;
    }
    return this.confirm(plan, facts, put, answer === 'done');
  }

  private async confirm(
    plan: KeyPlan,
    facts: KeyFacts,
    put: LastPut,
    isTaken: boolean,
  ): Promise<Round> {
    const { ports, target } = this;
    this.report('reading-back');
    const read = async () => policyDigest(await target.port.readPolicy());
    const seen = await readBack(
      { ...ports, read },
      { put: put.policy, replaced: put.replaced, settleMs: 0 },
    );
    if (seen.otherSeen) {
      this.foreignWrite = true;
      this.report('foreign-write');
    }
    // A document that reads could show before says nothing about a put that nobody answered. And what somebody else
    // wrote may have come before our put or after it: only another put makes sure.
    const isProof = isTaken || !put.replaced.includes(put.policy);
    if (seen.kind !== 'stable' || !isProof) {
      this.owesPut = true;
      if (isTaken) this.written.push(plan);
      if (!isTaken || seen.kind === 'foreign') return 'again';
      throw new AdapterError(
        'key-unavailable',
        `${target.port.key}: KMS accepted the policy, but reads do not show it`,
        { at: { object: target.port.key }, hint: 'Run the command again in a few minutes.' },
      );
    }
    this.lastPut = { ...put, confirmed: true };
    this.owesPut = false;
    this.written.push(plan);
    const { id } = await ports.readList();
    if (!sameVersion(id, plan.computedFrom.list)) return this.again('list-moved');
    return this.result(plan, facts);
  }

  private again(what: ApplyEvent['what']): 'again' {
    this.report(what);
    return 'again';
  }

  private report(what: ApplyEvent['what']): void {
    this.ports.progress({ key: this.target.port.key, what });
  }

  private result(plan: KeyPlan, facts: KeyFacts, foreignEdit?: ForeignEdit): KeyResult {
    this.report('done');
    const { written, backups, foreignWrite } = this;
    return {
      key: this.target.port.key,
      list: plan.computedFrom.list,
      plan,
      facts,
      written,
      readBack: written.length === 0 ? 'nothing-put' : 'stable',
      foreignWrite,
      ...(foreignEdit === undefined ? {} : { foreignEdit }),
      backups,
      isGone: plan.isDetached && plan.withheld.length === 0,
    };
  }
}

function sameVersion(a: VersionId, b: VersionId): boolean {
  return a.version === b.version && a.sha256 === b.sha256;
}
