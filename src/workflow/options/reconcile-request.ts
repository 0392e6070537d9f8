import { UsageError } from '../../base/errors.js';
import type { DurationMs } from '../../base/instant.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface ReconcileRequest {
  readonly config: string;
  /** How long a written policy must read back unchanged. 0 does not wait. */
  readonly settleMs: DurationMs;
  readonly dryRun: boolean;
}

/** Converts options to a request. Throws UsageError for an invalid duration, and for a duration that has no effect. */
export function reconcileRequest(values: OptionValues): ReconcileRequest {
  const options = new Options(values);
  if (options.flag('dry-run') && options.text('settle') !== undefined) {
    throw new UsageError('settle has no effect with dry-run, which writes no policy', {
      hint: 'Omit settle or dry-run.',
    });
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    settleMs: options.duration('settle') ?? 0,
    dryRun: options.flag('dry-run'),
  };
}
