import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { joinTracks, type TrackResults } from './digest-tracks.js';
import type { Hashing } from './hashing.js';
import { nodeHashing } from './node-hashing.js';
import { PIECE_BYTES, type PieceObserver } from './piece-ring.js';

/** How an image is read and hashed. */
export interface Digester {
  readonly hashing: Hashing;
  /** Reads a source once, from its first byte to its last, through all tracks. `observe` sees the same bytes. */
  digest(
    source: ByteSource,
    sections: readonly EifSection[],
    observe: PieceObserver,
  ): Promise<TrackResults>;
}

/** Runs all tracks in the calling thread, with any hashing. */
export function digestInThread(hashing: Hashing): Digester {
  const digest: Digester['digest'] = async (source, sections, observe) => {
    const track = joinTracks(['image', 'sections', 'sha256', 'crc32'], sections, hashing);
    const buffer = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
    for (let offsetBytes = 0; offsetBytes < source.sizeBytes; offsetBytes += buffer.length) {
      const piece = buffer.subarray(0, Math.min(buffer.length, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return track.finish();
  };
  return { hashing, digest };
}

/** For smaller images, starting threads costs more than they save. */
const THREADS_FROM_BYTES = 8 * 1024 * 1024;

const inThread = digestInThread(nodeHashing);

/** Node's hashes, and threads for large images. The code for threads is loaded for such an image only. */
export const digestWithNode: Digester = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import('./on-demand.js');
    return digestWithThreads(source, sections, observe);
  },
};
