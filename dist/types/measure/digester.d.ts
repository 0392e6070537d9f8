import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { type TrackResults } from './digest-tracks.js';
import type { Hashing } from './hashing.js';
import { type PieceObserver } from './piece-ring.js';
/** How an image is read and hashed. */
export interface Digester {
    readonly hashing: Hashing;
    /** Reads a source once, from its first byte to its last, through all tracks; `observe` sees the very same bytes. */
    digest(source: ByteSource, sections: readonly EifSection[], observe: PieceObserver): Promise<TrackResults>;
}
/** All tracks in the calling thread, with any hashing. */
export declare function digestInThread(hashing: Hashing): Digester;
/** Node's hashes, and threads for large images. What runs the threads is loaded when there is such an image. */
export declare const digestWithNode: Digester;
