import { UsageError } from '../../base/errors.js';
import type { DurationMs } from '../../base/instant.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

/** A release to bring back without its image. */
export interface UnretireRequest {
  readonly config: string;
  readonly id: string;
  /** Do not plan or change key policies. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

export interface RollbackRequest extends Omit<UnretireRequest, 'id'> {
  /** Undefined: the release that was retired last. */
  readonly id?: string;
  /** The release to end. Undefined: the only other active release. */
  readonly from?: string;
  /** How the other release ends: it is revoked for a reason, or retired after some time. */
  readonly end: { readonly reason: string } | { readonly afterMs?: DurationMs };
}

/** Converts options to a request. Throws UsageError without a release. */
export function unretireRequest(values: OptionValues): UnretireRequest {
  const options = new Options(values);
  return { ...commonRequest(options), id: options.required('release') };
}

/** Converts options to a request. Throws UsageError for a revocation without a reason or with a time. */
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
    throw new UsageError('after has no effect with revoke-now, which ends the release at once');
  }
  if (reason === undefined) throw new UsageError('revoke-now requires reason');
  return { reason };
}

function commonRequest(options: Options): Omit<UnretireRequest, 'id'> {
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}
