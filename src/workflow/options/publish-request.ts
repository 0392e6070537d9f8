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

/** Where the PCRs come from: the image itself, or what an earlier step measured. */
export type ImageSource =
  | { readonly eif: string; readonly sha256?: string }
  | { readonly measurements: string; readonly sha256: string };

export interface PublishRequest {
  readonly config: string;
  /** An image, or the projection of the configuration. */
  readonly what: ImageSource | 'projection';
  /** What is required of the image before anything is written; nothing for the projection. */
  readonly requirements: ImageRequirements;
  /** What `user_data` of a document of this release has to be, in lower-case hex. */
  readonly userData?: string;
  /** The id of the release; made up from the build's tag or from PCR0 where it is not given. */
  readonly release?: string;
  /** The image was revoked, or is being retired, and is meant to come back. */
  readonly again: boolean;
  /** With the projection: releases of a dropped certificate end at once, not after `retire-after`. */
  readonly retiresNow: boolean;
  /** Key policies are neither planned nor changed. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** What AWS's CDDL allows for `user_data`, and what a list can hold. */
const USER_DATA_MAX_BYTES = 1024;

/** Options as a request. Throws UsageError where not exactly one thing is to be published. */
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
    throw new UsageError('publish one of an EIF, --measurements FILE and --projection');
  }
  if (projection) {
    if (options.text('release') !== undefined || options.flag('again') || sha256 !== undefined) {
      throw new UsageError(
        'release, again and sha256 are about an image, not about the projection',
      );
    }
    return 'projection';
  }
  if (eif !== undefined) return sha256 === undefined ? { eif } : { eif, sha256 };
  if (measurements === undefined || sha256 === undefined) {
    throw new UsageError('measurements needs sha256, of the image that they are of');
  }
  return { measurements, sha256 };
}
