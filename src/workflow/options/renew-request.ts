import { UsageError } from '../../base/errors.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RenewRequest {
  readonly config: string;
  /** A public key file that is trusted for reading the list, this once. */
  readonly fromSigner?: string;
  /** The format that a list in an earlier one is moved to. */
  readonly format?: 'v2';
  /** Releases without the approvals of the configuration, or `projection`, with which the list is signed anew all the same. */
  readonly acceptUnapproved: readonly string[];
  /** For GitHub's API, where approval by GitHub is asked for. */
  readonly githubToken: string | undefined;
  readonly dryRun: boolean;
}

/** Options as a request. Throws UsageError for a format that no list is moved to. */
export function renewRequest(values: OptionValues): RenewRequest {
  const options = new Options(values);
  const fromSigner = options.text('from-signer');
  const format = options.text('format');
  if (format !== undefined && format !== 'v2') {
    throw new UsageError(`format: expected v2, found ${JSON.stringify(format)}`);
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    ...(fromSigner === undefined ? {} : { fromSigner }),
    ...(format === undefined ? {} : { format }),
    acceptUnapproved: options.list('accept-unapproved'),
    githubToken: options.text('github-token'),
    dryRun: options.flag('dry-run'),
  };
}
