import type { AllowListStore } from './allow-list-store.js';
import { historyName, historyStem } from './list-history.js';
import type { CurrentState } from './read-current.js';

/** An object beside a version, `<stem>.<suffix>`, made from the envelope alone. */
export type HistoryCompanions = (
  envelope: Uint8Array,
) => readonly { readonly suffix: string; readonly bytes: Uint8Array }[];

export type HistoryWrite = 'written' | 'missing';

/** Attempts for one object. The name contains the digest, so a second attempt finds a successful first one as `exists`. */
const TRIES = 3;

/**
 * Writes a current or earlier version into the history. Writes the objects beside it first, so that an existing version is
 * complete. `missing` if the store gave no clear answer three times.
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
 * Writes the current version into the history if it is missing, for example because a run was killed right after the swap.
 * `missing` if it could not be written.
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
