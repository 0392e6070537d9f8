import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { AdapterError, type ErrorContext } from '../../base/errors.js';
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
export async function openFileSource(path: string): Promise<FileSource> {
  try {
    requireRegular(statSync(path, { bigint: true }), path);
    // O_NONBLOCK: if a pipe replaces the file at this moment, opening it returns, and the next check refuses it.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const opened = fstatSync(file, { bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch (error) {
    throw inputError(path, error);
  }
}

/** Reads are synchronous: each is at most one piece, about as long as hashing it, and a small image pays no set-up. */
function fileSource(file: number, path: string, opened: BigIntStats): FileSource {
  return {
    name: path,
    sizeBytes: Number(opened.size),
    async read(offsetBytes, into) {
      try {
        readFully(file, path, offsetBytes, into);
      } catch (error) {
        throw inputError(path, error);
      }
    },
    async confirmUnchanged() {
      const now = fstatSync(file, { bigint: true });
      if (now.size !== opened.size) {
        throw changed(path, `its size went from ${opened.size} to ${now.size} bytes`);
      }
      if (now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs) {
        throw changed(path, 'it was written to, renamed or removed');
      }
    },
    async close() {
      closeSync(file);
    },
  };
}

function readFully(file: number, path: string, offsetBytes: number, into: Uint8Array): void {
  for (let done = 0; done < into.length; ) {
    const bytesRead = readSync(file, into, done, into.length - done, offsetBytes + done);
    if (bytesRead === 0) {
      throw changed(path, `it ends at byte ${offsetBytes + done}, before its size at opening`);
    }
    done += bytesRead;
  }
}

function changed(path: string, how: string): AdapterError {
  return new AdapterError('input-changed', `${path} changed while it was read: ${how}`, {
    at: { file: path },
    hint: 'Measure after the build has finished writing the image.',
  });
}

function requireRegular(stats: BigIntStats, path: string): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory()
    ? 'directory'
    : stats.isFIFO()
      ? 'named pipe'
      : stats.isSocket()
        ? 'socket'
        : 'device';
  throw new AdapterError('input-not-a-file', `expected a regular file, found a ${kind}: ${path}`, {
    at: { file: path },
  });
}

/** The character that Node shows for bytes on the command line that are not UTF-8. */
const UNREADABLE_BYTES = '\ufffd';

/** Node opens files only by names in UTF-8. The given name is lost before this program sees it. */
function notUtf8(path: string, context: ErrorContext): AdapterError {
  return new AdapterError(
    'input-not-found',
    `no such file: ${path}. The name has bytes that are not UTF-8, shown here as ${UNREADABLE_BYTES}`,
    { ...context, hint: 'Rename the file so that its name is UTF-8.' },
  );
}

/**
 * Converts an error of the file system. Node's errors are recognized by `code`, because they need not be instances of
 * Error.
 */
export function inputError(path: string, error: unknown): unknown {
  if (error instanceof AdapterError) return error;
  const code = (error as { code?: unknown }).code;
  const context = { at: { file: path }, cause: error };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      if (path.includes(UNREADABLE_BYTES)) return notUtf8(path, context);
      return new AdapterError('input-not-found', `no such file: ${path}`, context);
    case 'EACCES':
    case 'EPERM':
      return new AdapterError('input-not-readable', `no permission to read ${path}`, context);
    default:
      if (typeof code !== 'string') return error;
      return new AdapterError('input-not-readable', `cannot read ${path}: ${code}`, context);
  }
}
