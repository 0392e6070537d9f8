import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// builtin:node:worker_threads
var parentPort = /* @__PURE__ */ (() => __require("node:worker_threads").parentPort)();
var workerData = /* @__PURE__ */ (() => __require("node:worker_threads").workerData)();

// part:program/measure
import { PIECE_BYTES, PieceRing, joinTracks, nodeHashing } from "./program/measure.js";

// src/measure/digest-worker.ts
var { tracks, reader, readers, sections, sizeBytes, memory } = workerData;
var ring = new PieceRing(memory, PIECE_BYTES, readers);
var track = joinTracks(tracks, sections, nodeHashing);
for (let i = 0, offsetBytes = 0; offsetBytes < sizeBytes; i++, offsetBytes += PIECE_BYTES) {
  ring.await(i);
  track.update(ring.piece(i, Math.min(PIECE_BYTES, sizeBytes - offsetBytes)), offsetBytes);
  ring.release(i, reader);
}
parentPort?.postMessage(track.finish());
