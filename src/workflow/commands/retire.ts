import { loadEnclave } from '../list/enclave.js';
import type { RetireRequest } from '../options/retire-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { changeOnly } from './change-only.js';
import type { ListResult } from './list-result.js';

/** Lets a release end in a while. The rules are those of the transition `retire`; needs the list key. */
export async function retire(
  { config, id, afterMs, allowEmpty, noReconcile, dryRun }: RetireRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return changeOnly('retire', { dryRun }, ports, async () => {
    const enclave = await loadEnclave(config, ports);
    const length = afterMs ?? enclave.configuration['retire-after'];
    return {
      enclave,
      operation: { kind: 'retire', id, afterMs: length, allowEmpty },
      follow: { isLeftAlone: noReconcile, endsFrom: ports.now + length },
      done: `release ${id} ${dryRun ? 'would be' : 'is'} retiring`,
    };
  });
}
