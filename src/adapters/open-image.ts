import { createHash } from 'node:crypto';
import { TrustError, UsageError } from '../base/errors.js';
import type { ByteSource } from '../format/byte-source.js';
import { type FileSource, openFileSource } from './files/file-source.js';
import { fetchImage, type OnProgress, type RemoteImagePorts } from './remote-image.js';

export interface OpenImageOptions {
  /** The required SHA-256 of the whole file, 64 hexadecimal digits in lower case. */
  readonly sha256?: string;
  /** Reports progress while an image is fetched. */
  readonly onProgress?: OnProgress;
}

/** The size of one read while the SHA-256 of a local file is computed. */
const PIECE_BYTES = 1024 * 1024;

/**
 * An image by its name: a path, `s3://bucket/key` or `https://…`. In order: `sha256` has its form and the name is of a
 * kind that is taken (`usage`); the file is opened as `openFileSource` does, or fetched as `fetchImage` does; where
 * `sha256` is given, it is that of the content (`sha256-mismatch`). Other addresses, plain http among them, are
 * `usage`.
 *
 * Without `sha256`, an image from an address has the current content, and only TLS authenticates its server.
 */
export async function openImage(
  name: string,
  options: OpenImageOptions = {},
  ports?: RemoteImagePorts,
): Promise<FileSource> {
  const { sha256 } = options;
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new UsageError(`expected a SHA-256 as 64 digits 0-9a-f, found ${sha256}`);
  }
  const { source, found } = await open(name, options, ports);
  try {
    if (sha256 !== undefined) requireSha256(sha256, found ?? (await sha256Of(source)), source.name);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** `openImage` for commands, with the pinned SHA-256 if there is one. */
export function openPinnedImage(name: string, sha256?: string): Promise<FileSource> {
  return openImage(name, sha256 === undefined ? {} : { sha256 });
}

/** `found`: the SHA-256 if it is already known. */
async function open(
  name: string,
  { onProgress }: OpenImageOptions,
  ports: RemoteImagePorts | undefined,
): Promise<{ readonly source: FileSource; readonly found?: string }> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (scheme === undefined) return { source: await openFileSource(name) };
  if (!/^(?:s3|https)$/i.test(scheme)) {
    throw new UsageError(
      `expected an image as a path, s3://bucket/key or https://host/path, found ${scheme}://…`,
    );
  }
  const { source, sha256 } = await fetchImage(name, onProgress, ports);
  return { source, found: sha256 };
}

function requireSha256(expected: string, found: string, name: string): void {
  if (expected === found) return;
  throw new TrustError('sha256-mismatch', `${name}: expected SHA-256 ${expected}, found ${found}`, {
    at: { file: name },
    hint: 'The image is not the pinned image, or the given digest is wrong.',
  });
}

async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  const piece = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
  for (let offset = 0; offset < source.sizeBytes; offset += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, source.sizeBytes - offset));
    await source.read(offset, part);
    hash.update(part);
  }
  return hash.digest('hex');
}
