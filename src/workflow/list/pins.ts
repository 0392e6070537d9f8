import type { ApprovalTrust, ListPin, ListTrust, Remembered } from '../../allowlist/list-trust.js';
import { UsageError } from '../../base/errors.js';
import { keyIdOf } from '../../format/public-key.js';
import type { EnvelopeTrust } from '../../manifest/verify-manifest.js';
import type { PinRequest } from '../options/pin-request.js';
import type { FilePorts } from '../ports.js';
import { loadEnclave, readPublicKey } from './enclave.js';

/** The values that a verifier pins. */
export interface Pins {
  /** Undefined if only keys are pinned, as for a manifest. */
  readonly pin: ListPin | undefined;
  readonly store: { readonly address: string; readonly file: string } | undefined;
  readonly listTrust: EnvelopeTrust;
  readonly manifestTrust: EnvelopeTrust;
  readonly minVersion: number;
  readonly approval?: ApprovalTrust;
}

async function readApprovalTrust(
  { approval }: PinRequest,
  ports: FilePorts,
): Promise<Pick<Pins, 'approval'>> {
  if (approval === undefined) return {};
  const { trust, threshold } = approval;
  const keys = await Promise.all(trust.map((path) => readPublicKey(path, ports)));
  if (threshold < 1 || new Set(keys.map(({ spkiDer }) => keyIdOf(spkiDer))).size < threshold) {
    throw new UsageError(
      'approval-threshold: expected a number from 1 to the number of distinct keys',
    );
  }
  return { approval: { keys, threshold } };
}

/** Reads the pinned keys from options or a configuration. Throws UsageError. */
export async function readPins(request: PinRequest, ports: FilePorts): Promise<Pins> {
  const { config, given } = request;
  const approval = await readApprovalTrust(request, ports);
  if (given === undefined) {
    const enclave = await loadEnclave(config, ports);
    const { configuration, pin, listTrust, manifestTrust, approvalKeys, file } = enclave;
    const store = { address: configuration.store, file };
    const minVersion = configuration['min-version'];
    const configured = approvalKeys === undefined ? {} : { approval: approvalKeys };
    return { pin, store, listTrust, manifestTrust, minVersion, ...configured, ...approval };
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

/** The pins of a list. Throws UsageError if store or list is missing. */
export function requireListPins(pins: Pins): Pins & {
  readonly pin: ListPin;
  readonly store: NonNullable<Pins['store']>;
} {
  const { pin, store } = pins;
  if (pin === undefined) throw new UsageError('list is required: expected the id of the list');
  if (store === undefined)
    throw new UsageError('store is required: expected the address of the store');
  return { ...pins, pin, store };
}

/** The trust for the verification of a list, from the pins and the remembered state. */
export function listTrustOf(
  { pin, listTrust, minVersion, approval }: ReturnType<typeof requireListPins>,
  remembered: Remembered,
): ListTrust {
  return {
    pin,
    listKeys: listTrust,
    remembered,
    minVersion,
    ...(approval === undefined ? {} : { approval }),
  };
}
