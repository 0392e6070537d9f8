import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  PIECE_BYTES,
  TRACKS,
  nodeHashing
} from "./chunk-JIYCIMII.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-MMDRLEJI.js";

// builtin:node:worker_threads
var require_node_worker_threads = __commonJS({
  "builtin:node:worker_threads"(exports, module) {
    module.exports = __require("node:worker_threads");
  }
});

// src/measure/digest-threads.ts
var import_node_worker_threads = __toESM(require_node_worker_threads(), 1);

// src/measure/piece-ring.ts
var SLOTS = 16;
var READERS = 2;
var PieceRing = class _PieceRing {
  memory;
  pieceBytes;
  /** Index 0 counts published pieces; 1 and up, those that each reader is done with. */
  counters;
  constructor(memory, pieceBytes) {
    this.memory = memory;
    this.pieceBytes = pieceBytes;
    this.counters = new Int32Array(memory, SLOTS * pieceBytes, 1 + READERS);
  }
  static create(pieceBytes) {
    return _PieceRing.over(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + READERS)),
      pieceBytes
    );
  }
  static over(memory, pieceBytes) {
    return new _PieceRing(memory, pieceBytes);
  }
  /** Where piece `i` lies. */
  piece(i, lengthBytes) {
    return new Uint8Array(this.memory, i % SLOTS * this.pieceBytes, lengthBytes);
  }
  /** Writer: resolves when every reader is done with the piece whose slot piece `i` takes. */
  async room(i) {
    for (let reader = 1; reader <= READERS; reader++) {
      for (let done = this.doneBy(reader); done <= i - SLOTS; done = this.doneBy(reader)) {
        const { value } = Atomics.waitAsync(this.counters, reader, done);
        await value;
      }
    }
  }
  /** Writer: piece `i` is there. */
  publish(i) {
    Atomics.store(this.counters, 0, i + 1);
    Atomics.notify(this.counters, 0);
  }
  /** Reader: returns when piece `i` is there. It blocks its thread, which has nothing else to do. */
  await(i) {
    for (let published = this.published(); published <= i; published = this.published()) {
      Atomics.wait(this.counters, 0, published);
    }
  }
  /** Reader: piece `i` is no longer needed by this reader (from 0). */
  release(i, reader) {
    Atomics.store(this.counters, 1 + reader, i + 1);
    Atomics.notify(this.counters, 1 + reader);
  }
  published() {
    return Atomics.load(this.counters, 0);
  }
  doneBy(reader) {
    return Atomics.load(this.counters, reader);
  }
};

// src/measure/digest-threads.ts
var WORKER_URL = new URL("../../dist/digest-worker.js", import.meta.url);
async function digestWithThreads(source, sections, observe) {
  const ring = PieceRing.create(PIECE_BYTES);
  const order = { sections, sizeBytes: source.sizeBytes, memory: ring.memory };
  const perSection = new TrackThread({ ...order, track: "sections", reader: 0 });
  const file = new TrackThread({ ...order, track: "file", reader: 1 });
  const threads = Promise.all([perSection.result, file.result]);
  try {
    const image = TRACKS.image(sections, nodeHashing);
    for (let i = 0, offsetBytes = 0; offsetBytes < source.sizeBytes; i++, offsetBytes += PIECE_BYTES) {
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
    threads.catch(() => {
    });
    await Promise.all([perSection.stop(), file.stop()]);
  }
}
var TrackThread = class {
  result;
  worker;
  constructor(order) {
    const worker = new import_node_worker_threads.Worker(WORKER_URL, { workerData: order, env: {}, execArgv: [] });
    this.worker = worker;
    this.result = new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once(
        "exit",
        () => reject(new Error(`the ${order.track} thread ended before its result`))
      );
    });
  }
  async stop() {
    await this.worker.terminate();
  }
};
export {
  digestWithThreads
};
