import { UsageError } from '../../base/errors.js';
import { Options, type OptionValues } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

export interface VerifyRequest {
  readonly what: { readonly manifest: string } | 'allow-list';
  readonly pins: PinRequest;
  readonly remember?: string;
}

/** Converts options to a request. Throws UsageError unless exactly one subject is named. */
export function verifyRequest(values: OptionValues): VerifyRequest {
  const options = new Options(values);
  const manifest = options.text('manifest');
  const isList = options.flag('allow-list');
  if ((manifest !== undefined) === isList) {
    throw new UsageError('expected exactly one of manifest, allow-list, document and url');
  }
  if (options.has('at') || options.has('at-document-time')) {
    throw new UsageError('at requires document: a list is always verified at the current time');
  }
  const remember = options.text('remember');
  if (remember !== undefined && !isList) {
    throw new UsageError('remember requires allow-list: a manifest has no versions');
  }
  return {
    what: manifest === undefined ? 'allow-list' : { manifest },
    pins: pinRequest(options),
    ...(remember === undefined ? {} : { remember }),
  };
}
