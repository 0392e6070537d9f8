import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOrder } from './digest-threads.js';
import { joinTracks } from './digest-tracks.js';
import { nodeHashing } from './node-hashing.js';
import { PIECE_BYTES, PieceRing } from './piece-ring.js';

/** Entry of a digest thread. It runs its tracks over all pieces, in order, and then posts their results. */
const { tracks, reader, readers, sections, sizeBytes, memory } = workerData as WorkerOrder;
const ring = new PieceRing(memory, PIECE_BYTES, readers);
const track = joinTracks(tracks, sections, nodeHashing);
for (let i = 0, offsetBytes = 0; offsetBytes < sizeBytes; i++, offsetBytes += PIECE_BYTES) {
  ring.await(i);
  track.update(ring.piece(i, Math.min(PIECE_BYTES, sizeBytes - offsetBytes)), offsetBytes);
  ring.release(i, reader);
}
parentPort?.postMessage(track.finish());
