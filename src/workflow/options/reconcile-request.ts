import { UsageError } from '../../base/errors.js';
import type { DurationMs } from '../../base/instant.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface ReconcileRequest {
  readonly config: string;
  /** How long what was put has to stay readable; 0 does not wait. */
  readonly settleMs: DurationMs;
  readonly dryRun: boolean;
}

/** Options as a request. Throws UsageError for an invalid duration, and for one that nothing waits for. */
export function reconcileRequest(values: OptionValues): ReconcileRequest {
  const options = new Options(values);
  if (options.flag('dry-run') && options.text('settle') !== undefined) {
    throw new UsageError('settle has no effect with dry-run, which puts no policy', {
      hint: 'Leave settle or dry-run out.',
    });
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    settleMs: options.duration('settle') ?? 0,
    dryRun: options.flag('dry-run'),
  };
}
