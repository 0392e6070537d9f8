import type { ProjectedKey } from '../allowlist/document.js';
import type { VerifiedAllowList } from '../allowlist/verify.js';
import type { Observation, ObservedKey } from '../drift/observed.js';
import { assessKeyPolicy } from '../keypolicy/assess.js';
import { readKeyFacts } from '../keypolicy/key-facts.js';
import { type LastPut, parseLease } from '../keypolicy/lease-record.js';
import { planKey } from '../keypolicy/plan.js';
import { policyDigest } from '../keypolicy/policy-text.js';
import { type KeyPolicyPort, leaseName } from '../keypolicy/port.js';
import { inParallel, observed } from './observed.js';
import type { OpenList } from './open-list.js';
import type { ListPorts } from './ports.js';

/** The policy of each key of the list as it is: planned, linted and proved, with what we put there last. */
export function observeKeys(
  verified: VerifiedAllowList,
  open: OpenList,
  ports: ListPorts,
): Promise<Observation['keys']> {
  return inParallel(verified.list.projection.keys, async (key) => [
    key.key,
    await observed(() => observeKey(key, verified, open, ports)),
  ]);
}

async function observeKey(
  key: ProjectedKey,
  { list, id }: VerifiedAllowList,
  { enclave, opened }: OpenList,
  ports: ListPorts,
): Promise<ObservedKey> {
  const configured = enclave.configuration.keys.find((one) => one.key === key.key);
  const administrators = configured?.administrators ?? [];
  const port = await ports.openKeyPolicy(key.key, enclave.file, configured?.['assume-role']);
  const [policy, facts, lastPut] = await Promise.all([
    port.readPolicy(),
    readKeyFacts(port),
    readLastPut(port, opened.store),
  ]);
  const { description, grants } = facts;
  const assess = (text: string) =>
    assessKeyPolicy(text, { description, grants, administrators, list, key, now: ports.now });
  const current = assess(policy);
  const accept = configured?.accept ?? [];
  const plan = planKey({
    list,
    id,
    key,
    policy,
    rules: { adopt: configured?.adopt ?? [], accept },
    assess: (text) => (text === policy ? current : assess(text)),
    unknown: facts.unknown,
    now: ports.now,
  });
  const digest = policyDigest(policy);
  const { place } = port;
  return { place, plan, proof: current.proof, facts, accept, digest, administrators, lastPut };
}

/** From the lease object: whoever writes to the key leaves there what was put. */
async function readLastPut(
  { place }: KeyPolicyPort,
  store: OpenList['opened']['store'],
): Promise<LastPut | undefined> {
  const name = leaseName(place);
  const stored = await store.get(name);
  return stored === undefined ? undefined : (parseLease(stored.bytes, name).lastPut ?? undefined);
}
