/**
 * Bytes of a known length that are read in parts. The length is read once, at opening. A source that changes later rejects
 * with `input-changed`.
 */
export interface ByteSource {
    /** The name of the source in messages: a file name or an address. */
    readonly name: string;
    readonly sizeBytes: number;
    /** Fills `into` with the bytes from `offsetBytes` on. The caller never reads past `sizeBytes`. */
    read(offsetBytes: number, into: Uint8Array): Promise<void>;
    /** Resolves where the source is unchanged since it was opened. Else rejects with `input-changed`. */
    confirmUnchanged(): Promise<void>;
}
/** A source of bytes in memory. */
export declare function memorySource(bytes: Uint8Array, name?: string): ByteSource;
/**
 * Reads `lengthBytes` bytes from `offsetBytes` on. Throws FormatError `truncated` where the source is shorter, before it
 * allocates memory.
 */
export declare function readExactly(source: ByteSource, offsetBytes: number, lengthBytes: number, what: string): Promise<Uint8Array<ArrayBuffer>>;
