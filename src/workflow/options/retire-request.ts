import type { DurationMs } from '../../base/instant.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RetireRequest {
  readonly config: string;
  readonly id: string;
  /** Undefined: `retire-after` in the configuration. */
  readonly afterMs?: DurationMs;
  readonly allowEmpty: boolean;
  readonly noReconcile: boolean;
  /** Take over the lease of another run at once. */
  readonly takeOver: boolean;
  readonly dryRun: boolean;
}

/** Converts options to a request. Throws UsageError for an invalid duration. */
export function retireRequest(values: OptionValues): RetireRequest {
  const options = new Options(values);
  const afterMs = options.duration('after');
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    id: options.required('release'),
    ...(afterMs === undefined ? {} : { afterMs }),
    allowEmpty: options.flag('allow-empty'),
    noReconcile: options.flag('no-reconcile'),
    takeOver: options.flag('take-over'),
    dryRun: options.flag('dry-run'),
  };
}
