import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdapterError } from '../../base/errors.js';
import { errorCode } from './folder-store-files.js';
import { writeCure } from './write-fault.js';

/** Creates a temporary folder that only its owner can use. Throws `output-not-writable`. */
export function makeTemporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    const code = errorCode(cause);
    throw new AdapterError(
      'output-not-writable',
      `cannot create a folder in ${tmpdir()}: ${code ?? cause}`,
      { hint: writeCure(code, tmpdir()), cause },
    );
  }
}
