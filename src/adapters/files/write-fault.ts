import { AdapterError } from '../../base/errors.js';
import { errorCode } from './folder-store-files.js';

/** What Node makes of bytes in a name that are not UTF-8. Such a name would be written as another one. */
const REPLACEMENT = '\ufffd';

/**
 * The cure for a fault of the file system while something is written. `place` is what people can change: a file, a
 * folder, or a stream.
 */
export function writeCure(code: string | undefined, place: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `Make room for ${place}.`;
    case 'EACCES':
    case 'EPERM':
      return `Give this user the right to write to ${place}, or choose another place.`;
    case 'EROFS':
      return `The file system of ${place} is read-only: choose another place.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `Make the folder of ${place} first.`;
    case 'EEXIST':
      return `Something is there already under the name ${place}, perhaps of another process: look at it first.`;
    default:
      return `Check folder, permission and free space of ${place}.`;
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
    `cannot write ${path}: the name holds bytes that are not UTF-8, shown here as ${REPLACEMENT}`,
    { at: { file: path }, hint: 'Choose a name in UTF-8.' },
  );
}
