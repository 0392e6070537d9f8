import { UsageError } from '../../base/errors.js';
import { curveOf } from './init-request.js';
import { Options, type OptionValues } from './option-values.js';

export interface KeygenRequest {
  /** The private key file. */
  readonly privatePath: string;
  readonly publicPath: string;
  readonly curve: 'P-256' | 'P-384';
}

const ENDING = '.pem';

/**
 * Converts options to a request. Throws UsageError if no file name for the public key follows from the given one, and
 * for an unknown curve.
 */
export function keygenRequest(values: OptionValues): KeygenRequest {
  const options = new Options(values);
  const privatePath = options.required('file');
  const stem = privatePath.slice(0, -ENDING.length);
  if (!privatePath.endsWith(ENDING) || /(?:^|[\\/])$/.test(stem) || stem.endsWith('.pub')) {
    throw new UsageError(
      `expected the name of a private key file, such as alice.pem, found ${JSON.stringify(privatePath)}`,
      { hint: 'keygen writes the public key to the same folder, such as alice.pub.pem.' },
    );
  }
  return { privatePath, publicPath: `${stem}.pub${ENDING}`, curve: curveOf(options) };
}
