import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface LogRequest {
  readonly config: string;
  /** The maximum number of versions, newest first. */
  readonly limit: number;
}

const LIMIT = 20;
/** Two years of daily renewals. */
const MAX_LIMIT = 730;

/** Converts options to a request. Throws UsageError for an invalid limit. */
export function logRequest(values: OptionValues): LogRequest {
  const options = new Options(values);
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    limit: Math.max(1, options.wholeNumber('limit', MAX_LIMIT) ?? LIMIT),
  };
}
