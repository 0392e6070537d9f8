/** Bytes read at a time: large enough for the disk, small compared with any memory limit. */
export const PIECE_BYTES = 1024 * 1024;

/** Receives each piece of the file as read and hashed, and may refuse it by throwing. */
export type PieceObserver = (bytes: Uint8Array, offsetBytes: number) => void;

/** Pieces in use at once. It bounds the memory, and how far the slowest reader may fall behind. */
const SLOTS = 16;

/**
 * Memory through which one writer passes pieces to readers in other threads: a ring of slots, and counters of the published
 * pieces and of the pieces that each reader is done with. Pieces are numbered from 0 and come in this order.
 */
export class PieceRing {
  readonly memory: SharedArrayBuffer;
  private readonly pieceBytes: number;
  private readonly readers: number;
  /** Index 0 counts published pieces. The others count the pieces that each reader is done with. */
  private readonly counters: Int32Array<SharedArrayBuffer>;

  /** Uses memory that `create` made, in any thread. */
  constructor(memory: SharedArrayBuffer, pieceBytes: number, readers: number) {
    this.memory = memory;
    this.pieceBytes = pieceBytes;
    this.readers = readers;
    this.counters = new Int32Array(memory, SLOTS * pieceBytes, 1 + readers);
  }

  static create(pieceBytes: number, readers: number): PieceRing {
    return new PieceRing(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + readers)),
      pieceBytes,
      readers,
    );
  }

  /** The memory of piece `i`. */
  piece(i: number, lengthBytes: number): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.memory, (i % SLOTS) * this.pieceBytes, lengthBytes);
  }

  /** Writer: resolves when every reader is done with the piece in the slot that piece `i` takes. */
  async room(i: number): Promise<void> {
    for (let reader = 1; reader <= this.readers; reader++) {
      for (let done = this.doneBy(reader); done <= i - SLOTS; done = this.doneBy(reader)) {
        const { value } = Atomics.waitAsync(this.counters, reader, done);
        await value;
      }
    }
  }

  /** Writer: publishes piece `i`. */
  publish(i: number): void {
    Atomics.store(this.counters, 0, i + 1);
    Atomics.notify(this.counters, 0);
  }

  /** Reader: returns when piece `i` is published. It blocks its thread, which has nothing else to do. */
  await(i: number): void {
    for (let published = this.published(); published <= i; published = this.published()) {
      Atomics.wait(this.counters, 0, published);
    }
  }

  /** Reader: reports that this reader (from 0) is done with piece `i`. */
  release(i: number, reader: number): void {
    Atomics.store(this.counters, 1 + reader, i + 1);
    Atomics.notify(this.counters, 1 + reader);
  }

  private published(): number {
    return Atomics.load(this.counters, 0);
  }

  private doneBy(reader: number): number {
    return Atomics.load(this.counters, reader);
  }
}
