import { Options, type OptionValues } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

export interface ExportRequest {
  readonly to: string;
  /** One release alone, for forms that hold a single one. */
  readonly release?: string;
  readonly pins: PinRequest;
}

/** Options as a request. Throws UsageError where no target is named. */
export function exportRequest(values: OptionValues): ExportRequest {
  const options = new Options(values);
  const release = options.text('release');
  return {
    to: options.required('to'),
    ...(release === undefined ? {} : { release }),
    pins: pinRequest(options),
  };
}
