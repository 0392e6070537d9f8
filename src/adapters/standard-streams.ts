import { readSync, writeSync } from 'node:fs';
import { AdapterError, UsageError } from '../base/errors.js';
import { DSSE_MAX_BYTES } from '../base/size-limits.js';

/** The wait for a slow reader before the next attempt. */
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
            hint: 'Free space at the destination. The changes of the command stay in effect: `pcr-allowlist status` shows the list.',
            cause: error,
          },
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/** Reads all of standard input, of at most `maxBytes` (`usage`). Throws AdapterError `input-not-readable`. */
export async function readStandardInput(maxBytes = DSSE_MAX_BYTES): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const count = readInput(chunk);
    if (count === 0) break;
    length += count;
    if (length > maxBytes)
      throw new UsageError(`standard input: expected at most ${maxBytes} bytes`);
    chunks.push(chunk.subarray(0, count));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const CHUNK_BYTES = 64 * 1024;

function readInput(chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') {
        throw new AdapterError(
          'input-not-readable',
          `cannot read standard input: ${code ?? cause}`,
          {
            cause,
          },
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
