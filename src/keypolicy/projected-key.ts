import type { AllowList, ProjectedKey } from '../allowlist/allow-list.js';
import type { KeyPolicyPort } from './key-policy-port.js';

/** A key that the list no longer names is visited once more, to remove our statements. */
export function projectedKey(
  { projection }: Pick<AllowList, 'projection'>,
  { port: { key }, as = key }: { readonly port: Pick<KeyPolicyPort, 'key'>; readonly as?: string },
): ProjectedKey {
  const found = projection.keys.find((one) => one.key === as);
  return found === undefined
    ? { key, actions: [], bind: [], guard: false, detached: true }
    : { ...found, key };
}
