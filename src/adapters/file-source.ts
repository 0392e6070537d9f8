import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { AdapterError } from '../base/errors.js';
import type { ByteSource } from '../format/byte-source.js';

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
export async function openFileSource(path: string): Promise<FileSource> {
  try {
    requireRegular(await stat(path, { bigint: true }), path);
    // O_NONBLOCK: should a pipe take the file's place at this moment, opening it returns and the next check refuses it.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const opened = await file.stat({ bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    throw inputError(path, error);
  }
}

function fileSource(file: FileHandle, path: string, opened: BigIntStats): FileSource {
  return {
    name: path,
    sizeBytes: Number(opened.size),
    read: (offsetBytes, into) => readFully(file, path, offsetBytes, into),
    async confirmUnchanged() {
      const now = await file.stat({ bigint: true });
      if (now.size !== opened.size)
        throw changed(path, `its size went from ${opened.size} to ${now.size} bytes`);
      if (now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs)
        throw changed(path, 'it was written to');
    },
    close: () => file.close(),
  };
}

async function readFully(
  file: FileHandle,
  path: string,
  offsetBytes: number,
  into: Uint8Array,
): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, offsetBytes + done);
    if (bytesRead === 0)
      throw changed(
        path,
        `it ends at byte ${offsetBytes + done}, before the size it had when it was opened`,
      );
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

/** An error of the file system as one of ours. Node's errors are told by `code`: they need not be instances of Error. */
export function inputError(path: string, error: unknown): unknown {
  if (error instanceof AdapterError) return error;
  const code = (error as { code?: unknown }).code;
  const at = { file: path };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return new AdapterError('input-not-found', `no such file: ${JSON.stringify(path)}`, {
        at,
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
      return new AdapterError('input-not-readable', `no permission to read ${path}`, {
        at,
        cause: error,
      });
    default:
      if (typeof code !== 'string') return error;
      return new AdapterError('input-not-readable', `cannot read ${path}: ${code}`, {
        at,
        cause: error,
      });
  }
}
