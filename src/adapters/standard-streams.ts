import { writeSync } from 'node:fs';
import { AdapterError } from '../base/errors.js';

/** How long to wait for a reader that is behind before trying again. */
const RETRY_MS = 2;

/**
 * Writes a text to a standard stream, all of it, before it returns. Node's own streams would do, but loading them costs
 * more than measuring a small image. A reader that went away, as `| head` does, is no error: nobody is left to tell.
 *
 * Throws AdapterError `output-not-writable` for any other fault, such as a full disk behind a redirection.
 */
export function writeStandard(descriptor: 1 | 2, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') {
        const stream = descriptor === 1 ? 'standard output' : 'standard error';
        throw new AdapterError(
          'output-not-writable',
          `cannot write to ${stream}: ${code ?? error}`,
          {
            cause: error,
          },
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
