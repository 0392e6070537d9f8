import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { type PieceObserver } from './digest-source.js';
import { type TrackName, type TrackResults } from './tracks.js';
/** What a worker is started with: one track over the pieces in `ring`. */
export interface WorkerOrder {
    readonly track: TrackName;
    readonly sections: readonly EifSection[];
    readonly ring: SharedArrayBuffer;
}
/** A piece lies in the ring; `null` asks for the result. */
export type WorkerRequest = {
    readonly slot: number;
    readonly lengthBytes: number;
    readonly offsetBytes: number;
} | null;
/** A number says that so many pieces are done; anything else is the track's result. */
export type WorkerReply = number | TrackResults[TrackName];
/**
 * All tracks with Node's hashes: `image` in this thread, `sections` and `file` in threads beside it.
 *
 * Every piece is read once, into memory that the threads share, so that all tracks and the observer see the same
 * bytes whatever happens to the file meanwhile.
 */
export declare function digestWithThreads(source: ByteSource, sections: readonly EifSection[], observe: PieceObserver): Promise<TrackResults>;
