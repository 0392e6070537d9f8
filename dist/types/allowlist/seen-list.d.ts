import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { AllowList, VersionId } from './allow-list.js';
/** A tombstone that a reader saw, or that its owner pins: the image does not come back by the word of the list key alone. */
export interface SeenRevocation {
    /** The value of the register that names an image (`ENCLAVE.image`). */
    readonly image: PcrValue;
    /** When the image was revoked, and never after it was seen. */
    readonly when: Instant;
    /** The version of the list in which it was first seen; absent where it is pinned. */
    readonly version?: number;
    /** The staged record that was revoked, by the SHA-256 of the file; absent where it is pinned. */
    readonly staged?: string;
}
/** What a reader keeps of a list. */
export interface SeenList extends VersionId {
    /** Oldest first. */
    readonly revoked?: readonly SeenRevocation[];
}
/** What a reader keeps once it has verified a list at `now`. */
export declare function seenList({ list, id }: {
    readonly list: AllowList;
    readonly id: VersionId;
}, now: Instant): SeenList;
/**
 * What a memory holds once it has seen both: the higher version, and the tombstones of either. It never goes back. At
 * equal versions the one that was kept first stays. Past SEEN_MAX_REVOCATIONS nothing is added, so that no list can make
 * a memory forget.
 */
export declare function withSeen(kept: SeenList | undefined, seen: SeenList): SeenList;
