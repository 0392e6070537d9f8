import { AdapterError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { policyDigest } from '../iam/policy-digest.js';
import type { KeyPolicyPort } from './key-policy-port.js';
import type { LeasePorts } from './lease.js';
import { type ReadBackPorts, staysPut } from './read-back.js';

export interface WatchPorts extends Omit<ReadBackPorts, 'read'>, Pick<LeasePorts, 'onWait'> {
  /** Runs a watch that ends early if the process is asked to stop. Absent if that is not possible. */
  readonly heedStop?: <T>(watch: (isStopped: () => boolean) => Promise<T>) => Promise<T>;
}

/**
 * Watches a policy until no put of a run that lost the lease can arrive any more. Resolves with whether every read showed the
 * document with this digest, and with false at the first that does not. Rejects with AdapterError `key-unavailable` if it is
 * stopped earlier, and as a read does.
 */
export async function watchLatePuts(
  ports: WatchPorts,
  port: KeyPolicyPort,
  digest: string,
  until: Instant,
): Promise<boolean> {
  const end = formatInstant(until);
  ports.onWait?.(
    `waiting until ${end}: ${port.key} is correct, but the run that lost the lease may still write to it`,
  );
  const read = async () => policyDigest(await port.readPolicy());
  const watch = (isStopped: () => boolean) =>
    staysPut({ ...ports, read, isStopped }, digest, until);
  const seen = await (ports.heedStop?.(watch) ?? watch(() => false));
  if (seen !== 'stopped') return seen === 'stayed';
  throw new AdapterError(
    'key-unavailable',
    `${port.key}: stopped before ${end}. Until then, the run that lost the lease may still write to it`,
    { at: { object: port.key }, hint: 'Run the command again.' },
  );
}
