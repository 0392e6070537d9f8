import type { ApprovalTrust, ListPin, ListTrust, Remembered } from '../../allowlist/trust.js';
import { UsageError } from '../../base/errors.js';
import { TRUST_MAX_KEYS } from '../../base/size-limits.js';
import { keyIdOf } from '../../format/public-key.js';
import type { EnvelopeTrust } from '../../manifest/verify-manifest.js';
import { CONFIGURATION_FILE, type Options } from '../options/option-values.js';
import type { FilePorts } from '../ports.js';
import { loadEnclave, readPublicKey } from './enclave.js';
import { openWith } from './open-list.js';

/** What a verifier pins, as it is given; undefined where a configuration is to say it. */
export interface PinRequest {
  readonly config: string;
  /** Whose approvals each release must carry, beside the signatures of the list. */
  readonly approval?: { readonly trust: readonly string[]; readonly threshold: number };
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
  readonly approval?: ApprovalTrust;
}

/** Options as a request. Throws UsageError where pins and a configuration are mixed, or a pin is half. */
export function pinRequest(options: Options): PinRequest {
  const config = options.text('config');
  const store = options.text('store');
  const list = options.hex('list', 16);
  const trust = options.list('trust');
  const threshold = options.wholeNumber('threshold', TRUST_MAX_KEYS);
  const approval = approvalRequest(options);
  const isGiven = [store, list, threshold, trust[0]].some((value) => value !== undefined);
  if (!isGiven) return { config: config ?? CONFIGURATION_FILE, ...approval };
  if (config !== undefined) {
    throw new UsageError('give what to pin, or config, which says it; not both');
  }
  if (trust.length === 0) throw new UsageError('trust is required: whose signatures count?');
  return {
    config: CONFIGURATION_FILE,
    ...approval,
    given: {
      ...(store === undefined ? {} : { store }),
      ...(list === undefined ? {} : { list }),
      trust,
      threshold: threshold ?? 1,
    },
  };
}

function approvalRequest(options: Options): Pick<PinRequest, 'approval'> {
  const trust = options.list('approval-trust');
  const threshold = options.wholeNumber('approval-threshold', TRUST_MAX_KEYS);
  if (trust.length > 0) return { approval: { trust, threshold: threshold ?? 1 } };
  if (threshold === undefined) return {};
  throw new UsageError('approval-threshold needs approval-trust: whose approvals count?');
}

async function readApprovalTrust(
  { approval }: PinRequest,
  ports: FilePorts,
): Promise<Pick<Pins, 'approval'>> {
  if (approval === undefined) return {};
  const { trust, threshold } = approval;
  const keys = await Promise.all(trust.map((path) => readPublicKey(path, ports)));
  if (threshold < 1 || new Set(keys.map(({ spkiDer }) => keyIdOf(spkiDer))).size < threshold) {
    throw new UsageError('approval-threshold: expected 1 to the number of distinct keys');
  }
  return { approval: { keys, threshold } };
}

/** Reads the keys that a verifier pins, given as they are or by a configuration. Throws UsageError. */
export async function readPins(request: PinRequest, ports: FilePorts): Promise<Pins> {
  const { config, given } = request;
  const approval = await readApprovalTrust(request, ports);
  if (given === undefined) {
    const { configuration, pin, listTrust, manifestTrust, file } = await loadEnclave(config, ports);
    const store = { address: configuration.store, file };
    const minVersion = configuration['min-version'];
    return { pin, store, listTrust, manifestTrust, minVersion, ...approval };
  }
  const keys = await Promise.all(given.trust.map((path) => readPublicKey(path, ports)));
  const trust = { keys, threshold: given.threshold };
  return {
    pin: given.list === undefined ? undefined : { list: given.list },
    store: given.store === undefined ? undefined : { address: given.store, file: '' },
    listTrust: trust,
    manifestTrust: trust,
    minVersion: 1,
    ...approval,
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

/** The trust that a list is verified with, by what is pinned and what is remembered. */
export function listTrustOf(
  { pin, listTrust, minVersion, approval }: ReturnType<typeof requireListPins>,
  remembered: Remembered,
): ListTrust {
  return {
    pin,
    openEnvelope: openWith(listTrust),
    remembered,
    minVersion,
    ...(approval === undefined ? {} : { approval }),
  };
}
