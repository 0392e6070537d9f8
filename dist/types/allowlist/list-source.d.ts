import type { DurationMs, Instant } from '../base/instant.js';
import type { ListTrust, Remembered } from './list-trust.js';
import { type SeenList } from './seen-list.js';
import { type VerifiedAllowList } from './verify-allow-list.js';
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
export declare const inThisProgram: () => VersionMemory;
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
export declare function createListSource(options: ListSourceOptions): (now: Instant) => Promise<CurrentReference>;
