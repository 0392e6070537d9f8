import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { decodeUtf8 } from '../base/encoding.js';
import { AdapterError, FormatError, UsageError } from '../base/errors.js';
import { TEXT_FILE_MAX_BYTES } from '../base/limits.js';
import { openFileSource } from './file-source.js';

/**
 * A whole text file in UTF-8, of at most TEXT_FILE_MAX_BYTES. Throws the codes of `openFileSource`, and `usage` for a
 * file that is larger or no text.
 */
export async function readTextFile(path: string): Promise<string> {
  const source = await openFileSource(path);
  try {
    if (source.sizeBytes > TEXT_FILE_MAX_BYTES) {
      throw new UsageError(
        `${path}: expected at most ${TEXT_FILE_MAX_BYTES} bytes, found ${source.sizeBytes}`,
      );
    }
    const bytes = new Uint8Array(source.sizeBytes);
    await source.read(0, bytes);
    return decodeUtf8(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError(`${path} is not a text file: ${error.message}`, {
      at: { file: path },
      cause: error,
    });
  } finally {
    await source.close();
  }
}

/** Writes a file so that whoever reads it sees the old content or the new one. Throws `output-not-writable`. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new AdapterError(
      'output-not-writable',
      `cannot write ${path}: ${(cause as { code?: string }).code ?? cause}`,
      {
        at: { file: path },
        cause,
      },
    );
  }
}
