import { AdapterError, CodedError, TrustError } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import { parseKeyPolicy } from '../../iam/policy.js';
import { policyDigest, policySizeBytes } from '../../iam/policy-digest.js';
import {
  KEYS_AT_ONCE,
  LEASE_MARGIN_MS,
  POLICY_MAX_BYTES,
} from '../../keypolicy/key-policy-limits.js';
import type { KeyPolicyPort } from '../../keypolicy/key-policy-port.js';
import { readBack } from '../../keypolicy/read-back.js';
import { revokedImageStatement } from '../../keypolicy/revoked-image.js';
import type { Enclave } from '../list/enclave.js';
import { failureOf } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { PlannedKey } from './key-plans.js';

/**
 * Adds the Deny of one image to the policies of the keys in the configuration, and to all keys of multi-Region sets.
 * Uses neither the store nor a lease, because the store may be unavailable or compromised. Changes nothing else in a
 * policy. A key that cannot be written does not stop the others.
 */
export async function denyImage(
  image: string,
  enclave: Enclave,
  ports: ListPorts,
  dryRun: boolean,
): Promise<readonly PlannedKey[]> {
  const keys = enclave.configuration.keys;
  const denied = await mapConcurrently(keys, KEYS_AT_ONCE, async (configured) => {
    const { key } = configured;
    const open = (name: string) =>
      ports.openKeyPolicy(name, enclave.file, configured['assume-role']);
    const deny = (name: string) =>
      ended(name, async () => denyOnKey(await open(name), image, enclave.pin.list, ports, dryRun));
    const first = await deny(key);
    const others = await ended(`the other keys of ${key}`, async () => {
      const set = (await (await open(key)).describe())?.multiRegion?.keys ?? [];
      return set.filter((name) => name !== key && !keys.some((one) => one.key === name));
    });
    if (!Array.isArray(others)) return 'failures' in others ? [first, others] : [first];
    return [first, ...(await mapConcurrently(others, KEYS_AT_ONCE, deny))];
  });
  return denied.flat();
}

async function ended<Value>(key: string, run: () => Promise<Value>): Promise<Value | PlannedKey> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { key, failures: [failureOf(error)], written: false, isGone: false, warnings: [] };
  }
}

async function denyOnKey(
  port: KeyPolicyPort,
  image: string,
  list: string,
  ports: ListPorts,
  dryRun: boolean,
): Promise<PlannedKey> {
  const { key } = port;
  const result = { key, failures: [], isGone: false, warnings: [] };
  const policy = await port.readPolicy();
  const { members, statements } = parseKeyPolicy(policy);
  const statement = revokedImageStatement(list, image);
  const others = statements.filter(({ sid }) => sid !== statement.Sid).map(({ raw }) => raw);
  const next = JSON.stringify({ ...members, Statement: [...others, statement] });
  if (policyDigest(next) === policyDigest(policy)) return { ...result, written: false };
  if (policySizeBytes(next) > POLICY_MAX_BYTES) {
    throw new TrustError(
      'policy-too-large',
      `${key}: the policy has no room for the Deny of the image`,
      {
        at: { object: key },
        hint: 'Disable the key, or remove statements by hand.',
      },
    );
  }
  if (dryRun) return { ...result, written: true };
  await port.write(next, ports.clock() + LEASE_MARGIN_MS);
  const read = async () => policyDigest(await port.readPolicy());
  const seen = await readBack(
    { ...ports, read },
    { put: policyDigest(next), replaced: [policyDigest(policy)], settleMs: 0 },
  );
  if (seen.kind === 'stable') return { ...result, written: true, readBack: 'stable' };
  throw new AdapterError(
    'key-unavailable',
    `${key}: the policy reads back without the Deny of the image`,
    {
      at: { object: key },
      hint: 'Another run may write to the key. Run the command again.',
    },
  );
}
