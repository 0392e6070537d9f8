import { loadEnclave } from '../list/enclave.js';
import type { RetireRequest } from '../options/retire-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { runListChange } from './run-list-change.js';

/** Retires a release, which ends after some time. The transition `retire` has the rules. Needs the list key. */
export async function retire(
  { config, id, afterMs, allowEmpty, noReconcile, takeOver, dryRun }: RetireRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return runListChange('retire', { dryRun }, ports, async () => {
    const enclave = await loadEnclave(config, ports);
    const length = afterMs ?? enclave.configuration['retire-after'];
    return {
      enclave,
      operation: { kind: 'retire', id, afterMs: length, allowEmpty },
      follow: {
        isLeftAlone: noReconcile,
        ...(takeOver ? { takeOverAfterMs: 0 } : {}),
        ends: { which: { id }, from: ports.now + length },
      },
      done: `release ${id} ${dryRun ? 'would be' : 'is'} retiring`,
    };
  });
}
