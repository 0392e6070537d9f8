import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { AllowList, VersionId } from './allow-list.js';
/** A tombstone that a reader saw, or that its owner pins. The list key alone cannot restore the image. */
export interface SeenRevocation {
    /** The value of the register that names an image (`ENCLAVE.image`). */
    readonly image: PcrValue;
    /** When the image was revoked, but not later than the reader saw it. */
    readonly when: Instant;
    /** The version of the list in which it was first seen. Absent if pinned. */
    readonly version?: number;
    /** The SHA-256 of the file of the revoked staged record. Absent if pinned. */
    readonly staged?: string;
}
/** The parts of a list that a reader remembers. */
export interface SeenList extends VersionId {
    /** Oldest first. */
    readonly revoked?: readonly SeenRevocation[];
}
/** The memory of a reader after it verified a list at `now`. */
export declare function seenList({ list, id }: {
    readonly list: AllowList;
    readonly id: VersionId;
}, now: Instant): SeenList;
/**
 * Merges two memories: the higher version, and the tombstones of both. The version never goes back. At equal versions, the
 * saved one stays. Above SEEN_MAX_REVOCATIONS nothing is added, so that no list can make a memory forget.
 */
export declare function withSeen(kept: SeenList | undefined, seen: SeenList): SeenList;
