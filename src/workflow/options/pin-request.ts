import { UsageError } from '../../base/errors.js';
import { TRUST_MAX_KEYS } from '../../base/size-limits.js';
import { CONFIGURATION_FILE, type Options } from './option-values.js';

/** What a verifier pins, as it is given; undefined where a configuration is to say it. */
export interface PinRequest {
  readonly config: string;
  /** Whose approvals each release must carry, beside the signatures of the list. */
  readonly approval?: { readonly trust: readonly string[]; readonly threshold: number };
  readonly given?: {
    readonly store?: string;
    readonly list?: string;
    readonly trust: readonly string[];
    readonly threshold: number;
  };
}

/** Options as a request. Throws UsageError where pins and a configuration are mixed, or a pin is half. */
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
    throw new UsageError('give what to pin, or config, which says it; not both');
  }
  if (trust.length === 0) throw new UsageError('trust is required: whose signatures count?');
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
  throw new UsageError('approval-threshold needs approval-trust: whose approvals count?');
}
