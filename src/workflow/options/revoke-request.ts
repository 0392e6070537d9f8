import { UsageError } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RevokeRequest {
  readonly config: string;
  readonly which: { readonly id: string } | { readonly [ENCLAVE.image]: string };
  readonly reason: string;
  readonly allowEmpty: boolean;
  readonly noReconcile: boolean;
  /** Take the lease of another run at once. */
  readonly takeOver: boolean;
  /** Deny the image on the keys of the configuration, without the list. */
  readonly keysOnly: boolean;
  readonly dryRun: boolean;
}

/** Options as a request. Throws UsageError where not exactly one image is named, or no reason is given. */
export function revokeRequest(values: OptionValues): RevokeRequest {
  const options = new Options(values);
  const id = options.text('release');
  const imagePcr = options.hex('pcr0', 48);
  if ((id === undefined) === (imagePcr === undefined)) {
    throw new UsageError('name the image by its release or by pcr0, and not by both');
  }
  const keysOnly = options.flag('keys-only');
  if (keysOnly && imagePcr === undefined) {
    throw new UsageError('keys-only needs pcr0: without the list no release has an image');
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    which: id === undefined ? { [ENCLAVE.image]: imagePcr ?? '' } : { id },
    reason: keysOnly ? (options.text('reason') ?? '') : options.required('reason'),
    allowEmpty: options.flag('allow-empty'),
    noReconcile: options.flag('no-reconcile'),
    takeOver: options.flag('take-over'),
    keysOnly,
    dryRun: options.flag('dry-run'),
  };
}
