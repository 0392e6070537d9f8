/**
 * Bytes of a known length that are read in place, never whole. The length is taken once, at opening; a source that
 * turns out shorter, longer or otherwise changed rejects with `input-changed`.
 */
export interface ByteSource {
    /** How the source is called in messages: a file name or an address. */
    readonly name: string;
    readonly sizeBytes: number;
    /** Fills `into` with the bytes from `offsetBytes` on. The caller never asks past `sizeBytes`. */
    read(offsetBytes: number, into: Uint8Array): Promise<void>;
    /** Resolves when the source is still the one that was opened, else rejects with `input-changed`. */
    confirmUnchanged(): Promise<void>;
}
/** A source over bytes that are in memory already. */
export declare function memorySource(bytes: Uint8Array, name?: string): ByteSource;
/**
 * `lengthBytes` bytes from `offsetBytes` on. Refused with `truncated` where the source ends before them; the length is
 * compared before memory is taken.
 */
export declare function readExactly(source: ByteSource, offsetBytes: number, lengthBytes: number, what: string): Promise<Uint8Array<ArrayBuffer>>;
