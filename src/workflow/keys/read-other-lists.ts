import type { AllowList } from '../../allowlist/allow-list.js';
import { AdapterError, CodedError, TrustError } from '../../base/errors.js';
import { formatInstant } from '../../base/instant.js';
import type { Enclave } from '../list/enclave.js';
import { readState } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';

/** The other lists that a configuration names. */
export interface OtherLists {
  /** Verified and in force. */
  readonly lists: readonly AllowList[];
  /** The other lists, with the reason. Their statements are not recognized. */
  readonly unread: readonly { readonly list: string; readonly error: CodedError }[];
}

/**
 * Reads and verifies each list under `other-lists`: the named keys signed it, it is the named list, its history has
 * nothing newer (`rollback`), and it has not expired (`list-expired`). A list that fails does not stop the others.
 */
export async function readOtherLists(
  { otherLists, file }: Enclave,
  ports: ListPorts,
): Promise<OtherLists> {
  const read = await Promise.all(
    otherLists.map(async ({ list, store, trust }) => {
      try {
        const opened = await ports.openStore(store, file);
        const pinned = {
          pin: { list },
          listKeys: trust,
          remembered: 'nothing-remembered',
          minVersion: 1,
        } as const;
        const state = await readState({ opened, trust: pinned }, ports);
        if (state === undefined) {
          throw new AdapterError('list-unavailable', `${opened.name} has no allow-list`);
        }
        return requireInForce(state.verified.list, ports);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return { list, error };
      }
    }),
  );
  return {
    lists: read.flatMap((one) => ('error' in one ? [] : [one])),
    unread: read.flatMap((one) => ('error' in one ? [one] : [])),
  };
}

function requireInForce(list: AllowList, { now }: ListPorts): AllowList {
  if (now < list.expiresAt) return list;
  throw new TrustError('list-expired', `the list expired at ${formatInstant(list.expiresAt)}`);
}
