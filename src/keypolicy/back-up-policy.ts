import type { AllowListStore } from '../allowlist/allow-list-store.js';
import { encodeUtf8, equalBytes } from '../base/encoding.js';
import { AdapterError } from '../base/errors.js';
import { policySha256 } from '../iam/policy-digest.js';
import { backupName, type KeyPlace } from './key-policy-port.js';

const ATTEMPTS = 4;

/**
 * Backs up a policy before it is replaced, under the digest of its text. Returns the name of the object. An existing backup is
 * enough. Rejects with `list-unavailable` if the backup cannot be read back. Then the policy must not be replaced.
 */
export async function backUpPolicy(
  store: Pick<AllowListStore, 'get' | 'putIfAbsent'>,
  place: KeyPlace,
  policy: string,
): Promise<string> {
  const name = backupName(place, policySha256(policy));
  const bytes = encodeUtf8(policy);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if ((await store.putIfAbsent(name, bytes)) === 'done') return name;
    const stored = await store.get(name);
    if (stored !== undefined && equalBytes(stored.bytes, bytes)) return name;
  }
  throw new AdapterError(
    'list-unavailable',
    `cannot back up the policy before replacing it: ${name}`,
    {
      at: { object: name },
      hint: 'The policy of the key is unchanged.',
    },
  );
}
