import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface StatusRequest {
  readonly config: string;
  /** Show only this release, with every detail. */
  readonly release?: string;
}

/** Converts options to a request. */
export function statusRequest(values: OptionValues): StatusRequest {
  const options = new Options(values);
  const release = options.text('release');
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    ...(release === undefined ? {} : { release }),
  };
}
