import type { ByteSource } from '../../format/byte-source.js';
export interface FileSource extends ByteSource {
    close(): Promise<void>;
}
/**
 * A regular file as a byte source. Its identity, size and times are recorded when it is opened. A short read, or a
 * difference at the end, is `input-changed`.
 *
 * Throws AdapterError `input-not-found`, `input-not-readable`, or `input-not-a-file` for a directory, pipe, socket or
 * device. These are never opened for reading, because a pipe would block and a device may never end.
 */
export declare function openFileSource(path: string): Promise<FileSource>;
/**
 * Converts an error of the file system. Node's errors are recognized by `code`, because they need not be instances of
 * Error.
 */
export declare function inputError(path: string, error: unknown): unknown;
