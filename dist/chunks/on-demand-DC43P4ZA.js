import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  CBOR_MAX_DEPTH,
  CBOR_MAX_ITEMS,
  CERTIFICATE_MAX_BYTES,
  DER_MAX_DEPTH,
  FormatError,
  PIECE_BYTES,
  SIGNATURE_BYTES,
  TrustError,
  __require,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  equalBytes,
  instantOf,
  joinTracks,
  nodeHashing,
  parseCertificatePem,
  verifyEcdsa
} from "./chunk-TS3XSAWZ.js";

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

// src/format/cbor.ts
var MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 };
var FALSE = 244;
var TRUE = 245;
var NULL = 246;
var INDEFINITE_MAP = 191;
var BREAK = 255;
function parseCbor(bytes, options = {}) {
  return new Reader(bytes).outermost(options);
}
function encodeCbor(value) {
  const parts = [];
  encodeItem(value, parts);
  const encoded = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}
var Reader = class {
  bytes;
  offset = 0;
  items = 0;
  constructor(bytes) {
    this.bytes = bytes;
  }
  outermost({ topLevelIndefiniteMap = false, topLevelTag }) {
    if (topLevelTag !== void 0 && this.bytes[0] === (MAJOR.tag << 5 | topLevelTag)) {
      this.offset++;
    }
    const isIndefinite = topLevelIndefiniteMap && this.bytes[this.offset] === INDEFINITE_MAP;
    const value = isIndefinite ? this.indefiniteMap() : this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal(`expected the end, found ${this.left} bytes more`, this.offset);
    }
    return value;
  }
  indefiniteMap() {
    this.count();
    this.offset++;
    const map = /* @__PURE__ */ new Map();
    while (this.bytes[this.offset] !== BREAK) this.entry(map, 1);
    this.offset++;
    return map;
  }
  /** `depth` is the number of arrays and maps around the item. */
  item(depth) {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.unsigned:
        return head.argument;
      case MAJOR.negative:
        return -1 - head.argument;
      case MAJOR.bytes:
        return new Uint8Array(this.taken(head));
      case MAJOR.text:
        return this.text(head);
      case MAJOR.array: {
        confirmDepth(head, depth);
        const array = [];
        for (let left = this.fitting(head, 1); left > 0; left--) array.push(this.item(depth + 1));
        return array;
      }
      case MAJOR.map: {
        confirmDepth(head, depth);
        const map = /* @__PURE__ */ new Map();
        for (let left = this.fitting(head, 2); left > 0; left--) this.entry(map, depth + 1);
        return map;
      }
      case MAJOR.tag:
        throw refusal(`expected no tag, found tag ${head.argument}`, head.offset);
      default:
        return head.argument === (NULL & 31) ? null : head.argument === (TRUE & 31);
    }
  }
  entry(map, depth) {
    const start = this.offset;
    const key = this.item(depth);
    if (typeof key !== "string" && typeof key !== "number") {
      throw refusal("expected a map key that is text or an integer", start);
    }
    if (map.has(key)) {
      const found = encodeHex(this.bytes.subarray(start, this.offset)).slice(0, 80);
      throw refusal(`expected each map key once, found ${found} again`, start);
    }
    map.set(key, this.item(depth));
  }
  text(head) {
    const bytes = this.taken(head);
    try {
      return decodeUtf8(bytes);
    } catch (cause) {
      throw refusal("expected text in UTF-8 without a byte order mark", head.offset, cause);
    }
  }
  /** The content of a byte or text string; it shares memory with the input. */
  taken(head) {
    const start = this.offset;
    this.offset += this.fitting(head, 1);
    return this.bytes.subarray(start, this.offset);
  }
  /** Initial byte and argument (RFC 8949 section 3). */
  head() {
    const offset = this.offset;
    const initial = this.byte();
    const major = initial >> 5;
    const information = initial & 31;
    if (major === MAJOR.simple) {
      if (initial === FALSE || initial === TRUE || initial === NULL) {
        return { major, argument: information, offset };
      }
      throw refusal(
        `expected false, true or null, found ${encodeHex(Uint8Array.of(initial))}`,
        offset
      );
    }
    if (information < 24) return { major, argument: information, offset };
    if (information === 31) {
      throw refusal("expected a definite length, found an indefinite one", offset);
    }
    if (information > 27) throw refusal(`reserved additional information ${information}`, offset);
    const sizeBytes = 1 << information - 24;
    let argument = 0;
    for (let i = 0; i < sizeBytes; i++) argument = argument * 256 + this.byte();
    if (argument < (sizeBytes === 1 ? 24 : 256 ** (sizeBytes / 2))) {
      throw refusal(`expected the shortest form of ${argument}, found ${sizeBytes} bytes`, offset);
    }
    if (argument > Number.MAX_SAFE_INTEGER - (major === MAJOR.negative ? 1 : 0)) {
      throw refusal("expected an integer from -(2^53 - 1) to 2^53 - 1", offset);
    }
    return { major, argument, offset };
  }
  /** The head's length or number of entries, of `minimumBytes` each, once they fit what is left. */
  fitting({ argument, offset }, minimumBytes) {
    if (argument * minimumBytes <= this.left) return argument;
    throw refusal(`expected at least ${argument * minimumBytes} bytes, found ${this.left}`, offset);
  }
  count() {
    if (++this.items > CBOR_MAX_ITEMS) {
      throw refusal(`expected at most ${CBOR_MAX_ITEMS} items, found more`, this.offset);
    }
  }
  byte() {
    const byte = this.bytes[this.offset];
    if (byte === void 0) throw refusal("expected more bytes, found the end", this.offset);
    this.offset++;
    return byte;
  }
  get left() {
    return this.bytes.length - this.offset;
  }
};
function confirmDepth({ offset }, depth) {
  if (depth >= CBOR_MAX_DEPTH) {
    throw refusal(`expected at most ${CBOR_MAX_DEPTH} levels, found more`, offset);
  }
}
function refusal(message, offsetBytes, cause) {
  return new FormatError("cbor-format", message, { at: { offsetBytes }, cause });
}
function encodeItem(value, parts) {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new FormatError("cbor-format", `expected a safe integer, found ${value}`);
    }
    parts.push(
      value < 0 ? encodeHead(MAJOR.negative, -1 - value) : encodeHead(MAJOR.unsigned, value)
    );
  } else if (typeof value === "string") {
    const text = encodeUtf8(value);
    parts.push(encodeHead(MAJOR.text, text.length), text);
  } else if (value instanceof Uint8Array) {
    parts.push(encodeHead(MAJOR.bytes, value.length), value);
  } else if (Array.isArray(value)) {
    parts.push(encodeHead(MAJOR.array, value.length));
    for (const element of value) encodeItem(element, parts);
  } else if (value instanceof Map) {
    parts.push(encodeHead(MAJOR.map, value.size));
    for (const [key, entry] of value) {
      encodeItem(key, parts);
      encodeItem(entry, parts);
    }
  } else {
    parts.push(Uint8Array.of(value === null ? NULL : value ? TRUE : FALSE));
  }
}
function encodeHead(major, argument) {
  if (argument < 24) return Uint8Array.of(major << 5 | argument);
  const information = [24, 25, 26, 27].find((info) => argument < 256 ** (1 << info - 24)) ?? 27;
  const head = new Uint8Array(1 + (1 << information - 24));
  head[0] = major << 5 | information;
  let rest = argument;
  for (let i = head.length - 1; i > 0; i--) {
    head[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return head;
}

// src/format/cose-sign1.ts
var COSE_SIGN1_TAG = 18;
var ALGORITHM_OF_PROTECTED = /* @__PURE__ */ new Map([
  ["a10126", "ES256"],
  ["a1013822", "ES384"],
  ["a1013823", "ES512"]
]);
var ALGORITHM_SIGNATURE_BYTES = {
  ES256: SIGNATURE_BYTES["P-256"],
  ES384: SIGNATURE_BYTES["P-384"],
  ES512: SIGNATURE_BYTES["P-521"]
};
function parseCoseSign1(bytes) {
  const fields = parseFields(bytes);
  if (fields.length !== 4) throw faultAt(0, `expected an array of 4, found ${fields.length}`);
  const [protectedBytes, unprotected, payload, signature] = fields;
  const refusal6 = (index, expected) => {
    const rest = fields.slice(index).map((field) => encodeCbor(field).length);
    return faultAt(bytes.length - rest.reduce((a, b) => a + b), `expected ${expected}`);
  };
  if (!(protectedBytes instanceof Uint8Array)) {
    throw refusal6(0, "a protected header in a byte string");
  }
  const algorithm = ALGORITHM_OF_PROTECTED.get(encodeHex(protectedBytes));
  if (algorithm === void 0) {
    const found = encodeHex(protectedBytes.subarray(0, 32));
    throw refusal6(0, `a protected header of a10126, a1013822 or a1013823, found ${found}`);
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) {
    throw refusal6(1, "an empty unprotected header");
  }
  if (!(payload instanceof Uint8Array) || payload.length === 0) {
    throw refusal6(2, "a payload in a byte string that is not empty");
  }
  const signatureBytes = ALGORITHM_SIGNATURE_BYTES[algorithm];
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    throw refusal6(3, `a signature of ${signatureBytes} bytes for ${algorithm}`);
  }
  return { algorithm, protectedBytes, payload, signature };
}
function sigStructure({ protectedBytes, payload }, externalAad = new Uint8Array()) {
  return encodeCbor(["Signature1", protectedBytes, externalAad, payload]);
}
function parseFields(bytes) {
  let value;
  try {
    value = parseCbor(bytes, { topLevelTag: COSE_SIGN1_TAG });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw faultAt(cause.at?.offsetBytes ?? 0, cause.message, cause);
  }
  if (!Array.isArray(value)) throw faultAt(0, "expected an array of 4");
  return value;
}
function faultAt(offsetBytes, message, cause) {
  return new FormatError("cose-format", `COSE_Sign1: ${message}`, { at: { offsetBytes }, cause });
}

// src/format/der.ts
var TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  objectIdentifier: 6,
  utf8String: 12,
  numericString: 18,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  universalString: 28,
  bmpString: 30,
  sequence: 48,
  set: 49
};
var CLASS_AND_FORM = 224;
var CONSTRUCTED = 32;
var CLASS = 192;
var TAG_NUMBER = 31;
var LONG_TAG = 31;
var CONSTRUCTED_TYPES = /* @__PURE__ */ new Set([8, 11, 16, 17, 29]);
var LONG_LENGTH = 128;
var LENGTH_MAX_BYTES = 4;
function parseDer(bytes, baseOffsetBytes = 0) {
  const element = parseElement(bytes, baseOffsetBytes, 1);
  const leftBytes = bytes.length - element.encoded.length;
  if (leftBytes > 0) {
    throw derRefusal(
      `expected the end, found ${leftBytes} bytes more`,
      baseOffsetBytes + element.encoded.length
    );
  }
  return element;
}
var DerFields = class {
  parent;
  what;
  index = 0;
  /** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
  constructor(parent, tag, what) {
    confirmTag(parent, tag, what);
    this.parent = parent;
    this.what = what;
  }
  /** The next part. Throws FormatError `der-format` where there is none, or one of another tag than `tag`. */
  take(what, tag) {
    const next = this.peek;
    if (next === void 0) {
      throw derRefusal(`${this.what}: expected ${what}, found the end`, this.endOffsetBytes);
    }
    if (tag !== void 0) confirmTag(next, tag, `${this.what}: ${what}`);
    this.index++;
    return next;
  }
  /** The next part where it has this tag. */
  takeOptional(tag) {
    const next = this.peek;
    if (next?.tag !== tag) return void 0;
    this.index++;
    return next;
  }
  /** Throws FormatError `der-format` where parts are left. */
  end() {
    const next = this.peek;
    if (next !== void 0) {
      throw derRefusal(
        `${this.what}: expected the end, found tag ${hexByte(next.tag)}`,
        next.offsetBytes
      );
    }
  }
  get peek() {
    return this.parent.children[this.index];
  }
  get endOffsetBytes() {
    return this.parent.offsetBytes + this.parent.encoded.length;
  }
};
function confirmTag(element, tag, what) {
  if (element.tag === tag) return;
  throw derRefusal(
    `${what}: expected tag ${hexByte(tag)}, found ${hexByte(element.tag)}`,
    element.offsetBytes
  );
}
function derRefusal(message, offsetBytes) {
  return new FormatError("der-format", message, { at: { offsetBytes } });
}
function parseElement(bytes, offsetBytes, depth) {
  if (depth > DER_MAX_DEPTH) {
    throw derRefusal(`expected at most ${DER_MAX_DEPTH} levels, found more`, offsetBytes);
  }
  const tag = parseTag(bytes[0], offsetBytes);
  const { length, lengthBytes } = parseLength(bytes, offsetBytes + 1);
  const start = 1 + lengthBytes;
  if (length > bytes.length - start) {
    throw derRefusal(
      `expected ${length} bytes of content, found ${bytes.length - start}`,
      offsetBytes
    );
  }
  const content = bytes.subarray(start, start + length);
  const contentOffsetBytes = offsetBytes + start;
  const children = [];
  if ((tag & CONSTRUCTED) !== 0) {
    for (let at = 0; at < content.length; ) {
      const child = parseElement(content.subarray(at), contentOffsetBytes + at, depth + 1);
      children.push(child);
      at += child.encoded.length;
    }
  }
  const encoded = bytes.subarray(0, start + length);
  return { tag, offsetBytes, contentOffsetBytes, encoded, content, children };
}
function parseTag(tag, offsetBytes) {
  if (tag === void 0) throw derRefusal("expected a tag, found the end", offsetBytes);
  const number = tag & TAG_NUMBER;
  if (number === LONG_TAG) {
    throw derRefusal(`expected a tag of one byte, found ${hexByte(tag)}`, offsetBytes);
  }
  if ((tag & CLASS) !== 0) return tag;
  if (number === 0) {
    throw derRefusal("expected a type, found end-of-contents or a reserved tag", offsetBytes);
  }
  const form = CONSTRUCTED_TYPES.has(number) ? CONSTRUCTED : 0;
  if ((tag & CLASS_AND_FORM) !== form) {
    throw derRefusal(
      `expected tag ${hexByte(form | number)}, found the other form ${hexByte(tag)}`,
      offsetBytes
    );
  }
  return tag;
}
function parseLength(bytes, offsetBytes) {
  const first = bytes[1];
  if (first === void 0) throw derRefusal("expected a length, found the end", offsetBytes);
  if (first < LONG_LENGTH) return { length: first, lengthBytes: 1 };
  const count = first - LONG_LENGTH;
  if (count === 0) {
    throw derRefusal("expected a definite length, found an indefinite one", offsetBytes);
  }
  if (count > LENGTH_MAX_BYTES) {
    throw derRefusal(
      `expected a length of at most ${LENGTH_MAX_BYTES} bytes, found ${count}`,
      offsetBytes
    );
  }
  const digits = bytes.subarray(2, 2 + count);
  if (digits.length < count) {
    throw derRefusal(`expected a length of ${count} bytes, found ${digits.length}`, offsetBytes);
  }
  const length = digits.reduce((value, digit) => value * 256 + digit, 0);
  if (digits[0] === 0 || length < LONG_LENGTH) {
    throw derRefusal(`expected the shortest form of length ${length}`, offsetBytes);
  }
  return { length, lengthBytes: 1 + count };
}
function hexByte(byte) {
  return `0x${encodeHex(Uint8Array.of(byte))}`;
}

// src/format/der-values.ts
var ARC_MAX_BYTES = 19;
var COUNT_MAX_BYTES = 6;
function booleanOf(element, what) {
  confirmTag(element, TAG.boolean, what);
  const [byte] = element.content;
  if (element.content.length !== 1 || byte !== 0 && byte !== 255) {
    throw refusal2(element, `${what}: expected one byte 00 or ff`);
  }
  return byte === 255;
}
function integerBytes(element, what) {
  confirmTag(element, TAG.integer, what);
  const [first, second] = element.content;
  if (first === void 0) throw refusal2(element, `${what}: expected an integer, found no bytes`);
  if (second !== void 0 && first === (second > 127 ? 255 : 0)) {
    throw refusal2(element, `${what}: expected the shortest form of an integer`);
  }
  return element.content;
}
function countOf(element, what) {
  const bytes = integerBytes(element, what);
  if (bytes.length > COUNT_MAX_BYTES || (bytes[0] ?? 0) > 127) {
    throw refusal2(element, `${what}: expected an integer from 0 to 2^47 - 1`);
  }
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
function objectIdentifierOf(element, what) {
  confirmTag(element, TAG.objectIdentifier, what);
  const { content, contentOffsetBytes } = element;
  const last = content.at(-1);
  if (last === void 0) throw refusal2(element, `${what}: expected arcs, found no bytes`);
  if (last > 127) throw refusal2(element, `${what}: expected the last arc to end`);
  const arcs = [];
  let start = 0;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i] ?? 0;
    if (i === start && byte === 128 || i - start >= ARC_MAX_BYTES) {
      throw derRefusal(
        `${what}: expected an arc of at most ${ARC_MAX_BYTES} bytes in its shortest form`,
        contentOffsetBytes + start
      );
    }
    if (byte < 128) {
      arcs.push(arcOf(content.subarray(start, i + 1)));
      start = i + 1;
    }
  }
  const [head = 0, ...rest] = arcs;
  if (typeof head === "bigint") return [2, head - 80n, ...rest].join(".");
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join(".");
}
function arcOf(bytes) {
  if (bytes.length <= 6) return bytes.reduce((arc, byte) => arc * 128 + (byte & 127), 0);
  return bytes.reduce((arc, byte) => arc << 7n | BigInt(byte & 127), 0n);
}
function bitStringOf(element, what) {
  confirmTag(element, TAG.bitString, what);
  const [unusedBits] = element.content;
  const bytes = element.content.subarray(1);
  if (unusedBits === void 0 || unusedBits > Math.min(7, 8 * bytes.length)) {
    throw refusal2(
      element,
      `${what}: expected 0 to 7 unused bits, found ${unusedBits ?? "no bytes"}`
    );
  }
  if (((bytes.at(-1) ?? 0) & (1 << unusedBits) - 1) !== 0) {
    throw refusal2(element, `${what}: expected unused bits of zero`);
  }
  return { bytes, unusedBits };
}
function wholeBitStringOf(element, what) {
  const { bytes, unusedBits } = bitStringOf(element, what);
  if (unusedBits !== 0) {
    throw refusal2(element, `${what}: expected no unused bits, found ${unusedBits}`);
  }
  return bytes;
}
function timeOf(element, what) {
  const short = element.tag === TAG.utcTime;
  if (!short && element.tag !== TAG.generalizedTime) {
    throw refusal2(element, `${what}: expected UTCTime or GeneralizedTime`);
  }
  const text = String.fromCharCode(...element.content.subarray(0, 16));
  const form = short ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = form.exec(text)?.slice(1).map(Number) ?? [];
  const century = year < 50 ? 2e3 : 1900;
  const instant = instantOf(short ? century + year : year, month, day, hour, minute, second);
  if (instant === void 0 || !short && year < 2050) {
    const expected = short ? "YYMMDDHHMMSSZ" : "YYYYMMDDHHMMSSZ from 2050 on";
    throw refusal2(element, `${what}: expected a date ${expected}, found ${JSON.stringify(text)}`);
  }
  return instant;
}
function refusal2(element, message) {
  return derRefusal(message, element.offsetBytes);
}

// src/format/distinguished-name.ts
function nameOf(element, what) {
  confirmTag(element, TAG.sequence, what);
  return { der: element.encoded, rdns: element.children.map((set) => rdnOf(set, what)) };
}
function rdnOf(set, what) {
  const fields = new DerFields(set, TAG.set, what);
  const first = attributeOf(fields.take("an attribute"), what);
  return [first, ...set.children.slice(1).map((pair) => attributeOf(pair, what))];
}
function attributeOf(pair, what) {
  const fields = new DerFields(pair, TAG.sequence, what);
  const oid = objectIdentifierOf(fields.take("an attribute type"), what);
  const value = fields.take("an attribute value");
  fields.end();
  return { oid, value };
}
var VISIBLE_STRING = 26;
var ONE_BYTE_STRINGS = [
  TAG.numericString,
  TAG.printableString,
  TAG.ia5String,
  TAG.teletexString,
  VISIBLE_STRING
];

// src/format/x509-extensions.ts
var KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly"
];
var NO_EXTENSIONS = { critical: [], unknownCritical: [] };
var OID = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35"
};
var KEY_IDENTIFIER_TAG = 128;
var CERT_ISSUER_TAG = 161;
var CERT_SERIAL_NUMBER_TAG = 130;
function extensionsOf(list) {
  const extensions = list.children.map(extensionOf);
  const seen = /* @__PURE__ */ new Set();
  for (const { oid, octets } of extensions) {
    if (seen.has(oid)) throw refusal3(`expected the extension ${oid} once, found it again`, octets);
    seen.add(oid);
  }
  if (extensions.length === 0) throw refusal3("expected at least one extension, found none", list);
  const named = (oid) => extensions.find((extension) => extension.oid === oid);
  const critical = extensions.filter((extension) => extension.critical).map(({ oid }) => oid);
  const known = Object.values(OID);
  return {
    ...basicConstraintsOf(named(OID.basicConstraints)),
    ...keyUsageOf(named(OID.keyUsage)),
    ...subjectKeyIdentifierOf(named(OID.subjectKeyIdentifier)),
    ...authorityKeyIdentifierOf(named(OID.authorityKeyIdentifier)),
    critical,
    unknownCritical: critical.filter((oid) => !known.includes(oid))
  };
}
function extensionOf(element) {
  const fields = new DerFields(element, TAG.sequence, "extension");
  const oid = objectIdentifierOf(fields.take("its type"), "extension type");
  const critical = flagOf(fields.takeOptional(TAG.boolean), `extension ${oid}: critical`);
  const octets = fields.take("its value", TAG.octetString);
  fields.end();
  return { oid, critical, octets };
}
function flagOf(flag, what) {
  return flag !== void 0 && booleanOf(flag, what);
}
function inner({ octets }) {
  return parseDer(octets.content, octets.contentOffsetBytes);
}
function basicConstraintsOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "basicConstraints");
  const ca = flagOf(fields.takeOptional(TAG.boolean), "basicConstraints: cA");
  const length = fields.takeOptional(TAG.integer);
  fields.end();
  const pathLength = length === void 0 ? {} : { pathLength: countOf(length, "pathLenConstraint") };
  return { basicConstraints: { critical: extension.critical, ca, ...pathLength } };
}
function keyUsageOf(extension) {
  if (extension === void 0) return {};
  const { bytes } = bitStringOf(inner(extension), "keyUsage");
  const usages = KEY_USAGES.filter(
    (_, bit) => ((bytes[bit >> 3] ?? 0) & 128 >> (bit & 7)) !== 0
  );
  if (usages.length === 0) {
    throw derRefusal("keyUsage: expected a usage, found none", extension.octets.offsetBytes);
  }
  return { keyUsage: { critical: extension.critical, usages } };
}
function subjectKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const value = inner(extension);
  confirmTag(value, TAG.octetString, "subjectKeyIdentifier");
  return { subjectKeyIdentifier: value.content };
}
function authorityKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "authorityKeyIdentifier");
  const identifier = fields.takeOptional(KEY_IDENTIFIER_TAG);
  fields.takeOptional(CERT_ISSUER_TAG);
  fields.takeOptional(CERT_SERIAL_NUMBER_TAG);
  fields.end();
  return identifier === void 0 ? {} : { authorityKeyIdentifier: identifier.content };
}
function refusal3(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/format/x509.ts
var VERSION_TAG = 160;
var UNIQUE_IDENTIFIER_TAGS = [129, 130];
var EXTENSIONS_TAG = 163;
var EC_PUBLIC_KEY = "1.2.840.10045.2.1";
var CURVES = /* @__PURE__ */ new Map(
  [
    ["1.2.840.10045.3.1.7", { curve: "P-256", pointBytes: 65 }],
    ["1.3.132.0.34", { curve: "P-384", pointBytes: 97 }],
    ["1.3.132.0.35", { curve: "P-521", pointBytes: 133 }]
  ]
);
var UNCOMPRESSED = 4;
function parseCertificate(der) {
  if (der.length > CERTIFICATE_MAX_BYTES) {
    throw new FormatError(
      "certificate-format",
      `expected a certificate of at most ${CERTIFICATE_MAX_BYTES} bytes, found ${der.length}`
    );
  }
  try {
    return certificateOf(parseDer(der));
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === "certificate-format") throw cause;
    const at = cause.at === void 0 ? {} : { at: cause.at };
    throw new FormatError("certificate-format", `certificate: ${cause.message}`, { cause, ...at });
  }
}
function certificateOf(element) {
  const outer = new DerFields(element, TAG.sequence, "certificate");
  const tbs = outer.take("tbsCertificate", TAG.sequence);
  const signatureAlgorithm = algorithmOf(outer.take("signatureAlgorithm"));
  const signature = wholeBitStringOf(outer.take("signatureValue"), "signatureValue");
  outer.end();
  return {
    der: element.encoded,
    tbsDer: tbs.encoded,
    signatureAlgorithm,
    signature,
    ...tbsOf(tbs, signatureAlgorithm)
  };
}
function tbsOf(tbs, outer) {
  const fields = new DerFields(tbs, TAG.sequence, "tbsCertificate");
  const version = versionOf(fields.takeOptional(VERSION_TAG));
  const serialNumber = serialText(integerBytes(fields.take("serialNumber"), "serialNumber"));
  const inner2 = fields.take("signature", TAG.sequence);
  if (!equalBytes(inner2.encoded, outer.der)) {
    throw refusal4("expected the same signature algorithm inside and outside", inner2);
  }
  const issuer = nameOf(fields.take("issuer"), "issuer");
  const validity = new DerFields(fields.take("validity"), TAG.sequence, "validity");
  const notBefore = timeOf(validity.take("notBefore"), "notBefore");
  const notAfter = timeOf(validity.take("notAfter"), "notAfter");
  validity.end();
  const subject = nameOf(fields.take("subject"), "subject");
  const publicKey = publicKeyOf(fields.take("subjectPublicKeyInfo"));
  if (version > 1) for (const tag of UNIQUE_IDENTIFIER_TAGS) fields.takeOptional(tag);
  const tagged = version === 3 ? fields.takeOptional(EXTENSIONS_TAG) : void 0;
  fields.end();
  const extensions = tagged === void 0 ? NO_EXTENSIONS : extensionsOf(explicit(tagged, "extensions", TAG.sequence));
  return { version, serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions };
}
function serialText(twosComplement) {
  const value = BigInt.asIntN(8 * twosComplement.length, BigInt(`0x${encodeHex(twosComplement)}`));
  const digits = (value < 0n ? -value : value).toString(16);
  return `${value < 0n ? "-" : ""}${digits.padStart(digits.length + digits.length % 2, "0")}`;
}
function versionOf(tagged) {
  if (tagged === void 0) return 1;
  const number = countOf(explicit(tagged, "version", TAG.integer), "version");
  if (number !== 1 && number !== 2)
    throw refusal4(`expected certificate version 1, 2 or 3, found ${number + 1}`, tagged);
  return number === 1 ? 2 : 3;
}
function explicit(tagged, what, tag) {
  const fields = new DerFields(tagged, tagged.tag, what);
  const value = fields.take("its value", tag);
  fields.end();
  return value;
}
function algorithmOf(element) {
  const { oid } = algorithmParts(element);
  return { oid, der: element.encoded };
}
function algorithmParts(element) {
  const fields = new DerFields(element, TAG.sequence, "algorithm");
  const oid = objectIdentifierOf(fields.take("its identifier"), "algorithm");
  const [, parameters] = element.children;
  if (parameters !== void 0) fields.take("its parameters");
  fields.end();
  return { oid, ...parameters === void 0 ? {} : { parameters } };
}
function publicKeyOf(element) {
  const fields = new DerFields(element, TAG.sequence, "subjectPublicKeyInfo");
  const { oid, parameters } = algorithmParts(fields.take("algorithm"));
  const key = wholeBitStringOf(fields.take("subjectPublicKey"), "subjectPublicKey");
  fields.end();
  const named = oid === EC_PUBLIC_KEY && parameters?.tag === TAG.objectIdentifier ? CURVES.get(objectIdentifierOf(parameters, "namedCurve")) : void 0;
  const usable = named !== void 0 && key.length === named.pointBytes && key[0] === UNCOMPRESSED;
  return { spkiDer: element.encoded, algorithmOid: oid, ...usable ? { curve: named.curve } : {} };
}
function refusal4(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

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
      throw refusal5(
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
  if (!Array.isArray(list)) throw refusal5("expected a CBOR list");
  const [entry] = list;
  if (list.length !== 1) throw refusal5(`expected a list of one entry, found ${list.length}`);
  if (!(entry instanceof Map)) throw refusal5("expected the entry to be a map");
  for (const key of entry.keys()) {
    if (key !== "signing_certificate" && key !== "signature")
      throw refusal5(`unknown key ${JSON.stringify(key)}`);
  }
  return entry;
}
function byteList(value, key) {
  if (!Array.isArray(value)) throw refusal5(`expected ${key} to be a list of integers`);
  const bytes = new Uint8Array(value.length);
  for (const [i, item] of value.entries()) {
    if (typeof item !== "number" || item < 0 || item > 255)
      throw refusal5(`expected ${key} to hold integers from 0 to 255 only`);
    bytes[i] = item;
  }
  return bytes;
}
function refusal5(message) {
  return new FormatError("signature-format", message);
}
export {
  digestWithThreads,
  verifyEifSignature
};
