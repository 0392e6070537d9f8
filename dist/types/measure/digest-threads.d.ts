import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { type PieceObserver } from './digester.js';
import { type TrackName, type TrackResults } from './tracks.js';
/** The tracks that have threads of their own. */
type ThreadTrack = Exclude<TrackName, 'image'>;
/** What a worker is started with. Its one message is the result of its track. */
export interface WorkerOrder {
    readonly track: ThreadTrack;
    /** Which reader of the ring the worker is. */
    readonly reader: number;
    readonly sections: readonly EifSection[];
    readonly sizeBytes: number;
    readonly memory: SharedArrayBuffer;
}
/**
 * All tracks with Node's hashes: `image` in this thread, `sections` and `file` in threads beside it.
 *
 * Every piece is read once, into memory that the threads share, so that all tracks and the observer see the same
 * bytes whatever happens to the file meanwhile.
 */
export declare function digestWithThreads(source: ByteSource, sections: readonly EifSection[], observe: PieceObserver): Promise<TrackResults>;
export {};
