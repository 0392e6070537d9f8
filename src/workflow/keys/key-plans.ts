import { type AllowList, isAcceptedAt, type VersionId } from '../../allowlist/allow-list.js';
import { approvedPart, type FollowedList } from '../../allowlist/approval/approved-part.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { encodeHex } from '../../base/encoding.js';
import { CodedError, type Warning } from '../../base/errors.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { ForeignEdit } from '../../keypolicy/acknowledge-edit.js';
import type { KeyResult, KeyTarget } from '../../keypolicy/apply-key.js';
import { applyKeys, type KeyEnd } from '../../keypolicy/apply-keys.js';
import { readKeyFacts, unnamedReplicas } from '../../keypolicy/key-facts.js';
import { KEYS_AT_ONCE } from '../../keypolicy/key-policy-limits.js';
import { otherStatements } from '../../keypolicy/other-lists.js';
import { type KeyPlan, planKey } from '../../keypolicy/plan-key.js';
import { type AcceptedFinding, isAcceptedFinding } from '../../keypolicy/plan-refusals.js';
import type { KeyProbe } from '../../keypolicy/probe-key.js';
import { ACCEPTED_BUT_DENIED } from '../../keypolicy/release-access.js';
import { followedByKey } from '../../keypolicy/running-releases.js';
import type { Enclave } from '../list/enclave.js';
import type { OpenList } from '../list/open-list.js';
import { type Failure, failureOf } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { keyTargets, type ListedTarget } from './key-targets.js';
import type { OtherLists } from './read-other-lists.js';

/** The result for one key, or the preview. */
export interface PlannedKey {
  readonly key: string;
  /** For another key of a multi-Region set: the key of the list. */
  readonly as?: string;
  /** Undefined if the key could not be read. */
  readonly plan?: KeyPlan;
  /** The reasons why some or all of the plan was not done. */
  readonly failures: readonly Failure[];
  /** Whether a new policy was written and read back. False for a plan that was not applied. */
  readonly written: boolean;
  /** The projection no longer has the key, and its policy has none of our statements. */
  readonly isGone: boolean;
  readonly warnings: readonly Warning[];
  /** How the written policy read back, which does not prove that KMS enforces it yet. Absent if nothing was applied. */
  readonly readBack?: KeyResult['readBack'];
  /** Whether it stayed unchanged for the time of `--settle`. */
  readonly settled?: 'settled' | 'moved' | 'unknown' | 'not-awaited';
  /** The result of the live probe, if it was requested and the policy was applied. */
  readonly probe?: KeyProbe;
}

/** The maximum wait for another run that holds the lease on a key. */
const LEASE_WAIT_MS: DurationMs = 120_000;
const OWNER_BYTES = 16;

/** A list for key policies to follow. A list without id is an unsigned preview. */
export type PlannedList = Omit<FollowedList, 'id'> & { readonly id: VersionId | undefined };

/** Plans all keys of a list. Nothing is written. A key that cannot be read has a failure. */
export async function planKeys(
  { list: whole, id, ...followed }: PlannedList,
  enclave: Enclave,
  ports: ListPorts,
): Promise<readonly PlannedKey[]> {
  const { targets, unopened, otherLists } = await keyTargets(whole, enclave, ports);
  const named = targets.map(({ key }) => key);
  const planOne = async ({ target, key }: ListedTarget): Promise<PlannedKey> => {
    const { port, as } = target;
    try {
      const policy = await port.readPolicy();
      const facts = await readKeyFacts(port);
      const known = id ?? { version: whole.version, sha256: '0'.repeat(64) };
      const current = followedByKey(
        { ...followed, list: whole, id: known },
        policy,
        key,
        ports.now,
      );
      const plan = planKey({
        ...current,
        key,
        policy,
        rules: target.rules,
        others: otherStatements(target.otherLists ?? [], key.key, ports.now),
        assess: target.assessor(facts, current, key, ports.now),
        unknown: facts.unknown,
        now: ports.now,
      });
      return { ...planned(target, plan), warnings: replicaWarnings(facts, named) };
    } catch (error) {
      return unreachable(port.key, as, error);
    }
  };
  const keys = await mapConcurrently(targets, KEYS_AT_ONCE, planOne);
  return withUserData(
    whole,
    ports.now,
    withOtherLists(otherLists, [
      ...keys,
      ...unopened.map(({ key, as, error }) => unreachable(key, as, error)),
    ]),
  );
}

export interface FollowTiming {
  /** `--settle`. */
  readonly settleMs?: DurationMs;
  /** The time after which the lease of another run is taken over. Absent: never. */
  readonly takeOverAfterMs?: DurationMs;
}

/** Makes the policies of all keys follow the list that `open` reads (`applyKeys`). */
export async function reconcileKeys(
  { opened, trust, enclave }: OpenList,
  current: FollowedList,
  ports: ListPorts,
  { settleMs = 0, takeOverAfterMs }: FollowTiming = {},
): Promise<readonly PlannedKey[]> {
  const { targets, unopened, otherLists } = await keyTargets(current.list, enclave, ports);
  const named = targets.map(({ key }) => key);
  const { narrowsOnly } = current;
  const waits: string[] = [];
  const readList = async (): Promise<FollowedList> => {
    const remembered = current.id;
    const read = await readAllowList(opened, { ...trust, remembered }, ports.clock());
    // The history was verified once, before the first key.
    return { ...(narrowsOnly === 'history' ? { narrowsOnly } : {}), ...approvedPart(read) };
  };
  const ends = await applyKeys(
    {
      store: opened.store,
      readList,
      clock: ports.clock,
      sleep: ports.sleep,
      random: ports.random,
      progress: ({ key, what }) => ports.onKey?.(key, what),
      onWait: (message) => {
        waits.push(message);
        ports.onWait?.(message);
      },
      ...(ports.processes === undefined ? {} : { processes: ports.processes }),
      ...(ports.heedStop === undefined ? {} : { heedStop: ports.heedStop }),
    },
    targets.map(({ target }) => target),
    {
      owner: encodeHex(ports.randomBytes(OWNER_BYTES)),
      run: ports.run(),
      waitMs: Math.max(LEASE_WAIT_MS, (takeOverAfterMs ?? 0) + LEASE_WAIT_MS),
      ...(takeOverAfterMs === undefined ? {} : { takeOverAfterMs }),
      settleMs,
    },
  );
  const keys = withOtherLists(otherLists, [
    ...ends.flatMap((end, i) => {
      const target = targets[i]?.target;
      return target === undefined ? [] : [keyEnd(end, target, named)];
    }),
    ...unopened.map(({ key, as, error }) => unreachable(key, as, error)),
  ]);
  return withLeaseWarnings(waits, withUserData(current.list, ports.now, keys));
}

/** Adds a warning about overridden leases to the first key. */
function withLeaseWarnings(
  messages: readonly string[],
  keys: readonly PlannedKey[],
): readonly PlannedKey[] {
  const warnings = messages
    .filter((message) => !message.startsWith('waiting '))
    .map((message) => ({ code: 'lease-overridden', message }));
  return keys.map((key, i) =>
    i === 0 ? { ...key, warnings: [...key.warnings, ...warnings] } : key,
  );
}

/** Adds warnings to the first key about other lists. Their statements count as foreign. */
function withOtherLists(
  { unread }: OtherLists,
  keys: readonly PlannedKey[],
): readonly PlannedKey[] {
  const warnings = unread.map(({ list, error }) => ({
    code: 'other-list-unread',
    message: `statements of the list ${list} are not recognized: ${error.message} (${error.code})`,
  }));
  return withFirst(keys, warnings);
}

/** Adds a warning to the first key about releases with requirements that no condition of a key policy can express. */
function withUserData(
  { releases }: AllowList,
  now: Instant,
  keys: readonly PlannedKey[],
): readonly PlannedKey[] {
  const demanding = releases.filter(
    (release) => release.userData !== undefined && isAcceptedAt(release, now),
  );
  if (demanding.length === 0) return keys;
  const ids = demanding.map(({ id }) => id).join(', ');
  const message = `KMS cannot compare user_data, so the keys admit release ${ids} with any user data, and only verifiers refuse other user data`;
  return withFirst(keys, [{ code: 'user-data-not-compared', message }]);
}

function withFirst(
  keys: readonly PlannedKey[],
  warnings: readonly Warning[],
): readonly PlannedKey[] {
  return keys.map((key, i) =>
    i === 0 ? { ...key, warnings: [...key.warnings, ...warnings] } : key,
  );
}

function keyEnd(
  end: KeyEnd,
  target: KeyTarget,
  named: readonly { readonly key: string }[],
): PlannedKey {
  if ('error' in end) return unreachable(end.key, target.as, end.error);
  const { probe } = end;
  const { plan, facts, written, isGone, foreignWrite, foreignEdit } = end.result;
  const { failures, ...rest } = planned(target, plan);
  return {
    ...rest,
    failures: [...failures, ...probeFailures(end.key, probe)],
    ...(probe === undefined ? {} : { probe }),
    written: written.length > 0,
    readBack: end.result.readBack,
    settled: end.settled,
    isGone,
    warnings: [
      ...replicaWarnings(facts, named),
      ...(foreignEdit === undefined
        ? []
        : [{ code: 'foreign-write', message: `${end.key}: ${FOREIGN_EDITS[foreignEdit]}` }]),
      ...(foreignWrite
        ? [
            {
              code: 'foreign-write',
              message: `${end.key}: somebody else changed its policy during the run`,
            },
          ]
        : []),
      ...(end.settled === 'moved' || end.settled === 'unknown'
        ? [{ code: 'not-settled', message: `${end.key}: its policy did not stay as written` }]
        : []),
    ],
  };
}

const FOREIGN_EDITS: Readonly<Record<ForeignEdit, string>> = {
  'same-meaning':
    'somebody else edited its policy after our last change. Our statements and the proof are unchanged, and the edit is acknowledged',
  accepted:
    'somebody else edited its policy after our last change, and the proof changed. No critical finding remains, and the edit is acknowledged',
  left: 'somebody else edited its policy after our last change, and a critical finding remains',
};

/** Reports every answer except a denial. Only KMS can confirm that it enforces the policy. */
function probeFailures(key: string, probe: KeyProbe | undefined): readonly Failure[] {
  if (probe === undefined || probe.answer === 'denied') return [];
  const { role, answer, why } = probe;
  if (answer === 'allowed') {
    return [
      {
        code: 'policy-unsafe',
        message: `${key}: KMS lets ${role} decrypt without an attestation document`,
        at: { object: key },
        hint: 'Set guard: true, or find what admits the role: a statement without attestation, a grant, or an IAM policy of the account.',
      },
    ];
  }
  return [
    {
      code: 'key-unavailable',
      message: `${key}: could not tell whether KMS denies ${role} without an attestation document: ${why}`,
      at: { object: key },
      hint: 'probe-role must be an instance role of the list that this run may assume. Omit it to skip the probe.',
    },
  ];
}

function planned(
  { port: { key }, as, rules }: Pick<KeyTarget, 'port' | 'as' | 'rules'>,
  plan: KeyPlan,
): PlannedKey {
  const refusals = plan.refusals.map(
    ({ code, message, sid, hint }): Failure => ({
      code,
      message: `${key}: ${message}`,
      at: sid === undefined ? { object: key } : { object: key, sid },
      hint,
    }),
  );
  return {
    key,
    ...(as === undefined ? {} : { as }),
    plan,
    failures: [...refusals, ...deniedReleases(key, plan, rules.accept)],
    written: false,
    isGone: false,
    warnings: [],
  };
}

/** Releases that the list accepts and the policy does not admit, after the plan, or now if the plan is refused. */
function deniedReleases(
  key: string,
  { before, after, refusals, computedFrom: { at } }: KeyPlan,
  accept: readonly AcceptedFinding[],
): readonly Failure[] {
  const { findings } = refusals.length === 0 ? after : before;
  return findings
    .filter(({ rule, severity }) => rule === ACCEPTED_BUT_DENIED && severity === 'critical')
    .filter((finding) => !isAcceptedFinding(finding, accept, at))
    .map(({ message, sid, fix }) => ({
      code: ACCEPTED_BUT_DENIED,
      message: `${key}: ${message}`,
      at: sid === undefined ? { object: key } : { object: key, sid },
      ...(fix === undefined ? {} : { hint: fix }),
    }));
}

function unreachable(key: string, as: string | undefined, error: unknown): PlannedKey {
  if (!(error instanceof CodedError)) throw error;
  return {
    key,
    ...(as === undefined ? {} : { as }),
    failures: [failureOf(error)],
    written: false,
    isGone: false,
    warnings: [],
  };
}

function replicaWarnings(
  facts: Parameters<typeof unnamedReplicas>[0],
  named: readonly { readonly key: string }[],
): readonly Warning[] {
  return unnamedReplicas(facts, named).map((arn) => ({
    code: 'replica-not-named',
    message: `${arn} belongs to the same multi-Region key, has its own policy, and did not follow`,
  }));
}
