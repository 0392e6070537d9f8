import { Options, type OptionValues } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

export interface ExportRequest {
  readonly to: string;
  /** One release, for formats that hold a single release. */
  readonly release?: string;
  /** The key of the list, for formats of a single key. */
  readonly key?: string;
  /** The file that records what was seen of the list. */
  readonly remember?: string;
  readonly pins: PinRequest;
}

/** Converts options to a request. Throws UsageError without a format. */
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
