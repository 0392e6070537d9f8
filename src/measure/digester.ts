import type { ByteSource } from '../format/byte-source.js';
import type { EifSection } from '../format/eif.js';
import { joinTracks, type TrackResults } from './digest-tracks.js';
import type { Hashing } from './hashing.js';

/** Takes each piece of the file as it was read and hashed, and may refuse it by throwing. */
export type PieceObserver = (bytes: Uint8Array, offsetBytes: number) => void;

/** How an image is read and hashed. */
export interface Digester {
  readonly hashing: Hashing;
  /** Reads a source once, from its first byte to its last, through all tracks; `observe` sees the very same bytes. */
  digest(
    source: ByteSource,
    sections: readonly EifSection[],
    observe: PieceObserver,
  ): Promise<TrackResults>;
}

/** Bytes read at a time: large enough for the disk, small beside any memory limit. */
export const PIECE_BYTES = 1024 * 1024;

/** All tracks in the calling thread, with any hashing. */
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
