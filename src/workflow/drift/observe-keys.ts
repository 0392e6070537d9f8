import { approvedPart, type FollowedList } from '../../allowlist/approval/approved-part.js';
import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { Observation, ObservedKey } from '../../drift/observations.js';
import { policyDigest } from '../../iam/policy-digest.js';
import { assessKeyPolicy } from '../../keypolicy/assess-key-policy.js';
import { readKeyFacts } from '../../keypolicy/key-facts.js';
import { type KeyPolicyPort, leaseName } from '../../keypolicy/key-policy-port.js';
import { type LastPut, parseLease } from '../../keypolicy/lease-record.js';
import { otherStatements } from '../../keypolicy/other-lists.js';
import { planKey } from '../../keypolicy/plan-key.js';
import { policyMeaning } from '../../keypolicy/policy-meaning.js';
import { followedByKey } from '../../keypolicy/running-releases.js';
import { keyTargets, type ListedTarget } from '../keys/key-targets.js';
import type { OpenList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';
import { OBSERVATIONS_AT_ONCE, observationFault, observe } from './observation.js';

/**
 * Observes the current policy of each key of the list, including multi-Region sets: planned, linted and proved, with
 * the policy that we wrote last.
 */
export async function observeKeys(
  verified: VerifiedAllowList,
  open: OpenList,
  ports: ListPorts,
): Promise<Pick<Observation, 'keys' | 'places' | 'otherLists'>> {
  const followed = approvedPart(verified);
  const { targets, unopened, otherLists } = await keyTargets(followed.list, open.enclave, ports);
  const read = await mapConcurrently(
    targets,
    OBSERVATIONS_AT_ONCE,
    async (target) =>
      [
        target.target.port.key,
        await observe(() => observeKey(target, followed, open, ports)),
      ] as const,
  );
  return {
    keys: [...read, ...unopened.map(({ key, error }) => [key, observationFault(error)] as const)],
    places: new Map(targets.map(({ target: { port } }) => [port.key, port.place])),
    otherLists: [
      ...otherLists.lists.map(
        ({ list }) => [list, { kind: 'read', value: 'verified' } as const] as const,
      ),
      ...otherLists.unread.map(({ list, error }) => [list, observationFault(error)] as const),
    ],
  };
}

async function observeKey(
  { target, key }: ListedTarget,
  whole: FollowedList,
  { enclave, opened }: OpenList,
  { now }: ListPorts,
): Promise<ObservedKey> {
  const { port, as, rules } = target;
  const configured = enclave.configuration.keys.find((one) => one.key === (as ?? port.key));
  const administrators = configured?.administrators ?? [];
  const [policy, facts, lastPut] = await Promise.all([
    port.readPolicy(),
    readKeyFacts(port),
    readLastPut(port, opened.store),
  ]);
  const { description, grants } = facts;
  const followed = followedByKey(whole, policy, key, now);
  const { list } = followed;
  const digest = policyDigest(policy);
  const others = otherStatements(target.otherLists ?? [], key.key, now);
  const assess = (text: string) =>
    assessKeyPolicy(text, { description, grants, administrators, list, key, others, now });
  const current = assess(policy);
  const plan = planKey({
    ...followed,
    key,
    policy,
    rules,
    others,
    assess: (text) => (text === policy ? current : assess(text)),
    unknown: facts.unknown,
    now,
  });
  return {
    place: port.place,
    plan,
    proof: current.proof,
    facts,
    accept: rules.accept,
    digest,
    administrators,
    lastPut,
    ...(digest === lastPut?.policy || lastPut?.meaning === undefined
      ? {}
      : {
          hasSameMeaning:
            policyMeaning(policy, list.list, description, lastPut.meaning.at).digest ===
            lastPut.meaning.digest,
        }),
  };
}

/** From the lease object, in which each run records the policy that it wrote. */
async function readLastPut(
  { place }: KeyPolicyPort,
  store: OpenList['opened']['store'],
): Promise<LastPut | undefined> {
  const name = leaseName(place);
  const stored = await store.get(name);
  return stored === undefined ? undefined : (parseLease(stored.bytes, name).lastPut ?? undefined);
}
