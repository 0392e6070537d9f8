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

// src/base/encoding.ts
var HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function encodeHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}
var BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var NO_DIGIT = 64;
var BASE64_BITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [i, digit] of [...BASE64_DIGITS].entries()) BASE64_BITS[digit.charCodeAt(0)] = i;
var STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// src/format/eif-header.ts
var SECTION_HEADER_BYTES = 12;
var CRC_OFFSET_BYTES = 544;

// src/format/pcr-value.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);

// src/measure/pcr.ts
function extend(data, hashing) {
  const hash = hashing.sha384();
  hash.update(new Uint8Array(PCR_BYTES));
  hash.update(data);
  return encodeHex(hash.digest());
}

// src/measure/tracks.ts
var TRACKS = {
  image: imageTrack,
  sections: sectionsTrack,
  sha256: (_sections, hashing) => sha256Track(hashing),
  crc32: (_sections, hashing) => crc32Track(hashing)
};
function imageTrack(sections2, hashing) {
  const everything = hashing.sha384();
  let bootstrap;
  let ramdisks = 0;
  const update = forEachSection(
    sections2,
    (section) => {
      if (section.type === "ramdisk" && ++ramdisks === 2) bootstrap = everything.copy();
    },
    (section, data) => {
      if (section.type === "metadata" || section.type === "signature") return;
      everything.update(data);
      if (section.type !== "ramdisk") bootstrap?.update(data);
    }
  );
  return {
    update,
    finish: () => {
      const PCR1 = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { PCR0: extend(everything.digest(), hashing), PCR1 };
    }
  };
}
function sectionsTrack(sections2, hashing) {
  const sha384 = [];
  let ramdisks = 0;
  let current = hashing.sha384();
  let application = hashing.sha384();
  const update = forEachSection(
    sections2,
    (section) => {
      current = hashing.sha384();
      if (section.type === "ramdisk") ramdisks++;
    },
    (section, data) => {
      current.update(data);
      if (section.type === "ramdisk" && ramdisks > 2) application.update(data);
    },
    (section) => {
      if (section.type === "ramdisk" && ramdisks === 2) application = current.copy();
      sha384.push(encodeHex(current.digest()));
    }
  );
  return { update, finish: () => ({ PCR2: extend(application.digest(), hashing), sha384 }) };
}
function sha256Track(hashing) {
  const hash = hashing.sha256();
  return { update: (bytes) => hash.update(bytes), finish: () => encodeHex(hash.digest()) };
}
function crc32Track(hashing) {
  let crc = 0;
  return {
    update: (bytes, offsetBytes) => {
      const skip = CRC_OFFSET_BYTES - offsetBytes;
      crc = hashing.crc32(bytes.subarray(0, Math.max(0, skip)), crc);
      crc = hashing.crc32(bytes.subarray(Math.max(0, skip + 4)), crc);
    },
    finish: () => crc
  };
}
function forEachSection(sections2, begin, data, end = () => {
}) {
  let index = 0;
  let begun = false;
  return (bytes, offsetBytes) => {
    const endBytes = offsetBytes + bytes.length;
    for (let section = sections2[index]; section !== void 0; section = sections2[index]) {
      const dataStart = section.offsetBytes + SECTION_HEADER_BYTES;
      const dataEnd = dataStart + section.sizeBytes;
      if (dataStart > endBytes) return;
      if (!begun) begin(section);
      begun = true;
      data(
        section,
        bytes.subarray(Math.max(0, dataStart - offsetBytes), Math.max(0, dataEnd - offsetBytes))
      );
      if (dataEnd > endBytes) return;
      end(section);
      index++;
      begun = false;
    }
  };
}
function joinTracks(names, sections2, hashing) {
  const tracks2 = names.map((name) => [name, TRACKS[name](sections2, hashing)]);
  return {
    update: (bytes, offsetBytes) => {
      for (const [, track2] of tracks2) track2.update(bytes, offsetBytes);
    },
    finish: () => Object.fromEntries(tracks2.map(([name, track2]) => [name, track2.finish()]))
  };
}

// src/measure/digester.ts
var PIECE_BYTES = 1024 * 1024;

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();

// src/measure/crc32.ts
var CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 3988292384 ^ remainder >>> 1 : remainder >>> 1;
  return remainder;
});
function crc32(bytes, crc) {
  let remainder = ~crc;
  for (const byte of bytes)
    remainder = (CRC_TABLE[(remainder ^ byte) & 255] ?? 0) ^ remainder >>> 8;
  return ~remainder >>> 0;
}

// src/measure/node-hashing.ts
var ZLIB_FROM_BYTES = 256 * 1024;
var nodeHashing = {
  sha256: () => nodeHash(createHash("sha256")),
  sha384: () => nodeHash(createHash("sha384")),
  crc32: (bytes, crc) => bytes.length < ZLIB_FROM_BYTES ? crc32(bytes, crc) : process.getBuiltinModule("node:zlib").crc32(bytes, crc)
};
function nodeHash(hash) {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => nodeHash(hash.copy()),
    digest: () => new Uint8Array(hash.digest())
  };
}

// src/measure/piece-ring.ts
var SLOTS = 16;
var PieceRing = class _PieceRing {
  memory;
  pieceBytes;
  readers;
  /** Index 0 counts published pieces; 1 and up, those that each reader is done with. */
  counters;
  /** Over memory that `create` made, in whichever thread. */
  constructor(memory2, pieceBytes, readers2) {
    this.memory = memory2;
    this.pieceBytes = pieceBytes;
    this.readers = readers2;
    this.counters = new Int32Array(memory2, SLOTS * pieceBytes, 1 + readers2);
  }
  static create(pieceBytes, readers2) {
    return new _PieceRing(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + readers2)),
      pieceBytes,
      readers2
    );
  }
  /** Where piece `i` lies. */
  piece(i, lengthBytes) {
    return new Uint8Array(this.memory, i % SLOTS * this.pieceBytes, lengthBytes);
  }
  /** Writer: resolves when every reader is done with the piece whose slot piece `i` takes. */
  async room(i) {
    for (let reader2 = 1; reader2 <= this.readers; reader2++) {
      for (let done = this.doneBy(reader2); done <= i - SLOTS; done = this.doneBy(reader2)) {
        const { value } = Atomics.waitAsync(this.counters, reader2, done);
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
  release(i, reader2) {
    Atomics.store(this.counters, 1 + reader2, i + 1);
    Atomics.notify(this.counters, 1 + reader2);
  }
  published() {
    return Atomics.load(this.counters, 0);
  }
  doneBy(reader2) {
    return Atomics.load(this.counters, reader2);
  }
};

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
