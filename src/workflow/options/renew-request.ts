import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RenewRequest {
  readonly config: string;
  /** A public key file that is trusted for reading the list, this once. */
  readonly fromSigner?: string;
  readonly dryRun: boolean;
}

export function renewRequest(values: OptionValues): RenewRequest {
  const options = new Options(values);
  const fromSigner = options.text('from-signer');
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    ...(fromSigner === undefined ? {} : { fromSigner }),
    dryRun: options.flag('dry-run'),
  };
}
