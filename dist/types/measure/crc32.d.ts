/** CRC-32/ISO-HDLC, zlib's, of `bytes`, continuing from `crc`, which is 0 at the start. */
export declare function crc32(bytes: Uint8Array, crc: number): number;
