import type { ListPin } from '../allowlist/trust.js';
import { UsageError } from '../base/errors.js';
import { TRUST_MAX_KEYS } from '../base/limits.js';
import type { EnvelopeTrust } from '../manifest/verify.js';
import { loadEnclave, readPublicKey } from './enclave.js';
import { CONFIGURATION_FILE, type Options } from './option-values.js';
import type { FilePorts } from './ports.js';

/** What a verifier pins, as it is given; undefined where a configuration is to say it. */
export interface PinRequest {
  readonly config: string;
  readonly given?: {
    readonly store?: string;
    readonly list?: string;
    readonly trust: readonly string[];
    readonly threshold: number;
  };
}

/** What a verifier pins. */
export interface Pins {
  /** Undefined where only a key was pinned, as for a manifest. */
  readonly pin: ListPin | undefined;
  readonly store: { readonly address: string; readonly file: string } | undefined;
  readonly listTrust: EnvelopeTrust;
  readonly manifestTrust: EnvelopeTrust;
  readonly minVersion: number;
}

/** Options as a request. Throws UsageError where pins and a configuration are mixed, or a pin is half. */
export function pinRequest(options: Options): PinRequest {
  const config = options.text('config');
  const store = options.text('store');
  const list = options.hex('list', 16);
  const trust = options.list('trust');
  const threshold = options.wholeNumber('threshold', TRUST_MAX_KEYS);
  const isGiven = [store, list, threshold, trust[0]].some((value) => value !== undefined);
  if (!isGiven) return { config: config ?? CONFIGURATION_FILE };
  if (config !== undefined) {
    throw new UsageError('give what to pin, or config, which says it; not both');
  }
  if (trust.length === 0) throw new UsageError('trust is required: whose signatures count?');
  return {
    config: CONFIGURATION_FILE,
    given: {
      ...(store === undefined ? {} : { store }),
      ...(list === undefined ? {} : { list }),
      trust,
      threshold: threshold ?? 1,
    },
  };
}

/** Reads the keys that a verifier pins, given as they are or by a configuration. Throws UsageError. */
export async function readPins({ config, given }: PinRequest, ports: FilePorts): Promise<Pins> {
  if (given === undefined) {
    const { configuration, pin, listTrust, manifestTrust, file } = await loadEnclave(config, ports);
    const store = { address: configuration.store, file };
    return { pin, store, listTrust, manifestTrust, minVersion: configuration['min-version'] };
  }
  const keys = await Promise.all(given.trust.map((path) => readPublicKey(path, ports)));
  const trust = { keys, threshold: given.threshold };
  return {
    pin: given.list === undefined ? undefined : { list: given.list },
    store: given.store === undefined ? undefined : { address: given.store, file: '' },
    listTrust: trust,
    manifestTrust: trust,
    minVersion: 1,
  };
}

/** The pins of a list. Throws UsageError where store or list is missing. */
export function requireListPins(pins: Pins): Pins & {
  readonly pin: ListPin;
  readonly store: NonNullable<Pins['store']>;
} {
  const { pin, store } = pins;
  if (pin === undefined) throw new UsageError('list is required: which list do you mean?');
  if (store === undefined) throw new UsageError('store is required: where is the list?');
  return { ...pins, pin, store };
}
