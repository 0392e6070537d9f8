import { UsageError } from '../../base/errors.js';
import { Options, type OptionValues } from './option-values.js';
import { type ImageRequirements, requiredOfImage } from './required-of-image.js';

/** The output format of `measure`. */
export type MeasureForm = 'report' | 'json' | 'describe' | 'nitro-cli';

/** The requests that `measure` accepts. Contradictions are refused before any file is opened. */
export interface MeasureRequest extends ImageRequirements {
  readonly eif: string;
  /** The required SHA-256 of the image file. */
  readonly sha256?: string;
  readonly form: MeasureForm;
  readonly output?: string;
}

/**
 * Converts options to a request. Throws UsageError for a missing image, an invalid number, an unknown format, and for
 * options that contradict each other or have no effect without another option.
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
  if (other !== undefined) throw new UsageError('json, describe and format exclude each other');
  return form;
}
