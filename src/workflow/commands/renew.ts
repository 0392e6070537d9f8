import { loadEnclave, readPublicKey } from '../list/enclave.js';
import type { RenewRequest } from '../options/renew-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { runListChange } from './run-list-change.js';

/** Signs the list anew with fresh times, by a key of the trust; needs the list key. */
export async function renew(
  { config, fromSigner, dryRun }: RenewRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return runListChange('renew', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    alsoTrusted: fromSigner === undefined ? [] : [await readPublicKey(fromSigner, ports)],
    operation: { kind: 'renew' },
    done: `the allow-list ${dryRun ? 'would be' : 'is'} renewed`,
  }));
}
