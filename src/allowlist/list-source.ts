import { CodedError, TrustError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import type { ListTrust, Remembered } from './list-trust.js';
import { type SeenList, seenList, withSeen } from './seen-list.js';
import { type VerifiedAllowList, verifyAllowList } from './verify-allow-list.js';

/**
 * The memory of a verifier for the newest version that it has seen and the revocations of all versions. With it, the verifier
 * notices a rollback after a restart, and no revoked image comes back. `load` resolves with undefined if nothing was saved
 * yet. If either method rejects, nothing is accepted.
 *
 * Several verifiers may share a memory, so `save` is a compare-and-set: it loads the saved value again, under a lock or with
 * the precondition of the store, and saves `withSeen(kept, seen)`. A memory that writes `seen` unchanged could go back.
 */
export interface VersionMemory {
  load(): Promise<SeenList | undefined>;
  save(seen: SeenList): Promise<void>;
}

/** A memory that lasts as long as the program. */
export const inThisProgram = (): VersionMemory => {
  let kept: SeenList | undefined;
  return {
    load: async () => kept,
    save: async (seen) => {
      kept = withSeen(kept, seen);
    },
  };
};

export interface ListSourceOptions {
  readonly trust: Omit<ListTrust, 'remembered'>;
  /** Reads the current envelope. Rejects if it cannot be read. */
  readonly read: () => Promise<Uint8Array>;
  /** How long a list is used before it is read again. */
  readonly maxListAgeMs: DurationMs;
  readonly memory: VersionMemory;
}

/** A list, and the memory with which it was verified. */
export interface CurrentReference {
  readonly verified: VerifiedAllowList;
  readonly remembered: Remembered;
}

/**
 * The current list, read again once it is older than `maxListAgeMs`, or if the clock went back. In order: loads the memory;
 * reads the list; verifies it against the memory (`verifyAllowList`); saves the version before the list is used. If the list
 * cannot be read, every question is refused. An earlier list is not used instead (the freeze attack). Concurrent questions
 * share one read.
 *
 * Rejects as `verifyAllowList` does, and with TrustError `list-unavailable` for every rejection without a code by `read` or
 * the memory.
 */
export function createListSource(
  options: ListSourceOptions,
): (now: Instant) => Promise<CurrentReference> {
  let current: { readonly list: CurrentReference; readonly readAt: Instant } | undefined;
  let pending: Promise<CurrentReference> | undefined;
  const refresh = async (now: Instant): Promise<CurrentReference> => {
    const list = await readList(options, now);
    current = { list, readAt: now };
    return list;
  };
  return (now) => {
    if (current !== undefined && isRecent(now - current.readAt, options.maxListAgeMs)) {
      return Promise.resolve(current.list);
    }
    current = undefined;
    pending ??= refresh(now).finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

function isRecent(ageMs: DurationMs, maxAgeMs: DurationMs): boolean {
  return ageMs >= 0 && ageMs < maxAgeMs;
}

async function readList(
  { trust, read, memory }: ListSourceOptions,
  now: Instant,
): Promise<CurrentReference> {
  const remembered = (await available('the versions seen before', memory.load)) ?? NOTHING;
  const envelope = await available('the allow-list', read);
  const verified = await verifyAllowList(envelope, { ...trust, remembered }, now);
  await available('the memory of seen versions', () => memory.save(seenList(verified, now)));
  return { verified, remembered };
}

const NOTHING = 'nothing-remembered';

async function available<Value>(what: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new TrustError('list-unavailable', `cannot reach ${what}`, { cause });
  }
}
