import type { Warning } from '../../base/errors.js';
import { changeList, type OpenList, openListSigner } from '../list/open-list.js';
import { failureOf } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { PlannedKey } from './key-plans.js';

/** Removes keys without our statements from the list. If this run cannot sign, another run does it. */
export async function forgetDetachedKeys(
  keys: readonly PlannedKey[],
  list: OpenList,
  ports: ListPorts,
): Promise<readonly Warning[]> {
  // All keys of a multi-Region set must be free of our statements.
  const stays = new Set(keys.filter(({ isGone }) => !isGone).map(({ key, as = key }) => as));
  const left = keys.map(({ key, as = key }) => as).filter((key) => !stays.has(key));
  const gone = [...new Set(left)];
  if (gone.length === 0) return [];
  try {
    const signer = await openListSigner(list.enclave, ports);
    await changeList(list, signer, { kind: 'forget', keys: gone }, ports);
    return [];
  } catch (error) {
    const { code, message } = failureOf(error);
    return [
      {
        code: 'key-not-forgotten',
        message: `${gone.join(', ')}: our statements are gone, but the list still names the key (${code}: ${message})`,
      },
    ];
  }
}
