import type { AllowListStore, PutOutcome } from '../allowlist/allow-list-store.js';
import { encodeUtf8 } from '../base/encoding.js';
import { AdapterError } from '../base/errors.js';

/** The content of the probe. It is always the same, so that a store that ignores preconditions loses nothing. */
export const PROBE_NAME = 'probe.txt';
const PROBE = encodeUtf8('pcr-allowlist wrote this to see that the store honours preconditions.\n');

/** A value in the form of an S3 ETag that no object has. */
const WRONG_TAG = '"00000000000000000000000000000000"';

const TRIES = 4;

/**
 * Proves that a store honours preconditions, for its first use. In order: an object is there after `putIfAbsent`; a
 * second `putIfAbsent` says `exists`; `putIfMatch` with a wrong tag says `conflict`; the object reads back. `storeName`
 * is for people.
 *
 * Rejects with AdapterError `store-unsupported` where the store says otherwise, `list-unavailable` where it gives no
 * clear answer in TRIES attempts, and with what the store rejects with.
 */
export async function requirePreconditions(
  store: AllowListStore,
  storeName: string,
): Promise<void> {
  const absent = () => store.putIfAbsent(PROBE_NAME, PROBE);
  await answer(absent, ['conflict', 'unclear'], storeName);
  if ((await answer(absent, ['conflict', 'unclear'], storeName)) !== 'exists') {
    throw unsupported(storeName, 'it overwrites an object in spite of If-None-Match');
  }
  const wrong = () => store.putIfMatch(PROBE_NAME, PROBE, WRONG_TAG);
  if ((await answer(wrong, ['unclear'], storeName)) !== 'conflict') {
    throw unsupported(storeName, 'it replaces an object in spite of another ETag');
  }
  if ((await store.get(PROBE_NAME)) === undefined) {
    throw unsupported(storeName, 'it does not return the content that was just written');
  }
}

async function answer(
  put: () => Promise<PutOutcome>,
  again: readonly PutOutcome[],
  storeName: string,
): Promise<PutOutcome> {
  for (let i = 0; i < TRIES; i++) {
    const outcome = await put();
    if (!again.includes(outcome)) return outcome;
  }
  throw new AdapterError(
    'list-unavailable',
    `could not tell whether ${storeName} honors preconditions`,
    { at: { object: PROBE_NAME } },
  );
}

function unsupported(storeName: string, why: string): AdapterError {
  return new AdapterError('store-unsupported', `${storeName} cannot hold an allow-list: ${why}`, {
    at: { object: PROBE_NAME },
    hint: 'Use Amazon S3, another store that honors If-Match and If-None-Match, or a folder.',
  });
}
