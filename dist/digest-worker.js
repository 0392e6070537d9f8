import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  PIECE_BYTES,
  TRACKS,
  nodeHashing
} from "./chunks/chunk-AEXJ5PM2.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunks/chunk-3K2NE6V2.js";

// builtin:node:worker_threads
var require_node_worker_threads = __commonJS({
  "builtin:node:worker_threads"(exports, module) {
    module.exports = __require("node:worker_threads");
  }
});

// src/measure/digest-worker.ts
var import_node_worker_threads = __toESM(require_node_worker_threads(), 1);
var order = import_node_worker_threads.workerData;
var track = TRACKS[order.track](order.sections, nodeHashing);
var reply = (message) => import_node_worker_threads.parentPort?.postMessage(message);
import_node_worker_threads.parentPort?.on("message", (request) => {
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
