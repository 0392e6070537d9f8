import type { EifSection } from '../format/eif.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Hashing } from './hashing.js';
/**
 * Measurement consists of independent tracks over the same bytes, so that threads can share the work: `image` hashes what
 * PCR0 and PCR1 cover, `sections` hashes each section and what PCR2 covers, `sha256` and `crc32` hash the file.
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
/** Several tracks as one. Its result has the results of all by name. */
export declare function joinTracks<Name extends TrackName>(names: readonly Name[], sections: readonly EifSection[], hashing: Hashing): Track<Pick<TrackResults, Name>>;
export {};
