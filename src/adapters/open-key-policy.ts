import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPolicyPort } from '../keypolicy/key-policy-port.js';
import type { ProbePort } from '../keypolicy/probe-key.js';
import { AssumedRoles } from './aws/assume-role.js';
import { type KeyPolicyCalls, kmsKeyPolicy, parseKmsKeyArn } from './aws/kms-key-policy.js';
import { openKeyPolicyCalls } from './aws/kms-key-policy-client.js';
import { kmsProbe } from './aws/kms-probe.js';
import { systemNow } from './clock.js';
import { fileKeyPolicy, isFileKey } from './files/file-key-policy.js';

const PORTS = {
  clock: systemNow,
  sleep: (durationMs: number) => sleep(durationMs),
  random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};

/**
 * The clients of KMS of one run. There is one for each region and role, so that keys share connections and sessions.
 */
export class KmsConnections {
  readonly roles = new AssumedRoles();
  private readonly clients = new Map<string, Promise<KeyPolicyCalls>>();

  calls(region: string, role: string | undefined): Promise<KeyPolicyCalls> {
    const name = `${region} ${role ?? ''}`;
    const there = this.clients.get(name);
    if (there !== undefined) return there;
    const credentials = role === undefined ? {} : { credentials: this.roles.in(region, role) };
    const client = openKeyPolicyCalls({ region, ...credentials });
    this.clients.set(name, client);
    return client;
  }
}

/**
 * The policy of a key: `file:policy.json`, relative to `baseDirectory`, or the ARN of a KMS key, in its own region and,
 * where a role is given, with that role's credentials. Throws UsageError for any other text.
 */
export async function openKeyPolicy(
  key: string,
  baseDirectory: string,
  assumeRole: string | undefined,
  connections: KmsConnections,
): Promise<KeyPolicyPort> {
  if (isFileKey(key)) return fileKeyPolicy(key, resolve(baseDirectory, key.slice('file:'.length)));
  const { region } = parseKmsKeyArn(key);
  return kmsKeyPolicy(key, { calls: await connections.calls(region, assumeRole), ...PORTS });
}

/**
 * The live probe of a key with a role. For a key in a file, the answer is always `unknown`, because a file enforces
 * nothing.
 */
export async function openKeyProbe(
  key: string,
  role: string,
  { roles }: KmsConnections,
): Promise<ProbePort> {
  if (isFileKey(key)) {
    return {
      role,
      ask: async () => ({ kind: 'unknown', why: 'a key in a file enforces nothing' }),
    };
  }
  const credentials = roles.in(parseKmsKeyArn(key).region, role);
  return kmsProbe({ key, role, credentials, ...PORTS });
}
