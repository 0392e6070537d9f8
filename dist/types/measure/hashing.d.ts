/** An incremental hash. `copy` copies the state so far, so that two contents with the same beginning share its cost. */
export interface RunningHash {
    update(bytes: Uint8Array): void;
    copy(): RunningHash;
    /** Returns the digest. The hash cannot be used afterwards. */
    digest(): Uint8Array;
}
/** The hash functions behind every measurement. Implementations differ in speed, never in results. */
export interface Hashing {
    sha256(): RunningHash;
    sha384(): RunningHash;
    /** CRC-32/ISO-HDLC (zlib's) of `bytes`, continuing from `crc`, which is 0 at the start. */
    crc32(bytes: Uint8Array, crc: number): number;
}
/** Runs anywhere, including browsers, at about a tenth of the speed of `nodeHashing`. */
export declare const portableHashing: Hashing;
/** CRC-32/ISO-HDLC, zlib's, of `bytes`, continuing from `crc`, which is 0 at the start. */
export declare function crc32(bytes: Uint8Array, crc: number): number;
