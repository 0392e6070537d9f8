import { UsageError } from '../../base/errors.js';
import type { Options } from './option-values.js';

/** The requirements of `measure` and `publish` on an image, in addition to its format. */
export interface ImageRequirements {
  /** IAM roles of the parent instance, for PCR3. */
  readonly roleArns: readonly string[];
  /** Ids of the parent instance, for PCR4. */
  readonly instanceIds: readonly string[];
  readonly requireSigned: boolean;
  readonly minCertificateDays?: number;
  /** The file with the expected PCRs. */
  readonly expect?: string;
  /** Another image with the expected PCRs. */
  readonly compare?: string;
  readonly requireSameSigner: boolean;
}

const MAX_CERTIFICATE_DAYS = 36_500;

/**
 * Converts options to requirements. Throws UsageError for an invalid number, and for `require-same-signer` without
 * another image.
 */
export function requiredOfImage(options: Options): ImageRequirements {
  const minCertificateDays = options.wholeNumber('min-certificate-days', MAX_CERTIFICATE_DAYS);
  const expect = options.text('expect');
  const compare = options.text('compare');
  const requireSameSigner = options.flag('require-same-signer');
  if (requireSameSigner && compare === undefined) {
    throw new UsageError('require-same-signer has no effect without compare');
  }
  return {
    roleArns: options.list('role-arn'),
    instanceIds: options.list('instance-id'),
    requireSigned: options.flag('require-signed'),
    ...(minCertificateDays === undefined ? {} : { minCertificateDays }),
    ...(expect === undefined ? {} : { expect }),
    ...(compare === undefined ? {} : { compare }),
    requireSameSigner,
  };
}
