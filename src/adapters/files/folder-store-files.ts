import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { AdapterError } from '../../base/errors.js';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
const FILE_MODE = 0o666;

/** Node's errors are recognized by `code`, because they need not be instances of Error. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Writes a new file, and syncs it to disk. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), FILE_MODE);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Syncs the names in a folder to disk. Windows has no such operation. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Reads a whole file, or undefined if it is missing. In order: it is not a symbolic link, and is a regular file (a pipe
 * is opened without waiting and refused); at most `maxBytes`, before it is read; it has its announced length. Throws
 * AdapterError `list-unavailable`, and the errors of the file system.
 */
export function readWhole(path: string, maxBytes: number): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) === 'ELOOP') throw unsafe(path, 'a symbolic link');
    throw error;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw unsafe(path, 'not a regular file');
    if (stats.size > maxBytes) {
      throw unavailable(path, `expected at most ${maxBytes} bytes, found ${stats.size}`);
    }
    const bytes = new Uint8Array(stats.size);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(file, bytes, done, bytes.length - done, done);
      if (count === 0) throw unavailable(path, `it became shorter while it was read`);
      done += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** The refusal of an entry of a store that is neither a folder nor a regular file. */
export function unsafe(path: string, what: string): AdapterError {
  return unavailable(path, `it is ${what}, expected a regular file or a folder`);
}

function unavailable(path: string, why: string): AdapterError {
  return new AdapterError('list-unavailable', `${path}: ${why}`, { at: { file: path } });
}
