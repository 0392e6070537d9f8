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

/** The ports of applying a plan. */
export interface ApplyPorts
  extends Pick<LeasePorts, 'processes' | 'onWait'>,
    Pick<WatchPorts, 'heedStop'> {
  /** The store of the list, which also holds leases and backups. */
  readonly store: Pick<AllowListStore, 'get' | 'putIfAbsent' | 'putIfMatch'>;
  /** Reads and verifies the current list, in the form that key policies follow. */
  readonly readList: () => Promise<FollowedList>;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Waits until the next put in the account and region of this key is allowed. */
  readonly pace: (port: KeyPolicyPort) => Promise<void>;
  readonly progress: (event: ApplyEvent) => void;
}

/** One key to update. */
export interface KeyTarget {
  readonly port: KeyPolicyPort;
  /** The key of the list with the entry for this one: another key of its multi-Region set. Absent: the key itself. */
  readonly as?: string;
  readonly rules: KeyRules;
  /** Other lists with statements on the key, verified and in force. Absent if there are none. */
  readonly otherLists?: readonly ProjectedList[];
  /** Lint and proof of the documents of this key, from the list and these facts. */
  readonly assessor: (
    facts: KeyFacts,
    list: CurrentList,
    key: ProjectedKey,
    now: Instant,
  ) => Assess;
  /** Asks KMS itself after the policy is in place. Absent if no probe was requested. */
  readonly probe?: ProbePort;
}

/** The run that applies, and how long it waits for another writer of the same key. */
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

/** The outcome for one key. */
export interface KeyResult {
  readonly key: string;
  /** The version that the policy follows now. */
  readonly list: VersionId;
  /** The last plan. Its withheld changes were not made. */
  readonly plan: KeyPlan;
  /** The facts about the key for that plan. */
  readonly facts: KeyFacts;
  /** The plans that were put, in order. Empty if there was nothing to do. */
  readonly written: readonly KeyPlan[];
  /** `stable`: reads showed the put policy. This does not prove that KMS already decides by it. */
  readonly readBack: 'stable' | 'nothing-put';
  /** Somebody wrote to the policy without the lease during this run. */
  readonly foreignWrite: boolean;
  /** An edit by somebody else since our last put, if there was nothing to do. */
  readonly foreignEdit?: ForeignEdit;
  /** Names of the objects with the replaced policies. */
  readonly backups: readonly string[];
  /** The key left the projection, and its policy no longer has statements of ours. */
  readonly isGone: boolean;
}

/**
 * Makes the policy of one key follow the list. Works under one lease, from the first read to the stable read-back, in rounds.
 * Each round, in order: reads the policy, once reads are no longer late according to the last put in the lease; reads the
 * description and grants of the key; reads the list; computes the plan, and ends if it is empty. Otherwise backs up the old
 * policy in the store; renews the lease, with the policy to put; checks that the policy is still the one of the plan; checks
 * that the list has not changed; puts the policy, never within LEASE_MARGIN_MS of the end of the lease; reads until reads are
 * stable and equal; reads the list again, and starts another round if it has changed. A put that no read showed is repeated
 * even if reads show nothing to do, so that no older policy stays in force after a success.
 *
 * If a put of a run that lost the lease may still arrive, watches the policy until none can, and puts again under a new lease
 * if one arrived. Other runs may write meanwhile: the lease records until when they must watch. A run that is stopped earlier
 * cannot tell which policy is in force (`key-unavailable`).
 *
 * If the whole plan is refused, only its narrowing part is done, and the result lists the withheld changes. Rejects with
 * TrustError `conflict` if another run holds the key, or if the list or the policy changed in each of APPLY_MAX_ROUNDS rounds;
 * with AdapterError `key-unavailable` if the key does not answer or reads do not show its new policy, and `list-unavailable`;
 * with the errors of `write`; with FormatError `json-format` for an invalid policy.
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

/** The work under one lease. `watchUntil`: until then, a put of a run that lost the lease may still arrive. */
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

/** The outcome of one round. */
type Round = KeyResult | 'again';

class Course {
  /** The facts for the next owner of the lease. */
  lastPut: LastPut | null;
  private readonly ports: ApplyPorts;
  private readonly target: KeyTarget;
  private readonly lease: Lease;
  private readonly written: KeyPlan[] = [];
  private readonly backups: string[] = [];
  private foreignWrite = false;
  /** A policy that reads do not show may be in force, so only another put makes sure. */
  private owesPut = false;

  constructor(ports: ApplyPorts, target: KeyTarget, lease: Lease) {
    this.ports = ports;
    this.target = target;
    this.lease = lease;
    this.lastPut = lease.lastPut;
    // Do not wait for a put that may never arrive: put ours first, and watch it.
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

  /** The current policy, once reads show the last put or the time to wait for it is over. */
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
    // From here on the policy may be in force, unless the port reports that it is not.
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
    // If reads could already show a document before, it proves nothing about a put without an answer. And somebody else may
    // have written before or after our put. Only another put makes sure.
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
