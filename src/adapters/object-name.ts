import { AdapterError } from '../base/errors.js';

/** Control characters, and the backslash, which separates folders on Windows. */
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/;

/** The maximum length of an S3 key in bytes. File names in a folder are shorter. */
const NAME_MAX_BYTES = 1024;

/**
 * The parts of an object's name, which are divided by `/`. In order: at most NAME_MAX_BYTES of well-formed text;
 * no control character and no backslash; no part that is empty (so no absolute name) or begins with a dot (so no `.`,
 * no `..`, and nothing of the store's own working files). Throws AdapterError `list-unavailable`.
 */
export function objectNameParts(name: string): readonly string[] {
  const parts = name.split('/');
  const fault =
    Buffer.byteLength(name) > NAME_MAX_BYTES
      ? `it has more than ${NAME_MAX_BYTES} bytes`
      : !isWellFormed(name)
        ? 'it is not well-formed text'
        : FORBIDDEN.test(name)
          ? 'it has a control character or a backslash'
          : parts.some((part) => part === '' || part.startsWith('.'))
            ? 'a part of it is empty or begins with a dot'
            : undefined;
  if (fault === undefined) return parts;
  throw new AdapterError(
    'list-unavailable',
    `not a name of an object in a store: ${JSON.stringify(name.slice(0, NAME_MAX_BYTES))}: ${fault}`,
  );
}

/** Whether `objectNameParts` accepts a name from a listing. */
export function isObjectName(name: string): boolean {
  try {
    objectNameParts(name);
    return true;
  } catch {
    return false;
  }
}

/** The order of names in a store: the order of their UTF-8 bytes, which differs from the order of UTF-16 code units. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A lone surrogate does not survive the conversion to UTF-8 and back. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}
