import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  PIECE_BYTES,
  TRACKS,
  nodeHashing
} from "./chunk-LQ7L7V2Q.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-GGJR627Z.js";

// builtin:node:worker_threads
var require_node_worker_threads = __commonJS({
  "builtin:node:worker_threads"(exports, module) {
    module.exports = __require("node:worker_threads");
  }
});

// src/measure/digest-threads.ts
var import_node_worker_threads = __toESM(require_node_worker_threads(), 1);
var RING_SLOTS = 8;
var WORKER_URL = new URL("../../dist/digest-worker.js", import.meta.url);
async function digestWithThreads(source, sections, observe) {
  const ring = new SharedArrayBuffer(RING_SLOTS * PIECE_BYTES);
  const perSection = new TrackThread("sections", sections, ring);
  const file = new TrackThread("file", sections, ring);
  try {
    const image = TRACKS.image(sections, nodeHashing);
    let count = 0;
    for (let offsetBytes = 0; offsetBytes < source.sizeBytes; offsetBytes += PIECE_BYTES) {
      await Promise.all([
        perSection.atMostBehind(RING_SLOTS - 1),
        file.atMostBehind(RING_SLOTS - 1)
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
var TrackThread = class {
  worker;
  behind = 0;
  result;
  failure;
  wake = () => {
  };
  constructor(track, sections, ring) {
    const workerData = { track, sections, ring };
    this.worker = new import_node_worker_threads.Worker(WORKER_URL, { workerData, env: {}, execArgv: [] });
    this.worker.on("message", (reply) => {
      if (typeof reply === "number") this.behind -= reply;
      else this.result = reply;
      this.wake();
    });
    this.worker.on("error", (error) => this.fail(error));
    this.worker.on(
      "exit",
      () => this.fail(new Error(`the ${track} thread ended before its result`))
    );
  }
  send(piece) {
    this.behind++;
    this.worker.postMessage(piece);
  }
  async atMostBehind(pieces) {
    await this.until(() => this.behind <= pieces);
  }
  async finish() {
    this.worker.postMessage(null);
    await this.until(() => this.result !== void 0);
    return this.result;
  }
  async stop() {
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }
  async until(holds) {
    while (!holds()) {
      if (this.failure !== void 0) throw this.failure;
      await new Promise((resolve) => {
        this.wake = resolve;
      });
    }
  }
  fail(error) {
    this.failure ??= error;
    this.wake();
  }
};
export {
  digestWithThreads
};
