import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { joinTracks, type TrackName, type TrackResults } from './digest-tracks.js';
import { nodeHashing } from './node-hashing.js';
import { PIECE_BYTES, type PieceObserver, PieceRing } from './piece-ring.js';

/**
 * The path of the worker, relative to this file. The build sets it: scripts/build.mjs to the worker in `dist/`,
 * jest.config.mjs and scripts/source.mjs to one that they build from the source.
 */
declare const DIGEST_WORKER: string;
export const DIGEST_WORKER_URL = new URL(DIGEST_WORKER, import.meta.url);

/** The data that a worker starts with. Its only message is the results of its tracks. */
export interface WorkerOrder {
  readonly tracks: readonly TrackName[];
  readonly sections: readonly EifSection[];
  readonly sizeBytes: number;
  readonly memory: SharedArrayBuffer;
  /** The index of the worker among the readers of the ring, and the number of readers. */
  readonly reader: number;
  readonly readers: number;
}

/** The tracks of this thread and of each worker. More threads than cores would only take turns. */
function shares(cores: number): {
  readonly here: readonly TrackName[];
  readonly workers: readonly (readonly TrackName[])[];
} {
  return cores > 2
    ? { here: ['image'], workers: [['sections'], ['sha256', 'crc32']] }
    : { here: ['image', 'crc32'], workers: [['sections', 'sha256']] };
}

/**
 * Runs all tracks with Node's hashes, distributed over threads.
 *
 * Every piece is read once, into memory that the threads share, so that all tracks and the observer see the same bytes even
 * if the file changes meanwhile.
 */
export async function digestWithThreads(
  source: ByteSource,
  sections: readonly EifSection[],
  observe: PieceObserver,
): Promise<TrackResults> {
  const { here, workers } = shares(availableParallelism());
  const readers = workers.length;
  const ring = PieceRing.create(PIECE_BYTES, readers);
  const order = { sections, sizeBytes: source.sizeBytes, memory: ring.memory, readers };
  const threads = workers.map((tracks, reader) => new TrackThread({ ...order, tracks, reader }));
  const results = Promise.all(threads.map(({ result }) => result));
  try {
    const track = joinTracks(here, sections, nodeHashing);
    for (
      let i = 0, offsetBytes = 0;
      offsetBytes < source.sizeBytes;
      i++, offsetBytes += PIECE_BYTES
    ) {
      // A failed thread no longer makes room, so its failure must end the wait.
      await Promise.race([ring.room(i), results]);
      const piece = ring.piece(i, Math.min(PIECE_BYTES, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      ring.publish(i);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return Object.assign({}, track.finish(), ...(await results)) as TrackResults;
  } finally {
    results.catch(() => {});
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

/** One worker and the promise of its results, which rejects when the worker fails or ends without results. */
class TrackThread {
  readonly result: Promise<Partial<TrackResults>>;
  private readonly worker: Worker;

  constructor(order: WorkerOrder) {
    const worker = new Worker(DIGEST_WORKER_URL, { workerData: order, env: {}, execArgv: [] });
    this.worker = worker;
    this.result = new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(new Error(`the thread of ${order.tracks.join()} ended before its result`)),
      );
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
