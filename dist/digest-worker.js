import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  PIECE_BYTES,
  TRACKS,
  nodeHashing
} from "./chunks/chunk-ZXNLPX72.js";

// src/measure/digest-worker.ts
import { parentPort, workerData } from "node:worker_threads";
var order = workerData;
var track = TRACKS[order.track](order.sections, nodeHashing);
var reply = (message) => parentPort?.postMessage(message);
parentPort?.on("message", (request) => {
  if (request === null) {
    reply(track.finish());
    return;
  }
  track.update(
    new Uint8Array(order.ring, request.slot * PIECE_BYTES, request.lengthBytes),
    request.offsetBytes
  );
  reply(1);
});
