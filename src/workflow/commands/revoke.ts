import { ENCLAVE } from '../../format/platform.js';
import { LEASE_MS } from '../../keypolicy/key-policy-limits.js';
import { denyImage } from '../keys/deny-image.js';
import { loadEnclave } from '../list/enclave.js';
import { withEnclave } from '../list/with-enclave.js';
import type { RevokeRequest } from '../options/revoke-request.js';
import { ended, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { runListChange } from './run-list-change.js';

/**
 * Ends the trust in an image at once. Waits for the lease of another run on a key at most as long as a lease lasts, and
 * then takes it over. The transition `revoke` has the rules. Needs the list key.
 */
export async function revoke(
  request: RevokeRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const { config, which, reason, allowEmpty, noReconcile, takeOver, dryRun } = request;
  if (request.keysOnly && ENCLAVE.image in which) {
    return denyOnKeys(which[ENCLAVE.image], request, ports);
  }
  const name =
    'id' in which ? `release ${which.id}` : `the image with PCR0 ${which[ENCLAVE.image]}`;
  return runListChange('revoke', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    operation: { kind: 'revoke', which, reason, allowEmpty },
    follow: {
      isLeftAlone: noReconcile,
      takeOverAfterMs: takeOver ? 0 : LEASE_MS,
      ends: { which, from: ports.now },
    },
    done: `${name} ${dryRun ? 'would be' : 'was'} revoked`,
  }));
}

/** For an emergency in which the list cannot be read or trusted: denies the image on the keys of the configuration. */
function denyOnKeys(
  image: string,
  { config, dryRun }: RevokeRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('revoke', config, ports, async (enclave, warnings) => {
    const keys = await denyImage(image, enclave, ports, dryRun);
    const written = keys.filter((key) => key.written).length;
    warnings.push({
      code: 'list-not-changed',
      message:
        'the allow-list was not read or changed, so verifiers still accept the image. Revoke the image in the list as soon as the store is available',
    });
    return ended(
      'revoke',
      {
        changed: written > 0,
        dryRun,
        message: `the image with PCR0 ${image} ${dryRun ? 'would be' : 'was'} denied on ${keys.length} keys`,
        pin: enclave.pin,
        before: undefined,
        after: undefined,
        id: undefined,
        now: ports.now,
        keys,
      },
      warnings,
      keys.flatMap((key) => key.failures),
    );
  });
}
