import { UsageError } from '../../base/errors.js';
import type { DurationMs } from '../../base/instant.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

/** A release that comes back without its image at hand. */
export interface UnretireRequest {
  readonly config: string;
  readonly id: string;
  /** Key policies are neither planned nor changed. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

export interface RollbackRequest extends Omit<UnretireRequest, 'id'> {
  /** The release that was retired last where it is not given. */
  readonly id?: string;
  /** The release that ends; the only other active one where it is not given. */
  readonly from?: string;
  /** How the other release ends: revoked for a reason, or retired in a while. */
  readonly end: { readonly reason: string } | { readonly afterMs?: DurationMs };
}

/** Options as a request. Throws UsageError where no release is named. */
export function unretireRequest(values: OptionValues): UnretireRequest {
  const options = new Options(values);
  return { ...commonRequest(options), id: options.required('release') };
}

/** Options as a request. Throws UsageError where a revocation has no reason, or also a time. */
export function rollbackRequest(values: OptionValues): RollbackRequest {
  const options = new Options(values);
  const [id, from] = [options.text('release'), options.text('from')];
  return {
    ...commonRequest(options),
    ...(id === undefined ? {} : { id }),
    ...(from === undefined ? {} : { from }),
    end: endOf(options),
  };
}

function endOf(options: Options): RollbackRequest['end'] {
  const [afterMs, reason] = [options.duration('after'), options.text('reason')];
  if (!options.flag('revoke-now')) return afterMs === undefined ? {} : { afterMs };
  if (afterMs !== undefined) {
    throw new UsageError('after is about a retirement: revoke-now ends the release at once');
  }
  if (reason === undefined) throw new UsageError('reason is required with revoke-now');
  return { reason };
}

function commonRequest(options: Options): Omit<UnretireRequest, 'id'> {
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}
