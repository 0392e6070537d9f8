import { UsageError } from '../../base/errors.js';
import { loadEnclave } from '../list/enclave.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from '../options/option-values.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { changeOnly } from './change-only.js';
import type { ListResult } from './list-result.js';

export interface RevokeRequest {
  readonly config: string;
  readonly which: { readonly id: string } | { readonly PCR0: string };
  readonly reason: string;
  readonly allowEmpty: boolean;
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** Options as a request. Throws UsageError where not exactly one image is named, or no reason is given. */
export function revokeRequest(values: OptionValues): RevokeRequest {
  const options = new Options(values);
  const id = options.text('release');
  const PCR0 = options.hex('pcr0', 48);
  if ((id === undefined) === (PCR0 === undefined)) {
    throw new UsageError('name the image by its release or by pcr0, and not by both');
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    which: id === undefined ? { PCR0: PCR0 ?? '' } : { id },
    reason: options.required('reason'),
    allowEmpty: options.flag('allow-empty'),
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}

/** Ends the trust in an image at once. The rules are those of the transition `revoke`; needs the list key. */
export async function revoke(
  { config, which, reason, allowEmpty, noReconcile, dryRun }: RevokeRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const name = 'id' in which ? `release ${which.id}` : `the image with PCR0 ${which.PCR0}`;
  return changeOnly('revoke', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    operation: { kind: 'revoke', which, reason, allowEmpty },
    follow: { isLeftAlone: noReconcile, endsFrom: 'at-once' },
    done: `${name} ${dryRun ? 'would be' : 'is'} revoked`,
  }));
}
