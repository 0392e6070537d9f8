import { decodeHex } from '../../base/encoding.js';
import { UsageError } from '../../base/errors.js';
import { EVIDENCE_FIELD_MAX_BYTES } from '../../base/size-limits.js';
import { type PcrValue, ZERO_PCR } from '../../format/pcr-value.js';
import { LAST_REGISTER, PLATFORMS, registerNumber } from '../../format/platform.js';
import { hexArgument } from './hex-argument.js';
import { type Options, repeated } from './option-values.js';

/** The requirements on a document, in addition to those of a list. */
export interface DocumentRequirements {
  /** The required `user_data`, and the option that set it. */
  readonly userData?: Uint8Array;
  /** `user_data` is the checksum of a function, not a key of the caller, so it binds no channel. */
  readonly isFunction: boolean;
  readonly publicKey?: Uint8Array | { readonly file: string };
  readonly pcrs?: Readonly<Record<number, PcrValue>>;
  readonly instanceIds?: readonly string[];
  /** The image that the enclave must run. */
  readonly image?: string;
}

const CHECKSUM_BYTES = 32;
const FILE_PREFIX = 'file:';
/** Register by index, as `3=…` or `PCR3=…`. */
const PCR_FORM = /^(?:PCR)?(0|[1-9]\d?)=(.*)$/is;
/** These registers are zeros only in debug mode. */
const NEVER_ZERO = PLATFORMS['nitro-enclave'].debug.map(registerNumber);
const OF_THE_IMAGE = PLATFORMS['nitro-enclave'].measured.map(registerNumber);
const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/**
 * Converts options to requirements. Throws UsageError for an invalid value, a repeated register, zeros for PCR0 to
 * PCR2, and two options for the same field.
 */
export function documentRequirements(options: Options): DocumentRequirements {
  const userData = bytes(options, 'user-data');
  const checksum = options.hex('function-checksum', CHECKSUM_BYTES);
  if (userData !== undefined && checksum !== undefined) {
    throw new UsageError('user-data and function-checksum both set the required user_data', {
      hint: 'Give one of them.',
    });
  }
  const image = options.text('image');
  const pcrs = pcrsOf(options);
  const doubled = OF_THE_IMAGE.find((index) => pcrs?.[index] !== undefined);
  if (image !== undefined && doubled !== undefined) {
    throw new UsageError(`pcr: image and pcr both set PCR${doubled}`, {
      hint: 'Give one of them.',
    });
  }
  const publicKey = publicKeyOf(options);
  const instanceIds = instanceIdsOf(options);
  const expectedData = checksum === undefined ? userData : decodeHex(checksum);
  return {
    ...(expectedData === undefined ? {} : { userData: expectedData }),
    isFunction: checksum !== undefined,
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(pcrs === undefined ? {} : { pcrs }),
    ...(instanceIds === undefined ? {} : { instanceIds }),
    ...(image === undefined ? {} : { image }),
  };
}

function bytes(options: Options, name: string): Uint8Array | undefined {
  const value = options.text(name);
  if (value === undefined) return undefined;
  const found = decodeHex(hexArgument(name, value));
  if (found.length <= EVIDENCE_FIELD_MAX_BYTES) return found;
  throw new UsageError(
    `${name}: expected at most ${EVIDENCE_FIELD_MAX_BYTES} bytes, found ${found.length}`,
  );
}

function publicKeyOf(options: Options): DocumentRequirements['publicKey'] {
  const value = options.text('public-key');
  if (value === undefined || !value.startsWith(FILE_PREFIX)) return bytes(options, 'public-key');
  const file = value.slice(FILE_PREFIX.length);
  if (file !== '') return { file };
  throw new UsageError('public-key: expected a path after file:, found none');
}

function pcrsOf(options: Options): Readonly<Record<number, PcrValue>> | undefined {
  const entries = options.list('pcr').map(pcrOf);
  if (entries.length === 0) return undefined;
  const twice = repeated(entries.map(([index]) => String(index)));
  if (twice === undefined) return Object.fromEntries(entries);
  throw new UsageError(`pcr: PCR${twice} is repeated`, {
    hint: 'Give one value for each register.',
  });
}

function pcrOf(given: string): readonly [number, PcrValue] {
  const [, digits, hex] = PCR_FORM.exec(given.trim()) ?? [];
  const index = Number(digits);
  if (digits === undefined || hex === undefined || index > LAST_REGISTER) {
    throw new UsageError(
      `pcr: expected N=HEX with N from 0 to ${LAST_REGISTER}, found ${JSON.stringify(given.slice(0, 40))}`,
    );
  }
  const value = hexArgument(`pcr ${index}`, hex, 48);
  if (value === ZERO_PCR && NEVER_ZERO.includes(index)) {
    throw new UsageError(
      `pcr: PCR${index} is all zeros, as in debug mode, which is never accepted`,
    );
  }
  return [index, value];
}

function instanceIdsOf(options: Options): readonly string[] | undefined {
  const given = options.list('instance-id');
  if (given.length === 0) return undefined;
  const wrong = given.find((id) => !INSTANCE_ID.test(id));
  if (wrong === undefined) return given;
  throw new UsageError(
    `instance-id: expected an id such as i-1234567890abcdef0, found ${JSON.stringify(wrong.slice(0, 40))}`,
  );
}
