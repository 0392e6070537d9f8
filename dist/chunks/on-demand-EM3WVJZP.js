import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  FormatError,
  PIECE_BYTES,
  TrustError,
  __require,
  availableParallelism,
  decodeHex,
  encodeCbor,
  encodeHex,
  equalBytes,
  joinTracks,
  nodeHashing,
  parseCbor,
  parseCertificate,
  parseCertificatePem,
  parseCoseSign1,
  sigStructure,
  verifyEcdsa
} from "./chunk-D2WSEHPA.js";

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
  /** Over memory that `create` made, in whichever thread. */
  constructor(memory, pieceBytes, readers) {
    this.memory = memory;
    this.pieceBytes = pieceBytes;
    this.readers = readers;
    this.counters = new Int32Array(memory, SLOTS * pieceBytes, 1 + readers);
  }
  static create(pieceBytes, readers) {
    return new _PieceRing(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + readers)),
      pieceBytes,
      readers
    );
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

// src/measure/eif-signature.ts
var ALGORITHM_OF_CURVE = {
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512"
};
async function verifyEifSignature(section, pcr0, at, hashing) {
  const { certificate, curve, sign1 } = parseSection(section, at);
  const algorithm = ALGORITHM_OF_CURVE[curve];
  if (sign1.algorithm !== algorithm) {
    throw new TrustError(
      "signature-invalid",
      `expected algorithm ${algorithm} for a key on ${curve}, found ${sign1.algorithm}`,
      { at }
    );
  }
  const verified = await verifySignature(certificate, curve, sign1, at);
  if (!verified) {
    throw new TrustError(
      "signature-invalid",
      "the image's signature does not verify under its certificate's key",
      {
        at,
        hint: "Sign the image again, and check that certificate and private key belong together."
      }
    );
  }
  if (!equalBytes(sign1.payload, signedPayload(pcr0))) {
    throw new TrustError(
      "signature-pcr0",
      `expected a signature over PCR0 ${pcr0}, found one over something else`,
      {
        at,
        hint: "The signature is genuine but was made for another image. Sign this image."
      }
    );
  }
  const fingerprint = hashing.sha256();
  fingerprint.update(certificate.der);
  return { algorithm, certificate, certificateSha256: encodeHex(fingerprint.digest()) };
}
async function verifySignature(certificate, curve, sign1, at) {
  const { spkiDer } = certificate.publicKey;
  try {
    return await verifyEcdsa({
      curve,
      spkiDer,
      data: sigStructure(sign1),
      signature: sign1.signature
    });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError("signature-format", `signature section: ${cause.message}`, { at, cause });
  }
}
function signedPayload(pcr0) {
  return encodeCbor(
    /* @__PURE__ */ new Map([
      ["register_index", 0],
      ["register_value", [...decodeHex(pcr0)]]
    ])
  );
}
function parseSection(section, at) {
  try {
    const entry = onlyEntry(parseCbor(section));
    const certificate = parseCertificate(
      parseCertificatePem(byteList(entry.get("signing_certificate"), "signing_certificate"))
    );
    const { curve } = certificate.publicKey;
    if (curve === void 0) {
      throw refusal(
        `expected a certificate with an EC key on P-256, P-384 or P-521, found ${certificate.publicKey.algorithmOid}`
      );
    }
    return {
      certificate,
      curve,
      sign1: parseCoseSign1(byteList(entry.get("signature"), "signature"))
    };
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError("signature-format", `signature section: ${cause.message}`, {
      at,
      cause,
      ...cause.hint === void 0 ? {} : { hint: cause.hint }
    });
  }
}
function onlyEntry(list) {
  if (!Array.isArray(list)) throw refusal("expected a CBOR list");
  const [entry] = list;
  if (list.length !== 1) throw refusal(`expected a list of one entry, found ${list.length}`);
  if (!(entry instanceof Map)) throw refusal("expected the entry to be a map");
  for (const key of entry.keys()) {
    if (key !== "signing_certificate" && key !== "signature")
      throw refusal(`unknown key ${JSON.stringify(key)}`);
  }
  return entry;
}
function byteList(value, key) {
  if (!Array.isArray(value)) throw refusal(`expected ${key} to be a list of integers`);
  const bytes = new Uint8Array(value.length);
  for (const [i, item] of value.entries()) {
    if (typeof item !== "number" || item < 0 || item > 255)
      throw refusal(`expected ${key} to hold integers from 0 to 255 only`);
    bytes[i] = item;
  }
  return bytes;
}
function refusal(message) {
  return new FormatError("signature-format", message);
}
export {
  digestWithThreads,
  verifyEifSignature
};
