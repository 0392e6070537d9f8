import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPolicyPort } from '../keypolicy/port.js';
import { systemNow } from './clock.js';
import { fileKeyPolicy, isFileKey } from './file-key-policy.js';
import { openKmsCalls } from './kms-calls.js';
import { kmsKeyPolicy, parseKmsKeyArn } from './kms-key-policy.js';

/**
 * The policy of a key: `file:policy.json`, relative to `baseDirectory`, or the ARN of a KMS key, in its own region and,
 * where a role is given, with that role's credentials. Throws UsageError for any other text.
 */
export async function openKeyPolicy(
  key: string,
  baseDirectory: string,
  assumeRole: string | undefined,
): Promise<KeyPolicyPort> {
  if (isFileKey(key)) return fileKeyPolicy(key, resolve(baseDirectory, key.slice('file:'.length)));
  const { region } = parseKmsKeyArn(key);
  const calls = await openKmsCalls({
    region,
    ...(assumeRole === undefined ? {} : { assumeRole }),
  });
  return kmsKeyPolicy(key, {
    calls,
    clock: systemNow,
    sleep: (durationMs) => sleep(durationMs),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
  });
}
