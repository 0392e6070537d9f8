import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { type PieceObserver } from './digester.js';
import { type TrackName, type TrackResults } from './tracks.js';
/** What a worker is started with. Its one message is the results of its tracks. */
export interface WorkerOrder {
    readonly tracks: readonly TrackName[];
    readonly sections: readonly EifSection[];
    readonly sizeBytes: number;
    readonly memory: SharedArrayBuffer;
    /** Which reader of the ring the worker is, and how many there are. */
    readonly reader: number;
    readonly readers: number;
}
/**
 * All tracks with Node's hashes, shared out over threads.
 *
 * Every piece is read once, into memory that the threads share, so that all tracks and the observer see the same
 * bytes whatever happens to the file meanwhile.
 */
export declare function digestWithThreads(source: ByteSource, sections: readonly EifSection[], observe: PieceObserver): Promise<TrackResults>;
