import type { EifSection } from '../format/eif.js';
import type { Hashing } from './hashing.js';
import { type PcrValue } from './pcr.js';
/**
 * Measuring is three independent tracks over the same bytes, so that each can have a thread of its own:
 * `image` hashes what PCR0 and PCR1 cover, `sections` each section alone and what PCR2 covers, `file` the file.
 */
export type TrackName = 'image' | 'sections' | 'file';
export interface TrackResults {
    readonly image: {
        readonly PCR0: PcrValue;
        readonly PCR1: PcrValue;
    };
    readonly sections: {
        readonly PCR2: PcrValue;
        readonly sha384: readonly string[];
    };
    readonly file: {
        readonly sha256: string;
        readonly crc32: number;
    };
}
/** Takes the file once, from its first byte to its last, in pieces of any size. */
export interface Track<Result> {
    update(bytes: Uint8Array, offsetBytes: number): void;
    finish(): Result;
}
type TrackMaker<Name extends TrackName> = (sections: readonly EifSection[], hashing: Hashing) => Track<TrackResults[Name]>;
export declare const TRACKS: {
    readonly [Name in TrackName]: TrackMaker<Name>;
};
export {};
