import { ENCLAVE } from '../../format/platform.js';
import { loadEnclave } from '../list/enclave.js';
import type { RevokeRequest } from '../options/revoke-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { runListChange } from './run-list-change.js';

/** Ends the trust in an image at once. The rules are those of the transition `revoke`; needs the list key. */
export async function revoke(
  { config, which, reason, allowEmpty, noReconcile, dryRun }: RevokeRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const name =
    'id' in which ? `release ${which.id}` : `the image with PCR0 ${which[ENCLAVE.image]}`;
  return runListChange('revoke', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    operation: { kind: 'revoke', which, reason, allowEmpty },
    follow: { isLeftAlone: noReconcile, ends: { which, from: ports.now } },
    done: `${name} ${dryRun ? 'would be' : 'is'} revoked`,
  }));
}
