import { Worker } from 'node:worker_threads';
import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { PIECE_BYTES, type PieceObserver } from './digester.js';
import { nodeHashing } from './node-hashing.js';
import { PieceRing } from './piece-ring.js';
import { TRACKS, type TrackName, type TrackResults } from './tracks.js';

/** The built worker; the path is the same from `src/measure` and from `dist/chunks`, where the build confirms this file. */
const WORKER_URL = new URL('../../dist/digest-worker.js', import.meta.url);

/** The tracks that have threads of their own. */
type ThreadTrack = Exclude<TrackName, 'image'>;

/** What a worker is started with. Its one message is the result of its track. */
export interface WorkerOrder {
  readonly track: ThreadTrack;
  /** Which reader of the ring the worker is. */
  readonly reader: number;
  readonly sections: readonly EifSection[];
  readonly sizeBytes: number;
  readonly memory: SharedArrayBuffer;
}

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
  const ring = PieceRing.create(PIECE_BYTES);
  const order = { sections, sizeBytes: source.sizeBytes, memory: ring.memory };
  const perSection = new TrackThread({ ...order, track: 'sections', reader: 0 });
  const file = new TrackThread({ ...order, track: 'file', reader: 1 });
  const threads = Promise.all([perSection.result, file.result]);
  try {
    const image = TRACKS.image(sections, nodeHashing);
    for (
      let i = 0, offsetBytes = 0;
      offsetBytes < source.sizeBytes;
      i++, offsetBytes += PIECE_BYTES
    ) {
      // A thread that failed no longer makes room: then its failure ends the waiting.
      await Promise.race([ring.room(i), threads]);
      const piece = ring.piece(i, Math.min(PIECE_BYTES, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      ring.publish(i);
      image.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    const [sectionsResult, fileResult] = await threads;
    return { image: image.finish(), sections: sectionsResult, file: fileResult };
  } finally {
    threads.catch(() => {});
    await Promise.all([perSection.stop(), file.stop()]);
  }
}

/** One worker and the promise of its result, which rejects when it fails or ends without one. */
class TrackThread<Track extends ThreadTrack> {
  readonly result: Promise<TrackResults[Track]>;
  private readonly worker: Worker;

  constructor(order: WorkerOrder & { readonly track: Track }) {
    const worker = new Worker(WORKER_URL, { workerData: order, env: {}, execArgv: [] });
    this.worker = worker;
    this.result = new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(new Error(`the ${order.track} thread ended before its result`)),
      );
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
