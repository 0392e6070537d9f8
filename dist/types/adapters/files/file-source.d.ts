import type { ByteSource } from '../../format/byte-source.js';
export interface FileSource extends ByteSource {
    close(): Promise<void>;
}
/**
 * A regular file as a byte source. Its identity, size and times are taken at opening; a read that comes up short, or a
 * difference at the end, is `input-changed`.
 *
 * Throws AdapterError `input-not-found`, `input-not-readable`, or `input-not-a-file` for a directory, pipe, socket or
 * device, none of which is ever opened for reading: a pipe would block, a device may never end.
 */
export declare function openFileSource(path: string): Promise<FileSource>;
/** An error of the file system as one of ours. Node's errors are recognized by `code`: they need not be instances of Error. */
export declare function inputError(path: string, error: unknown): unknown;
