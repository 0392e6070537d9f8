import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  PIECE_BYTES,
  joinTracks,
  nodeHashing
} from "./chunk-UFMHPVZV.js";
import {
  __require
} from "./chunk-MMDRLEJI.js";

// builtin:node:os
var availableParallelism = /* @__PURE__ */ (() => __require("node:os").availableParallelism)();

// builtin:node:worker_threads
var Worker = /* @__PURE__ */ (() => __require("node:worker_threads").Worker)();

// src/measure/piece-ring.ts
var SLOTS = 16;
var PieceRing = class _PieceRing {
  memory;
  pieceBytes;
  readers;
  /** Index 0 counts published pieces; 1 and up, those that each reader is done with. */
  counters;
  constructor(memory, pieceBytes, readers) {
    this.memory = memory;
    this.pieceBytes = pieceBytes;
    this.readers = readers;
    this.counters = new Int32Array(memory, SLOTS * pieceBytes, 1 + readers);
  }
  static create(pieceBytes, readers) {
    return _PieceRing.over(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + readers)),
      pieceBytes,
      readers
    );
  }
  static over(memory, pieceBytes, readers) {
    return new _PieceRing(memory, pieceBytes, readers);
  }
  /** Where piece `i` lies. */
  piece(i, lengthBytes) {
    return new Uint8Array(this.memory, i % SLOTS * this.pieceBytes, lengthBytes);
  }
  /** Writer: resolves when every reader is done with the piece whose slot piece `i` takes. */
  async room(i) {
    for (let reader = 1; reader <= this.readers; reader++) {
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
function shares(cores) {
  return cores > 2 ? { here: ["image"], workers: [["sections"], ["sha256", "crc32"]] } : { here: ["image", "crc32"], workers: [["sections", "sha256"]] };
}
async function digestWithThreads(source, sections, observe) {
  const { here, workers } = shares(availableParallelism());
  const readers = workers.length;
  const ring = PieceRing.create(PIECE_BYTES, readers);
  const order = { sections, sizeBytes: source.sizeBytes, memory: ring.memory, readers };
  const threads = workers.map((tracks, reader) => new TrackThread({ ...order, tracks, reader }));
  const results = Promise.all(threads.map(({ result }) => result));
  try {
    const track = joinTracks(here, sections, nodeHashing);
    for (let i = 0, offsetBytes = 0; offsetBytes < source.sizeBytes; i++, offsetBytes += PIECE_BYTES) {
      await Promise.race([ring.room(i), results]);
      const piece = ring.piece(i, Math.min(PIECE_BYTES, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      ring.publish(i);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return Object.assign({}, track.finish(), ...await results);
  } finally {
    results.catch(() => {
    });
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}
var TrackThread = class {
  result;
  worker;
  constructor(order) {
    const worker = new Worker(WORKER_URL, { workerData: order, env: {}, execArgv: [] });
    this.worker = worker;
    this.result = new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once(
        "exit",
        () => reject(new Error(`the thread of ${order.tracks.join()} ended before its result`))
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
