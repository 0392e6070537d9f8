import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { decodeUtf8, encodeHex } from '../../base/encoding.js';
import { CodedError, FormatError, UsageError } from '../../base/errors.js';
import { DSSE_MAX_BYTES, TEXT_FILE_MAX_BYTES } from '../../base/size-limits.js';
import type { NewFile } from '../../workflow/ports.js';
import { openFileSource } from './file-source.js';
import { readWhole } from './folder-store-files.js';
import { withLock } from './folder-store-lock.js';
import { notWritable, requireWritableName } from './write-fault.js';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MARK = '\ufeff';

/**
 * Reads a whole text file in UTF-8, of at most TEXT_FILE_MAX_BYTES, without its byte order mark. Throws the codes of
 * `openFileSource`, and `usage` for a file that is larger or not text.
 */
export async function readTextFile(path: string): Promise<string> {
  const text = await readMarkedTextFile(path);
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}

/** The same, with its byte order mark. */
export async function readMarkedTextFile(path: string): Promise<string> {
  const bytes = await readBinaryFile(path, TEXT_FILE_MAX_BYTES);
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
  try {
    const text = decodeUtf8(hasMark ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes);
    return hasMark ? MARK + text : text;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const isUtf16 = /^(?:fffe|feff)$/.test(encodeHex(bytes.subarray(0, 2)));
    throw new UsageError(
      `${path} is not a text file: ${isUtf16 ? 'expected UTF-8, found UTF-16' : error.message}`,
      {
        at: { file: path },
        cause: error,
        ...(isUtf16 ? { hint: 'Convert it with: iconv -f UTF-16 -t UTF-8 FILE' } : {}),
      },
    );
  }
}

/** Reads a whole file, of at most `maxBytes` (`usage`). Throws the codes of `openFileSource`. */
export async function readBinaryFile(path: string, maxBytes = DSSE_MAX_BYTES): Promise<Uint8Array> {
  const source = await openFileSource(path);
  try {
    if (source.sizeBytes > maxBytes) {
      throw new UsageError(
        `${path}: expected at most ${maxBytes} bytes, found ${source.sizeBytes}`,
      );
    }
    const bytes = new Uint8Array(source.sizeBytes);
    await source.read(0, bytes);
    return bytes;
  } finally {
    await source.close();
  }
}

/** Whether the name exists. */
export async function fileExists(path: string): Promise<boolean> {
  return existsSync(path);
}

/**
 * Writes a new file, and creates its folders. Only the owner can use a secret file, from the first byte on. On failure,
 * no part of the file is left. Throws `output-not-writable`.
 */
export async function writeNewFile(
  path: string,
  text: string,
  kind: 'open' | 'secret',
): Promise<void> {
  writeNewNow({ path, text, kind });
}

/**
 * Writes new files: all of them, or none. No other code of this process runs in between. Throws `output-not-writable`.
 */
export async function writeNewFiles(files: readonly NewFile[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const file of files) {
      writeNewNow(file);
      written.push(file.path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function writeNewNow({ path, text, kind }: NewFile): void {
  requireWritableName(path);
  let isOurs = false;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'wx', kind === 'secret' ? 0o600 : 0o644);
    isOurs = true;
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (isOurs) rmSync(path, { force: true });
    throw notWritable(path, cause);
  }
}

/** Writes a file atomically: a reader sees the old or the new content. Throws `output-not-writable`. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  replaceFile(path, text);
}

/**
 * Replaces a text file, of at most TEXT_FILE_MAX_BYTES, with the result of `change`. The file is read again under the
 * lock `<path>.lock`, so that no other process changes it. Throws `output-not-writable`, and the errors of `change`.
 */
export async function updateTextFile(
  path: string,
  change: (text: string | undefined) => string,
): Promise<void> {
  const ended = await withLock(dirname(path), basename(path), () => {
    const bytes = readWhole(path, TEXT_FILE_MAX_BYTES);
    replaceFile(path, change(bytes === undefined ? undefined : decodeUtf8(bytes)));
  }).catch((cause) => {
    throw cause instanceof CodedError ? cause : notWritable(path, cause);
  });
  if (ended === 'busy') throw notWritable(path, 'another process holds its lock');
}

/** The same for bytes. Throws `output-not-writable`. */
export async function writeBinaryFile(path: string, bytes: Uint8Array): Promise<void> {
  replaceFile(path, bytes);
}

function replaceFile(path: string, content: string | Uint8Array): void {
  requireWritableName(path);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw notWritable(path, cause);
  }
}
