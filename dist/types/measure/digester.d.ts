import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { type TrackResults } from './digest-tracks.js';
import type { Hashing } from './hashing.js';
import { type PieceObserver } from './piece-ring.js';
/** How an image is read and hashed. */
export interface Digester {
    readonly hashing: Hashing;
    /** Reads a source once, from its first byte to its last, through all tracks. `observe` sees the same bytes. */
    digest(source: ByteSource, sections: readonly EifSection[], observe: PieceObserver): Promise<TrackResults>;
}
/** Runs all tracks in the calling thread, with any hashing. */
export declare function digestInThread(hashing: Hashing): Digester;
/** Node's hashes, and threads for large images. The code for threads is loaded for such an image only. */
export declare const digestWithNode: Digester;
