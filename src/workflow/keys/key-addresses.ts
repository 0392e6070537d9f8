import type { AllowList } from '../../allowlist/allow-list.js';
import type { Warning } from '../../base/errors.js';
import type { Enclave } from '../list/enclave.js';

/**
 * The warning `key-address-changed`, for keys in the configuration that may replace keys of the list. Only its address
 * identifies a key. A key with a changed address is another key: its policy follows the new projection, and our
 * statements are removed from the earlier key.
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
        `the address of a key changed: the list names ${gone.join(', ')}, and ${file} names ${come.join(', ')} instead. ` +
        'For the same key, restore its earlier address. For another key, publish --projection stages the change',
    },
  ];
}
