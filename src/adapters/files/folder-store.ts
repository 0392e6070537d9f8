import { createHash, randomUUID } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AllowListStore, PutOutcome } from '../../allowlist/allow-list-store.js';
import { AdapterError } from '../../base/errors.js';
import { DSSE_MAX_BYTES } from '../../base/size-limits.js';
import { compareNames, isObjectName, objectNameParts } from '../object-name.js';
import { errorCode, readWhole, syncFolder, unsafe, writeSynced } from './folder-store-files.js';
import { withLock } from './folder-store-lock.js';
import { requireWritableName, writeCure } from './write-fault.js';

/**
 * The folder of locks and temporary files, on the same file system as the objects. Names of objects never begin with a
 * dot.
 */
const WORKING = '.pcr-allowlist';

/**
 * The codes of file systems without hard links. Without hard links, a file cannot appear atomically only if none
 * exists.
 */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * A store in a folder of one machine, for any number of processes. The folder itself may be a link. Nothing in it may
 * be a link.
 *
 * An object is written to a temporary file and brought to the disk, and then gets its name in one step: by link(2),
 * which fails where the name is taken, or by rename(2), which replaces. A process that is killed leaves the old object
 * or the new one, and at most a temporary file. rename(2) has no precondition, so `putIfMatch` compares and renames
 * under a lock of that object (`withLock`); its owner may die at any moment. The ETag is the SHA-256 of the content.
 *
 * Methods reject, in order: an invalid name (`objectNameParts`), a symbolic link or device on the way or at the end of
 * it, an object of more than DSSE_MAX_BYTES (before it is read or written), a folder that cannot be read, with
 * AdapterError `list-unavailable`; a folder that cannot be written with `output-not-writable`; a file system without
 * hard links with `store-unsupported`.
 */
export function openFolderStore(path: string): AllowListStore {
  const root = resolve(path);
  return {
    async get(name) {
      return reading(root, () => {
        const bytes = readObject(root, name);
        return bytes === undefined ? undefined : { bytes, etag: etagOf(bytes) };
      });
    },
    async putIfAbsent(name, bytes) {
      return writing(root, () => putIfAbsent(root, name, bytes));
    },
    async putIfMatch(name, bytes, etag) {
      return writing(root, () => putIfMatch(root, name, bytes, etag));
    },
    async list(prefix, after) {
      return reading(root, () => {
        const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
        return [...namesIn(root, folder)]
          .filter((name) => name.startsWith(prefix) && compareNames(name, after) > 0)
          .sort(compareNames);
      });
    },
  };
}

function putIfAbsent(root: string, name: string, bytes: Uint8Array): PutOutcome {
  const target = prepare(root, name, bytes);
  const temporary = join(workingFolder(root), `${randomUUID()}.tmp`);
  try {
    writeSynced(temporary, bytes);
    linkSync(temporary, target);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // A link or device with this name is refused, not treated as an object.
    readWhole(target, DSSE_MAX_BYTES);
    return 'exists';
  } finally {
    rmSync(temporary, { force: true });
  }
  return onDisk(target);
}

async function putIfMatch(
  root: string,
  name: string,
  bytes: Uint8Array,
  etag: string,
): Promise<PutOutcome> {
  const target = prepare(root, name, bytes);
  const working = workingFolder(root);
  const replace = (token: string): PutOutcome => {
    const current = readObject(root, name);
    if (current === undefined || etagOf(current) !== etag) return 'conflict';
    const temporary = join(working, `${token}.tmp`);
    try {
      writeSynced(temporary, bytes);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return onDisk(target);
  };
  const outcome = await withLock(working, sha256Hex(Buffer.from(name)), replace);
  return outcome === 'busy' ? 'conflict' : outcome;
}

/** The object has its name. Whether the name survives a power failure depends on the file system. */
function onDisk(target: string): PutOutcome {
  try {
    syncFolder(dirname(target));
    return 'done';
  } catch {
    return 'unclear';
  }
}

function readObject(root: string, name: string): Uint8Array | undefined {
  const parts = objectNameParts(name);
  if (!requireFolders(root, parts.slice(0, -1))) return undefined;
  return readWhole(join(root, ...parts), DSSE_MAX_BYTES);
}

/** The path for an object to write. Creates its folders. */
function prepare(root: string, name: string, bytes: Uint8Array): string {
  const parts = objectNameParts(name);
  requireWritableName(root);
  if (bytes.length > DSSE_MAX_BYTES) {
    throw new AdapterError(
      'list-unavailable',
      `${name}: expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`,
    );
  }
  makeFolders(root, parts.slice(0, -1));
  return join(root, ...parts);
}

function workingFolder(root: string): string {
  makeFolders(root, [WORKING]);
  return join(root, WORKING);
}

function makeFolders(root: string, parts: readonly string[]): void {
  if (requireFolders(root, parts)) return;
  mkdirSync(root, { recursive: true });
  let path = root;
  for (const part of parts) {
    const parent = path;
    path = join(parent, part);
    try {
      mkdirSync(path);
      syncFolder(parent);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
  requireFolders(root, parts);
}

/** Whether the folders exist. Refuses symbolic links. */
function requireFolders(root: string, parts: readonly string[]): boolean {
  let path = root;
  for (const part of parts) {
    path = join(path, part);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    if (stats.isSymbolicLink()) throw unsafe(path, 'a symbolic link');
    if (!stats.isDirectory()) throw unsafe(path, 'no folder');
  }
  return true;
}

/** The names of all objects in a folder (`` or one that ends with `/`) and below. Other names are passed over. */
function* namesIn(root: string, folder: string): Generator<string> {
  const parts = folder === '' ? [] : objectNameParts(folder.slice(0, -1));
  if (!requireFolders(root, parts)) return;
  const path = join(root, ...parts);
  for (const entry of entriesOf(path)) {
    const name = `${folder}${entry.name}`;
    if (!isObjectName(name)) continue;
    if (entry.isDirectory()) yield* namesIn(root, `${name}/`);
    else if (entry.isFile()) yield name;
    else throw unsafe(join(path, entry.name), 'a symbolic link or a device');
  }
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function reading<Answer>(root: string, read: () => Answer): Promise<Answer> {
  try {
    return read();
  } catch (error) {
    throw storeError(root, error, 'list-unavailable', 'read');
  }
}

async function writing(
  root: string,
  write: () => PutOutcome | Promise<PutOutcome>,
): Promise<PutOutcome> {
  try {
    return await write();
  } catch (error) {
    const call = (error as { syscall?: unknown }).syscall;
    if (call === 'link' && NO_LINKS.includes(errorCode(error) ?? '')) {
      throw new AdapterError(
        'store-unsupported',
        `${root} is on a file system without hard links, which writers need to detect each other`,
        { at: { file: root }, cause: error },
      );
    }
    throw storeError(root, error, 'output-not-writable', 'write to');
  }
}

function storeError(
  root: string,
  error: unknown,
  code: 'list-unavailable' | 'output-not-writable',
  verb: string,
): unknown {
  const found = errorCode(error);
  if (error instanceof AdapterError || found === undefined) return error;
  const path = (error as { path?: unknown }).path;
  const at = typeof path === 'string' ? path : root;
  const hint =
    code === 'output-not-writable'
      ? writeCure(found, root)
      : `Give this user the right to read ${root}, and check the disk.`;
  return new AdapterError(code, `cannot ${verb} the store ${root}: ${found}`, {
    at: { file: at },
    hint,
    cause: error,
  });
}

function etagOf(bytes: Uint8Array): string {
  return sha256Hex(bytes);
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
