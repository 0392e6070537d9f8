import type { Instant } from '../base/instant.js';

/** An object that was read from a store. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Opaque. Use it only for `putIfMatch`. */
  readonly etag: string;
  /** When the store accepted the object, by its own clock. Absent if the store does not report it. */
  readonly storedAt?: Instant;
}

/**
 * The outcome of a write. `done`: the object was written. `exists`: an object of this name exists and is unchanged.
 * `conflict`: the object has changed or is gone (412, 404), or another write is in progress (409). `unclear`: the write may
 * have taken effect, or may yet (a lost answer, a 5xx), so read it back. An error that a retry cannot fix, such as missing
 * permission, is thrown.
 */
export type PutOutcome = 'done' | 'exists' | 'conflict' | 'unclear';

/**
 * The store of the list: a folder, or a prefix of a bucket. Names have `/` between their parts. Every write has a
 * precondition, and an adapter must refuse a store that ignores preconditions. Reads see every write that ended before them.
 *
 * Methods reject with AdapterError `list-unavailable` if the store does not answer.
 */
export interface AllowListStore {
  /** The object, or undefined if the store confirms that it does not exist. */
  get(name: string): Promise<StoredObject | undefined>;
  putIfAbsent(name: string, bytes: Uint8Array): Promise<PutOutcome>;
  putIfMatch(name: string, bytes: Uint8Array, etag: string): Promise<PutOutcome>;
  /** All names that begin with `prefix` and sort after `after` (UTF-8 bytes), in ascending order. */
  list(prefix: string, after: string): Promise<readonly string[]>;
}

/** The current list: the one object that changes. */
export const POINTER_NAME = 'allowlist.dsse.json';
