import { parentPort, workerData } from 'node:worker_threads';
import { PIECE_BYTES } from './digest-source.js';
import type { WorkerOrder, WorkerReply, WorkerRequest } from './digest-threads.js';
import { nodeHashing } from './node-hashing.js';
import { TRACKS } from './tracks.js';

/** Entry of a digest thread: one track, fed with pieces of the shared ring. */
const order = workerData as WorkerOrder;
const track = TRACKS[order.track](order.sections, nodeHashing);
const reply = (message: WorkerReply): void => parentPort?.postMessage(message);

parentPort?.on('message', (request: WorkerRequest) => {
  if (request === null) {
    reply(track.finish());
    return;
  }
  track.update(
    new Uint8Array(order.ring, request.slot * PIECE_BYTES, request.lengthBytes),
    request.offsetBytes,
  );
  reply(1);
});
