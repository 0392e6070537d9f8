import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AdapterError,
  CRC_OFFSET_BYTES,
  CodedError,
  EIF_HEADER_BYTES,
  EMPTY_CONTENT_PCR,
  FormatError,
  HEADER_OFFSET,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  METADATA_MAX_BYTES,
  SECTION_HEADER_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  TrustError,
  UsageError,
  ZERO_PCR,
  __require,
  crc32,
  decodeUtf8,
  digestInThread,
  doubleHashedText,
  encodeUtf8,
  equalBytes,
  extend,
  nodeHashing,
  parseEifHeader,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  sectionTableRefusal
} from "./chunks/chunk-ZWCFVUML.js";

// builtin:node:fs
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var statSync = /* @__PURE__ */ (() => __require("node:fs").statSync)();

// src/adapters/file-source.ts
async function openFileSource(path) {
  try {
    requireRegular(statSync(path, { bigint: true }), path);
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const opened = fstatSync(file, { bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch (error) {
    throw inputError(path, error);
  }
}
function fileSource(file, path, opened) {
  return {
    name: path,
    sizeBytes: Number(opened.size),
    async read(offsetBytes, into) {
      try {
        readFully(file, path, offsetBytes, into);
      } catch (error) {
        throw inputError(path, error);
      }
    },
    async confirmUnchanged() {
      const now = fstatSync(file, { bigint: true });
      if (now.size !== opened.size) {
        throw changed(path, `its size went from ${opened.size} to ${now.size} bytes`);
      }
      if (now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs) {
        throw changed(path, "it was written to, renamed or removed");
      }
    },
    async close() {
      closeSync(file);
    }
  };
}
function readFully(file, path, offsetBytes, into) {
  for (let done = 0; done < into.length; ) {
    const bytesRead = readSync(file, into, done, into.length - done, offsetBytes + done);
    if (bytesRead === 0) {
      throw changed(
        path,
        `it ends at byte ${offsetBytes + done}, before the size it had when it was opened`
      );
    }
    done += bytesRead;
  }
}
function changed(path, how) {
  return new AdapterError("input-changed", `${path} changed while it was read: ${how}`, {
    at: { file: path },
    hint: "Measure after the build has finished writing the image."
  });
}
function requireRegular(stats, path) {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? "directory" : stats.isFIFO() ? "named pipe" : stats.isSocket() ? "socket" : "device";
  throw new AdapterError("input-not-a-file", `expected a regular file, found a ${kind}: ${path}`, {
    at: { file: path }
  });
}
function inputError(path, error) {
  if (error instanceof AdapterError) return error;
  const code = error.code;
  const context = { at: { file: path }, cause: error };
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE":
      return new AdapterError("input-not-found", `no such file: ${path}`, context);
    case "EACCES":
    case "EPERM":
      return new AdapterError("input-not-readable", `no permission to read ${path}`, context);
    default:
      if (typeof code !== "string") return error;
      return new AdapterError("input-not-readable", `cannot read ${path}: ${code}`, context);
  }
}

// src/format/byte-source.ts
function memorySource(bytes, name = "image") {
  return {
    name,
    sizeBytes: bytes.length,
    async read(offsetBytes, into) {
      into.set(bytes.subarray(offsetBytes, offsetBytes + into.length));
    },
    async confirmUnchanged() {
    }
  };
}
async function readExactly(source, offsetBytes, lengthBytes, what) {
  const leftBytes = source.sizeBytes - offsetBytes;
  if (lengthBytes > leftBytes) {
    throw new FormatError(
      "truncated",
      `${what}: expected ${lengthBytes} bytes, found ${Math.max(0, leftBytes)}`,
      {
        at: { file: source.name, offsetBytes }
      }
    );
  }
  const bytes = new Uint8Array(lengthBytes);
  await source.read(offsetBytes, bytes);
  return bytes;
}

// src/format/strict-json.ts
var JsonNumber = class {
  text;
  constructor(text) {
    this.text = text;
  }
};
function parseStrictJson(bytes, limits = {}) {
  return new JsonReader(utf8Text(bytes), limits).document();
}
var WHITE_SPACE = /[ \t\n\r]*/y;
var NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
var LITERAL = /true|false|null/y;
var UNESCAPED = /[^"\\\u0000-\u001f]*/y;
var ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
var LONE_SURROGATE = /[\ud800-\udfff]/u;
var JsonReader = class {
  text;
  maxDepth;
  maxValues;
  index = 0;
  values = 0;
  constructor(text, { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES }) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }
  document() {
    const value = this.value(0);
    this.match(WHITE_SPACE);
    if (this.index < this.text.length) throw this.unexpected("the end of the text");
    return value;
  }
  /** `depth` is the number of arrays and objects around the value. */
  value(depth) {
    this.match(WHITE_SPACE);
    if (++this.values > this.maxValues) {
      throw this.refusal(`expected at most ${this.maxValues} values, found more`);
    }
    switch (this.text[this.index]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }
  object(depth) {
    this.open(depth);
    const members = /* @__PURE__ */ new Map();
    if (this.take("}")) return members;
    do {
      this.match(WHITE_SPACE);
      const start = this.index;
      const key = this.string();
      if (members.has(key)) {
        throw this.refusal(`expected each key once, found ${quoted(key)} again`, start);
      }
      this.expect(":");
      members.set(key, this.value(depth + 1));
    } while (this.take(","));
    this.expect("}");
    return members;
  }
  array(depth) {
    this.open(depth);
    const elements = [];
    if (this.take("]")) return elements;
    do {
      elements.push(this.value(depth + 1));
    } while (this.take(","));
    this.expect("]");
    return elements;
  }
  string() {
    const start = this.index;
    this.expect('"');
    let value = this.match(UNESCAPED);
    while (this.text[this.index] === "\\") {
      const sequence = this.match(ESCAPE);
      if (sequence === "") throw this.refusal("expected an escape sequence of RFC 8259 section 7");
      value += JSON.parse(`"${sequence}"`) + this.match(UNESCAPED);
    }
    if (this.text[this.index] !== '"') throw this.unexpected("the end of the string");
    this.index++;
    if (LONE_SURROGATE.test(value)) {
      throw this.refusal("expected Unicode text, found half of a surrogate pair", start);
    }
    return value;
  }
  scalar() {
    const number = this.match(NUMBER);
    if (number !== "") return new JsonNumber(number);
    const literal = this.match(LITERAL);
    if (literal === "") throw this.unexpected("a value");
    return literal === "null" ? null : literal === "true";
  }
  open(depth) {
    if (depth >= this.maxDepth) {
      throw this.refusal(`expected at most ${this.maxDepth} levels, found more`);
    }
    this.index++;
  }
  take(character) {
    this.match(WHITE_SPACE);
    const there = this.text[this.index] === character;
    if (there) this.index++;
    return there;
  }
  expect(character) {
    if (!this.take(character)) throw this.unexpected(`'${character}'`);
  }
  /** What the sticky pattern matches here, and behind it; nothing where it does not match. */
  match(pattern) {
    pattern.lastIndex = this.index;
    const [found] = pattern.exec(this.text) ?? [""];
    this.index += found.length;
    return found;
  }
  unexpected(expected) {
    const [found] = this.text.slice(this.index, this.index + 2);
    return this.refusal(
      `expected ${expected}, found ${found === void 0 ? "the end" : quoted(found)}`
    );
  }
  refusal(message, index = this.index) {
    const offsetBytes = encodeUtf8(this.text.slice(0, index)).length;
    return new FormatError("json-format", message, { at: { offsetBytes } });
  }
};
function utf8Text(bytes) {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    const repaired = encodeUtf8(new TextDecoder().decode(bytes));
    const offsetBytes = repaired.findIndex((byte, i) => byte !== bytes[i]);
    throw new FormatError("json-format", "expected UTF-8 without a byte order mark", {
      at: { offsetBytes },
      cause
    });
  }
}
function quoted(text) {
  return JSON.stringify(text.slice(0, 60));
}

// src/measure/pcr-comparison.ts
function comparePcrs(expected, found) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byIndex);
  return names.flatMap((pcr) => {
    const wanted = expected[pcr]?.toLowerCase();
    const seen = found[pcr]?.toLowerCase();
    if (wanted === seen) return [];
    if (seen === void 0) return [{ kind: "missing", pcr, expected: wanted ?? "" }];
    if (wanted === void 0) return [{ kind: "extra", pcr, found: seen }];
    return [{ kind: "different", pcr, expected: wanted, found: seen }];
  });
}
function byIndex(a, b) {
  return Number(a.slice(3)) - Number(b.slice(3));
}

// src/measure/expectation.ts
var OF_THE_IMAGE = ["PCR0", "PCR1", "PCR2", "PCR8"];
function parseExpectation(text, name) {
  const found = jsonObjectsIn(text, name).flatMap(measurementsIn);
  const [first, ...others] = found.map((object) => pcrValuesOf(object, name));
  if (first === void 0) {
    throw usage(
      `${name} holds no JSON object with a PCR0`,
      name,
      "Give the output of nitro-cli build-enclave, describe-eif or eif_build."
    );
  }
  for (const other of others) {
    if (comparePcrs(first, other).length > 0)
      throw usage(`${name} holds two objects with different PCR values`, name);
  }
  return first;
}
function compareWithExpectation(expected, measurements, context, hashing) {
  const computed = { ...measurements };
  addNearest(
    computed,
    "PCR3",
    expected,
    context.roleArns.map((arn) => pcr3OfRole(arn, hashing))
  );
  addNearest(
    computed,
    "PCR4",
    expected,
    context.instanceIds.map((id) => pcr4OfInstance(id, hashing))
  );
  const notComputed = Object.keys(expected).filter(
    (pcr) => computed[pcr] === void 0 && !OF_THE_IMAGE.includes(pcr)
  );
  const known = Object.fromEntries(
    Object.entries(expected).filter(([pcr]) => !notComputed.includes(pcr))
  );
  const differences = comparePcrs(known, computed);
  return {
    differences,
    notComputed,
    explanations: differences.flatMap((difference) => explain(difference, context, hashing))
  };
}
function addNearest(computed, pcr, expected, values) {
  const wanted = expected[pcr];
  const [first] = values;
  if (wanted === void 0 || first === void 0) return;
  computed[pcr] = values.find((value) => value === wanted) ?? first;
}
function explain(difference, { roleArns, instanceIds }, hashing) {
  if (difference.kind === "extra") return [];
  const { pcr, expected } = difference;
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr} is all zeros: a debug enclave, an unsigned image or no role shows that, never this image`
    ];
  }
  const texts = pcr === "PCR3" ? roleArns : pcr === "PCR4" ? instanceIds : [];
  return texts.flatMap((text) => {
    if (expected === doubleHashedText(text, hashing)) {
      return [
        `The expected ${pcr} is what nitro-cli pcr --input makes of ${text}: it hashes twice, and no enclave will have it`
      ];
    }
    if ([`${text}
`, `${text}\r
`].some((line) => expected === extend(encodeUtf8(line), hashing))) {
      return [
        `The expected ${pcr} was made of ${text} with a line end behind it, and no enclave will have it`
      ];
    }
    return [];
  });
}
function jsonObjectsIn(text, name) {
  return outermostBraces(text).map(([start, end]) => text.slice(start, end)).filter((piece) => piece.includes("PCR")).map((piece) => parsePiece(piece, name)).filter((value) => value instanceof Map);
}
function outermostBraces(text) {
  const open = [];
  const pairs = [];
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === "\\") i++;
      else if (character === '"' || character === "\n") inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") open.push(i);
    else if (character === "}") {
      const start = open.pop();
      if (start === void 0) continue;
      while ((pairs.at(-1)?.[0] ?? -1) > start) pairs.pop();
      pairs.push([start, i + 1]);
    }
  }
  return pairs;
}
function parsePiece(piece, name) {
  try {
    return parseStrictJson(encodeUtf8(piece));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${name} holds measurements that are not strict JSON: ${cause.message}`, {
      at: { file: name },
      cause
    });
  }
}
function measurementsIn(object) {
  if (object.has("PCR0")) return [object];
  return ["Measurements", "measurements", "result"].flatMap((key) => {
    const inner = object.get(key);
    return inner instanceof Map ? measurementsIn(inner) : [];
  });
}
function pcrValuesOf(object, name) {
  const values = {};
  for (const [key, value] of object) {
    if (!/^PCR/i.test(key)) continue;
    if (!/^PCR(?:\d|[12]\d|3[01])$/.test(key))
      throw usage(`${name}: expected PCR0 to PCR31, found ${JSON.stringify(key)}`, name);
    if (typeof value !== "string" || !/^[0-9a-fA-F]{96}$/.test(value)) {
      throw usage(`${name}: expected ${key} to be 96 hexadecimal digits`, name);
    }
    values[key] = value.toLowerCase();
  }
  return values;
}
function usage(message, file, hint) {
  return new UsageError(message, { at: { file }, ...hint === void 0 ? {} : { hint } });
}

// src/measure/image-comparison.ts
function compareImages(expected, found) {
  const pcrs = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  return {
    reproducible: !pcrs.some(({ pcr }) => pcr !== "PCR8"),
    sameSigner: !pcrs.some(({ pcr }) => pcr === "PCR8"),
    pcrs,
    sameSectionOrder: typesOf(expected) === typesOf(found),
    sections: compareSections(expected, found),
    sameFile: expected.image.sha256 === found.image.sha256,
    header: ["version", "architecture", "defaultMemoryBytes", "defaultCpus"].filter(
      (field) => expected.header[field] !== found.header[field]
    )
  };
}
function typesOf(image) {
  return image.sections.map(({ type }) => type).join();
}
function compareSections(expected, found) {
  const types = ["kernel", "cmdline", "ramdisk", "metadata", "signature"];
  return types.flatMap((type) => {
    const wanted = expected.sections.filter((section) => section.type === type);
    const seen = found.sections.filter((section) => section.type === type);
    const measured = type !== "metadata" && type !== "signature";
    return Array.from({ length: Math.max(wanted.length, seen.length) }, (_, position) => position).filter((position) => wanted[position]?.sha384 !== seen[position]?.sha384).map((position) => {
      const [a, b] = [wanted[position], seen[position]];
      return {
        type,
        position,
        measured,
        ...a === void 0 ? {} : { expected: a },
        ...b === void 0 ? {} : { found: b }
      };
    });
  });
}

// src/format/file-kind.ts
var TAR_BLOCK_BYTES = 512;
var TAR_ENTRIES = 32;
async function fileKind(source) {
  const start = await block(source, 0);
  if (startsWith(start, [31, 139])) return "gzip";
  if (startsWith(start, [127, 69, 76, 70])) return "elf";
  if (startsWith(start, [80, 75, 3, 4]) || startsWith(start, [80, 75, 5, 6]))
    return "zip";
  if (!isTarHeader(start)) return void 0;
  return await holdsOciLayout(source) ? "oci" : "tar";
}
async function block(source, offsetBytes) {
  const bytes = new Uint8Array(
    Math.max(0, Math.min(TAR_BLOCK_BYTES, source.sizeBytes - offsetBytes))
  );
  await source.read(offsetBytes, bytes);
  return bytes;
}
function startsWith(bytes, prefix) {
  return prefix.every((byte, i) => bytes[i] === byte);
}
function isTarHeader(bytes) {
  return bytes.length === TAR_BLOCK_BYTES && ascii(bytes, 257, 5) === "ustar";
}
function ascii(bytes, offset, length) {
  const end = bytes.subarray(offset, offset + length).indexOf(0);
  return String.fromCharCode(...bytes.subarray(offset, end < 0 ? offset + length : offset + end));
}
async function holdsOciLayout(source) {
  let offsetBytes = 0;
  for (let i = 0; i < TAR_ENTRIES; i++) {
    const header = await block(source, offsetBytes);
    if (!isTarHeader(header)) return false;
    const name = ascii(header, 0, 100).replace(/^\.\//, "");
    if (name === "oci-layout" || name.startsWith("blobs/sha256")) return true;
    const sizeBytes = Number.parseInt(ascii(header, 124, 12), 8);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return false;
    offsetBytes += TAR_BLOCK_BYTES * (1 + Math.ceil(sizeBytes / TAR_BLOCK_BYTES));
  }
  return false;
}

// src/format/eif.ts
var MAGIC = [46, 101, 105, 102];
var SECTION_TYPES = ["kernel", "cmdline", "ramdisk", "signature", "metadata"];
async function parseEifLayout(source) {
  await requireMagic(source);
  const headerBytes = await readExactly(source, 0, EIF_HEADER_BYTES, "EIF header");
  const view = new DataView(headerBytes.buffer);
  const { header, table } = parseEifHeader(view, source.name);
  const headerRanges = [{ offsetBytes: 0, bytes: headerBytes }];
  const warnings = [];
  const sections = [];
  let offsetBytes = EIF_HEADER_BYTES;
  for (const [index, claimed] of table.entries()) {
    const bytes = await readExactly(
      source,
      offsetBytes,
      SECTION_HEADER_BYTES,
      `header of section ${index}`
    );
    headerRanges.push({ offsetBytes, bytes });
    const section = parseSectionHeader(new DataView(bytes.buffer), index, offsetBytes, source);
    if (BigInt(section.sizeBytes) !== claimed) {
      warnings.push(staleSize(section, claimed, index, index === table.length - 1, source.name));
    }
    sections.push(section);
    offsetBytes += SECTION_HEADER_BYTES + section.sizeBytes;
  }
  if (offsetBytes !== source.sizeBytes) {
    throw new FormatError(
      "trailing-bytes",
      `expected the file to end after its last section, found ${source.sizeBytes - offsetBytes} more bytes`,
      { at: { file: source.name, offsetBytes } }
    );
  }
  requireCounts(header.version, sections, source.name);
  requireOrder(sections, source.name);
  requireSignatureSize(sections, source.name);
  return { header, sections, headerRanges, warnings };
}
async function requireMagic(source) {
  const start = new Uint8Array(Math.min(MAGIC.length, source.sizeBytes));
  await source.read(0, start);
  if (start.every((byte, i) => byte === MAGIC[i])) return;
  const looksLike = await fileKind(source);
  throw new FormatError(
    "bad-magic",
    `expected an EIF, which begins with ".eif"${looksLike === void 0 ? "" : `; this looks like ${looksLike}`}`,
    {
      at: { file: source.name, offsetBytes: 0, ...looksLike === void 0 ? {} : { looksLike } },
      hint: "Give the .eif file that nitro-cli build-enclave or eif_build wrote, not the container image it was built from."
    }
  );
}
function parseSectionHeader(view, index, offsetBytes, source) {
  const file = source.name;
  const typeNumber = view.getUint16(0);
  const type = SECTION_TYPES[typeNumber - 1];
  if (type === void 0) {
    throw new FormatError(
      "section-type",
      `section ${index}: expected a type from 1 to 5, found ${typeNumber}`,
      {
        at: { file, offsetBytes }
      }
    );
  }
  const flags = view.getUint16(2);
  if (flags !== 0) {
    throw new FormatError(
      "section-flags",
      `section ${index} (${type}): expected flags 0, found ${flags}`,
      {
        at: { file, offsetBytes: offsetBytes + 2 }
      }
    );
  }
  const sizeBytes = view.getBigUint64(4);
  const leftBytes = source.sizeBytes - offsetBytes - SECTION_HEADER_BYTES;
  if (sizeBytes > BigInt(leftBytes)) {
    throw new FormatError(
      "truncated",
      `section ${index} (${type}): expected ${sizeBytes} bytes of data, found ${leftBytes}`,
      {
        at: { file, offsetBytes: offsetBytes + SECTION_HEADER_BYTES }
      }
    );
  }
  return { type, offsetBytes, sizeBytes: Number(sizeBytes) };
}
function staleSize(section, claimed, index, last, file) {
  const plausible = claimed >= 1n && claimed <= BigInt(SIGNATURE_SECTION_MAX_BYTES);
  if (!last || section.type !== "signature" || !plausible) {
    throw sectionTableRefusal(
      `section ${index} (${section.type}): the table says ${claimed} bytes and the section's own header ${section.sizeBytes}`,
      HEADER_OFFSET.sizes + 8 * index,
      file
    );
  }
  return {
    code: "stale-signature-size",
    message: `The header's table says that the signature section has ${claimed} bytes; it has ${section.sizeBytes}. nitro-cli sign-eif leaves the old size behind when it replaces a signature. No PCR depends on it, but sign from the unsigned image to avoid it.`
  };
}
function requireCounts(version, sections, file) {
  const count = (type) => sections.filter((section) => section.type === type).length;
  const refuse = (type, expected) => {
    const seen = sections.filter((section) => section.type === type);
    throw new FormatError("section-count", `expected ${expected}, found ${seen.length}`, {
      at: {
        file,
        offsetBytes: seen[1]?.offsetBytes ?? seen[0]?.offsetBytes ?? HEADER_OFFSET.count
      }
    });
  };
  if (count("kernel") !== 1) refuse("kernel", "one kernel");
  if (count("cmdline") !== 1) refuse("cmdline", "one command line");
  const metadata = version === 4 ? 1 : 0;
  if (count("metadata") !== metadata)
    refuse("metadata", `${metadata === 1 ? "one" : "no"} metadata section in version ${version}`);
  const signatures = version === 2 ? 0 : 1;
  if (count("signature") > signatures) {
    refuse(
      "signature",
      `${signatures === 1 ? "at most one" : "no"} signature section in version ${version}`
    );
  }
}
function requireOrder(sections, file) {
  const first = sections.find((section) => section.type === "kernel" || section.type === "ramdisk");
  if (first?.type === "ramdisk") {
    throw new FormatError("section-order", "expected the kernel before every ramdisk", {
      at: { file, offsetBytes: first.offsetBytes }
    });
  }
}
function requireSignatureSize(sections, file) {
  const signature = sections.find((section) => section.type === "signature");
  if (signature !== void 0 && signature.sizeBytes > SIGNATURE_SECTION_MAX_BYTES) {
    throw new FormatError(
      "signature-format",
      `expected a signature section of at most ${SIGNATURE_SECTION_MAX_BYTES} bytes, found ${signature.sizeBytes}`,
      { at: { file, offsetBytes: signature.offsetBytes } }
    );
  }
}

// src/format/eif-metadata.ts
var BUILD_KEYS = [
  "BuildTime",
  "BuildTool",
  "BuildToolVersion",
  "OperatingSystem",
  "KernelVersion"
];
var KEYS = [
  "ImageName",
  "ImageVersion",
  "BuildMetadata",
  "DockerInfo",
  "CustomMetadata"
];
function parseEifMetadata(bytes, at) {
  const value = parseObject(bytes, at);
  requireKeys(value, KEYS, KEYS.slice(0, -1), "metadata", at);
  const build = value.get("BuildMetadata");
  if (!(build instanceof Map)) throw refusal("expected BuildMetadata to be an object", at);
  requireKeys(build, BUILD_KEYS, BUILD_KEYS, "BuildMetadata", at);
  const customMetadata = value.get("CustomMetadata") ?? null;
  return {
    imageName: textOf(value, "ImageName", at),
    imageVersion: textOf(value, "ImageVersion", at),
    build: new Map(BUILD_KEYS.map((key) => [key, textOf(build, key, at)])),
    dockerInfo: value.get("DockerInfo") ?? null,
    customMetadata,
    value,
    warnings: customMetadataWarnings(customMetadata)
  };
}
function parseObject(bytes, at) {
  let value;
  try {
    value = parseStrictJson(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const offsetBytes = (at.offsetBytes ?? 0) + (cause.at?.offsetBytes ?? 0);
    throw new FormatError("metadata", `metadata is not strict JSON: ${cause.message}`, {
      at: { ...at, offsetBytes },
      cause
    });
  }
  if (!(value instanceof Map)) throw refusal("expected metadata to be a JSON object", at);
  return value;
}
function requireKeys(object, known, required, name, at) {
  for (const key of required) {
    if (!object.has(key)) throw refusal(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object.keys()) {
    if (!known.includes(key))
      throw refusal(
        `expected only ${known.join(", ")} in ${name}, found ${JSON.stringify(key)}`,
        at
      );
  }
}
function textOf(object, key, at) {
  const value = object.get(key);
  if (typeof value !== "string") throw refusal(`expected ${key} to be a text`, at);
  return value;
}
function customMetadataWarnings(custom) {
  if (custom === null) return [];
  if (!(custom instanceof Map)) {
    return [
      {
        code: "custom-metadata",
        message: "CustomMetadata is no object: nitro-cli describe-eif fails on this image"
      }
    ];
  }
  const taken = [...custom.keys()].filter(
    (key) => key === "DockerInfo" || BUILD_KEYS.includes(key)
  );
  if (taken.length === 0) return [];
  return [
    {
      code: "custom-metadata",
      message: `CustomMetadata holds ${taken.join(", ")}: nitro-cli describe-eif prints such a key twice, with two values`
    }
  ];
}
function refusal(message, at) {
  return new FormatError("metadata", message, { at });
}

// src/measure/node-digester.ts
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import("./chunks/on-demand-HSWA4ZCO.js");
    return digestWithThreads(source, sections, observe);
  }
};

// src/measure/measure-eif.ts
async function measureEif(source, options = {}) {
  const layout = await parseEifLayout(source);
  const { header, sections } = layout;
  const signature = sections.find((section) => section.type === "signature");
  const metadata = sections.find((section) => section.type === "metadata");
  const kept = new KeptContent([signature, metadata]);
  const confirmHeaders = headersConfirmer(layout.headerRanges, source.name);
  const digester = options.digester ?? digestWithNode;
  const tracks = await digester.digest(source, sections, (bytes, offsetBytes) => {
    confirmHeaders(bytes, offsetBytes);
    kept.observe(bytes, offsetBytes);
    options.onProgress?.(offsetBytes + bytes.length, source.sizeBytes);
  });
  await source.confirmUnchanged();
  if (tracks.crc32 !== header.crc32) {
    throw new FormatError(
      "bad-crc",
      `expected CRC ${crcText(header.crc32)} as the header says, found ${crcText(tracks.crc32)}`,
      {
        at: { file: source.name, offsetBytes: CRC_OFFSET_BYTES },
        hint: "The image was damaged or changed after it was built. Build it or copy it again."
      }
    );
  }
  const parsedMetadata = metadata === void 0 ? void 0 : parseMetadata(kept, metadata, source.name);
  const { PCR0, PCR1 } = tracks.image;
  const verified = signature === void 0 ? void 0 : await verifySignature(kept, signature, PCR0, source.name, digester.hashing);
  return {
    image: { name: source.name, sizeBytes: source.sizeBytes, sha256: tracks.sha256 },
    measurements: {
      PCR0,
      PCR1,
      PCR2: tracks.sections.PCR2,
      ...verified === void 0 ? {} : { PCR8: pcr8OfCertificate(verified.certificate.der, digester.hashing) }
    },
    header,
    sections: sections.map((section, i) => ({
      ...section,
      sha384: tracks.sections.sha384[i] ?? ""
    })),
    ...parsedMetadata === void 0 ? {} : { metadata: parsedMetadata },
    ...verified === void 0 ? {} : { signature: verified },
    warnings: [...layout.warnings, ...parsedMetadata?.warnings ?? []]
  };
}
async function verifySignature(kept, section, pcr0, file, hashing) {
  const { verifyEifSignature } = await import("./chunks/on-demand-HSWA4ZCO.js");
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  return verifyEifSignature(kept.bytesOf(section), pcr0, at, hashing);
}
function parseMetadata(kept, section, file) {
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  if (section.sizeBytes > METADATA_MAX_BYTES) {
    throw new FormatError(
      "metadata",
      `expected at most ${METADATA_MAX_BYTES} bytes of metadata, found ${section.sizeBytes}`,
      { at }
    );
  }
  return parseEifMetadata(kept.bytesOf(section), at);
}
function crcText(crc) {
  return `0x${crc.toString(16).padStart(8, "0")}`;
}
var KeptContent = class {
  kept;
  constructor(sections) {
    this.kept = sections.filter((section) => section !== void 0).filter((section) => section.sizeBytes <= METADATA_MAX_BYTES).map((section) => ({
      offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES,
      bytes: new Uint8Array(section.sizeBytes)
    }));
  }
  observe(piece, offsetBytes) {
    for (const range of this.kept) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      inRange.set(inPiece);
    }
  }
  bytesOf(section) {
    const offsetBytes = section.offsetBytes + SECTION_HEADER_BYTES;
    return this.kept.find((range) => range.offsetBytes === offsetBytes)?.bytes ?? new Uint8Array(0);
  }
};
function headersConfirmer(ranges, file) {
  return (piece, offsetBytes) => {
    for (const range of ranges) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      if (equalBytes(inPiece, inRange)) continue;
      throw new TrustError(
        "input-changed",
        `${file} changed while it was read: its headers are no longer the same`,
        {
          at: { file, offsetBytes: range.offsetBytes },
          hint: "Measure after the build has finished writing the image."
        }
      );
    }
  };
}
function overlap(piece, offsetBytes, range) {
  const start = Math.max(offsetBytes, range.offsetBytes);
  const end = Math.max(
    start,
    Math.min(offsetBytes + piece.length, range.offsetBytes + range.bytes.length)
  );
  return {
    inPiece: piece.subarray(start - offsetBytes, end - offsetBytes),
    inRange: range.bytes.subarray(start - range.offsetBytes, end - range.offsetBytes)
  };
}

// node_modules/@noble/hashes/_u64.js
var U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
var _32n = /* @__PURE__ */ BigInt(32);
function fromBig(n, le = false) {
  if (le)
    return { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) };
  return { h: Number(n >> _32n & U32_MASK64) | 0, l: Number(n & U32_MASK64) | 0 };
}
function split(lst, le = false) {
  const len = lst.length;
  let Ah = new Uint32Array(len);
  let Al = new Uint32Array(len);
  for (let i = 0; i < len; i++) {
    const { h, l } = fromBig(lst[i], le);
    [Ah[i], Al[i]] = [h, l];
  }
  return [Ah, Al];
}
var fromNumH = (n) => n / 2 ** 32 | 0;
var fromNumL = (n) => n >>> 0;
function setU64FromNum(view, byteOffset, n, isLE) {
  const h = fromNumH(n);
  const l = fromNumL(n);
  view.setUint32(byteOffset, isLE ? l : h, isLE);
  view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}
var shrSH = (h, _l, s) => h >>> s;
var shrSL = (h, l, s) => h << 32 - s | l >>> s;
var rotrSH = (h, l, s) => h >>> s | l << 32 - s;
var rotrSL = (h, l, s) => h << 32 - s | l >>> s;
var rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
var rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
function add(Ah, Al, Bh, Bl) {
  const l = (Al >>> 0) + (Bl >>> 0);
  return { h: Ah + Bh + (l / 2 ** 32 | 0) | 0, l: l | 0 };
}
var add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
var add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
var add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
var add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
var add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
var add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

// node_modules/@noble/hashes/utils.js
function isBytes(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
var atitle = (title) => title ? `"${title}" ` : "";
function anumber(n, title = "") {
  if (typeof n !== "number")
    throw new TypeError(atitle(title) + "expected number, got " + typeof n);
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
  return n;
}
function abytes(value, length, title = "") {
  if (isBytes(value) && (length === void 0 || value.length === length))
    return value;
  if (length !== void 0)
    anumber(length, "length");
  const bytes = isBytes(value);
  const ofLen = length !== void 0 ? ` of length ${length}` : "";
  const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
  const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
  if (!bytes)
    throw new TypeError(message);
  throw new RangeError(message);
}
var aobject = (value, label) => {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
};
var aopts = (value, label) => {
  aobject(value, label);
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null)
    throw new TypeError(`"${label}" expected plain object`);
  if (Object.hasOwn(value, "__proto__"))
    throw new TypeError(`"${label}.__proto__" is not allowed`);
};
function aexists(instance, checkFinished = true) {
  if (instance.destroyed)
    throw new Error("hash was destroyed");
  if (checkFinished && instance.finished)
    throw new Error("digest() was already called");
}
function aoutput(out, instance) {
  abytes(out, void 0, "output");
  const min = instance.outputLen;
  if (!(out.length >= min)) {
    throw new RangeError('"output" expected length >= ' + min);
  }
}
function clean(...arrays) {
  for (let i = 0; i < arrays.length; i++) {
    arrays[i].fill(0);
  }
}
function createView(arr) {
  return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
  return word << 32 - shift | word >>> shift;
}
function checkOpts(defaults, opts, title = "opts") {
  aopts(defaults, "defaults");
  if (opts !== void 0)
    aopts(opts, title);
  const merged = Object.assign(/* @__PURE__ */ Object.create(null), defaults, opts);
  return merged;
}
function createHasher(hashCons, info = {}) {
  if (typeof hashCons !== "function")
    throw new TypeError('"hashCons" expected function, got type=' + typeof hashCons);
  info = checkOpts({}, info, "info");
  const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
  const tmp = hashCons(void 0);
  hashC.outputLen = tmp.outputLen;
  hashC.blockLen = tmp.blockLen;
  hashC.canXOF = tmp.canXOF;
  hashC.create = (opts) => hashCons(opts);
  Object.assign(hashC, info);
  return Object.freeze(hashC);
}
var oidNist = (suffix) => ({
  // Current NIST hashAlgs suffixes used here fit in one DER subidentifier octet.
  // Larger suffix values would need base-128 OID encoding and a different length byte.
  oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
});

// node_modules/@noble/hashes/_md.js
function Chi(a, b, c) {
  return a & b ^ ~a & c;
}
function Maj(a, b, c) {
  return a & b ^ a & c ^ b & c;
}
var HashMD = class {
  blockLen;
  outputLen;
  canXOF = false;
  padOffset;
  isLE;
  // For partial updates less than block size
  buffer;
  view;
  finished = false;
  length = 0;
  pos = 0;
  destroyed = false;
  constructor(blockLen, outputLen, padOffset, isLE) {
    this.blockLen = blockLen;
    this.outputLen = outputLen;
    this.padOffset = padOffset;
    this.isLE = isLE;
    this.buffer = new Uint8Array(blockLen);
    this.view = createView(this.buffer);
  }
  update(data) {
    aexists(this);
    abytes(data);
    const { view, buffer, blockLen } = this;
    const len = data.length;
    let processed = false;
    for (let pos = 0; pos < len; ) {
      const take = Math.min(blockLen - this.pos, len - pos);
      if (take === blockLen) {
        const dataView = createView(data);
        for (; blockLen <= len - pos; pos += blockLen)
          this.process(dataView, pos);
        processed = true;
        continue;
      }
      buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
      this.pos += take;
      pos += take;
      if (this.pos === blockLen) {
        this.process(view, 0);
        this.pos = 0;
        processed = true;
      }
    }
    this.length += data.length;
    if (processed)
      this.roundClean();
    return this;
  }
  digestInto(out) {
    aexists(this);
    aoutput(out, this);
    this.finished = true;
    const { buffer, view, blockLen, isLE } = this;
    let { pos } = this;
    buffer[pos++] = 128;
    buffer.fill(0, pos);
    if (this.padOffset > blockLen - pos) {
      this.process(view, 0);
      buffer.fill(0);
    }
    setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
    this.process(view, 0);
    this.roundClean();
    const oview = out === buffer ? view : createView(out);
    const len = this.outputLen;
    const outLen = len / 4;
    const state = this.get();
    if (len % 4 || outLen > state.length)
      throw new Error("invalid outputLen");
    for (let i = 0; i < outLen; i++)
      oview.setUint32(4 * i, state[i], isLE);
  }
  digest() {
    const { buffer, outputLen } = this;
    this.digestInto(buffer);
    const res = buffer.slice(0, outputLen);
    this.destroy();
    return res;
  }
  _cloneIntoMeta(to) {
    const { buffer, length, finished, destroyed, pos } = this;
    to.destroyed = destroyed;
    to.finished = finished;
    to.length = length;
    to.pos = pos;
    if (pos)
      to.buffer.set(buffer);
    return to;
  }
  clone() {
    return this._cloneInto();
  }
};
var SHA256_IV = /* @__PURE__ */ Uint32Array.from([
  1779033703,
  3144134277,
  1013904242,
  2773480762,
  1359893119,
  2600822924,
  528734635,
  1541459225
]);
var SHA384_IV = /* @__PURE__ */ Uint32Array.from([
  3418070365,
  3238371032,
  1654270250,
  914150663,
  2438529370,
  812702999,
  355462360,
  4144912697,
  1731405415,
  4290775857,
  2394180231,
  1750603025,
  3675008525,
  1694076839,
  1203062813,
  3204075428
]);

// node_modules/@noble/hashes/sha2.js
var SHA256_K = /* @__PURE__ */ Uint32Array.from([
  1116352408,
  1899447441,
  3049323471,
  3921009573,
  961987163,
  1508970993,
  2453635748,
  2870763221,
  3624381080,
  310598401,
  607225278,
  1426881987,
  1925078388,
  2162078206,
  2614888103,
  3248222580,
  3835390401,
  4022224774,
  264347078,
  604807628,
  770255983,
  1249150122,
  1555081692,
  1996064986,
  2554220882,
  2821834349,
  2952996808,
  3210313671,
  3336571891,
  3584528711,
  113926993,
  338241895,
  666307205,
  773529912,
  1294757372,
  1396182291,
  1695183700,
  1986661051,
  2177026350,
  2456956037,
  2730485921,
  2820302411,
  3259730800,
  3345764771,
  3516065817,
  3600352804,
  4094571909,
  275423344,
  430227734,
  506948616,
  659060556,
  883997877,
  958139571,
  1322822218,
  1537002063,
  1747873779,
  1955562222,
  2024104815,
  2227730452,
  2361852424,
  2428436474,
  2756734187,
  3204031479,
  3329325298
]);
var SHA256_W = /* @__PURE__ */ new Uint32Array(64);
var SHA2_32B = class extends HashMD {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  // Numeric initializers matter: starting the fields as `undefined` changes
  // V8's field representation and makes sha256 3x slower (measured).
  A = 0;
  B = 0;
  C = 0;
  D = 0;
  E = 0;
  F = 0;
  G = 0;
  H = 0;
  constructor(outputLen, IV) {
    super(64, outputLen, 8, false);
    this.A = IV[0] | 0;
    this.B = IV[1] | 0;
    this.C = IV[2] | 0;
    this.D = IV[3] | 0;
    this.E = IV[4] | 0;
    this.F = IV[5] | 0;
    this.G = IV[6] | 0;
    this.H = IV[7] | 0;
  }
  get() {
    const { A, B, C, D, E, F, G, H } = this;
    return [A, B, C, D, E, F, G, H];
  }
  // prettier-ignore
  set(A, B, C, D, E, F, G, H) {
    this.A = A | 0;
    this.B = B | 0;
    this.C = C | 0;
    this.D = D | 0;
    this.E = E | 0;
    this.F = F | 0;
    this.G = G | 0;
    this.H = H | 0;
  }
  _cloneInto(to) {
    (to ||= new this.constructor()).set(...this.get());
    return this._cloneIntoMeta(to);
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4)
      SHA256_W[i] = view.getUint32(offset, false);
    for (let i = 16; i < 64; i++) {
      const W15 = SHA256_W[i - 15];
      const W2 = SHA256_W[i - 2];
      const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
      const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
      SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
    }
    let { A, B, C, D, E, F, G, H } = this;
    for (let i = 0; i < 64; i++) {
      const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
      const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
      const sigma0 = rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22);
      const T2 = sigma0 + Maj(A, B, C) | 0;
      H = G;
      G = F;
      F = E;
      E = D + T1 | 0;
      D = C;
      C = B;
      B = A;
      A = T1 + T2 | 0;
    }
    A = A + this.A | 0;
    B = B + this.B | 0;
    C = C + this.C | 0;
    D = D + this.D | 0;
    E = E + this.E | 0;
    F = F + this.F | 0;
    G = G + this.G | 0;
    H = H + this.H | 0;
    this.set(A, B, C, D, E, F, G, H);
  }
  roundClean() {
    clean(SHA256_W);
  }
  destroy() {
    this.destroyed = true;
    this.set(0, 0, 0, 0, 0, 0, 0, 0);
    clean(this.buffer);
  }
};
var _SHA256 = class extends SHA2_32B {
  constructor() {
    super(32, SHA256_IV);
  }
};
var K512 = /* @__PURE__ */ (() => split([
  "0x428a2f98d728ae22",
  "0x7137449123ef65cd",
  "0xb5c0fbcfec4d3b2f",
  "0xe9b5dba58189dbbc",
  "0x3956c25bf348b538",
  "0x59f111f1b605d019",
  "0x923f82a4af194f9b",
  "0xab1c5ed5da6d8118",
  "0xd807aa98a3030242",
  "0x12835b0145706fbe",
  "0x243185be4ee4b28c",
  "0x550c7dc3d5ffb4e2",
  "0x72be5d74f27b896f",
  "0x80deb1fe3b1696b1",
  "0x9bdc06a725c71235",
  "0xc19bf174cf692694",
  "0xe49b69c19ef14ad2",
  "0xefbe4786384f25e3",
  "0x0fc19dc68b8cd5b5",
  "0x240ca1cc77ac9c65",
  "0x2de92c6f592b0275",
  "0x4a7484aa6ea6e483",
  "0x5cb0a9dcbd41fbd4",
  "0x76f988da831153b5",
  "0x983e5152ee66dfab",
  "0xa831c66d2db43210",
  "0xb00327c898fb213f",
  "0xbf597fc7beef0ee4",
  "0xc6e00bf33da88fc2",
  "0xd5a79147930aa725",
  "0x06ca6351e003826f",
  "0x142929670a0e6e70",
  "0x27b70a8546d22ffc",
  "0x2e1b21385c26c926",
  "0x4d2c6dfc5ac42aed",
  "0x53380d139d95b3df",
  "0x650a73548baf63de",
  "0x766a0abb3c77b2a8",
  "0x81c2c92e47edaee6",
  "0x92722c851482353b",
  "0xa2bfe8a14cf10364",
  "0xa81a664bbc423001",
  "0xc24b8b70d0f89791",
  "0xc76c51a30654be30",
  "0xd192e819d6ef5218",
  "0xd69906245565a910",
  "0xf40e35855771202a",
  "0x106aa07032bbd1b8",
  "0x19a4c116b8d2d0c8",
  "0x1e376c085141ab53",
  "0x2748774cdf8eeb99",
  "0x34b0bcb5e19b48a8",
  "0x391c0cb3c5c95a63",
  "0x4ed8aa4ae3418acb",
  "0x5b9cca4f7763e373",
  "0x682e6ff3d6b2b8a3",
  "0x748f82ee5defb2fc",
  "0x78a5636f43172f60",
  "0x84c87814a1f0ab72",
  "0x8cc702081a6439ec",
  "0x90befffa23631e28",
  "0xa4506cebde82bde9",
  "0xbef9a3f7b2c67915",
  "0xc67178f2e372532b",
  "0xca273eceea26619c",
  "0xd186b8c721c0c207",
  "0xeada7dd6cde0eb1e",
  "0xf57d4f7fee6ed178",
  "0x06f067aa72176fba",
  "0x0a637dc5a2c898a6",
  "0x113f9804bef90dae",
  "0x1b710b35131c471b",
  "0x28db77f523047d84",
  "0x32caab7b40c72493",
  "0x3c9ebe0a15c9bebc",
  "0x431d67c49c100d4c",
  "0x4cc5d4becb3e42b6",
  "0x597f299cfc657e2a",
  "0x5fcb6fab3ad6faec",
  "0x6c44198c4a475817"
].map((n) => BigInt(n))))();
var SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
var SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
var SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
var SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
var SHA2_64B = class extends HashMD {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  // h -- high 32 bits, l -- low 32 bits
  // Numeric initializers matter: starting the fields as `undefined` changes
  // V8's field representation and slows hashing down (measured on sha256).
  Ah = 0;
  Al = 0;
  Bh = 0;
  Bl = 0;
  Ch = 0;
  Cl = 0;
  Dh = 0;
  Dl = 0;
  Eh = 0;
  El = 0;
  Fh = 0;
  Fl = 0;
  Gh = 0;
  Gl = 0;
  Hh = 0;
  Hl = 0;
  constructor(outputLen, IV) {
    super(128, outputLen, 16, false);
    this.Ah = IV[0] | 0;
    this.Al = IV[1] | 0;
    this.Bh = IV[2] | 0;
    this.Bl = IV[3] | 0;
    this.Ch = IV[4] | 0;
    this.Cl = IV[5] | 0;
    this.Dh = IV[6] | 0;
    this.Dl = IV[7] | 0;
    this.Eh = IV[8] | 0;
    this.El = IV[9] | 0;
    this.Fh = IV[10] | 0;
    this.Fl = IV[11] | 0;
    this.Gh = IV[12] | 0;
    this.Gl = IV[13] | 0;
    this.Hh = IV[14] | 0;
    this.Hl = IV[15] | 0;
  }
  // prettier-ignore
  get() {
    const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    return [Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl];
  }
  // prettier-ignore
  set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
    this.Ah = Ah | 0;
    this.Al = Al | 0;
    this.Bh = Bh | 0;
    this.Bl = Bl | 0;
    this.Ch = Ch | 0;
    this.Cl = Cl | 0;
    this.Dh = Dh | 0;
    this.Dl = Dl | 0;
    this.Eh = Eh | 0;
    this.El = El | 0;
    this.Fh = Fh | 0;
    this.Fl = Fl | 0;
    this.Gh = Gh | 0;
    this.Gl = Gl | 0;
    this.Hh = Hh | 0;
    this.Hl = Hl | 0;
  }
  _cloneInto(to) {
    (to ||= new this.constructor()).set(...this.get());
    return this._cloneIntoMeta(to);
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4) {
      SHA512_W_H[i] = view.getUint32(offset);
      SHA512_W_L[i] = view.getUint32(offset += 4);
    }
    for (let i = 16; i < 80; i++) {
      const W15h = SHA512_W_H[i - 15] | 0;
      const W15l = SHA512_W_L[i - 15] | 0;
      const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
      const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
      const W2h = SHA512_W_H[i - 2] | 0;
      const W2l = SHA512_W_L[i - 2] | 0;
      const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
      const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
      const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
      const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
      SHA512_W_H[i] = SUMh | 0;
      SHA512_W_L[i] = SUMl | 0;
    }
    let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    for (let i = 0; i < 80; i++) {
      const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
      const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
      const CHIh = Eh & Fh ^ ~Eh & Gh;
      const CHIl = El & Fl ^ ~El & Gl;
      const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
      const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
      const T1l = T1ll | 0;
      const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
      const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
      const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
      const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
      Hh = Gh | 0;
      Hl = Gl | 0;
      Gh = Fh | 0;
      Gl = Fl | 0;
      Fh = Eh | 0;
      Fl = El | 0;
      ({ h: Eh, l: El } = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
      Dh = Ch | 0;
      Dl = Cl | 0;
      Ch = Bh | 0;
      Cl = Bl | 0;
      Bh = Ah | 0;
      Bl = Al | 0;
      const All = add3L(T1l, sigma0l, MAJl);
      Ah = add3H(All, T1h, sigma0h, MAJh);
      Al = All | 0;
    }
    ({ h: Ah, l: Al } = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0));
    ({ h: Bh, l: Bl } = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0));
    ({ h: Ch, l: Cl } = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0));
    ({ h: Dh, l: Dl } = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0));
    ({ h: Eh, l: El } = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0));
    ({ h: Fh, l: Fl } = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0));
    ({ h: Gh, l: Gl } = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0));
    ({ h: Hh, l: Hl } = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0));
    this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
  }
  roundClean() {
    clean(SHA512_W_H, SHA512_W_L);
  }
  destroy() {
    this.destroyed = true;
    clean(this.buffer);
    this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
};
var _SHA384 = class extends SHA2_64B {
  constructor() {
    super(48, SHA384_IV);
  }
};
var sha256 = /* @__PURE__ */ createHasher(
  () => new _SHA256(),
  /* @__PURE__ */ oidNist(1)
);
var sha384 = /* @__PURE__ */ createHasher(
  () => new _SHA384(),
  /* @__PURE__ */ oidNist(2)
);

// src/measure/portable-hashing.ts
var portableHashing = {
  sha256: () => portableHash(sha256.create()),
  sha384: () => portableHash(sha384.create()),
  crc32
};
function portableHash(hash) {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => portableHash(hash.clone()),
    digest: () => hash.digest()
  };
}
export {
  AdapterError,
  CodedError,
  EMPTY_CONTENT_PCR,
  FormatError,
  TrustError,
  UsageError,
  ZERO_PCR,
  compareImages,
  comparePcrs,
  compareWithExpectation,
  digestInThread,
  digestWithNode,
  extend,
  measureEif,
  memorySource,
  nodeHashing,
  openFileSource,
  parseExpectation,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  portableHashing
};
