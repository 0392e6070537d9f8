import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdapterError } from '../base/errors.js';
import { EIF_MAX_BYTES } from '../base/size-limits.js';
import { getS3Image } from './aws/s3-image.js';
import type { S3Calls } from './aws/s3-store.js';
import { type FileSource, openFileSource } from './files/file-source.js';
import { getHttps, type HttpsPorts } from './https-body.js';
import { causeText, type RemoteBody, unreadableImageError } from './remote-image-body.js';

/** The ports of fetching. Default: the real ones. */
export interface RemoteImagePorts extends HttpsPorts {
  readonly s3Calls?: () => Promise<S3Calls>;
  readonly maxBytes?: number;
}

/** Reports the received bytes. The total is undefined if the answer does not announce it. */
export type OnProgress = (doneBytes: number, totalBytes: number | undefined) => void;

export interface FetchedImage {
  readonly source: FileSource;
  /** The SHA-256 of the whole content, in lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * An image at `s3://bucket/key` or `https://…`, streamed into a file of its own with mode 0600 that `close` removes. In
 * order: the address and the answer (`getS3Image`, `getHttps`); the size that it claims, at most EIF_MAX_BYTES, before
 * anything is written; what arrives, bounded the same, and of the size that was claimed (`input-not-readable`).
 *
 * Rejects with UsageError and AdapterError `input-not-found` or `input-not-readable`; then no file is left.
 */
export async function fetchImage(
  address: string,
  onProgress: OnProgress = () => {},
  ports: RemoteImagePorts = {},
): Promise<FetchedImage> {
  const folder = await temporaryFolder();
  // Ctrl-C ends the process without waiting for this.
  const atExit = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', atExit);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', atExit);
  };
  try {
    const remote = /^s3:/i.test(address)
      ? await getS3Image(address, ports.s3Calls)
      : await getHttps(address, ports);
    const path = join(folder, 'image.eif');
    const sha256 = await keep(remote, path, ports.maxBytes ?? EIF_MAX_BYTES, onProgress);
    const source = await openFileSource(path);
    const close = () => source.close().finally(remove);
    return { source: { ...source, name: remote.name, close }, sha256 };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Only the owner can read the folder. If this program is killed, the runner empties RUNNER_TEMP. */
async function temporaryFolder(): Promise<string> {
  const parent = process.env['RUNNER_TEMP'] || tmpdir();
  try {
    return await mkdtemp(join(parent, 'pcr-allowlist-'));
  } catch (cause) {
    throw unreadableImageError('the image', `no folder can be created in ${parent}`, {
      cause,
    });
  }
}

/** Writes the body to a new file. Returns its SHA-256. */
async function keep(
  remote: RemoteBody,
  path: string,
  maxBytes: number,
  onProgress: OnProgress,
): Promise<string> {
  const hash = createHash('sha256');
  const chunks = bounded(remote, maxBytes, (chunk, doneBytes) => {
    hash.update(chunk);
    onProgress(doneBytes, remote.sizeBytes);
  });
  try {
    await writeFile(path, chunks, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof AdapterError) throw error;
    throw unreadableImageError(remote.name, `it cannot be kept in ${path}: ${causeText(error)}`, {
      hint: 'RUNNER_TEMP, or else the folder for temporary files, needs room for the image.',
      cause: error,
    });
  }
  return hash.digest('hex');
}

/**
 * The chunks, up to the limit and of the size that was said. What breaks them off is one of our errors. A claim over the
 * limit is refused at the first chunk and not before, because whoever begins to read a body also ends its connection.
 */
async function* bounded(
  { name, sizeBytes, body }: RemoteBody,
  maxBytes: number,
  see: (chunk: Uint8Array, doneBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  try {
    for await (const chunk of body) {
      done += chunk.length;
      const expected = Math.max(done, sizeBytes ?? 0);
      if (expected > maxBytes) {
        throw unreadableImageError(name, `expected at most ${maxBytes} bytes, found ${expected}`);
      }
      see(chunk, done);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AdapterError
      ? error
      : unreadableImageError(name, causeText(error), { cause: error });
  }
  if (sizeBytes !== undefined && done !== sizeBytes) {
    throw unreadableImageError(name, `expected ${sizeBytes} bytes, found ${done}`);
  }
}
