import { UsageError } from '../../base/errors.js';
import { TRUST_MAX_KEYS } from '../../base/size-limits.js';
import { CONFIGURATION_FILE, type Options } from './option-values.js';

/** The values that a verifier pins. Undefined if they come from a configuration. */
export interface PinRequest {
  readonly config: string;
  /** The keys of the approvals that each release must carry, in addition to the signatures of the list. */
  readonly approval?: { readonly trust: readonly string[]; readonly threshold: number };
  readonly given?: {
    readonly store?: string;
    readonly list?: string;
    readonly trust: readonly string[];
    readonly threshold: number;
  };
}

/**
 * Converts options to a request. Throws UsageError if pins are combined with a configuration, or a pin is incomplete.
 */
export function pinRequest(options: Options): PinRequest {
  const config = options.text('config');
  const store = options.text('store');
  const list = options.hex('list', 16);
  const trust = options.list('trust');
  const threshold = options.wholeNumber('threshold', TRUST_MAX_KEYS);
  const approval = approvalRequest(options);
  const isGiven = [store, list, threshold, trust[0]].some((value) => value !== undefined);
  if (!isGiven) return { config: config ?? CONFIGURATION_FILE, ...approval };
  if (config !== undefined) {
    throw new UsageError('store, list, trust and threshold exclude config, which contains them');
  }
  if (trust.length === 0)
    throw new UsageError('trust is required: expected the public keys that sign');
  return {
    config: CONFIGURATION_FILE,
    ...approval,
    given: {
      ...(store === undefined ? {} : { store }),
      ...(list === undefined ? {} : { list }),
      trust,
      threshold: threshold ?? 1,
    },
  };
}

function approvalRequest(options: Options): Pick<PinRequest, 'approval'> {
  const trust = options.list('approval-trust');
  const threshold = options.wholeNumber('approval-threshold', TRUST_MAX_KEYS);
  if (trust.length > 0) return { approval: { trust, threshold: threshold ?? 1 } };
  if (threshold === undefined) return {};
  throw new UsageError('approval-threshold has no effect without approval-trust');
}
