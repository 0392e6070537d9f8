import type { DurationMs } from '../../base/instant.js';
import { loadEnclave } from '../list/enclave.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from '../options/option-values.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { changeOnly } from './change-only.js';
import type { ListResult } from './list-result.js';

export interface RetireRequest {
  readonly config: string;
  readonly id: string;
  /** The configuration's `retire-after` where it is not said. */
  readonly afterMs?: DurationMs;
  readonly allowEmpty: boolean;
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** Options as a request. Throws UsageError for a duration that is none. */
export function retireRequest(values: OptionValues): RetireRequest {
  const options = new Options(values);
  const afterMs = options.duration('after');
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    id: options.required('release'),
    ...(afterMs === undefined ? {} : { afterMs }),
    allowEmpty: options.flag('allow-empty'),
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}

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
