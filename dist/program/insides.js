import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// part:program/measure
import { FormatError, RAMDISK_MAX_FILES, RAMDISK_MAX_PATH_CHARACTERS, RAMDISK_MAX_UNPACKED_BYTES, RAMDISK_PATH_MAX_BYTES, SECTION_HEADER_BYTES, SHOWN_SECTION_MAX_BYTES, ZSTD_WINDOW_MAX_BYTES, ZSTD_WINDOW_WORK_MAX_BYTES, encodeHex, readExactly } from "./measure.js";

// src/measure/ramdisk-comparison.ts
var LISTED_FILES = 50;
var FIELDS = ["mode", "owner", "modified", "size", "device", "sha256"];
function compareRamdisks(expected, found) {
  const paths = [.../* @__PURE__ */ new Set([...expected.files.keys(), ...found.files.keys()])].sort();
  let differing = 0;
  const files = [];
  for (const path of paths) {
    const difference = compareFile(path, expected.files.get(path), found.files.get(path));
    if (difference === void 0) continue;
    differing++;
    if (files.length < LISTED_FILES) files.push(difference);
  }
  const hasSamePaths = expected.files.size === found.files.size && paths.length === found.files.size;
  const besides = [];
  if (hasSamePaths && expected.orderSha256 !== found.orderSha256) besides.push("order");
  else if (hasSamePaths && expected.identitySha256 !== found.identitySha256) besides.push("inodes");
  if (expected.compression !== found.compression) besides.push("compression");
  if (differing === 0 && besides.length === 0) besides.push("packing");
  return { differing, files, besides };
}
function compareFile(path, expected, found) {
  if (expected === void 0) return { kind: "extra", path };
  if (found === void 0) return { kind: "missing", path };
  const [a, b] = [textsOf(expected), textsOf(found)];
  const fields = FIELDS.filter((field) => a[field] !== b[field]).map((field) => ({
    field,
    expected: a[field],
    found: b[field]
  }));
  return fields.length === 0 ? void 0 : { kind: "different", path, fields };
}
function textsOf(file) {
  return {
    mode: file.mode.toString(8).padStart(6, "0"),
    owner: `${file.userId}:${file.groupId}`,
    modified: String(file.modifiedSeconds),
    size: String(file.sizeBytes),
    device: file.device,
    sha256: file.sha256
  };
}

// src/format/cpio.ts
var HEADER_BYTES = 110;
var ALIGNMENT = 4;
var MAGICS = ["070701", "070702"];
var TRAILER = "TRAILER!!!";
var EMPTY = new Uint8Array();
var CpioReader = class {
  visitor;
  state = "between";
  /** The offset of the next byte in all input so far. */
  offsetBytes = 0;
  /** Where the archive began: its padding counts from there. */
  startBytes = 0;
  held = EMPTY;
  entry;
  leftBytes = 0;
  constructor(visitor) {
    this.visitor = visitor;
  }
  /**
   * Takes the next bytes. Where data other than zeros or an archive follows an archive, reading ends and this returns the
   * rest, from its first byte on. Else it returns undefined.
   */
  update(bytes) {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.state === "between") {
        const start = rest.findIndex((byte) => byte !== 0);
        const zeros = start < 0 ? rest.length : start;
        this.offsetBytes += zeros;
        rest = rest.subarray(zeros);
        if (rest.length === 0) return void 0;
        if (rest[0] !== MAGICS[0]?.charCodeAt(0)) return rest;
        this.startBytes = this.offsetBytes;
        this.state = "header";
      }
      rest = this.step(rest);
    }
    return void 0;
  }
  /** Refuses input that ends inside an archive. */
  finish() {
    if (this.state !== "between")
      throw refusal("expected the end of the archive", this.offsetBytes);
  }
  step(rest) {
    switch (this.state) {
      case "header":
        return this.collected(rest, HEADER_BYTES, (header) => this.readHeader(header));
      case "name":
        return this.collected(rest, this.entry?.nameBytes ?? 0, (name) => this.readName(name));
      case "data": {
        const piece = rest.subarray(0, this.leftBytes);
        this.visitor.data(piece);
        this.take(piece.length);
        if (this.leftBytes === 0) this.endEntry();
        return rest.subarray(piece.length);
      }
      default: {
        const piece = rest.subarray(0, this.leftBytes);
        this.take(piece.length);
        if (this.leftBytes === 0) this.state = "header";
        return rest.subarray(piece.length);
      }
    }
  }
  take(bytes) {
    this.offsetBytes += bytes;
    this.leftBytes -= bytes;
  }
  /** Collects this many bytes over several pieces, and then passes them on. */
  collected(rest, wantedBytes, use) {
    const piece = rest.subarray(0, wantedBytes - this.held.length);
    const held = new Uint8Array(this.held.length + piece.length);
    held.set(this.held);
    held.set(piece, this.held.length);
    this.held = held;
    this.offsetBytes += piece.length;
    if (held.length === wantedBytes) {
      this.held = EMPTY;
      use(held);
    }
    return rest.subarray(piece.length);
  }
  readHeader(bytes) {
    const at = this.offsetBytes - HEADER_BYTES;
    const text = latin1(bytes);
    if (!MAGICS.includes(text.slice(0, 6))) {
      throw refusal("expected an entry of a cpio archive (newc)", at);
    }
    if (!/^[0-9A-Fa-f]{104}$/.test(text.slice(6))) {
      throw refusal("expected hexadecimal digits in the header", at);
    }
    const field = (i) => Number.parseInt(text.slice(6 + 8 * i, 14 + 8 * i), 16);
    const nameBytes = field(11);
    if (nameBytes < 2 || nameBytes > RAMDISK_PATH_MAX_BYTES) {
      throw refusal(
        `expected a name of 2 to ${RAMDISK_PATH_MAX_BYTES} bytes, found ${nameBytes}`,
        at
      );
    }
    this.entry = {
      path: "",
      mode: field(1),
      userId: field(2),
      groupId: field(3),
      modifiedSeconds: field(5),
      sizeBytes: field(6),
      device: `${field(9)}:${field(10)}`,
      identity: [field(0), field(4), field(7), field(8)].join(" "),
      nameBytes: nameBytes + this.paddingAt(this.offsetBytes + nameBytes)
    };
    this.state = "name";
  }
  readName(bytes) {
    const end = bytes.indexOf(0);
    if (this.entry === void 0 || end < 0) {
      throw refusal("expected a zero byte after the name", this.offsetBytes);
    }
    const path = printablePath(bytes.subarray(0, end));
    const { nameBytes: _, ...entry } = this.entry;
    if (path === TRAILER) {
      this.state = "between";
      return;
    }
    this.entry = { ...this.entry, path };
    this.visitor.entry({ ...entry, path });
    this.leftBytes = entry.sizeBytes;
    this.state = "data";
    if (this.leftBytes === 0) this.endEntry();
  }
  endEntry() {
    this.visitor.entryEnd();
    this.leftBytes = this.paddingAt(this.offsetBytes);
    this.state = this.leftBytes === 0 ? "header" : "padding";
  }
  paddingAt(offsetBytes) {
    return (ALIGNMENT - (offsetBytes - this.startBytes) % ALIGNMENT) % ALIGNMENT;
  }
};
function printablePath(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes).replace(/[\u0080-\u00ff\\]/g, (character) => {
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
    });
  }
}
function latin1(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
function refusal(message, offsetBytes) {
  return new FormatError("archive-format", `cpio: ${message}`, { at: { offsetBytes } });
}

// builtin:node:stream
var Readable = /* @__PURE__ */ (() => __require("node:stream").Readable)();

// builtin:node:zlib
var createGunzip = /* @__PURE__ */ (() => __require("node:zlib").createGunzip)();

// src/format/zstd-frames.ts
var FRAME_MAGIC = 4247762216;
var SKIPPABLE_MAGIC = 407710288;
var MAGIC_BYTES = 4;
var BLOCK_HEADER_BYTES = 3;
var BLOCK_MAX_BYTES = 128 * 1024;
var CHECKSUM_BYTES = 4;
var BLOCK_TYPE = { raw: 0, rle: 1, compressed: 2 };
var EMPTY2 = new Uint8Array();
var ZstdFrames = class {
  state = "magic";
  held = EMPTY2;
  wantedBytes = MAGIC_BYTES;
  windowBytes = 0;
  workBytes = 0;
  descriptor = 0;
  isLastBlock = false;
  /** The pieces of frames in these bytes, in order. */
  *update(bytes) {
    let rest = bytes;
    while (rest.length > 0) {
      const piece = rest.subarray(0, this.wantedBytes - this.held.length);
      rest = rest.subarray(piece.length);
      if (this.state === "content" || this.state === "skip" || this.state === "checksum") {
        this.wantedBytes -= piece.length;
        const isDone = this.wantedBytes === 0;
        const wasSkipped = this.state === "skip";
        const ends = isDone && (this.state === "checksum" || this.isLastWithoutChecksum());
        if (isDone) this.afterRun();
        if (!wasSkipped) yield { bytes: piece, endsFrame: ends };
        continue;
      }
      this.held = joined(this.held, piece);
      if (this.held.length < this.wantedBytes) continue;
      const whole = this.held;
      this.held = EMPTY2;
      yield* this.read(whole);
    }
  }
  /** Refuses data that ends inside a frame. */
  finish() {
    if (this.state !== "magic" || this.held.length > 0)
      throw refusal2("expected the end of a frame");
  }
  *read(bytes) {
    switch (this.state) {
      case "magic":
        return this.readMagic(bytes);
      case "descriptor":
        return this.readDescriptor(bytes);
      case "header": {
        this.readHeader(bytes);
        const magic = Uint8Array.of(40, 181, 47, 253, this.descriptor);
        yield { bytes: joined(magic, bytes), endsFrame: false };
        return;
      }
      case "skip-size":
        this.want("skip", little(bytes));
        if (this.wantedBytes === 0) this.want("magic", MAGIC_BYTES);
        return;
      default: {
        const isEmpty = this.readBlockHeader(bytes);
        const ends = isEmpty && this.isLastWithoutChecksum();
        if (isEmpty) this.afterRun();
        yield { bytes, endsFrame: ends };
      }
    }
  }
  readMagic(bytes) {
    const magic = little(bytes);
    if (magic === FRAME_MAGIC) this.want("descriptor", 1);
    else if (magic - magic % 16 === SKIPPABLE_MAGIC) this.want("skip-size", 4);
    else throw refusal2("expected a frame");
  }
  readDescriptor(bytes) {
    this.descriptor = bytes[0] ?? 0;
    if ((this.descriptor & 8) !== 0) throw refusal2("expected the reserved bit to be 0");
    if ((this.descriptor & 3) !== 0) throw refusal2("expected no dictionary");
    this.want("header", (this.isSingleSegment() ? 0 : 1) + this.contentSizeBytes());
  }
  readHeader(bytes) {
    this.windowBytes = this.isSingleSegment() ? little(bytes) + (bytes.length === 2 ? 256 : 0) : windowOf(bytes[0] ?? 0);
    if (this.windowBytes > ZSTD_WINDOW_MAX_BYTES) {
      throw refusal2(
        `expected a window of at most ${ZSTD_WINDOW_MAX_BYTES} bytes, found ${this.windowBytes}`
      );
    }
    this.count();
    this.want("block", BLOCK_HEADER_BYTES);
  }
  /** Whether the block has no content. */
  readBlockHeader(bytes) {
    const header = little(bytes);
    const type = header >> 1 & 3;
    const sizeBytes = header >> 3;
    if (type > BLOCK_TYPE.compressed) throw refusal2("expected a known type of block");
    if (sizeBytes > BLOCK_MAX_BYTES) {
      throw refusal2(`expected a block of at most ${BLOCK_MAX_BYTES} bytes, found ${sizeBytes}`);
    }
    this.count();
    this.isLastBlock = (header & 1) === 1;
    this.want("content", type === BLOCK_TYPE.rle ? 1 : sizeBytes);
    return this.wantedBytes === 0;
  }
  /** Chooses the state after content, a checksum or a skippable frame. */
  afterRun() {
    if (this.state === "content" && !this.isLastBlock) this.want("block", BLOCK_HEADER_BYTES);
    else if (this.state === "content" && this.hasChecksum()) this.want("checksum", CHECKSUM_BYTES);
    else this.want("magic", MAGIC_BYTES);
  }
  isLastWithoutChecksum() {
    return this.state === "content" && this.isLastBlock && !this.hasChecksum();
  }
  hasChecksum() {
    return (this.descriptor & 4) !== 0;
  }
  isSingleSegment() {
    return (this.descriptor & 32) !== 0;
  }
  /** Length of the content size field. It is one byte only where it also stands for the window. */
  contentSizeBytes() {
    const flag = this.descriptor >> 6;
    return flag === 0 ? this.isSingleSegment() ? 1 : 0 : 1 << flag;
  }
  count() {
    this.workBytes += this.windowBytes;
    if (this.workBytes > ZSTD_WINDOW_WORK_MAX_BYTES) {
      throw refusal2("expected fewer blocks for a window of this size");
    }
  }
  want(state, bytes) {
    this.state = state;
    this.wantedBytes = bytes;
  }
};
function windowOf(descriptor) {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + base / 8 * (descriptor & 7);
}
function little(bytes) {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
function joined(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
function refusal2(message) {
  return new FormatError("archive-format", `zstd: ${message}`);
}

// src/measure/decompression.ts
var MAGICS2 = [
  ["gzip", [31, 139]],
  ["zstd", [40, 181, 47, 253]],
  ["xz", [253, 55, 122, 88, 90, 0]],
  ["bzip2", [66, 90, 104]],
  ["lzma", [93, 0, 0]],
  ["lzo", [137, 76, 90]],
  ["lz4", [2, 33, 76, 24]],
  ["lz4", [4, 34, 77, 24]]
];
var MAGIC_MAX_BYTES = 6;
function compressionOf(start) {
  return MAGICS2.find(([, magic]) => magic.every((byte, i) => start[i] === byte))?.[0];
}
function isCompression(name) {
  return name === "gzip" || name === "zstd" || name === "xz";
}
async function decompress(compression, pieces, consume) {
  try {
    await DECOMPRESSORS[compression](pieces, consume);
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    if (!isDataFault(cause)) throw cause;
    throw new FormatError("archive-format", `${compression}: the data cannot be decompressed`, {
      cause
    });
  }
}
var DECOMPRESSORS = { gzip: fromGzip, zstd: fromZstd, xz: fromXz };
async function fromGzip(pieces, consume) {
  const gunzip = createGunzip();
  const input = Readable.from(pieces, { objectMode: false });
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip)) consume(chunk);
  } finally {
    input.destroy();
  }
}
async function fromZstd(pieces, consume) {
  const { Decompress } = await import("../sdk/zstd-sdk.js");
  const frames = new ZstdFrames();
  let frame = new Decompress(consume);
  for await (const piece of pieces) {
    for (const { bytes, endsFrame } of frames.update(piece)) {
      frame.push(bytes, endsFrame);
      if (endsFrame) frame = new Decompress(consume);
    }
  }
  frames.finish();
}
async function fromXz(pieces, consume) {
  const { XzReadableStream } = await import("../sdk/xz-sdk.js");
  const iterator = pieces[Symbol.asyncIterator]();
  const input = new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    }
  });
  for await (const chunk of new XzReadableStream(input)) consume(chunk);
}
function isDataFault(error) {
  const { code } = error ?? {};
  return code === void 0 || typeof code === "number" || String(code).startsWith("Z_");
}

// src/measure/ramdisk-files.ts
async function listRamdisk(pieces, hashing) {
  const list = new FileList(hashing);
  const iterator = pieces[Symbol.asyncIterator]();
  const outer = new CpioReader(list);
  let compression = "none";
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    list.count(next.value.length);
    const rest = outer.update(next.value);
    if (rest === void 0) continue;
    const start = await atLeast(rest, MAGIC_MAX_BYTES, iterator);
    const found = compressionOf(start);
    if (!isCompression(found)) throw unknownContent(found);
    compression = found;
    await unpack(found, following(start, iterator), list);
    break;
  }
  outer.finish();
  return list.finish(compression);
}
async function unpack(compression, pieces, list) {
  const inner = new CpioReader(list);
  await decompress(compression, pieces, (bytes) => {
    list.count(bytes.length);
    const rest = inner.update(bytes);
    if (rest !== void 0) throw unknownContent(compressionOf(rest));
  });
  inner.finish();
}
function unknownContent(found) {
  return new FormatError(
    "archive-format",
    found === void 0 ? "expected a cpio archive (newc) or a known compression" : `the compression ${found} is not supported`
  );
}
async function atLeast(bytes, wantedBytes, iterator) {
  let start = bytes;
  while (start.length < wantedBytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    const longer = new Uint8Array(start.length + value.length);
    longer.set(start);
    longer.set(value, start.length);
    start = longer;
  }
  return start;
}
async function* following(start, iterator) {
  yield start;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    yield next.value;
  }
}
var FileList = class {
  hashing;
  files = /* @__PURE__ */ new Map();
  order;
  identity;
  entries = 0;
  pathCharacters = 0;
  unpackedBytes = 0;
  current;
  constructor(hashing) {
    this.hashing = hashing;
    this.order = hashing.sha256();
    this.identity = hashing.sha256();
  }
  count(bytes) {
    this.unpackedBytes += bytes;
    if (this.unpackedBytes > RAMDISK_MAX_UNPACKED_BYTES) {
      throw tooMuch(`${RAMDISK_MAX_UNPACKED_BYTES} bytes unpacked`);
    }
  }
  entry(entry) {
    this.entries++;
    this.pathCharacters += entry.path.length;
    if (this.entries > RAMDISK_MAX_FILES) throw tooMuch(`${RAMDISK_MAX_FILES} files`);
    if (this.pathCharacters > RAMDISK_MAX_PATH_CHARACTERS) {
      throw tooMuch(`${RAMDISK_MAX_PATH_CHARACTERS} characters of paths`);
    }
    const encoder = new TextEncoder();
    this.order.update(encoder.encode(`${entry.path}\0`));
    this.identity.update(encoder.encode(`${entry.identity}\0`));
    this.current = { entry, hash: this.hashing.sha256() };
  }
  data(piece) {
    this.current?.hash.update(piece);
  }
  entryEnd() {
    if (this.current === void 0) return;
    const { entry, hash } = this.current;
    const { path, identity: _, ...facts } = entry;
    this.files.set(path, { ...facts, sha256: encodeHex(hash.digest()) });
    this.current = void 0;
  }
  finish(compression) {
    return {
      files: this.files,
      compression,
      orderSha256: encodeHex(this.order.digest()),
      identitySha256: encodeHex(this.identity.digest())
    };
  }
};
function tooMuch(limit) {
  return new FormatError("archive-format", `expected at most ${limit}, found more`);
}

// src/measure/section-text.ts
var HEADER_MAGIC = { offset: 514, text: "HdrS" };
var VERSION_POINTER_OFFSET = 526;
var VERSION_BASE = 512;
var VERSION_MAX_BYTES = 256;
function sectionText(start, sizeBytes) {
  if (sizeBytes <= SHOWN_SECTION_MAX_BYTES) {
    const text = printableText(start);
    if (text !== void 0) return text;
  }
  return kernelVersion(start);
}
function kernelVersion(start) {
  if (asciiAt(start, HEADER_MAGIC.offset, 4) !== HEADER_MAGIC.text) return void 0;
  const pointer = (start[VERSION_POINTER_OFFSET] ?? 0) + 256 * (start[VERSION_POINTER_OFFSET + 1] ?? 0);
  if (pointer === 0) return void 0;
  const version = start.subarray(
    VERSION_BASE + pointer,
    VERSION_BASE + pointer + VERSION_MAX_BYTES
  );
  const end = version.indexOf(0);
  return end <= 0 ? void 0 : printableText(version.subarray(0, end));
}
function printableText(bytes) {
  const content = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    return /^[^\p{Cc}\p{Cf}]*\n?$/u.test(text) ? text : void 0;
  } catch {
    return void 0;
  }
}
function asciiAt(bytes, offset, length) {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

// src/measure/compare-insides.ts
var PIECE_BYTES = 256 * 1024;
async function compareInsides(sections, expectedSource, foundSource, hashing) {
  const insides = [];
  for (const { type, position, expected, found } of sections) {
    if (expected === void 0 || found === void 0) continue;
    const [a, b] = [
      { source: expectedSource, section: expected },
      { source: foundSource, section: found }
    ];
    if (type === "ramdisk") {
      insides.push({ type, position, ...await ramdiskInsides(a, b, hashing) });
    } else if (type === "kernel" || type === "cmdline") {
      insides.push({ type, position, ...await textInsides(a, b) });
    }
  }
  return insides;
}
async function textInsides(a, b) {
  const [expected, found] = [await textOf(a), await textOf(b)];
  if (expected === void 0 || found === void 0)
    return { notCompared: "the section is not text" };
  return { texts: { expected, found } };
}
async function textOf({ source, section }) {
  const bytes = await readExactly(
    source,
    section.offsetBytes + SECTION_HEADER_BYTES,
    Math.min(section.sizeBytes, SHOWN_SECTION_MAX_BYTES),
    section.type
  );
  return sectionText(bytes, section.sizeBytes);
}
async function ramdiskInsides(a, b, hashing) {
  const expected = await filesOf(a, hashing);
  if (typeof expected === "string") return { notCompared: `in the expected image, ${expected}` };
  const found = await filesOf(b, hashing);
  if (typeof found === "string") return { notCompared: `in the found image, ${found}` };
  return { ramdisk: compareRamdisks(expected, found) };
}
async function filesOf(part, hashing) {
  try {
    return await listRamdisk(piecesOf(part), hashing);
  } catch (error) {
    if (error instanceof FormatError && error.code === "archive-format") return error.message;
    throw error;
  }
}
async function* piecesOf({ source, section }) {
  const start = section.offsetBytes + SECTION_HEADER_BYTES;
  const end = start + section.sizeBytes;
  for (let offset = start; offset < end; offset += PIECE_BYTES) {
    yield await readExactly(source, offset, Math.min(PIECE_BYTES, end - offset), section.type);
  }
}
export {
  compareInsides
};
