import { UsageError } from '../../base/errors.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RenewRequest {
  readonly config: string;
  /** A public key file that is trusted for reading the list in this run only. */
  readonly fromSigner?: string;
  /** The format to move the list to. */
  readonly format?: 'v2';
  /** Releases, or `projection`, that may lack the approvals of the configuration when the list is signed again. */
  readonly acceptUnapproved: readonly string[];
  /** The token for the GitHub API, for approval by GitHub. */
  readonly githubToken: string | undefined;
  readonly dryRun: boolean;
}

/** Converts options to a request. Throws UsageError for an unknown format. */
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
