import type { EifSection } from '../format/eif.js';
import { type Digester } from './digest-source.js';
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
/** Node's hashes, and for large images the `sections` and `file` tracks in threads beside the `image` track. */
export declare const digestWithNode: Digester;
