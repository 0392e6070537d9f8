import { AdapterError } from '../../base/errors.js';
import { errorCode } from './folder-store-files.js';

/**
 * The character that Node uses for bytes in a name that are not UTF-8. Such a name would be written as another name.
 */
const REPLACEMENT = '\ufffd';

/** The hint for a fault of the file system during a write. `place` is the file, folder or stream. */
export function writeCure(code: string | undefined, place: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `Free space for ${place}.`;
    case 'EACCES':
    case 'EPERM':
      return `Give this user the right to write to ${place}, or choose another place.`;
    case 'EROFS':
      return `The file system of ${place} is read-only: choose another place.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `Create the folder of ${place} first.`;
    case 'EEXIST':
      return `${place} already exists, perhaps from another process. Look at it first.`;
    default:
      return `Check the folder, the permissions and the free space of ${place}.`;
  }
}

/** The error for a file that cannot be written. */
export function notWritable(path: string, cause: unknown): AdapterError {
  const code = errorCode(cause);
  return new AdapterError('output-not-writable', `cannot write ${path}: ${code ?? cause}`, {
    at: { file: path },
    hint: writeCure(code, path),
    cause,
  });
}

/** Refuses a name that came from bytes that are not UTF-8 (`output-not-writable`). */
export function requireWritableName(path: string): void {
  if (!path.includes(REPLACEMENT)) return;
  throw new AdapterError(
    'output-not-writable',
    `cannot write ${path}: the name has bytes that are not UTF-8, shown here as ${REPLACEMENT}`,
    { at: { file: path }, hint: 'Choose a name in UTF-8.' },
  );
}
