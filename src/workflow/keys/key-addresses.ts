import type { AllowList } from '../../allowlist/allow-list.js';
import type { Warning } from '../../base/errors.js';
import type { Enclave } from '../list/enclave.js';

/**
 * The warning `key-address-changed`, where the configuration names keys that the list does not, in place of keys of the list
 * that it no longer names. An address is all that names a key: one that is written in another way is another key, whose policy
 * follows a projection of its own, and from the earlier one our statements have to go.
 */
export function keyAddressWarnings(
  { configuration, file }: Pick<Enclave, 'configuration' | 'file'>,
  { projection }: Pick<AllowList, 'projection'>,
): readonly Warning[] {
  const configured = configuration.keys.map(({ key }) => key);
  const listed = projection.keys
    .filter(({ detached }) => detached === undefined)
    .map(({ key }) => key);
  const gone = listed.filter((key) => !configured.includes(key));
  const come = configured.filter((key) => !listed.includes(key));
  if (gone.length === 0 || come.length === 0) return [];
  return [
    {
      code: 'key-address-changed',
      message:
        `a key: address changed: the list names ${gone.join(', ')}, and ${file} names ${come.join(', ')} instead. ` +
        'For the same key, put its earlier address back. For another key, publish --projection stages the change',
    },
  ];
}
