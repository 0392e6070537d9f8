import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdapterError } from '../../base/errors.js';

/** A new folder among the temporary ones, its owner's alone. Throws `output-not-writable`. */
export function makeTemporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    const why = (cause as { code?: string }).code ?? cause;
    throw new AdapterError('output-not-writable', `cannot make a folder in ${tmpdir()}: ${why}`, {
      cause,
    });
  }
}
