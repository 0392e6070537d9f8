import { UsageError } from '../../base/errors.js';
import { Options, type OptionValues } from './option-values.js';

/** The form in which `measure` prints its result. */
export type MeasureForm = 'report' | 'json' | 'describe' | 'nitro-cli';

/** Everything that `measure` can be asked, cross-checked before any file is opened. */
export interface MeasureRequest {
  readonly eif: string;
  /** Of the image's file: another one is refused. */
  readonly sha256?: string;
  readonly roleArns: readonly string[];
  readonly instanceIds: readonly string[];
  readonly requireSigned: boolean;
  readonly minCertificateDays?: number;
  readonly expect?: string;
  readonly compare?: string;
  readonly requireSameSigner: boolean;
  readonly form: MeasureForm;
  readonly output?: string;
}

const MAX_CERTIFICATE_DAYS = 36_500;

/**
 * Options as a request. Throws UsageError for a missing image, an invalid number, an unknown format, and for
 * options that contradict each other or mean nothing without another.
 */
export function measureRequest(values: OptionValues): MeasureRequest {
  const options = new Options(values);
  const minCertificateDays = options.wholeNumber('min-certificate-days', MAX_CERTIFICATE_DAYS);
  const sha256 = options.hex('sha256', 32);
  const expect = options.text('expect');
  const compare = options.text('compare');
  const output = options.text('output');
  const requireSameSigner = options.flag('require-same-signer');
  if (requireSameSigner && compare === undefined) {
    throw new UsageError(
      'require-same-signer needs compare: there is no other image to have a signer',
    );
  }
  return {
    eif: options.required('eif'),
    ...(sha256 === undefined ? {} : { sha256 }),
    roleArns: options.list('role-arn'),
    instanceIds: options.list('instance-id'),
    requireSigned: options.flag('require-signed'),
    ...(minCertificateDays === undefined ? {} : { minCertificateDays }),
    ...(expect === undefined ? {} : { expect }),
    ...(compare === undefined ? {} : { compare }),
    requireSameSigner,
    form: formOf(options),
    ...(output === undefined ? {} : { output }),
  };
}

function formOf(options: Options): MeasureForm {
  const format = options.text('format');
  if (format !== undefined && format !== 'nitro-cli') {
    throw new UsageError(`format: expected nitro-cli, found ${JSON.stringify(format)}`);
  }
  const asked: MeasureForm[] = [];
  if (options.flag('json')) asked.push('json');
  if (options.flag('describe')) asked.push('describe');
  if (format === 'nitro-cli') asked.push('nitro-cli');
  const [form = 'report', other] = asked;
  if (other !== undefined)
    throw new UsageError('json, describe and format ask for different outputs: give one of them');
  return form;
}
