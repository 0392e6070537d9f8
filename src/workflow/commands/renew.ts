import { loadEnclave, readPublicKey } from '../list/enclave.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from '../options/option-values.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { changeOnly } from './change-only.js';
import type { ListResult } from './list-result.js';

export interface RenewRequest {
  readonly config: string;
  /** A public key file that is trusted for reading the list, this once. */
  readonly fromSigner?: string;
  readonly dryRun: boolean;
}

export function renewRequest(values: OptionValues): RenewRequest {
  const options = new Options(values);
  const fromSigner = options.text('from-signer');
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    ...(fromSigner === undefined ? {} : { fromSigner }),
    dryRun: options.flag('dry-run'),
  };
}

/** Signs the list anew with fresh times, by a key of the trust; needs the list key. */
export async function renew(
  { config, fromSigner, dryRun }: RenewRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return changeOnly('renew', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    alsoTrusted: fromSigner === undefined ? [] : [await readPublicKey(fromSigner, ports)],
    operation: { kind: 'renew' },
    done: `the allow-list ${dryRun ? 'would be' : 'is'} renewed`,
  }));
}
