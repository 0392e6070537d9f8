import type { AllowList } from '../../allowlist/allow-list.js';
import {
  type HistoryEntry,
  historyFrom,
  requirePredecessor,
} from '../../allowlist/list-history.js';
import {
  openAllowList,
  type VerifiedAllowList,
  verifyAllowList,
} from '../../allowlist/verify-allow-list.js';
import { CodedError, TrustError } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { ObservedHistory } from '../../drift/observations.js';
import { parseDsse } from '../../format/dsse.js';
import type { OpenList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';
import { OBSERVATIONS_AT_ONCE } from './observation.js';

/** The maximum number of versions to read, newest first. Covers two years of daily renewals. */
const MAX_VERSIONS = 730;

interface Candidate {
  readonly entry: HistoryEntry;
  readonly bytes: Uint8Array;
}

/**
 * Observes the history of a verified list. The hash in the next version proves every version, so that keys that are no
 * longer trusted do not matter. Other objects of these versions are reported, and whether the current list keys signed
 * them. A verifier that remembers the current version is tested with the version before.
 */
export async function observeHistory(
  current: VerifiedAllowList,
  { opened, trust }: OpenList,
  ports: ListPorts,
  maxVersions = MAX_VERSIONS,
): Promise<ObservedHistory> {
  const { store } = opened;
  const entries = await historyFrom(store, 0);
  const first = Math.max(1, current.id.version - maxVersions);
  const wanted = entries.filter(({ version }) => version >= first && version < current.id.version);
  const candidates = new Map<number, Candidate[]>();
  await mapConcurrently(wanted, OBSERVATIONS_AT_ONCE, async (entry) => {
    const stored = await store.get(entry.name);
    if (stored === undefined) return;
    const found = candidates.get(entry.version) ?? [];
    candidates.set(entry.version, [...found, { entry, bytes: stored.bytes }]);
  });
  const lists: AllowList[] = [current.list];
  const others: ObservedHistory['others'][number][] = [];
  let before: Candidate | undefined;
  let ended: ObservedHistory['ended'];
  for (let version = current.id.version - 1; version >= 1; version--) {
    if (version < first) {
      ended = { version, why: 'not-read' };
      break;
    }
    const found = candidates.get(version) ?? [];
    const [next] = lists;
    const proved = found.flatMap((one) => predecessor(next, one) ?? []);
    const [chosen] = proved;
    for (const { entry, bytes } of found) {
      if (proved.some(({ candidate }) => candidate.entry === entry)) continue;
      others.push({ name: entry.name, signed: await isSigned(bytes, trust) });
    }
    if (chosen === undefined) {
      ended = { version, why: found.length === 0 ? 'missing' : 'other-payload' };
      break;
    }
    before ??= chosen.candidate;
    lists.unshift(chosen.list);
  }
  const olderList =
    before === undefined ? 'not-asked' : await askedOlder(before.bytes, current, trust, ports);
  return { entries, lists, ...(ended === undefined ? {} : { ended }), others, olderList };
}

function predecessor(
  next: AllowList | undefined,
  candidate: Candidate,
): { readonly list: AllowList; readonly candidate: Candidate } | undefined {
  if (next === undefined) return undefined;
  try {
    const list = requirePredecessor(next, parseDsse(candidate.bytes).payload);
    return { list, candidate };
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

async function isSigned(bytes: Uint8Array, { pin, listKeys }: OpenList['trust']): Promise<boolean> {
  try {
    await openAllowList(bytes, pin, listKeys);
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

/** Every error counts as a refusal. */
async function askedOlder(
  older: Uint8Array,
  { id }: VerifiedAllowList,
  trust: OpenList['trust'],
  { now }: ListPorts,
): Promise<'refused' | 'taken'> {
  try {
    await verifyAllowList(older, { ...trust, remembered: id }, now);
    return 'taken';
  } catch (error) {
    if (error instanceof TrustError || error instanceof CodedError) return 'refused';
    throw error;
  }
}
