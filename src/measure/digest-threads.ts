import { Worker } from 'node:worker_threads';
import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { PIECE_BYTES, type PieceObserver } from './digest-source.js';
import { nodeHashing } from './node-hashing.js';
import { TRACKS, type TrackName, type TrackResults } from './tracks.js';

/** Pieces under way at once, which also bounds the memory: a slower thread may fall this far behind. */
const RING_SLOTS = 8;

/** The built worker; the path is the same from `src/measure` and from `dist/chunks`, where the build confirms this file. */
const WORKER_URL = new URL('../../dist/digest-worker.js', import.meta.url);

/** What a worker is started with: one track over the pieces in `ring`. */
export interface WorkerOrder {
  readonly track: TrackName;
  readonly sections: readonly EifSection[];
  readonly ring: SharedArrayBuffer;
}

/** A piece lies in the ring; `null` asks for the result. */
export type WorkerRequest = {
  readonly slot: number;
  readonly lengthBytes: number;
  readonly offsetBytes: number;
} | null;

/** A number says that so many pieces are done; anything else is the track's result. */
export type WorkerReply = number | TrackResults[TrackName];

/**
 * All tracks with Node's hashes: `image` in this thread, `sections` and `file` in threads beside it.
 *
 * Every piece is read once, into memory that the threads share, so that all tracks and the observer see the same
 * bytes whatever happens to the file meanwhile.
 */
export async function digestWithThreads(
  source: ByteSource,
  sections: readonly EifSection[],
  observe: PieceObserver,
): Promise<TrackResults> {
  const ring = new SharedArrayBuffer(RING_SLOTS * PIECE_BYTES);
  const perSection = new TrackThread('sections', sections, ring);
  const file = new TrackThread('file', sections, ring);
  try {
    const image = TRACKS.image(sections, nodeHashing);
    let count = 0;
    for (let offsetBytes = 0; offsetBytes < source.sizeBytes; offsetBytes += PIECE_BYTES) {
      await Promise.all([
        perSection.atMostBehind(RING_SLOTS - 1),
        file.atMostBehind(RING_SLOTS - 1),
      ]);
      const slot = count++ % RING_SLOTS;
      const lengthBytes = Math.min(PIECE_BYTES, source.sizeBytes - offsetBytes);
      const piece = new Uint8Array(ring, slot * PIECE_BYTES, lengthBytes);
      await source.read(offsetBytes, piece);
      perSection.send({ slot, lengthBytes, offsetBytes });
      file.send({ slot, lengthBytes, offsetBytes });
      image.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    const [sectionsResult, fileResult] = await Promise.all([perSection.finish(), file.finish()]);
    return { image: image.finish(), sections: sectionsResult, file: fileResult };
  } finally {
    await Promise.all([perSection.stop(), file.stop()]);
  }
}

/** One worker and how far it is behind. A worker that fails or exits rejects whatever waits for it. */
class TrackThread<Name extends Exclude<TrackName, 'image'>> {
  private readonly worker: Worker;
  private behind = 0;
  private result: TrackResults[Name] | undefined;
  private failure: Error | undefined;
  private wake: () => void = () => {};

  constructor(track: Name, sections: readonly EifSection[], ring: SharedArrayBuffer) {
    const workerData: WorkerOrder = { track, sections, ring };
    this.worker = new Worker(WORKER_URL, { workerData, env: {}, execArgv: [] });
    this.worker.on('message', (reply: WorkerReply) => {
      if (typeof reply === 'number') this.behind -= reply;
      else this.result = reply as TrackResults[Name];
      this.wake();
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () =>
      this.fail(new Error(`the ${track} thread ended before its result`)),
    );
  }

  send(piece: WorkerRequest): void {
    this.behind++;
    this.worker.postMessage(piece);
  }

  async atMostBehind(pieces: number): Promise<void> {
    await this.until(() => this.behind <= pieces);
  }

  async finish(): Promise<TrackResults[Name]> {
    this.worker.postMessage(null);
    await this.until(() => this.result !== undefined);
    return this.result as TrackResults[Name];
  }

  async stop(): Promise<void> {
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.failure !== undefined) throw this.failure;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
