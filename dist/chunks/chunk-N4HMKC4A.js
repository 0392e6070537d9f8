import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  CRC_OFFSET_BYTES,
  PIECE_BYTES,
  SECTION_HEADER_BYTES,
  TRACKS,
  ZERO_PCR,
  digestInThread,
  doubleHashedText,
  extend,
  nodeHashing,
  parseEifLayout,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate
} from "./chunk-AEXJ5PM2.js";
import {
  AdapterError,
  FormatError,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  METADATA_MAX_BYTES,
  TrustError,
  UsageError,
  __commonJS,
  __require,
  __toESM,
  decodeUtf8,
  encodeUtf8,
  equalBytes
} from "./chunk-3K2NE6V2.js";

// builtin:node:fs
var require_node_fs = __commonJS({
  "builtin:node:fs"(exports, module) {
    module.exports = __require("node:fs");
  }
});

// src/adapters/file-source.ts
var import_node_fs = __toESM(require_node_fs(), 1);
async function openFileSource(path) {
  try {
    requireRegular((0, import_node_fs.statSync)(path, { bigint: true }), path);
    const file = (0, import_node_fs.openSync)(path, import_node_fs.constants.O_RDONLY | import_node_fs.constants.O_NONBLOCK);
    try {
      const opened = (0, import_node_fs.fstatSync)(file, { bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error) {
      (0, import_node_fs.closeSync)(file);
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
      const now = (0, import_node_fs.fstatSync)(file, { bigint: true });
      if (now.size !== opened.size) {
        throw changed(path, `its size went from ${opened.size} to ${now.size} bytes`);
      }
      if (now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs) {
        throw changed(path, "it was written to, renamed or removed");
      }
    },
    async close() {
      (0, import_node_fs.closeSync)(file);
    }
  };
}
function readFully(file, path, offsetBytes, into) {
  for (let done = 0; done < into.length; ) {
    const bytesRead = (0, import_node_fs.readSync)(file, into, done, into.length - done, offsetBytes + done);
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
function renderJson(value, indentSpaces = 2) {
  return rendered(value, "\n", " ".repeat(indentSpaces));
}
function toPlain(value) {
  if (value instanceof JsonNumber) return isExact(value.text) ? Number(value.text) : value.text;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member)]));
  }
  return value;
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
function rendered(value, lineStart, indent) {
  const inner = lineStart + indent;
  const block = (open, items, close) => items.length === 0 ? open + close : open + inner + items.join(`,${inner}`) + lineStart + close;
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) {
    const items = value.map((element) => rendered(element, inner, indent));
    return block("[", items, "]");
  }
  if (value instanceof Map) {
    const items = [...value].map(
      ([key, member]) => `${JSON.stringify(key)}: ${rendered(member, inner, indent)}`
    );
    return block("{", items, "}");
  }
  return JSON.stringify(value);
}
function isExact(text) {
  const double = Number(text);
  return Number.isFinite(double) && decimal(text) === decimal(String(double));
}
function decimal(text) {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  let start = 0;
  while (digits[start] === "0") start++;
  if (start === digits.length) return "0";
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  const power = Number(exponent) - fraction.length + digits.length - end;
  return `${sign}${digits.slice(start, end)}e${power}`;
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

// src/measure/digest-threads.ts
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var RING_SLOTS = 8;
var WORKER_URL = new URL("../../dist/digest-worker.js", import.meta.url);
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  digest: (source, sections, observe) => source.sizeBytes < THREADS_FROM_BYTES ? inThread.digest(source, sections, observe) : digestWithThreads(source, sections, observe)
};
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
    const threads = process.getBuiltinModule("node:worker_threads");
    this.worker = new threads.Worker(WORKER_URL, { workerData, env: {}, execArgv: [] });
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
  if (tracks.file.crc32 !== header.crc32) {
    throw new FormatError(
      "bad-crc",
      `expected CRC ${crcText(header.crc32)} as the header says, found ${crcText(tracks.file.crc32)}`,
      {
        at: { file: source.name, offsetBytes: CRC_OFFSET_BYTES },
        hint: "The image was damaged or changed after it was built. Build it or copy it again."
      }
    );
  }
  const warnings = [...layout.warnings];
  const parsedMetadata = metadata === void 0 ? void 0 : parseMetadata(kept, metadata, source.name, warnings);
  const { PCR0, PCR1 } = tracks.image;
  const verified = signature === void 0 ? void 0 : await verifySignature(kept, signature, PCR0, source.name, digester.hashing);
  return {
    image: { name: source.name, sizeBytes: source.sizeBytes, sha256: tracks.file.sha256 },
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
    warnings
  };
}
async function verifySignature(kept, section, pcr0, file, hashing) {
  const { verifyEifSignature } = await import("./eif-signature-GIRFFNS3.js");
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  return verifyEifSignature(kept.bytesOf(section), pcr0, at, hashing);
}
function parseMetadata(kept, section, file, warnings) {
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  if (section.sizeBytes > METADATA_MAX_BYTES) {
    throw new FormatError(
      "metadata",
      `expected at most ${METADATA_MAX_BYTES} bytes of metadata, found ${section.sizeBytes}`,
      { at }
    );
  }
  const metadata = parseEifMetadata(kept.bytesOf(section), at);
  warnings.push(...metadata.warnings);
  return metadata;
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

export {
  require_node_fs,
  openFileSource,
  JsonNumber,
  renderJson,
  toPlain,
  comparePcrs,
  parseExpectation,
  compareWithExpectation,
  compareImages,
  digestWithNode,
  measureEif
};
