import type { Instant } from '../base/instant.js';

/** An object as it was read. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Opaque; only good for `putIfMatch`. */
  readonly etag: string;
  /** When the store took it, by its own clock; absent where the store says nothing of it. */
  readonly storedAt?: Instant;
}

/**
 * How a write ended. `done`: it is there. `exists`: an object of this name is there, and was left alone. `conflict`: the
 * object is another one by now, or is gone (412, 404), or is being written (409). `unclear`: it may have taken effect or
 * not, or may yet (a lost answer, a 5xx): read back. What a retry cannot mend, such as missing permission, is thrown.
 */
export type PutOutcome = 'done' | 'exists' | 'conflict' | 'unclear';

/**
 * Where the list lives: a folder, or a prefix of a bucket. Names have `/` between their parts. Every write has a
 * precondition; a store that ignores them must not get here. Reads see every write that ended before them.
 *
 * Methods reject with AdapterError `list-unavailable` where the store does not answer.
 */
export interface AllowListStore {
  /** The object, or undefined where the store knows that there is none. */
  get(name: string): Promise<StoredObject | undefined>;
  putIfAbsent(name: string, bytes: Uint8Array): Promise<PutOutcome>;
  putIfMatch(name: string, bytes: Uint8Array, etag: string): Promise<PutOutcome>;
  /** All names that begin with `prefix` and sort after `after` (UTF-8 bytes), in ascending order. */
  list(prefix: string, after: string): Promise<readonly string[]>;
}

/** The current list: the one object that changes. */
export const POINTER_NAME = 'allowlist.dsse.json';
