import { UsageError } from '../../base/errors.js';
import {
  isReleaseId,
  PROJECTION_ID,
  PROJECTION_ID_TAKEN,
  RELEASE_ID_FORM,
} from '../../format/document-fields.js';
import { hexArgument } from './hex-argument.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';
import { type ImageRequirements, requiredOfImage } from './required-of-image.js';

/** The source of the PCRs: the image itself, or the measurements of an earlier step. */
export type ImageSource =
  | { readonly eif: string; readonly sha256?: string }
  | { readonly measurements: string; readonly sha256: string };

export interface PublishRequest {
  readonly config: string;
  /** An image, or the projection of the configuration. */
  readonly what: ImageSource | 'projection';
  /** The requirements on the image, which hold before anything is written. None for the projection. */
  readonly requirements: ImageRequirements;
  /** The required `user_data` of the documents of this release, in lower-case hex. */
  readonly userData?: string;
  /** The id of the release. If undefined, it is derived from the tag of the build or from PCR0. */
  readonly release?: string;
  /** Bring back an image that was revoked or is retiring. */
  readonly again: boolean;
  /** With the projection: releases of a removed certificate end at once, not after `retire-after`. */
  readonly retiresNow: boolean;
  /** Do not plan or change key policies. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** The maximum size of `user_data` in AWS's CDDL, and in a list. */
const USER_DATA_MAX_BYTES = 1024;

/** Converts options to a request. Throws UsageError unless exactly one subject is named. */
export function publishRequest(values: OptionValues): PublishRequest {
  const options = new Options(values);
  const release = options.text('release');
  if (release !== undefined && !isReleaseId(release)) {
    throw new UsageError(
      `release: ${release === PROJECTION_ID ? PROJECTION_ID_TAKEN : RELEASE_ID_FORM}, found ${JSON.stringify(release)}`,
    );
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    what: publishedThing(options),
    requirements: requiredOfImage(options),
    ...userDataOf(options),
    ...(release === undefined ? {} : { release }),
    again: options.flag('again'),
    retiresNow: options.flag('now'),
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}

function userDataOf(options: Options): Pick<PublishRequest, 'userData'> {
  const value = options.text('user-data');
  if (value === undefined) return {};
  const userData = hexArgument('user-data', value);
  if (userData.length <= 2 * USER_DATA_MAX_BYTES) return { userData };
  throw new UsageError(
    `user-data: expected at most ${USER_DATA_MAX_BYTES} bytes, found ${userData.length / 2}`,
  );
}

function publishedThing(options: Options): PublishRequest['what'] {
  const [eif, measurements] = [options.text('eif'), options.text('measurements')];
  const sha256 = options.hex('sha256', 32);
  const projection = options.flag('projection');
  const count = [eif !== undefined, measurements !== undefined, projection].filter(Boolean).length;
  if (count !== 1) {
    throw new UsageError('expected exactly one of EIF, measurements and projection');
  }
  if (projection) {
    if (options.text('release') !== undefined || options.flag('again') || sha256 !== undefined) {
      throw new UsageError('release, again and sha256 have no effect with projection');
    }
    return 'projection';
  }
  if (eif !== undefined) return sha256 === undefined ? { eif } : { eif, sha256 };
  if (measurements === undefined || sha256 === undefined) {
    throw new UsageError('measurements requires sha256, the SHA-256 of the measured image');
  }
  return { measurements, sha256 };
}
