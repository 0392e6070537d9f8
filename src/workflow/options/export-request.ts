import { Options, type OptionValues } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

export interface ExportRequest {
  readonly to: string;
  /** One release alone, for forms that hold a single one. */
  readonly release?: string;
  /** The key of the list, for forms that are about one. */
  readonly key?: string;
  /** The file in which what was seen of the list is kept. */
  readonly remember?: string;
  readonly pins: PinRequest;
}

/** Options as a request. Throws UsageError where no target is named. */
export function exportRequest(values: OptionValues): ExportRequest {
  const options = new Options(values);
  const release = options.text('release');
  const key = options.text('key');
  const remember = options.text('remember');
  return {
    to: options.required('to'),
    ...(release === undefined ? {} : { release }),
    ...(key === undefined ? {} : { key }),
    ...(remember === undefined ? {} : { remember }),
    pins: pinRequest(options),
  };
}
