import type { DurationMs, Instant } from '../base/instant.js';
import type { ListTrust, Remembered } from './list-trust.js';
import { type SeenList } from './seen-list.js';
import { type VerifiedAllowList } from './verify-allow-list.js';
/**
 * Where a verifier keeps the newest version that it has seen and the revocations of all, so that rollback is noticed
 * after a restart too, and no revoked image comes back. `load` gives undefined where nothing was kept yet. Either may
 * reject: then nothing is accepted.
 *
 * Several verifiers may share a memory, so `save` is a compare-and-set: it loads again what is kept, under a lock or
 * with the store's precondition, and keeps `withSeen(kept, seen)`. A memory that writes `seen` as it is could go back.
 */
export interface VersionMemory {
    load(): Promise<SeenList | undefined>;
    save(seen: SeenList): Promise<void>;
}
/** A memory that lasts as long as the program. */
export declare const inThisProgram: () => VersionMemory;
export interface ListSourceOptions {
    readonly trust: Omit<ListTrust, 'remembered'>;
    /** The current envelope. Rejects where it cannot be read. */
    readonly read: () => Promise<Uint8Array>;
    /** How long a list is used before it is read again. */
    readonly maxListAgeMs: DurationMs;
    readonly memory: VersionMemory;
}
/** A list, and what was remembered when it was verified. */
export interface CurrentReference {
    readonly verified: VerifiedAllowList;
    readonly remembered: Remembered;
}
/**
 * The current list, read again once it is older than `maxListAgeMs`, or where the clock went back. In order: the memory
 * is asked; the list is read; `verifyAllowList` against what is remembered; the version is remembered, before the list is used.
 * A list that cannot be read refuses, and a list from before is not used instead (the freeze attack). Questions at the
 * same time share one reading.
 *
 * Rejects as `verifyAllowList` does, and with TrustError `list-unavailable` for everything that the reading or the
 * memory rejects with and that has no code.
 */
export declare function createListSource(options: ListSourceOptions): (now: Instant) => Promise<CurrentReference>;
