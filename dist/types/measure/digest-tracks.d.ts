import type { EifSection } from '../format/eif.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Hashing } from './hashing.js';
/**
 * Measuring is independent tracks over the same bytes, which threads can share out: `image` hashes what PCR0 and PCR1
 * cover, `sections` each section alone and what PCR2 covers, `sha256` and `crc32` the file.
 */
export type TrackName = 'image' | 'sections' | 'sha256' | 'crc32';
export interface TrackResults {
    readonly image: {
        readonly [ENCLAVE.image]: PcrValue;
        readonly [ENCLAVE.boot]: PcrValue;
    };
    readonly sections: {
        readonly [ENCLAVE.application]: PcrValue;
        readonly sha384: readonly string[];
    };
    readonly sha256: string;
    readonly crc32: number;
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
/** Several tracks as one, fed together; its result holds theirs by name. */
export declare function joinTracks<Name extends TrackName>(names: readonly Name[], sections: readonly EifSection[], hashing: Hashing): Track<Pick<TrackResults, Name>>;
export {};
