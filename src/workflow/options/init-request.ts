import { UsageError } from '../../base/errors.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface InitRequest {
  readonly config: string;
  /** The content of the new configuration. Undefined if the configuration exists and only the list is to be created. */
  readonly wanted?: WantedConfiguration;
  readonly dryRun: boolean;
}

/** The content of a new configuration. File names are relative to the working folder. */
export interface WantedConfiguration {
  readonly enclave: string;
  readonly store: string;
  readonly certificates: 'unsigned' | readonly string[];
  readonly instanceRoles: 'any' | readonly string[];
  /** Undefined: `init` creates a key. */
  readonly key?: string;
  readonly manifestKey?: string;
  readonly approvalKeys: readonly string[];
  /** The number of these keys that must approve, at least 1. */
  readonly approvalThreshold: number;
  /** KMS keys whose policies follow the list, and the principals that may administer them. */
  readonly kmsKeys: readonly string[];
  readonly administrators: readonly string[];
  readonly curve: 'P-256' | 'P-384';
}

const DEFAULT_STORE = 'file:./pcr-allowlist';

/** Converts options to a request. Throws UsageError if an option without a safe default is missing. */
export function initRequest(values: OptionValues): InitRequest {
  const options = new Options(values);
  const base = {
    config: options.text('config') ?? CONFIGURATION_FILE,
    dryRun: options.flag('dry-run'),
  };
  const names = ['enclave', 'store', 'key', 'manifest-key', 'curve', 'approval-threshold'];
  const lists = ['certificate', 'instance-role', 'approval-key', 'kms-key', 'administrator'];
  const isBare =
    names.every((name) => options.text(name) === undefined) &&
    lists.every((name) => options.list(name).length === 0);
  if (isBare) return base;
  const key = options.text('key');
  const manifestKey = options.text('manifest-key');
  if (key !== undefined && manifestKey !== undefined && options.text('curve') !== undefined) {
    throw new UsageError('curve has no effect with key and manifest-key: init creates no key', {
      hint: 'Omit curve.',
    });
  }
  return {
    ...base,
    wanted: {
      enclave: options.required('enclave'),
      store: options.text('store') ?? DEFAULT_STORE,
      certificates: listOrWord(options, 'certificate', 'unsigned'),
      instanceRoles: listOrWord(options, 'instance-role', 'any'),
      ...(key === undefined ? {} : { key }),
      ...(manifestKey === undefined ? {} : { manifestKey }),
      ...approversOf(options),
      ...keysOf(options),
      curve: curveOf(options),
    },
  };
}

const WORDS = {
  unsigned: 'expected image-signing certificates, or the word unsigned for unsigned images',
  any: 'expected the roles of the parent instances, or the word any to allow every role',
} as const;

function listOrWord<Word extends keyof typeof WORDS>(
  options: Options,
  name: string,
  word: Word,
): Word | readonly string[] {
  const given = options.list(name);
  if (given.length === 0) {
    throw new UsageError(`${name} is required: ${WORDS[word]}`);
  }
  if (!given.includes(word)) return given;
  if (given.length > 1) throw new UsageError(`${name}: ${word} excludes other values`);
  return word;
}

/** By default, one approval key is enough. */
function approversOf(
  options: Options,
): Pick<WantedConfiguration, 'approvalKeys' | 'approvalThreshold'> {
  const approvalKeys = options.list('approval-key');
  const given = options.wholeNumber('approval-threshold', approvalKeys.length);
  if (given === 0) throw new UsageError('approval-threshold: expected at least 1, found 0');
  return { approvalKeys, approvalThreshold: given ?? 1 };
}

function keysOf(options: Options): Pick<WantedConfiguration, 'kmsKeys' | 'administrators'> {
  const kmsKeys = options.list('kms-key');
  const administrators = options.list('administrator');
  if (kmsKeys.length > 0 && options.list('instance-role').includes('any')) {
    throw new UsageError('kms-key requires instance roles, because key policies always bind PCR3');
  }
  if (administrators.length > 0 && kmsKeys.length === 0) {
    throw new UsageError('administrator has no effect without kms-key');
  }
  return { kmsKeys, administrators };
}

/** The curve of new keys. Throws UsageError for a curve other than P-256 and P-384. */
export function curveOf(options: Options): 'P-256' | 'P-384' {
  const curve = options.text('curve') ?? 'P-256';
  if (curve === 'P-256' || curve === 'P-384') return curve;
  throw new UsageError(`curve: expected P-256 or P-384, found ${JSON.stringify(curve)}`);
}
