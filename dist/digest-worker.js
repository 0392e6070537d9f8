import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// builtin:node:worker_threads
var require_node_worker_threads = __commonJS({
  "builtin:node:worker_threads"(exports, module) {
    module.exports = __require("node:worker_threads");
  }
});

// builtin:node:crypto
var require_node_crypto = __commonJS({
  "builtin:node:crypto"(exports, module) {
    module.exports = __require("node:crypto");
  }
});

// src/measure/digest-worker.ts
var import_node_worker_threads = __toESM(require_node_worker_threads(), 1);

// src/base/encoding.ts
var HEX_DIGITS = "0123456789abcdef";
function encodeHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15);
  return text;
}

// src/format/eif-header.ts
var SECTION_HEADER_BYTES = 12;
var CRC_OFFSET_BYTES = 544;

// src/measure/pcr.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);
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
  file: (_sections, hashing) => fileTrack(hashing)
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
function fileTrack(hashing) {
  const sha256 = hashing.sha256();
  let crc = 0;
  return {
    update: (bytes, offsetBytes) => {
      sha256.update(bytes);
      const skip = CRC_OFFSET_BYTES - offsetBytes;
      crc = hashing.crc32(bytes.subarray(0, Math.max(0, skip)), crc);
      crc = hashing.crc32(bytes.subarray(Math.max(0, skip + 4)), crc);
    },
    finish: () => ({ sha256: encodeHex(sha256.digest()), crc32: crc })
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

// src/measure/digester.ts
var PIECE_BYTES = 1024 * 1024;

// src/measure/node-hashing.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);

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
  sha256: () => nodeHash((0, import_node_crypto.createHash)("sha256")),
  sha384: () => nodeHash((0, import_node_crypto.createHash)("sha384")),
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
var READERS = 2;
var PieceRing = class _PieceRing {
  memory;
  pieceBytes;
  /** Index 0 counts published pieces; 1 and up, those that each reader is done with. */
  counters;
  constructor(memory2, pieceBytes) {
    this.memory = memory2;
    this.pieceBytes = pieceBytes;
    this.counters = new Int32Array(memory2, SLOTS * pieceBytes, 1 + READERS);
  }
  static create(pieceBytes) {
    return _PieceRing.over(
      new SharedArrayBuffer(SLOTS * pieceBytes + 4 * (1 + READERS)),
      pieceBytes
    );
  }
  static over(memory2, pieceBytes) {
    return new _PieceRing(memory2, pieceBytes);
  }
  /** Where piece `i` lies. */
  piece(i, lengthBytes) {
    return new Uint8Array(this.memory, i % SLOTS * this.pieceBytes, lengthBytes);
  }
  /** Writer: resolves when every reader is done with the piece whose slot piece `i` takes. */
  async room(i) {
    for (let reader2 = 1; reader2 <= READERS; reader2++) {
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
var { track: name, reader, sections, sizeBytes, memory } = import_node_worker_threads.workerData;
var ring = PieceRing.over(memory, PIECE_BYTES);
var track = TRACKS[name](sections, nodeHashing);
for (let i = 0, offsetBytes = 0; offsetBytes < sizeBytes; i++, offsetBytes += PIECE_BYTES) {
  ring.await(i);
  track.update(ring.piece(i, Math.min(PIECE_BYTES, sizeBytes - offsetBytes)), offsetBytes);
  ring.release(i, reader);
}
import_node_worker_threads.parentPort?.postMessage(track.finish());
