import { UsageError } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface RevokeRequest {
  readonly config: string;
  readonly which: { readonly id: string } | { readonly [ENCLAVE.image]: string };
  readonly reason: string;
  readonly allowEmpty: boolean;
  readonly noReconcile: boolean;
  /** Take over the lease of another run at once. */
  readonly takeOver: boolean;
  /** Only deny the image on the keys in the configuration. The list is not read. */
  readonly keysOnly: boolean;
  readonly dryRun: boolean;
}

/** Converts options to a request. Throws UsageError unless exactly one image is named and a reason is given. */
export function revokeRequest(values: OptionValues): RevokeRequest {
  const options = new Options(values);
  const id = options.text('release');
  const imagePcr = options.hex('pcr0', 48);
  if ((id === undefined) === (imagePcr === undefined)) {
    throw new UsageError('expected exactly one of release and pcr0');
  }
  const keysOnly = options.flag('keys-only');
  if (keysOnly && imagePcr === undefined) {
    throw new UsageError('keys-only requires pcr0, because it does not read the list');
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
