import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FormatError } from '../base/errors.js';
import { ZstdFrames } from '../format/zstd-frames.js';

/** Pieces of a content, each with memory of its own. */
export type Pieces = AsyncIterable<Uint8Array>;

/** The supported compressions of an initial ramdisk. */
export type Compression = 'gzip' | 'zstd' | 'xz';

const MAGICS: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lzma', [0x5d, 0x00, 0x00]],
  ['lzo', [0x89, 0x4c, 0x5a]],
  ['lz4', [0x02, 0x21, 0x4c, 0x18]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
];
/** The length of the longest magic. */
export const MAGIC_MAX_BYTES = 6;

/** The compression of a content by its first bytes, as in Linux (lib/decompress.c). Undefined for an unknown one. */
export function compressionOf(start: Uint8Array): string | undefined {
  return MAGICS.find(([, magic]) => magic.every((byte, i) => start[i] === byte))?.[0];
}

export function isCompression(name: string | undefined): name is Compression {
  return name === 'gzip' || name === 'zstd' || name === 'xz';
}

/**
 * Decompresses a stream and passes its content on piece by piece, so that it holds only a window and a piece. The window is
 * 32 KiB with gzip, at most ZSTD_WINDOW_MAX_BYTES with zstd, and at most 64 MiB with xz, because its reader refuses more.
 * An error of `consume` ends it. The packages for zstd and xz are loaded when needed.
 *
 * Throws FormatError `archive-format` for data that cannot be decompressed.
 */
export async function decompress(
  compression: Compression,
  pieces: Pieces,
  consume: (bytes: Uint8Array) => void,
): Promise<void> {
  try {
    await DECOMPRESSORS[compression](pieces, consume);
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    if (!isDataFault(cause)) throw cause;
    throw new FormatError('archive-format', `${compression}: the data cannot be decompressed`, {
      cause,
    });
  }
}

const DECOMPRESSORS: {
  readonly [compression in Compression]: (
    pieces: Pieces,
    consume: (bytes: Uint8Array) => void,
  ) => Promise<void>;
} = { gzip: fromGzip, zstd: fromZstd, xz: fromXz };

async function fromGzip(pieces: Pieces, consume: (bytes: Uint8Array) => void): Promise<void> {
  const gunzip = createGunzip();
  const input = Readable.from(pieces, { objectMode: false });
  input.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip)) consume(chunk);
  } finally {
    input.destroy();
  }
}

/** Each frame gets a new decompressor, because a decompressor keeps references to its input and no state between frames. */
async function fromZstd(pieces: Pieces, consume: (bytes: Uint8Array) => void): Promise<void> {
  const { Decompress } = await import('./zstd-sdk.js');
  const frames = new ZstdFrames();
  let frame = new Decompress(consume);
  for await (const piece of pieces) {
    for (const { bytes, endsFrame } of frames.update(piece)) {
      frame.push(bytes, endsFrame);
      if (endsFrame) frame = new Decompress(consume);
    }
  }
  frames.finish();
}

async function fromXz(pieces: Pieces, consume: (bytes: Uint8Array) => void): Promise<void> {
  const { XzReadableStream } = await import('./xz-sdk.js');
  const iterator = pieces[Symbol.asyncIterator]();
  const input = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  for await (const chunk of new XzReadableStream(input)) consume(chunk);
}

/** Whether an error is one of a decompressor, and not one of reading. */
function isDataFault(error: unknown): boolean {
  // An error of Node may not be an instance of our Error, so its form decides.
  const { code } = (error ?? {}) as { code?: unknown };
  // The codes of zlib are `Z_…`, those of fzstd are numbers, and errors of xz-decompress and RangeErrors have none.
  return code === undefined || typeof code === 'number' || String(code).startsWith('Z_');
}
