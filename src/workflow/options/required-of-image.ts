import { UsageError } from '../../base/errors.js';
import type { Options } from './option-values.js';

/** What is required of an image beyond its format, by `measure` and by `publish`. */
export interface ImageRequirements {
  /** IAM roles of the parent instance, whose PCR3 is computed. */
  readonly roleArns: readonly string[];
  /** Ids of the parent instance, whose PCR4 is computed. */
  readonly instanceIds: readonly string[];
  readonly requireSigned: boolean;
  readonly minCertificateDays?: number;
  /** The file with the PCRs that the image must have. */
  readonly expect?: string;
  /** Another image, whose PCRs it must have. */
  readonly compare?: string;
  readonly requireSameSigner: boolean;
}

const MAX_CERTIFICATE_DAYS = 36_500;

/** Options as requirements. Throws UsageError for an invalid number, and for a required signer without another image. */
export function requiredOfImage(options: Options): ImageRequirements {
  const minCertificateDays = options.wholeNumber('min-certificate-days', MAX_CERTIFICATE_DAYS);
  const expect = options.text('expect');
  const compare = options.text('compare');
  const requireSameSigner = options.flag('require-same-signer');
  if (requireSameSigner && compare === undefined) {
    throw new UsageError(
      'require-same-signer needs compare: there is no other image to have a signer',
    );
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
