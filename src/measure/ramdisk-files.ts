import { encodeHex } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import {
  RAMDISK_MAX_FILES,
  RAMDISK_MAX_PATH_CHARACTERS,
  RAMDISK_MAX_UNPACKED_BYTES,
} from '../base/size-limits.js';
import { type CpioEntry, CpioReader } from '../format/cpio.js';
import {
  compressionOf,
  decompress,
  isCompression,
  MAGIC_MAX_BYTES,
  type Pieces,
} from './decompression.js';
import type { Hashing, RunningHash } from './hashing.js';

/** One file of a ramdisk. */
export interface RamdiskFile
  extends Pick<
    CpioEntry,
    'mode' | 'userId' | 'groupId' | 'modifiedSeconds' | 'sizeBytes' | 'device'
  > {
  /** SHA-256 of its content, lower-case hex. */
  readonly sha256: string;
}

/** The files of a ramdisk by path, and what else determines its bytes. */
export interface RamdiskFiles {
  /** The last file counts for a duplicate path, as it does when Linux unpacks the ramdisk. */
  readonly files: ReadonlyMap<string, RamdiskFile>;
  readonly compression: string;
  /** Covers the paths in the order of the archive. */
  readonly orderSha256: string;
  /** Covers inode numbers, numbers of links and devices. */
  readonly identitySha256: string;
}

/**
 * Lists the files of an initial ramdisk: cpio archives (newc), plain or compressed with gzip, zstd or xz, with plain
 * archives before a compressed one, as for microcode. It keeps only paths and digests, within RAMDISK_MAX_FILES and
 * RAMDISK_MAX_PATH_CHARACTERS, and unpacks at most RAMDISK_MAX_UNPACKED_BYTES.
 *
 * Throws FormatError `archive-format` for everything else, with its reason.
 */
export async function listRamdisk(pieces: Pieces, hashing: Hashing): Promise<RamdiskFiles> {
  const list = new FileList(hashing);
  const iterator = pieces[Symbol.asyncIterator]();
  const outer = new CpioReader(list);
  let compression = 'none';
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    list.count(next.value.length);
    const rest = outer.update(next.value);
    if (rest === undefined) continue;
    const start = await atLeast(rest, MAGIC_MAX_BYTES, iterator);
    const found = compressionOf(start);
    if (!isCompression(found)) throw unknownContent(found);
    compression = found;
    await unpack(found, following(start, iterator), list);
    break;
  }
  outer.finish();
  return list.finish(compression);
}

async function unpack(
  compression: Parameters<typeof decompress>[0],
  pieces: Pieces,
  list: FileList,
): Promise<void> {
  const inner = new CpioReader(list);
  await decompress(compression, pieces, (bytes) => {
    list.count(bytes.length);
    const rest = inner.update(bytes);
    if (rest !== undefined) throw unknownContent(compressionOf(rest));
  });
  inner.finish();
}

function unknownContent(found: string | undefined): FormatError {
  return new FormatError(
    'archive-format',
    found === undefined
      ? 'expected a cpio archive (newc) or a known compression'
      : `the compression ${found} is not supported`,
  );
}

/** The bytes with as many of the next pieces as this number of bytes needs. Fewer where the input ends. */
async function atLeast(
  bytes: Uint8Array,
  wantedBytes: number,
  iterator: AsyncIterator<Uint8Array>,
): Promise<Uint8Array> {
  let start = bytes;
  while (start.length < wantedBytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    const longer = new Uint8Array(start.length + value.length);
    longer.set(start);
    longer.set(value, start.length);
    start = longer;
  }
  return start;
}

async function* following(
  start: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield start;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    yield next.value;
  }
}

/** Receives entries and digests their content. */
class FileList {
  private readonly hashing: Hashing;
  private readonly files = new Map<string, RamdiskFile>();
  private readonly order: RunningHash;
  private readonly identity: RunningHash;
  private entries = 0;
  private pathCharacters = 0;
  private unpackedBytes = 0;
  private current: { readonly entry: CpioEntry; readonly hash: RunningHash } | undefined;

  constructor(hashing: Hashing) {
    this.hashing = hashing;
    this.order = hashing.sha256();
    this.identity = hashing.sha256();
  }

  count(bytes: number): void {
    this.unpackedBytes += bytes;
    if (this.unpackedBytes > RAMDISK_MAX_UNPACKED_BYTES) {
      throw tooMuch(`${RAMDISK_MAX_UNPACKED_BYTES} bytes unpacked`);
    }
  }

  entry(entry: CpioEntry): void {
    this.entries++;
    this.pathCharacters += entry.path.length;
    if (this.entries > RAMDISK_MAX_FILES) throw tooMuch(`${RAMDISK_MAX_FILES} files`);
    if (this.pathCharacters > RAMDISK_MAX_PATH_CHARACTERS) {
      throw tooMuch(`${RAMDISK_MAX_PATH_CHARACTERS} characters of paths`);
    }
    const encoder = new TextEncoder();
    this.order.update(encoder.encode(`${entry.path}\0`));
    this.identity.update(encoder.encode(`${entry.identity}\0`));
    this.current = { entry, hash: this.hashing.sha256() };
  }

  data(piece: Uint8Array): void {
    this.current?.hash.update(piece);
  }

  entryEnd(): void {
    if (this.current === undefined) return;
    const { entry, hash } = this.current;
    const { path, identity: _, ...facts } = entry;
    this.files.set(path, { ...facts, sha256: encodeHex(hash.digest()) });
    this.current = undefined;
  }

  finish(compression: string): RamdiskFiles {
    return {
      files: this.files,
      compression,
      orderSha256: encodeHex(this.order.digest()),
      identitySha256: encodeHex(this.identity.digest()),
    };
  }
}

function tooMuch(limit: string): FormatError {
  return new FormatError('archive-format', `expected at most ${limit}, found more`);
}
