import type { AllowListStore } from './allow-list-store.js';
import { historyName, historyStem } from './list-history.js';
import type { CurrentState } from './read-current.js';

/** What lies beside a version: `<stem>.<suffix>`, made of the envelope alone. */
export type HistoryCompanions = (
  envelope: Uint8Array,
) => readonly { readonly suffix: string; readonly bytes: Uint8Array }[];

export type HistoryWrite = 'written' | 'missing';

/** Tries for one object. A name says what is in it, so that a second try meets the first one's success as `exists`. */
const TRIES = 3;

/**
 * Writes a version that is, or was, current into the history: what lies beside it first, so that a version that is
 * there is whole. `missing` where the store gave no clear answer three times.
 */
export async function writeHistory(
  store: AllowListStore,
  version: number,
  envelope: Uint8Array,
  companions: HistoryCompanions,
): Promise<HistoryWrite> {
  const stem = historyStem(version, envelope);
  const objects = [
    ...companions(envelope).map(({ suffix, bytes }) => ({ name: `${stem}.${suffix}`, bytes })),
    { name: historyName(version, envelope), bytes: envelope },
  ];
  for (const { name, bytes } of objects) {
    if (!(await put(store, name, bytes))) return 'missing';
  }
  return 'written';
}

/**
 * Writes the current version into the history where it is missing, as after a run that was killed between the swap and
 * that. `missing` where it could not be written.
 */
export async function completeHistory(
  { verified, stored, inHistory }: CurrentState,
  { store, companions }: { readonly store: AllowListStore; readonly companions: HistoryCompanions },
): Promise<HistoryWrite> {
  if (inHistory) return 'written';
  return writeHistory(store, verified.id.version, stored.bytes, companions);
}

async function put(store: AllowListStore, name: string, bytes: Uint8Array): Promise<boolean> {
  for (let i = 0; i < TRIES; i++) {
    const outcome = await store.putIfAbsent(name, bytes);
    if (outcome === 'done' || outcome === 'exists') return true;
  }
  return false;
}
