import { FormatError } from '../base/errors.js';
import { ZSTD_WINDOW_MAX_BYTES, ZSTD_WINDOW_WORK_MAX_BYTES } from '../base/size-limits.js';

/** A run of bytes of one frame, and whether the frame ends with it. */
export interface ZstdPiece {
  readonly bytes: Uint8Array;
  readonly endsFrame: boolean;
}

const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const BLOCK_MAX_BYTES = 128 * 1024;
const CHECKSUM_BYTES = 4;
const BLOCK_TYPE = { raw: 0, rle: 1, compressed: 2 };
const EMPTY = new Uint8Array();

type State =
  | 'magic'
  | 'descriptor'
  | 'header'
  | 'skip-size'
  | 'skip'
  | 'block'
  | 'content'
  | 'checksum';

/**
 * Walks the frames and blocks of zstd data (RFC 8878 sections 3.1 and 4.1) without decompressing them. Before a
 * decompressor sees the data, it refuses a window above ZSTD_WINDOW_MAX_BYTES, a dictionary, reserved bits, a block above
 * its maximum, and frames and blocks with more total window bytes than ZSTD_WINDOW_WORK_MAX_BYTES. It drops skippable
 * frames.
 *
 * Throws FormatError `archive-format`.
 */
export class ZstdFrames {
  private state: State = 'magic';
  private held = EMPTY;
  private wantedBytes = MAGIC_BYTES;
  private windowBytes = 0;
  private workBytes = 0;
  private descriptor = 0;
  private isLastBlock = false;

  /** The pieces of frames in these bytes, in order. */
  *update(bytes: Uint8Array): Generator<ZstdPiece> {
    let rest = bytes;
    while (rest.length > 0) {
      const piece = rest.subarray(0, this.wantedBytes - this.held.length);
      rest = rest.subarray(piece.length);
      if (this.state === 'content' || this.state === 'skip' || this.state === 'checksum') {
        this.wantedBytes -= piece.length;
        const isDone = this.wantedBytes === 0;
        const wasSkipped = this.state === 'skip';
        const ends = isDone && (this.state === 'checksum' || this.isLastWithoutChecksum());
        if (isDone) this.afterRun();
        if (!wasSkipped) yield { bytes: piece, endsFrame: ends };
        continue;
      }
      this.held = joined(this.held, piece);
      if (this.held.length < this.wantedBytes) continue;
      const whole = this.held;
      this.held = EMPTY;
      yield* this.read(whole);
    }
  }

  /** Refuses data that ends inside a frame. */
  finish(): void {
    if (this.state !== 'magic' || this.held.length > 0)
      throw refusal('expected the end of a frame');
  }

  private *read(bytes: Uint8Array): Generator<ZstdPiece> {
    switch (this.state) {
      case 'magic':
        return this.readMagic(bytes);
      case 'descriptor':
        return this.readDescriptor(bytes);
      case 'header': {
        this.readHeader(bytes);
        const magic = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, this.descriptor);
        yield { bytes: joined(magic, bytes), endsFrame: false };
        return;
      }
      case 'skip-size':
        this.want('skip', little(bytes));
        if (this.wantedBytes === 0) this.want('magic', MAGIC_BYTES);
        return;
      default: {
        const isEmpty = this.readBlockHeader(bytes);
        const ends = isEmpty && this.isLastWithoutChecksum();
        if (isEmpty) this.afterRun();
        yield { bytes, endsFrame: ends };
      }
    }
  }

  private readMagic(bytes: Uint8Array): void {
    const magic = little(bytes);
    if (magic === FRAME_MAGIC) this.want('descriptor', 1);
    else if (magic - (magic % 16) === SKIPPABLE_MAGIC) this.want('skip-size', 4);
    else throw refusal('expected a frame');
  }

  private readDescriptor(bytes: Uint8Array): void {
    this.descriptor = bytes[0] ?? 0;
    if ((this.descriptor & 0x08) !== 0) throw refusal('expected the reserved bit to be 0');
    if ((this.descriptor & 0x03) !== 0) throw refusal('expected no dictionary');
    // A frame has a window descriptor, a content size or both.
    this.want('header', (this.isSingleSegment() ? 0 : 1) + this.contentSizeBytes());
  }

  private readHeader(bytes: Uint8Array): void {
    this.windowBytes = this.isSingleSegment()
      ? little(bytes) + (bytes.length === 2 ? 256 : 0)
      : windowOf(bytes[0] ?? 0);
    if (this.windowBytes > ZSTD_WINDOW_MAX_BYTES) {
      throw refusal(
        `expected a window of at most ${ZSTD_WINDOW_MAX_BYTES} bytes, found ${this.windowBytes}`,
      );
    }
    this.count();
    this.want('block', BLOCK_HEADER_BYTES);
  }

  /** Whether the block has no content. */
  private readBlockHeader(bytes: Uint8Array): boolean {
    const header = little(bytes);
    const type = (header >> 1) & 3;
    const sizeBytes = header >> 3;
    if (type > BLOCK_TYPE.compressed) throw refusal('expected a known type of block');
    if (sizeBytes > BLOCK_MAX_BYTES) {
      throw refusal(`expected a block of at most ${BLOCK_MAX_BYTES} bytes, found ${sizeBytes}`);
    }
    this.count();
    this.isLastBlock = (header & 1) === 1;
    this.want('content', type === BLOCK_TYPE.rle ? 1 : sizeBytes);
    return this.wantedBytes === 0;
  }

  /** Chooses the state after content, a checksum or a skippable frame. */
  private afterRun(): void {
    if (this.state === 'content' && !this.isLastBlock) this.want('block', BLOCK_HEADER_BYTES);
    else if (this.state === 'content' && this.hasChecksum()) this.want('checksum', CHECKSUM_BYTES);
    else this.want('magic', MAGIC_BYTES);
  }

  private isLastWithoutChecksum(): boolean {
    return this.state === 'content' && this.isLastBlock && !this.hasChecksum();
  }

  private hasChecksum(): boolean {
    return (this.descriptor & 0x04) !== 0;
  }

  private isSingleSegment(): boolean {
    return (this.descriptor & 0x20) !== 0;
  }

  /** Length of the content size field. It is one byte only where it also stands for the window. */
  private contentSizeBytes(): number {
    const flag = this.descriptor >> 6;
    return flag === 0 ? (this.isSingleSegment() ? 1 : 0) : 1 << flag;
  }

  private count(): void {
    this.workBytes += this.windowBytes;
    if (this.workBytes > ZSTD_WINDOW_WORK_MAX_BYTES) {
      throw refusal('expected fewer blocks for a window of this size');
    }
  }

  private want(state: State, bytes: number): void {
    this.state = state;
    this.wantedBytes = bytes;
  }
}

/** RFC 8878 section 3.1.1.1.2. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function little(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function refusal(message: string): FormatError {
  return new FormatError('archive-format', `zstd: ${message}`);
}
