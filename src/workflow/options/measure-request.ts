import { UsageError } from '../../base/errors.js';
import { Options, type OptionValues } from './option-values.js';
import { type ImageRequirements, requiredOfImage } from './required-of-image.js';

/** The form in which `measure` prints its result. */
export type MeasureForm = 'report' | 'json' | 'describe' | 'nitro-cli';

/** Everything that `measure` can be asked, cross-checked before any file is opened. */
export interface MeasureRequest extends ImageRequirements {
  readonly eif: string;
  /** Of the image's file: another one is refused. */
  readonly sha256?: string;
  readonly form: MeasureForm;
  readonly output?: string;
}

/**
 * Options as a request. Throws UsageError for a missing image, an invalid number, an unknown format, and for
 * options that contradict each other or mean nothing without another.
 */
export function measureRequest(values: OptionValues): MeasureRequest {
  const options = new Options(values);
  const sha256 = options.hex('sha256', 32);
  const output = options.text('output');
  return {
    eif: options.required('eif'),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...requiredOfImage(options),
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
