import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPolicyPort } from '../keypolicy/port.js';
import type { ProbePort } from '../keypolicy/probe.js';
import type { AssumedRoles } from './assume-role.js';
import { systemNow } from './clock.js';
import { fileKeyPolicy, isFileKey } from './file-key-policy.js';
import { openKmsCalls } from './kms-calls.js';
import { kmsKeyPolicy, parseKmsKeyArn } from './kms-key-policy.js';
import { kmsProbe } from './kms-probe.js';

const PORTS = {
  clock: systemNow,
  sleep: (durationMs: number) => sleep(durationMs),
  random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};

/**
 * The policy of a key: `file:policy.json`, relative to `baseDirectory`, or the ARN of a KMS key, in its own region and,
 * where a role is given, with that role's credentials. Throws UsageError for any other text.
 */
export async function openKeyPolicy(
  key: string,
  baseDirectory: string,
  assumeRole: string | undefined,
  roles: AssumedRoles,
): Promise<KeyPolicyPort> {
  if (isFileKey(key)) return fileKeyPolicy(key, resolve(baseDirectory, key.slice('file:'.length)));
  const { region } = parseKmsKeyArn(key);
  const calls = await openKmsCalls({
    region,
    ...(assumeRole === undefined ? {} : { credentials: roles.in(region, assumeRole) }),
  });
  return kmsKeyPolicy(key, { calls, ...PORTS });
}

/** The live probe of a key as a role. A key in a file decides nothing, so that its answer is always `unknown`. */
export async function openKeyProbe(
  key: string,
  role: string,
  roles: AssumedRoles,
): Promise<ProbePort> {
  if (isFileKey(key)) {
    return { role, ask: async () => ({ kind: 'unknown', why: 'a key in a file decides nothing' }) };
  }
  const credentials = roles.in(parseKmsKeyArn(key).region, role);
  return kmsProbe({ key, role, credentials, ...PORTS });
}
