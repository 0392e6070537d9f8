import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// src/base/errors.ts
var CodedError = class extends Error {
  at;
  hint;
  constructor(message, context = {}) {
    super(message, context.cause === void 0 ? void 0 : { cause: context.cause });
    this.at = context.at;
    this.hint = context.hint;
  }
};
var FormatError = class extends CodedError {
  name = "FormatError";
  code;
  constructor(code2, message, context) {
    super(message, context);
    this.code = code2;
  }
};
var TrustError = class extends CodedError {
  name = "TrustError";
  code;
  constructor(code2, message, context) {
    super(message, context);
    this.code = code2;
  }
};
var AdapterError = class extends CodedError {
  name = "AdapterError";
  code;
  constructor(code2, message, context) {
    super(message, context);
    this.code = code2;
  }
};
var UsageError = class extends CodedError {
  name = "UsageError";
  code = "usage";
};

// src/adapters/interruption.ts
function exitNow(code2) {
  process.exit(code2);
}
var SAME_COMMAND = "Run the same command again. It reads the current state, and completes the missing steps.";
var Interruption = class {
  written = [];
  unclear = [];
  underWay = /* @__PURE__ */ new Set();
  stop;
  again;
  signals;
  isRequested = false;
  watches = 0;
  requestStop = () => {
  };
  /**
   * `again` says what to run once something was written. `signals` is what emits SIGINT: this process, or a double of it.
   */
  constructor(again = SAME_COMMAND, signals = process) {
    this.again = again;
    this.signals = signals;
    this.stop = new Promise((_, reject) => {
      this.requestStop = reject;
    });
    this.stop.catch(() => {
    });
  }
  /** Listens until the returned function is called. `onFirst` receives the running requests. */
  listen(onFirst, onSecond) {
    const listener = () => {
      if (this.isRequested) {
        onSecond();
        return;
      }
      this.isRequested = true;
      onFirst([...this.underWay]);
      this.requestStop(this.error());
    };
    this.signals.on("SIGINT", listener);
    return () => {
      this.signals.off("SIGINT", listener);
    };
  }
  /** Runs a watch that handles Ctrl-C itself. Until it has ended, reads and waits continue. */
  async heed(watch) {
    this.watches++;
    try {
      return await watch();
    } finally {
      this.watches--;
    }
  }
  /** Runs a request of the ports. Rejects with AdapterError `interrupted` if Ctrl-C comes first. */
  around = async (request, run) => {
    const isSpared = request.effect === "cleanup" || request.effect === "read" && this.watches > 0;
    if (this.isRequested && !isSpared) throw this.error();
    if (request.effect === "read") {
      return this.watches > 0 ? run() : Promise.race([run(), this.stop]);
    }
    const name = nameOf(request);
    this.underWay.add(name);
    try {
      const answer = await run();
      if (request.effect === "write") this.note(name, answer);
      return answer;
    } finally {
      this.underWay.delete(name);
    }
  };
  /** A write with a failed precondition had no effect. */
  note(name, answer) {
    if (answer === "unclear") this.unclear.push(name);
    else if (answer !== "exists" && answer !== "conflict") this.written.push(name);
  }
  /** Whether Ctrl-C was pressed. */
  get requested() {
    return this.isRequested;
  }
  /** The completed writes, the error of the command, and the effect of running the command again. */
  error(reason) {
    const done = this.written.map((name) => `done: ${name}`);
    const unclear = [...this.unclear, ...this.underWay].map(
      (name) => `could not tell whether it was done: ${name}`
    );
    if (done.length + unclear.length === 0) {
      const said2 = reason === void 0 ? "" : `; ${reason}`;
      return new AdapterError("interrupted", `interrupted before anything was written${said2}`, {
        hint: "Run the same command again. It starts from the beginning."
      });
    }
    const said = reason === void 0 ? [] : [reason];
    const all = [...done, ...unclear, ...said];
    return new AdapterError("interrupted", `interrupted; ${all.join("; ")}`, {
      hint: this.again
    });
  }
};
function nameOf({ service, what }) {
  return `${what} (${service})`;
}

// builtin:node:fs
var appendFileSync = /* @__PURE__ */ (() => __require("node:fs").appendFileSync)();
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var existsSync = /* @__PURE__ */ (() => __require("node:fs").existsSync)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var fsyncSync = /* @__PURE__ */ (() => __require("node:fs").fsyncSync)();
var linkSync = /* @__PURE__ */ (() => __require("node:fs").linkSync)();
var mkdirSync = /* @__PURE__ */ (() => __require("node:fs").mkdirSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var readFileSync = /* @__PURE__ */ (() => __require("node:fs").readFileSync)();
var readlinkSync = /* @__PURE__ */ (() => __require("node:fs").readlinkSync)();
var renameSync = /* @__PURE__ */ (() => __require("node:fs").renameSync)();
var rmSync = /* @__PURE__ */ (() => __require("node:fs").rmSync)();
var statSync = /* @__PURE__ */ (() => __require("node:fs").statSync)();
var writeFileSync = /* @__PURE__ */ (() => __require("node:fs").writeFileSync)();
var writeSync = /* @__PURE__ */ (() => __require("node:fs").writeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();

// src/base/size-limits.ts
var METADATA_MAX_BYTES = 1024 * 1024;
var SIGNATURE_SECTION_MAX_BYTES = 32768;
var JSON_MAX_DEPTH = 64;
var JSON_MAX_VALUES = 1e5;
var YAML_MAX_CHARACTERS = 1024 * 1024;
var YAML_MAX_DEPTH = 32;
var TEXT_FILE_MAX_BYTES = 8 * 1024 * 1024;
var CBOR_MAX_DEPTH = 8;
var CBOR_MAX_ITEMS = 1e5;
var CERTIFICATE_MAX_BYTES = 16 * 1024;
var PEM_MAX_BYTES = 32 * 1024;
var DER_MAX_DEPTH = 16;
var DSSE_MAX_BYTES = 16 * 1024 * 1024;
var DSSE_MAX_SIGNATURES = 8;
var TRUST_MAX_KEYS = 32;
var STATEMENT_MAX_SUBJECTS = 1024;
var SUBJECT_MAX_DIGESTS = 32;
var EVIDENCE_MAX_BYTES = 32 * 1024;
var EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;
var EVIDENCE_FIELD_MAX_BYTES = 4096;
var EVIDENCE_CERTIFICATE_MAX_BYTES = 1024;
var CABUNDLE_MAX_CERTIFICATES = 8;
var MODULE_ID_MAX_LENGTH = 128;
var NONCE_MIN_BYTES = 16;
var EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;
var RAMDISK_MAX_FILES = 2e5;
var RAMDISK_MAX_PATH_CHARACTERS = 32 * 1024 * 1024;
var RAMDISK_MAX_UNPACKED_BYTES = 16 * 1024 * 1024 * 1024;
var RAMDISK_PATH_MAX_BYTES = 4096;
var ZSTD_WINDOW_MAX_BYTES = 32 * 1024 * 1024;
var ZSTD_WINDOW_WORK_MAX_BYTES = 64 * 1024 * 1024 * 1024;
var SHOWN_SECTION_MAX_BYTES = 16 * 1024;
var KEY_POLICY_MAX_BYTES = 8 * 32768;

// src/adapters/standard-streams.ts
var RETRY_MS = 2;
function writeStandard(descriptor, text) {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error2) {
      const { code: code2 } = error2;
      if (code2 === "EPIPE") return;
      if (code2 !== "EAGAIN") {
        const stream = descriptor === 1 ? "standard output" : "standard error";
        throw new AdapterError(
          "output-not-writable",
          `cannot write to ${stream}: ${code2 ?? error2}`,
          {
            hint: "Make room at the destination. The changes of the command stay in effect: `pcr-allowlist status` shows the list.",
            cause: error2
          }
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
async function readStandardInput(maxBytes = DSSE_MAX_BYTES) {
  const chunks = [];
  let length = 0;
  for (; ; ) {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const count = readInput(chunk);
    if (count === 0) break;
    length += count;
    if (length > maxBytes)
      throw new UsageError(`standard input: expected at most ${maxBytes} bytes`);
    chunks.push(chunk.subarray(0, count));
  }
  return new Uint8Array(Buffer.concat(chunks));
}
var CHUNK_BYTES = 64 * 1024;
function readInput(chunk) {
  for (; ; ) {
    try {
      return readSync(0, chunk);
    } catch (cause) {
      const { code: code2 } = cause;
      if (code2 === "EOF") return 0;
      if (code2 !== "EAGAIN") {
        throw new AdapterError(
          "input-not-readable",
          `cannot read standard input: ${code2 ?? cause}`,
          {
            cause
          }
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// src/adapters/process-terminal.ts
function processTerminal() {
  const { env } = process;
  const dumb = env["TERM"] === "dumb";
  const colours = (isTerminal) => {
    const force = env["FORCE_COLOR"] ?? "";
    if (force !== "") return force !== "0" && force !== "false";
    return isTerminal && !dumb && (env["NO_COLOR"] ?? "") === "";
  };
  return {
    out: (text) => writeStandard(1, text),
    err: (text) => writeStandard(2, text),
    outColours: () => colours(process.stdout.isTTY === true),
    errColours: () => colours(process.stderr.isTTY === true),
    progress: () => !dumb && process.stderr.isTTY === true,
    warnings: () => true,
    columns: () => process.stdout.isTTY === true ? process.stdout.columns : void 0
  };
}

// src/workflow/outcome.ts
var INTERRUPTED = 130;
var OUTCOME_KINDS = {
  0: "done",
  1: "error",
  2: "refused",
  3: "refused",
  4: "conflict",
  5: "drift",
  6: "unknown",
  130: "error"
};
var EXIT_CODES = {
  usage: 1,
  internal: 1,
  "input-not-found": 1,
  "input-not-readable": 1,
  "input-not-a-file": 1,
  "input-changed": 1,
  "output-not-writable": 1,
  "bad-magic": 2,
  truncated: 2,
  "unsupported-version": 2,
  "unknown-flags": 2,
  "reserved-field": 2,
  "section-table": 2,
  "section-type": 2,
  "section-flags": 2,
  "trailing-bytes": 2,
  "section-count": 2,
  "section-order": 2,
  "bad-crc": 2,
  metadata: 2,
  "signature-format": 2,
  "signature-invalid": 2,
  "signature-pcr0": 2,
  encoding: 2,
  "json-format": 2,
  "yaml-format": 2,
  "cbor-format": 2,
  "cose-format": 2,
  "der-format": 2,
  "pem-format": 2,
  "certificate-format": 2,
  "statement-format": 2,
  "not-supported": 2,
  "envelope-format": 2,
  "payload-format": 2,
  "archive-format": 2,
  "root-not-trusted": 2,
  "chain-broken": 2,
  "document-signature": 2,
  "signature-threshold": 2,
  unsigned: 3,
  "certificate-not-listed": 3,
  "certificate-expired": 3,
  "certificate-not-yet-valid": 3,
  "certificate-ends-soon": 3,
  "pcr-mismatch": 3,
  "sha256-mismatch": 3,
  "not-reproducible": 3,
  "threshold-not-met": 3,
  "wrong-list": 3,
  rollback: 3,
  "list-expired": 3,
  "list-too-large": 3,
  "approval-missing": 3,
  revived: 3,
  unapproved: 3,
  "not-allowed": 3,
  revoked: 3,
  "not-an-enclave": 3,
  "chain-expired": 3,
  "chain-not-yet-valid": 3,
  "document-too-old": 3,
  "document-from-future": 3,
  "debug-mode": 3,
  "nonce-mismatch": 3,
  "nonce-missing": 3,
  "public-key-mismatch": 3,
  "user-data-mismatch": 3,
  "store-unsupported": 3,
  "policy-too-large": 3,
  "policy-lock-out": 3,
  "policy-unsafe": 3,
  conflict: 4,
  "still-admitted": 5,
  "accepted-but-denied": 5,
  "not-computed": 6,
  "list-unavailable": 6,
  "key-unavailable": 6,
  "github-unavailable": 6,
  drift: 5,
  interrupted: 130
};
function outcomeKind(exitCode) {
  return OUTCOME_KINDS[exitCode];
}
function exitCodeOf(code2) {
  return EXIT_CODES[code2];
}
function failed(command, error2, warnings = []) {
  const failure = failureOf(error2);
  return { command, exitCode: exitCodeOf(failure.code), error: failure, warnings };
}
function ended(command, result, warnings, failures = []) {
  const ordered = [...failures].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
  const [first, ...others] = ordered;
  return {
    command,
    exitCode: first === void 0 ? 0 : exitCodeOf(first.code),
    result,
    ...first === void 0 ? {} : { error: first },
    warnings: [...others.map(({ code: code2, message }) => ({ code: code2, message })), ...warnings]
  };
}
function failureOf(error2) {
  if (!(error2 instanceof CodedError)) {
    const message = error2 instanceof Error ? error2.message : String(error2);
    return {
      code: "internal",
      message,
      hint: "This is a bug in pcr-allowlist. Please report it with the command and the version."
    };
  }
  return {
    code: error2.code,
    message: error2.message,
    ...error2.at === void 0 ? {} : { at: error2.at },
    ...hintOf(error2)
  };
}
function hintOf(error2) {
  if (error2.hint !== void 0) return { hint: error2.hint };
  return error2 instanceof UsageError ? { hint: USAGE_HINT } : {};
}
var USAGE_HINT = "Correct the named value. docs/commands.md describes the options of each command.";

// src/adapters/clock.ts
function systemNow() {
  return Date.now();
}

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();
var randomInt = /* @__PURE__ */ (() => __require("node:crypto").randomInt)();
var randomUUID = /* @__PURE__ */ (() => __require("node:crypto").randomUUID)();

// builtin:node:path
var resolve = /* @__PURE__ */ (() => __require("node:path").resolve)();
var join = /* @__PURE__ */ (() => __require("node:path").join)();
var dirname = /* @__PURE__ */ (() => __require("node:path").dirname)();
var basename = /* @__PURE__ */ (() => __require("node:path").basename)();

// src/base/encoding.ts
var HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function encodeHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}
function decodeHex(text) {
  const fault = text.search(/[^0-9a-fA-F]/);
  if (fault >= 0) {
    throw new FormatError(
      "encoding",
      `expected a hexadecimal digit, found ${JSON.stringify(text.charAt(fault))}`,
      {
        at: { offsetBytes: fault }
      }
    );
  }
  if (text.length % 2 !== 0) {
    throw new FormatError(
      "encoding",
      `expected an even number of hexadecimal digits, found ${text.length}`
    );
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
function encodeBase64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
var BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var PADDING = "=".charCodeAt(0);
var NO_DIGIT = 64;
var BASE64_BITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [i, digit] of [...BASE64_DIGITS].entries()) BASE64_BITS[digit.charCodeAt(0)] = i;
function decodeBase64(text) {
  const bytes = decodeBase64Digits(encodeUtf8(text));
  if (bytes === void 0) throw base64Fault(text);
  return bytes;
}
function decodeBase64Digits(codes) {
  const padding = codes.at(-1) !== PADDING ? 0 : codes.at(-2) !== PADDING ? 1 : 2;
  const digits = codes.length - padding;
  const bytes = new Uint8Array(digits * 6 >> 3);
  const bitsAt = (i2) => BASE64_BITS[codes[i2]];
  let seen = 0;
  let length = 0;
  let i = 0;
  for (; i + 4 <= digits; i += 4) {
    const a = bitsAt(i);
    const b = bitsAt(i + 1);
    const c = bitsAt(i + 2);
    const d = bitsAt(i + 3);
    seen |= a | b | c | d;
    bytes[length++] = a << 2 | b >> 4;
    bytes[length++] = b << 4 | c >> 2;
    bytes[length++] = c << 6 | d;
  }
  let bits = 0;
  let count = 0;
  for (; i < digits; i++) {
    seen |= bitsAt(i);
    bits = bits << 6 | bitsAt(i);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = bits >> count;
    bits &= (1 << count) - 1;
  }
  return seen < NO_DIGIT && codes.length % 4 === 0 && bits === 0 ? bytes : void 0;
}
function base64Fault(text) {
  const fault = text.search(/[^A-Za-z0-9+/=]/);
  if (fault >= 0) {
    return new FormatError(
      "encoding",
      `expected a base64 digit, found ${JSON.stringify(text.charAt(fault))}`,
      { at: { offsetBytes: fault } }
    );
  }
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return new FormatError("encoding", `expected padded base64, found ${text.length} characters`);
  }
  return new FormatError(
    "encoding",
    "expected canonical base64: bits after the last byte must be zero",
    { at: { offsetBytes: text.length - 4 } }
  );
}
var STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodeUtf8(bytes) {
  try {
    const text = STRICT_UTF8.decode(bytes);
    if (!text.startsWith("\uFEFF")) return text;
  } catch (cause) {
    throw new FormatError("encoding", "expected valid UTF-8", { cause });
  }
  throw new FormatError("encoding", "expected UTF-8 without a byte order mark", {
    at: { offsetBytes: 0 }
  });
}
function encodeUtf8(text) {
  return new TextEncoder().encode(text);
}
function equalBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
function equalInConstantTime(a, b) {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? ~byte);
  return difference === 0;
}

// src/adapters/files/file-source.ts
async function openFileSource(path) {
  try {
    requireRegular(statSync(path, { bigint: true }), path);
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const opened = fstatSync(file, { bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error2) {
      closeSync(file);
      throw error2;
    }
  } catch (error2) {
    throw inputError(path, error2);
  }
}
function fileSource(file, path, opened) {
  return {
    name: path,
    sizeBytes: Number(opened.size),
    async read(offsetBytes, into) {
      try {
        readFully(file, path, offsetBytes, into);
      } catch (error2) {
        throw inputError(path, error2);
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
      throw changed(path, `it ends at byte ${offsetBytes + done}, before its size at opening`);
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
var UNREADABLE_BYTES = "\uFFFD";
function notUtf8(path, context) {
  return new AdapterError(
    "input-not-found",
    `no such file: ${path}. The name has bytes that are not UTF-8, shown here as ${UNREADABLE_BYTES}`,
    { ...context, hint: "Rename the file so that its name is UTF-8." }
  );
}
function inputError(path, error2) {
  if (error2 instanceof AdapterError) return error2;
  const code2 = error2.code;
  const context = { at: { file: path }, cause: error2 };
  switch (code2) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE":
      if (path.includes(UNREADABLE_BYTES)) return notUtf8(path, context);
      return new AdapterError("input-not-found", `no such file: ${path}`, context);
    case "EACCES":
    case "EPERM":
      return new AdapterError("input-not-readable", `no permission to read ${path}`, context);
    default:
      if (typeof code2 !== "string") return error2;
      return new AdapterError("input-not-readable", `cannot read ${path}: ${code2}`, context);
  }
}

// src/adapters/files/folder-store-files.ts
var { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
var FILE_MODE = 438;
function errorCode(error2) {
  const code2 = error2?.code;
  return typeof code2 === "string" ? code2 : void 0;
}
function writeSynced(path, bytes) {
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), FILE_MODE);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
function syncFolder(path) {
  if (process.platform === "win32") return;
  const folder = openSync(path, O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
function readWhole(path, maxBytes) {
  let file;
  try {
    file = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error2) {
    if (errorCode(error2) === "ENOENT") return void 0;
    if (errorCode(error2) === "ELOOP") throw unsafe(path, "a symbolic link");
    throw error2;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw unsafe(path, "not a regular file");
    if (stats.size > maxBytes) {
      throw unavailable(path, `expected at most ${maxBytes} bytes, found ${stats.size}`);
    }
    const bytes = new Uint8Array(stats.size);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(file, bytes, done, bytes.length - done, done);
      if (count === 0) throw unavailable(path, `it became shorter while it was read`);
      done += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
function unsafe(path, what) {
  return unavailable(path, `it is ${what}, expected a regular file or a folder`);
}
function unavailable(path, why) {
  return new AdapterError("list-unavailable", `${path}: ${why}`, { at: { file: path } });
}

// builtin:node:timers/promises
var setTimeout2 = /* @__PURE__ */ (() => __require("node:timers/promises").setTimeout)();

// builtin:node:os
var hostname = /* @__PURE__ */ (() => __require("node:os").hostname)();
var tmpdir = /* @__PURE__ */ (() => __require("node:os").tmpdir)();

// src/adapters/files/process-identity.ts
function thisProcess() {
  const { pid } = process;
  return { pid, start: processStart(pid) ?? "", place: placeOf() };
}
function processState({ pid, start, place }) {
  if (place !== placeOf()) return "foreign";
  try {
    process.kill(pid, 0);
  } catch (error2) {
    if (errorCode(error2) === "ESRCH") return "dead";
  }
  const now = processStart(pid);
  return now === void 0 || start === "" || now === start ? "alive" : "dead";
}
function processText({ pid, start, place }) {
  return `${pid} ${start === "" ? "-" : start} ${place}`;
}
function isDeadProcess(text) {
  const [, pid, start, place] = /^([1-9]\d{0,9}) (\d+) (linux [0-9a-f-]{36} .+)$/.exec(text) ?? [];
  if (pid === void 0 || start === void 0 || place === void 0) return false;
  return processState({ pid: Number(pid), start, place }) === "dead";
}
function placeOf() {
  if (process.platform !== "linux") return `${process.platform} ${hostname()}`;
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `linux ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return `linux ${hostname()}`;
  }
}
function processStart(pid) {
  if (process.platform !== "linux") return void 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "" : fields[19];
  } catch {
    return void 0;
  }
}

// src/adapters/files/folder-store-lock.ts
var TRIES = 40;
var WAIT_MAX_MS = 25;
var UNKNOWN = { token: "", pid: 0, start: "", place: "" };
async function withLock(working, base, section) {
  const lock = `${working}/${base}.lock`;
  let attempt = "busy";
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) await setTimeout2(randomInt(1, WAIT_MAX_MS + 1));
    const owner = ourselves();
    attempt = acquire(working, lock, owner);
    if (attempt !== "ours") continue;
    try {
      return section(owner.token);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  if (attempt === "busy") return "busy";
  throw new AdapterError("list-unavailable", `another machine or container holds ${lock}`, {
    at: { file: lock },
    hint: "If the process that the file names is gone, remove the file."
  });
}
function acquire(working, path, owner) {
  if (make(working, path, owner)) return "ours";
  const holder = readOwner(path);
  if (holder === void 0) return "busy";
  const state = processState(holder);
  if (state !== "dead") return state === "alive" ? "busy" : state;
  const claim = `${working}/${holder.token}.claim`;
  const attempt = acquire(working, claim, owner);
  if (attempt !== "ours") return attempt;
  try {
    if (readOwner(path)?.token === holder.token) {
      rmSync(`${working}/${holder.token}.tmp`, { force: true });
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(claim, { force: true });
  }
  return make(working, path, owner) ? "ours" : "busy";
}
function make(working, path, { token, pid, start, place }) {
  const temporary = `${working}/${randomUUID()}.tmp`;
  try {
    writeSynced(temporary, Buffer.from(`${[token, pid, start, place].join("\n")}
`));
    linkSync(temporary, path);
    return true;
  } catch (error2) {
    if (errorCode(error2) === "EEXIST") return false;
    throw error2;
  } finally {
    rmSync(temporary, { force: true });
  }
}
function readOwner(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error2) {
    if (errorCode(error2) === "ENOENT") return void 0;
    throw error2;
  }
  const [, token, pid, start, place] = /^([0-9a-f-]{36})\n([1-9]\d{0,9})\n(\d*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (token === void 0 || start === void 0 || place === void 0) return UNKNOWN;
  return { token, pid: Number(pid), start, place };
}
function ourselves() {
  return { token: randomUUID(), ...thisProcess() };
}

// src/adapters/files/write-fault.ts
var REPLACEMENT = "\uFFFD";
function writeCure(code2, place) {
  switch (code2) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `Make room for ${place}.`;
    case "EACCES":
    case "EPERM":
      return `Give this user the right to write to ${place}, or choose another place.`;
    case "EROFS":
      return `The file system of ${place} is read-only: choose another place.`;
    case "ENOENT":
    case "ENOTDIR":
      return `Create the folder of ${place} first.`;
    case "EEXIST":
      return `${place} already exists, perhaps from another process. Look at it first.`;
    default:
      return `Check the folder, the permissions and the free space of ${place}.`;
  }
}
function notWritable(path, cause) {
  const code2 = errorCode(cause);
  return new AdapterError("output-not-writable", `cannot write ${path}: ${code2 ?? cause}`, {
    at: { file: path },
    hint: writeCure(code2, path),
    cause
  });
}
function requireWritableName(path) {
  if (!path.includes(REPLACEMENT)) return;
  throw new AdapterError(
    "output-not-writable",
    `cannot write ${path}: the name has bytes that are not UTF-8, shown here as ${REPLACEMENT}`,
    { at: { file: path }, hint: "Choose a name in UTF-8." }
  );
}

// src/adapters/files/local-files.ts
var BYTE_ORDER_MARK = [239, 187, 191];
var MARK = "\uFEFF";
async function readTextFile(path) {
  const text = await readMarkedTextFile(path);
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}
async function readMarkedTextFile(path) {
  const bytes = await readBinaryFile(path, TEXT_FILE_MAX_BYTES);
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
  try {
    const text = decodeUtf8(hasMark ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes);
    return hasMark ? MARK + text : text;
  } catch (error2) {
    if (!(error2 instanceof FormatError)) throw error2;
    const isUtf16 = /^(?:fffe|feff)$/.test(encodeHex(bytes.subarray(0, 2)));
    throw new UsageError(
      `${path} is not a text file: ${isUtf16 ? "expected UTF-8, found UTF-16" : error2.message}`,
      {
        at: { file: path },
        cause: error2,
        ...isUtf16 ? { hint: "Convert it with: iconv -f UTF-16 -t UTF-8 FILE" } : {}
      }
    );
  }
}
async function readBinaryFile(path, maxBytes = DSSE_MAX_BYTES) {
  const source = await openFileSource(path);
  try {
    if (source.sizeBytes > maxBytes) {
      throw new UsageError(
        `${path}: expected at most ${maxBytes} bytes, found ${source.sizeBytes}`
      );
    }
    const bytes = new Uint8Array(source.sizeBytes);
    await source.read(0, bytes);
    return bytes;
  } finally {
    await source.close();
  }
}
async function fileExists(path) {
  return existsSync(path);
}
async function writeNewFile(path, text, kind) {
  writeNewNow({ path, text, kind });
}
async function writeNewFiles(files) {
  const written = [];
  try {
    for (const file of files) {
      writeNewNow(file);
      written.push(file.path);
    }
  } catch (error2) {
    for (const path of written) rmSync(path, { force: true });
    throw error2;
  }
}
function writeNewNow({ path, text, kind }) {
  requireWritableName(path);
  let isOurs = false;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, "wx", kind === "secret" ? 384 : 420);
    isOurs = true;
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (isOurs) rmSync(path, { force: true });
    throw notWritable(path, cause);
  }
}
async function writeTextFile(path, text) {
  replaceFile(path, text);
}
async function updateTextFile(path, change) {
  const ended2 = await withLock(dirname(path), basename(path), () => {
    const bytes = readWhole(path, TEXT_FILE_MAX_BYTES);
    replaceFile(path, change(bytes === void 0 ? void 0 : decodeUtf8(bytes)));
  }).catch((cause) => {
    throw cause instanceof CodedError ? cause : notWritable(path, cause);
  });
  if (ended2 === "busy") throw notWritable(path, "another process holds its lock");
}
async function writeBinaryFile(path, bytes) {
  replaceFile(path, bytes);
}
function replaceFile(path, content) {
  requireWritableName(path);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw notWritable(path, cause);
  }
}

// src/adapters/observed-ports.ts
function observePorts(ports, around) {
  const file = (path, run) => around({ service: path, what: "write the file", effect: "write" }, run);
  return {
    ...ports,
    writeText: (path, text) => file(path, () => ports.writeText(path, text)),
    updateText: (path, change) => file(path, () => ports.updateText(path, change)),
    writeNew: (path, text, kind) => file(path, () => ports.writeNew(path, text, kind)),
    writeNewFiles: (files) => {
      const paths = files.map(({ path }) => path).join(", ");
      return files.length === 0 ? Promise.resolve() : file(paths, () => ports.writeNewFiles(files));
    },
    async openStore(address, from) {
      const opened = await ports.openStore(address, from);
      const probe = { service: opened.name, what: "prove preconditions", effect: "read" };
      return {
        ...opened,
        store: observedStore(opened.store, opened.name, around),
        requirePreconditions: () => around(probe, opened.requirePreconditions)
      };
    },
    async openSigner(address, from) {
      const open2 = { service: address, what: "read the public key", effect: "read" };
      const opened = await around(open2, () => ports.openSigner(address, from));
      const { signer } = opened;
      const sign = { service: opened.address, what: "sign", effect: "read" };
      return {
        ...opened,
        signer: { ...signer, sign: (bytes) => around(sign, () => signer.sign(bytes)) }
      };
    },
    openImage(name, sha2562) {
      const request = fetchRequest(name);
      const open2 = () => ports.openImage(name, sha2562);
      return request === void 0 ? open2() : around(request, open2);
    },
    askForDocument: (question, nonce) => around(
      { service: withoutSecrets(question.url), what: question.method, effect: "read" },
      () => ports.askForDocument(question, nonce)
    ),
    async openKeyPolicy(key, from, assumeRole) {
      const port = await ports.openKeyPolicy(key, from, assumeRole);
      return observedKey(port, assumeRole, around);
    },
    async openKeyProbe(key, role) {
      const port = await ports.openKeyProbe(key, role);
      const ask2 = { service: key, what: `probe as ${role}`, effect: "read" };
      return { ...port, ask: () => around(ask2, () => port.ask()) };
    },
    openGitHub: async (token) => observedGitHub(await ports.openGitHub(token), around),
    oidcClaims: (audience) => around(
      { service: "GitHub", what: `OIDC token for ${audience}`, effect: "read" },
      () => ports.oidcClaims(audience)
    ),
    sleep: (durationMs) => around(
      { service: "this process", what: `wait ${durationMs} ms`, effect: "read" },
      () => ports.sleep(durationMs)
    )
  };
}
function fetchRequest(name) {
  if (!/^[a-z0-9+.-]+:\/\//i.test(name)) return void 0;
  return { service: withoutSecrets(name), what: "fetch", effect: "read" };
}
var LEASES = "leases/";
function observedStore(store, service, around) {
  const written = (name) => name.startsWith(LEASES) ? "cleanup" : "write";
  return {
    get: (name) => around({ service, what: `get ${name}`, effect: "read" }, () => store.get(name)),
    putIfAbsent: (name, bytes) => around(
      { service, what: `put ${name}`, effect: "write" },
      () => store.putIfAbsent(name, bytes)
    ),
    putIfMatch: (name, bytes, etag) => around(
      { service, what: `replace ${name}`, effect: written(name) },
      () => store.putIfMatch(name, bytes, etag)
    ),
    list: (prefix, after) => around({ service, what: `list ${prefix}`, effect: "read" }, () => store.list(prefix, after))
  };
}
function observedKey(port, assumeRole, around) {
  const as = assumeRole === void 0 ? "" : ` as ${assumeRole}`;
  const asked = (what, effect, run) => around({ service: port.key, what: `${what}${as}`, effect }, run);
  return {
    ...port,
    readPolicy: () => asked("read the policy", "read", () => port.readPolicy()),
    describe: () => asked("describe", "read", () => port.describe()),
    listGrants: () => asked("list the grants", "read", () => port.listGrants()),
    write: (policy, notAfter) => asked("write the policy", "write", () => port.write(policy, notAfter))
  };
}
function observedGitHub(github, around) {
  const asked = (what, effect, run) => around({ service: "GitHub", what, effect }, run);
  return {
    ...github,
    get: (path) => asked(`GET ${path}`, "read", () => github.get(path)),
    list: (path, maxItems, items) => asked(`GET ${path}`, "read", () => github.list(path, maxItems, items)),
    send: (method, path, body) => asked(`${method} ${path}`, "write", () => github.send(method, path, body)),
    upload: (url, name, bytes) => asked(`upload ${name}`, "write", () => github.upload(url, name, bytes))
  };
}
function withoutSecrets(address) {
  return address.replace(/[?#].*$/s, "").replace(/^([^/]*\/\/)[^/]*@/, "$1");
}

// builtin:node:fs/promises
var rm = /* @__PURE__ */ (() => __require("node:fs/promises").rm)();
var mkdtemp = /* @__PURE__ */ (() => __require("node:fs/promises").mkdtemp)();
var writeFile = /* @__PURE__ */ (() => __require("node:fs/promises").writeFile)();

// src/adapters/remote-image-body.ts
function unreadableImageError(name, why, context = {}) {
  return new AdapterError("input-not-readable", `cannot read ${name}: ${why}`, {
    at: { file: name },
    ...context
  });
}
function causeText(error2) {
  const { message, cause } = error2 ?? {};
  const { code: code2, message: deeper } = cause ?? {};
  const said = typeof message === "string" ? message : String(error2);
  const reason = code2 ?? deeper;
  return reason === void 0 ? said : `${said}: ${String(reason)}`;
}

// src/adapters/aws/aws-errors.ts
var NOT_SENT = [
  "CredentialsProviderError",
  "TokenProviderError",
  "ProviderError",
  "TypeError",
  "RangeError",
  "SyntaxError"
];
function isNotSent(error2) {
  return NOT_SENT.includes(awsErrorName(error2));
}
function awsErrorStatus(error2) {
  const status = error2?.$metadata?.httpStatusCode;
  return typeof status === "number" ? status : void 0;
}
function awsErrorName(error2) {
  const { name } = error2 ?? {};
  return typeof name === "string" ? name : "unknown error";
}
function awsErrorMessage(error2) {
  const { message } = error2 ?? {};
  return typeof message === "string" ? message : String(error2);
}
function awsErrorText(error2) {
  const status = awsErrorStatus(error2);
  return `${status === void 0 ? "" : `${status} `}${awsErrorName(error2)}: ${awsErrorMessage(error2)}`;
}

// src/base/version.ts
var VERSION = "0.1.0";

// src/adapters/aws/aws-client.ts
var TIMEOUTS = { connectMs: 5e3, answerMs: 6e4, idleMs: 3e4 };
var READ_ATTEMPTS = 4;
function awsClientOptions({ connectMs, answerMs, idleMs } = TIMEOUTS) {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return {
    customUserAgent: [["pcr-allowlist", VERSION]],
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs
    }
  };
}

// builtin:node:stream
var Readable = /* @__PURE__ */ (() => __require("node:stream").Readable)();

// src/adapters/aws/response-limit.ts
var ANSWER_MAX_BYTES = 4 * 1024 * 1024;
var RESPONSE_LIMIT = {
  applyToStack(stack) {
    stack.add(
      (next, { commandName }) => async (args) => {
        const result = await next(args);
        const response = result.response;
        const isObject = commandName === "GetObjectCommand" && response.statusCode < 300;
        if (!isObject && response.body instanceof Readable) {
          response.body = Readable.from(bounded(response.body), { objectMode: false });
        }
        return result;
      },
      { step: "deserialize", priority: "low", name: "boundedAnswers" }
    );
  }
};
function limitResponses(client) {
  RESPONSE_LIMIT.applyToStack(client.middlewareStack);
  return client;
}
async function* bounded(body) {
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > ANSWER_MAX_BYTES) {
      throw new Error(`the answer has more than ${ANSWER_MAX_BYTES} bytes`);
    }
    yield chunk;
  }
}

// src/adapters/aws/s3-client.ts
var FIRST_REGION = "us-east-1";
var REGION = /^[a-z]{2}[a-z0-9-]{1,30}$/;
async function s3Calls(timeouts, clock) {
  const sdk = await import("../sdk/s3-sdk.js");
  const options = {
    ...awsClientOptions(timeouts),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED"
  };
  const found = new sdk.S3Client(options);
  const region = await found.config.region().catch(() => "") || FIRST_REGION;
  const forcePathStyle = await found.config.serviceConfiguredEndpoint?.() !== void 0;
  const { credentials } = found.config;
  const byRegion = /* @__PURE__ */ new Map();
  const regionOf = /* @__PURE__ */ new Map();
  const clientsOf = (bucket) => {
    const name = regionOf.get(bucket) ?? region;
    const known = byRegion.get(name);
    if (known !== void 0) return known;
    const common = { ...options, region: name, forcePathStyle, credentials };
    const client = (maxAttempts) => {
      const limited = limitResponses(new sdk.S3Client({ ...common, maxAttempts }));
      return clock?.watch(limited) ?? limited;
    };
    const clients = { reads: client(READ_ATTEMPTS), writes: client(1) };
    byRegion.set(name, clients);
    return clients;
  };
  const following = async (bucket, send) => {
    try {
      return await send(clientsOf(bucket));
    } catch (error2) {
      const named = regionNamedBy(error2);
      if (named !== void 0 && named !== (regionOf.get(bucket) ?? region)) {
        regionOf.set(bucket, named);
      } else if (!isClockCorrected(error2)) throw error2;
      return send(clientsOf(bucket));
    }
  };
  return {
    get: ({ bucket, key }) => following(bucket, async ({ reads }) => {
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
      const answer = await reads.send(command);
      const { ETag: etag, ContentLength: sizeBytes, Body: body, LastModified } = answer;
      const discard = () => void body?.destroy?.();
      const modifiedAt = LastModified?.getTime();
      const chunks = body ?? [];
      return { etag, modifiedAt, sizeBytes, body: chunks, discard };
    }),
    put: ({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition }) => following(bucket, async ({ writes }) => {
      const command = new sdk.PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        ...cacheControl === void 0 ? {} : { CacheControl: cacheControl },
        ChecksumSHA256: checksumSha256,
        ..."ifMatch" in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: condition.ifNoneMatch }
      });
      await writes.send(command);
    }),
    list: ({ bucket, prefix, startAfter, next }) => following(bucket, async ({ reads }) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...startAfter === "" ? {} : { StartAfter: startAfter },
        ...next === void 0 ? {} : { ContinuationToken: next }
      });
      const { Contents: objects, NextContinuationToken } = await reads.send(command);
      const keys = (objects ?? []).flatMap(({ Key: key }) => key === void 0 ? [] : [key]);
      return { keys, next: NextContinuationToken };
    })
  };
}
function regionNamedBy(error2) {
  const status = awsErrorStatus(error2);
  const { name, Region, $response } = error2;
  const isElsewhere = status === 301 || status === 307 || status === 400 && (name === "AuthorizationHeaderMalformed" || name === "IllegalLocationConstraintException");
  if (!isElsewhere) return void 0;
  const region = $response?.headers?.["x-amz-bucket-region"] ?? Region;
  return typeof region === "string" && REGION.test(region) ? region : void 0;
}
function isClockCorrected(error2) {
  return error2.$metadata?.clockSkewCorrected === true;
}

// src/allowlist/allow-list-store.ts
var POINTER_NAME = "allowlist.dsse.json";

// src/adapters/object-name.ts
var FORBIDDEN = /[\u0000-\u001f\u007f\\]/;
var NAME_MAX_BYTES = 1024;
function objectNameParts(name) {
  const parts = name.split("/");
  const fault = Buffer.byteLength(name) > NAME_MAX_BYTES ? `it has more than ${NAME_MAX_BYTES} bytes` : !isWellFormed(name) ? "it is not well-formed text" : FORBIDDEN.test(name) ? "it has a control character or a backslash" : parts.some((part) => part === "" || part.startsWith(".")) ? "a part of it is empty or begins with a dot" : void 0;
  if (fault === void 0) return parts;
  throw new AdapterError(
    "list-unavailable",
    `not a name of an object in a store: ${JSON.stringify(name.slice(0, NAME_MAX_BYTES))}: ${fault}`
  );
}
function isObjectName(name) {
  try {
    objectNameParts(name);
    return true;
  } catch {
    return false;
  }
}
function compareNames(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function isWellFormed(text) {
  return Buffer.from(text).toString() === text;
}

// src/adapters/aws/s3-store-errors.ts
var AGAIN = [
  "RequestTimeout",
  "RequestTimeoutException",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "InternalError",
  "ServiceUnavailable"
];
function isMissing(error2) {
  return awsErrorStatus(error2) === 404 && awsErrorName(error2) !== "NoSuchBucket";
}
function isConflict(error2, isReplacing) {
  return awsErrorStatus(error2) === 409 || isReplacing && isMissing(error2);
}
function isUnclear(error2) {
  if (error2 instanceof AdapterError) return false;
  const status = awsErrorStatus(error2);
  if (AGAIN.includes(awsErrorName(error2))) return true;
  if (status === void 0) return !isNotSent(error2);
  if (status === 501) return false;
  return status === 408 || status === 429 || status >= 500 || status >= 200 && status < 300;
}
function readError(error2, bucket, key) {
  if (error2 instanceof AdapterError) return error2;
  const hint = hintOf2(error2, "s3:GetObject and s3:ListBucket");
  return new AdapterError("list-unavailable", `cannot read s3://${bucket}/${key}: ${say(error2)}`, {
    at: { object: key },
    ...hint === void 0 ? {} : { hint },
    cause: error2
  });
}
function writeError(error2, bucket, key) {
  if (error2 instanceof AdapterError) return error2;
  if (awsErrorStatus(error2) === 501) {
    return new AdapterError(
      "store-unsupported",
      `s3://${bucket} cannot hold an allow-list: it does not support preconditions (${say(error2)})`,
      { at: { object: key }, cause: error2 }
    );
  }
  const hint = hintOf2(error2, "s3:PutObject and s3:GetObject");
  return new AdapterError("list-unavailable", `cannot write s3://${bucket}/${key}: ${say(error2)}`, {
    at: { object: key },
    ...hint === void 0 ? {} : { hint },
    cause: error2
  });
}
function hintOf2(error2, permissions) {
  switch (awsErrorStatus(error2)) {
    case 301:
      return "The bucket is in another region. Set AWS_REGION to that region.";
    case 403:
      return `The role needs ${permissions} on this bucket, and access to its encryption key if there is one.`;
    default:
      return awsErrorName(error2) === "NoSuchBucket" ? "The bucket does not exist." : void 0;
  }
}
function say(error2) {
  const status = awsErrorStatus(error2);
  const name = awsErrorName(error2);
  if (status !== void 0) return `${status} ${name}`;
  const message = awsErrorMessage(error2);
  return message === "" || message === name ? name : `${name}: ${message}`;
}

// src/adapters/aws/s3-store.ts
var LIST_MAX_NAMES = 2e5;
var IMMUTABLE = "public, max-age=31536000, immutable";
var LEASES2 = "leases/";
function isBucketName(name) {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^[\d.]+$/.test(name);
}
function parseS3Address(url) {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(url) ?? [];
  if (!isBucketName(bucket)) {
    throw new UsageError(
      `expected s3://bucket or s3://bucket/prefix, with a bucket of 3 to 63 of a-z, 0-9, dot and hyphen, found ${url}`
    );
  }
  if (rest === "") return { bucket, prefix: "" };
  const prefix = rest.endsWith("/") ? rest : `${rest}/`;
  try {
    objectNameParts(prefix.slice(0, -1));
  } catch (cause) {
    throw new UsageError(`the prefix is not valid for a store: ${url}`, { cause });
  }
  return { bucket, prefix };
}
function s3Store(calls, { bucket, prefix }) {
  const keyOf = (name) => `${prefix}${objectNameParts(name).join("/")}`;
  const put = async (name, bytes, condition, refusal5) => {
    const key = keyOf(name);
    requireSize(bytes.length, key);
    try {
      const checksumSha256 = createHash("sha256").update(bytes).digest("base64");
      const contentType = contentTypeOf(name);
      const cacheControl = isMutable(name) ? void 0 : IMMUTABLE;
      await calls.put({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition });
      return "done";
    } catch (error2) {
      if (awsErrorStatus(error2) === 412) return refusal5;
      if (isConflict(error2, "ifMatch" in condition)) return "conflict";
      if (isUnclear(error2)) return "unclear";
      throw writeError(error2, bucket, key);
    }
  };
  return {
    async get(name) {
      const key = keyOf(name);
      let discard;
      try {
        const object = await calls.get({ bucket, key });
        const { etag, sizeBytes, body, modifiedAt: storedAt } = object;
        discard = object.discard;
        if (etag === void 0 || etag === "") throw unavailable2(key, "its answer has no ETag");
        if (sizeBytes !== void 0) requireSize(sizeBytes, key);
        const bytes = await collect(body, sizeBytes, key);
        return { bytes, etag, ...storedAt === void 0 ? {} : { storedAt } };
      } catch (error2) {
        discard?.();
        if (isMissing(error2)) return void 0;
        throw readError(error2, bucket, key);
      }
    },
    putIfAbsent: (name, bytes) => put(name, bytes, { ifNoneMatch: "*" }, "exists"),
    putIfMatch: (name, bytes, etag) => put(name, bytes, { ifMatch: etag }, "conflict"),
    async list(namePrefix, after) {
      try {
        return await listAll(calls, { bucket, prefix }, namePrefix, after);
      } catch (error2) {
        throw readError(error2, bucket, `${prefix}${namePrefix}`);
      }
    }
  };
}
async function listAll(calls, { bucket, prefix }, namePrefix, after) {
  const wanted = `${prefix}${namePrefix}`;
  const names = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Set();
  const startAfter = after === "" ? "" : `${prefix}${after}`;
  for (let next; ; ) {
    const page = await calls.list({ bucket, prefix: wanted, startAfter, next });
    for (const key of page.keys) {
      const name = key.slice(prefix.length);
      if (key.startsWith(wanted) && compareNames(name, after) > 0) names.add(name);
    }
    next = page.next;
    if (next === void 0) return [...names].sort(compareNames);
    if (names.size > LIST_MAX_NAMES) {
      throw unavailable2(wanted, `expected at most ${LIST_MAX_NAMES} objects`);
    }
    if (seen.has(next)) throw unavailable2(wanted, "its listing repeats a page");
    seen.add(next);
  }
}
async function collect(body, sizeBytes, key) {
  const chunks = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    requireSize(length, key);
    chunks.push(chunk);
  }
  if (sizeBytes !== void 0 && length !== sizeBytes) {
    throw unavailable2(key, `expected ${sizeBytes} bytes, found ${length}`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
function requireSize(sizeBytes, key) {
  if (sizeBytes <= DSSE_MAX_BYTES) return;
  throw unavailable2(key, `expected at most ${DSSE_MAX_BYTES} bytes, found ${sizeBytes}`);
}
function unavailable2(key, why) {
  return new AdapterError("list-unavailable", `${key}: ${why}`, { at: { object: key } });
}
function isMutable(name) {
  return name === POINTER_NAME || name.startsWith(LEASES2);
}
function contentTypeOf(name) {
  if (name.endsWith(".json")) return "application/json";
  return name.endsWith(".pem") ? "application/x-pem-file" : "text/plain; charset=utf-8";
}

// src/adapters/aws/s3-image.ts
var KEY_MAX_BYTES = 1024;
async function getS3Image(address, connect) {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]*)\/(.+)$/is.exec(address) ?? [];
  if (!isBucketName(bucket) || key.endsWith("/") || Buffer.byteLength(key) > KEY_MAX_BYTES) {
    throw new UsageError(`expected an image as s3://bucket/key, found ${address}`);
  }
  const calls = await (connect ?? s3Calls)();
  try {
    const { sizeBytes, body } = await calls.get({ bucket, key });
    return { name: address, sizeBytes, body };
  } catch (error2) {
    throw imageError(error2, address);
  }
}
function imageError(error2, address) {
  const status = awsErrorStatus(error2);
  const { name, message } = error2;
  if (status === 404) {
    const what = name === "NoSuchBucket" ? "bucket" : "object";
    return new AdapterError("input-not-found", `no such ${what}: ${address}`, {
      at: { file: address },
      cause: error2
    });
  }
  const why = status === void 0 ? `${name}: ${message}` : `${status} ${name}`;
  const hint = "The role needs s3:GetObject on the object, and s3:ListBucket on the bucket. Without s3:ListBucket, a missing object is also 403.";
  return unreadableImageError(address, why, { cause: error2, ...status === 403 ? { hint } : {} });
}

// src/adapters/https-body.ts
var MAX_REDIRECTS = 5;
var IDLE_MS = 6e4;
var REDIRECTS = [301, 302, 303, 307, 308];
async function getHttps(address, { fetch = globalThis.fetch, idleMs = IDLE_MS } = {}) {
  let url = urlOf(address);
  if (url === void 0 || !isTaken(url)) {
    const found = url === void 0 ? "no address" : shown(url);
    throw new UsageError(
      `expected an image at https://host/path without user or password, found ${found}`
    );
  }
  const name = shown(url);
  for (let redirects = 0; ; redirects++) {
    const watch = new Watch(idleMs);
    const { status, headers, body } = await ask(fetch, url, name, watch);
    if (status === 200 && body !== null) {
      requirePlain(headers, name, watch);
      return { name, sizeBytes: sizeOf(headers), body: watch.over(body) };
    }
    watch.stop();
    if (!REDIRECTS.includes(status)) throw refusal(name, status);
    if (redirects === MAX_REDIRECTS) {
      throw unreadableImageError(
        name,
        `expected at most ${MAX_REDIRECTS} redirects, found one more`
      );
    }
    const next = urlOf(headers.get("location") ?? "", url);
    if (next === void 0 || !isTaken(next)) {
      const where = next === void 0 ? "no address" : shown(next);
      throw unreadableImageError(
        name,
        `expected a redirect to https://host/path, found one to ${where}`
      );
    }
    url = next;
  }
}
async function ask(fetch, url, name, watch) {
  try {
    return await fetch(url.href, {
      redirect: "manual",
      credentials: "omit",
      headers: {
        accept: "*/*",
        "accept-encoding": "identity",
        "user-agent": `pcr-allowlist/${VERSION}`
      },
      signal: watch.signal
    });
  } catch (error2) {
    watch.stop();
    throw unreadableImageError(name, causeText(error2), { cause: error2 });
  }
}
var Watch = class {
  control = new AbortController();
  timer;
  constructor(idleMs) {
    const silence = new Error(`no data arrived for ${idleMs / 1e3} seconds`);
    this.timer = setTimeout(() => this.control.abort(silence), idleMs);
  }
  get signal() {
    return this.control.signal;
  }
  /** The same chunks. Each one resets the timer. The request ends with the last chunk or the first fault. */
  async *over(body) {
    try {
      for await (const chunk of body) {
        this.timer.refresh();
        yield chunk;
      }
    } finally {
      this.stop();
    }
  }
  stop() {
    clearTimeout(this.timer);
    this.control.abort();
  }
};
function requirePlain(headers, name, watch) {
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding === "identity") return;
  watch.stop();
  throw unreadableImageError(
    name,
    `expected content without encoding, found the encoding ${encoding}`
  );
}
function sizeOf(headers) {
  const length = headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(length) ? Number(length) : void 0;
}
function refusal(name, status) {
  if (status !== 404 && status !== 410) {
    const hint = "No credentials are sent. An image behind a login needs a presigned address.";
    const context = status === 401 || status === 403 ? { hint } : {};
    return unreadableImageError(name, `expected status 200, found ${status}`, context);
  }
  return new AdapterError("input-not-found", `not found: ${name} answered with status ${status}`, {
    at: { file: name }
  });
}
function isTaken({ protocol, username, password }) {
  return protocol === "https:" && username === "" && password === "";
}
function urlOf(text, base) {
  return text !== "" && URL.canParse(text, base?.href) ? new URL(text, base) : void 0;
}
function shown({ origin, pathname }) {
  return `${origin}${pathname}`;
}

// src/adapters/remote-image.ts
async function fetchImage(address, onProgress = () => {
}, ports = {}) {
  const folder = await temporaryFolder();
  const atExit = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", atExit);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true });
    process.off("exit", atExit);
  };
  try {
    const remote = /^s3:/i.test(address) ? await getS3Image(address, ports.s3Calls) : await getHttps(address, ports);
    const path = join(folder, "image.eif");
    const sha2562 = await keep(remote, path, ports.maxBytes ?? EIF_MAX_BYTES, onProgress);
    const source = await openFileSource(path);
    const close = () => source.close().finally(remove);
    return { source: { ...source, name: remote.name, close }, sha256: sha2562 };
  } catch (error2) {
    await remove();
    throw error2;
  }
}
async function temporaryFolder() {
  const parent = process.env["RUNNER_TEMP"] || tmpdir();
  try {
    return await mkdtemp(join(parent, "pcr-allowlist-"));
  } catch (cause) {
    throw unreadableImageError("the image", `no folder can be created in ${parent}`, {
      cause
    });
  }
}
async function keep(remote, path, maxBytes, onProgress) {
  const hash = createHash("sha256");
  const chunks = bounded2(remote, maxBytes, (chunk, doneBytes) => {
    hash.update(chunk);
    onProgress(doneBytes, remote.sizeBytes);
  });
  try {
    await writeFile(path, chunks, { flag: "wx", mode: 384 });
  } catch (error2) {
    if (error2 instanceof AdapterError) throw error2;
    throw unreadableImageError(remote.name, `it cannot be kept in ${path}: ${causeText(error2)}`, {
      hint: "RUNNER_TEMP, or else the folder for temporary files, needs room for the image.",
      cause: error2
    });
  }
  return hash.digest("hex");
}
async function* bounded2({ name, sizeBytes, body }, maxBytes, see) {
  let done = 0;
  try {
    for await (const chunk of body) {
      done += chunk.length;
      const expected = Math.max(done, sizeBytes ?? 0);
      if (expected > maxBytes) {
        throw unreadableImageError(name, `expected at most ${maxBytes} bytes, found ${expected}`);
      }
      see(chunk, done);
      yield chunk;
    }
  } catch (error2) {
    throw error2 instanceof AdapterError ? error2 : unreadableImageError(name, causeText(error2), { cause: error2 });
  }
  if (sizeBytes !== void 0 && done !== sizeBytes) {
    throw unreadableImageError(name, `expected ${sizeBytes} bytes, found ${done}`);
  }
}

// src/adapters/open-image.ts
var PIECE_BYTES = 1024 * 1024;
async function openImage(name, options = {}, ports) {
  const { sha256: sha2562 } = options;
  if (sha2562 !== void 0 && !/^[0-9a-f]{64}$/.test(sha2562)) {
    throw new UsageError(`expected a SHA-256 as 64 digits 0-9a-f, found ${sha2562}`);
  }
  const { source, found } = await open(name, options, ports);
  try {
    if (sha2562 !== void 0) requireSha256(sha2562, found ?? await sha256Of(source), source.name);
    return source;
  } catch (error2) {
    await source.close();
    throw error2;
  }
}
function openPinnedImage(name, sha2562) {
  return openImage(name, sha2562 === void 0 ? {} : { sha256: sha2562 });
}
async function open(name, { onProgress }, ports) {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (scheme === void 0) return { source: await openFileSource(name) };
  if (!/^(?:s3|https)$/i.test(scheme)) {
    throw new UsageError(
      `expected an image as a path, s3://bucket/key or https://host/path, found ${scheme}://\u2026`
    );
  }
  const { source, sha256: sha2562 } = await fetchImage(name, onProgress, ports);
  return { source, found: sha2562 };
}
function requireSha256(expected, found, name) {
  if (expected === found) return;
  throw new TrustError("sha256-mismatch", `${name}: expected SHA-256 ${expected}, found ${found}`, {
    at: { file: name },
    hint: "The image is not the pinned image, or the given digest is wrong."
  });
}
async function sha256Of(source) {
  const hash = createHash("sha256");
  const piece = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
  for (let offset = 0; offset < source.sizeBytes; offset += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, source.sizeBytes - offset));
    await source.read(offset, part);
    hash.update(part);
  }
  return hash.digest("hex");
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
      `expected the end, found ${leftBytes} more bytes`,
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
  /** The next part. Throws FormatError `der-format` where no part is left or the part has a tag other than `tag`. */
  take(what, tag) {
    const next = this.peek;
    if (next === void 0) {
      throw derRefusal(`${this.what}: expected ${what}, found the end`, this.endOffsetBytes);
    }
    if (tag !== void 0) confirmTag(next, tag, `${this.what}: ${what}`);
    this.index++;
    return next;
  }
  /** The next part, or undefined where it has another tag. */
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

// src/base/instant.ts
var MINUTE_MS = 6e4;
var HOUR_MS = 60 * MINUTE_MS;
var DAY_MS = 24 * HOUR_MS;
var RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;
function parseInstant(text) {
  const fields = RFC3339_UTC.exec(text);
  if (fields !== null) {
    const [, year, month, day, hour, minute, second, fraction = ""] = fields;
    const instant = instantOf(
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second)
    );
    if (instant !== void 0) return instant + Number(fraction.padEnd(3, "0"));
  }
  throw new FormatError(
    "encoding",
    `expected an instant such as 2026-01-31T12:00:00Z, found ${JSON.stringify(text)}`
  );
}
function instantOf(year, month, day, hour, minute, second) {
  const date = /* @__PURE__ */ new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second;
  return same ? date.getTime() : void 0;
}
function formatInstant(instant) {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
function parseDuration(text) {
  const fields = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (fields === null) {
    throw new FormatError(
      "encoding",
      `expected a duration such as 90s, 30m, 72h or 30d, found ${JSON.stringify(text)}`
    );
  }
  const unitMs = { s: 1e3, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[fields[2]];
  return Number(fields[1]) * unitMs;
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
function nameOf2(element, what) {
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
var KEYWORDS = /* @__PURE__ */ new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.6", "C"],
  ["2.5.4.9", "STREET"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  ["0.9.2342.19200300.100.1.1", "UID"]
]);
function nameToRfc4514({ rdns }) {
  return [...rdns].reverse().map((attributes) => attributes.map(attributeText).join("+")).join(",");
}
function attributeText({ oid, value }) {
  const keyword = KEYWORDS.get(oid);
  const text = keyword === void 0 ? void 0 : directoryText(value);
  return `${keyword ?? oid}=${text === void 0 ? `#${encodeHex(value.encoded)}` : escapeValue(text)}`;
}
function escapeValue(text) {
  if (/^[\w.:/@-]+(?: [\w.:/@-]+)*$/.test(text)) return text;
  const characters = [...text];
  return characters.map((character, i) => {
    const special = i === 0 ? /[ #]/ : i === characters.length - 1 ? / / : void 0;
    if (/["+,;<>\\]/.test(character) || special?.test(character)) return `\\${character}`;
    if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
    return encodeHex(encodeUtf8(character)).toUpperCase().replace(/../g, "\\$&");
  }).join("");
}
var VISIBLE_STRING = 26;
var ONE_BYTE_STRINGS = [
  TAG.numericString,
  TAG.printableString,
  TAG.ia5String,
  TAG.teletexString,
  VISIBLE_STRING
];
function directoryText({ tag, content }) {
  if (ONE_BYTE_STRINGS.includes(tag)) return String.fromCharCode(...content);
  if (tag === TAG.utf8String) return decoded("utf-8", content);
  if (tag === TAG.bmpString && content.length % 2 === 0) return decoded("utf-16be", content);
  if (tag === TAG.universalString && content.length % 4 === 0) return utf32Text(content);
  return void 0;
}
function decoded(encoding, content) {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return void 0;
  }
}
function utf32Text(content) {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const points = Array.from({ length: content.length / 4 }, (_, i) => view.getUint32(4 * i));
  const valid = points.every((point) => point <= 1114111 && (point < 55296 || point > 57343));
  return valid ? String.fromCodePoint(...points) : void 0;
}

// src/format/openssl-objects.ts
var ATTRIBUTE_TYPE_NAMES = /* @__PURE__ */ new Map([
  ["0.9.2342.19200300.100.1.1", "userId"],
  ["0.9.2342.19200300.100.1.2", "textEncodedORAddress"],
  ["0.9.2342.19200300.100.1.3", "rfc822Mailbox"],
  ["0.9.2342.19200300.100.1.4", "info"],
  ["0.9.2342.19200300.100.1.5", "favouriteDrink"],
  ["0.9.2342.19200300.100.1.6", "roomNumber"],
  ["0.9.2342.19200300.100.1.7", "photo"],
  ["0.9.2342.19200300.100.1.8", "userClass"],
  ["0.9.2342.19200300.100.1.9", "host"],
  ["0.9.2342.19200300.100.1.10", "manager"],
  ["0.9.2342.19200300.100.1.11", "documentIdentifier"],
  ["0.9.2342.19200300.100.1.12", "documentTitle"],
  ["0.9.2342.19200300.100.1.13", "documentVersion"],
  ["0.9.2342.19200300.100.1.14", "documentAuthor"],
  ["0.9.2342.19200300.100.1.15", "documentLocation"],
  ["0.9.2342.19200300.100.1.20", "homeTelephoneNumber"],
  ["0.9.2342.19200300.100.1.21", "secretary"],
  ["0.9.2342.19200300.100.1.22", "otherMailbox"],
  ["0.9.2342.19200300.100.1.23", "lastModifiedTime"],
  ["0.9.2342.19200300.100.1.24", "lastModifiedBy"],
  ["0.9.2342.19200300.100.1.25", "domainComponent"],
  ["0.9.2342.19200300.100.1.26", "aRecord"],
  ["0.9.2342.19200300.100.1.27", "pilotAttributeType27"],
  ["0.9.2342.19200300.100.1.28", "mXRecord"],
  ["0.9.2342.19200300.100.1.29", "nSRecord"],
  ["0.9.2342.19200300.100.1.30", "sOARecord"],
  ["0.9.2342.19200300.100.1.31", "cNAMERecord"],
  ["0.9.2342.19200300.100.1.37", "associatedDomain"],
  ["0.9.2342.19200300.100.1.38", "associatedName"],
  ["0.9.2342.19200300.100.1.39", "homePostalAddress"],
  ["0.9.2342.19200300.100.1.40", "personalTitle"],
  ["0.9.2342.19200300.100.1.41", "mobileTelephoneNumber"],
  ["0.9.2342.19200300.100.1.42", "pagerTelephoneNumber"],
  ["0.9.2342.19200300.100.1.43", "friendlyCountryName"],
  ["0.9.2342.19200300.100.1.44", "uniqueIdentifier"],
  ["0.9.2342.19200300.100.1.45", "organizationalStatus"],
  ["0.9.2342.19200300.100.1.46", "janetMailbox"],
  ["0.9.2342.19200300.100.1.47", "mailPreferenceOption"],
  ["0.9.2342.19200300.100.1.48", "buildingName"],
  ["0.9.2342.19200300.100.1.49", "dSAQuality"],
  ["0.9.2342.19200300.100.1.50", "singleLevelQuality"],
  ["0.9.2342.19200300.100.1.51", "subtreeMinimumQuality"],
  ["0.9.2342.19200300.100.1.52", "subtreeMaximumQuality"],
  ["0.9.2342.19200300.100.1.53", "personalSignature"],
  ["0.9.2342.19200300.100.1.54", "dITRedirect"],
  ["0.9.2342.19200300.100.1.55", "audio"],
  ["0.9.2342.19200300.100.1.56", "documentPublisher"],
  ["1.2.643.3.131.1.1", "INN"],
  ["1.2.643.100.1", "OGRN"],
  ["1.2.643.100.3", "SNILS"],
  ["1.2.643.100.5", "OGRNIP"],
  ["1.2.840.113549.1.9.1", "emailAddress"],
  ["1.2.840.113549.1.9.2", "unstructuredName"],
  ["1.2.840.113549.1.9.7", "challengePassword"],
  ["1.2.840.113549.1.9.8", "unstructuredAddress"],
  ["1.2.840.113549.1.9.20", "friendlyName"],
  ["1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocalityName"],
  ["1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvinceName"],
  ["1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountryName"],
  ["2.5.4.3", "commonName"],
  ["2.5.4.4", "surname"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "countryName"],
  ["2.5.4.7", "localityName"],
  ["2.5.4.8", "stateOrProvinceName"],
  ["2.5.4.9", "streetAddress"],
  ["2.5.4.10", "organizationName"],
  ["2.5.4.11", "organizationalUnitName"],
  ["2.5.4.12", "title"],
  ["2.5.4.13", "description"],
  ["2.5.4.14", "searchGuide"],
  ["2.5.4.15", "businessCategory"],
  ["2.5.4.16", "postalAddress"],
  ["2.5.4.17", "postalCode"],
  ["2.5.4.18", "postOfficeBox"],
  ["2.5.4.19", "physicalDeliveryOfficeName"],
  ["2.5.4.20", "telephoneNumber"],
  ["2.5.4.21", "telexNumber"],
  ["2.5.4.22", "teletexTerminalIdentifier"],
  ["2.5.4.23", "facsimileTelephoneNumber"],
  ["2.5.4.24", "x121Address"],
  ["2.5.4.25", "internationaliSDNNumber"],
  ["2.5.4.26", "registeredAddress"],
  ["2.5.4.27", "destinationIndicator"],
  ["2.5.4.28", "preferredDeliveryMethod"],
  ["2.5.4.29", "presentationAddress"],
  ["2.5.4.30", "supportedApplicationContext"],
  ["2.5.4.31", "member"],
  ["2.5.4.32", "owner"],
  ["2.5.4.33", "roleOccupant"],
  ["2.5.4.34", "seeAlso"],
  ["2.5.4.35", "userPassword"],
  ["2.5.4.36", "userCertificate"],
  ["2.5.4.37", "cACertificate"],
  ["2.5.4.38", "authorityRevocationList"],
  ["2.5.4.39", "certificateRevocationList"],
  ["2.5.4.40", "crossCertificatePair"],
  ["2.5.4.41", "name"],
  ["2.5.4.42", "givenName"],
  ["2.5.4.43", "initials"],
  ["2.5.4.44", "generationQualifier"],
  ["2.5.4.45", "x500UniqueIdentifier"],
  ["2.5.4.46", "dnQualifier"],
  ["2.5.4.47", "enhancedSearchGuide"],
  ["2.5.4.48", "protocolInformation"],
  ["2.5.4.49", "distinguishedName"],
  ["2.5.4.50", "uniqueMember"],
  ["2.5.4.51", "houseIdentifier"],
  ["2.5.4.52", "supportedAlgorithms"],
  ["2.5.4.53", "deltaRevocationList"],
  ["2.5.4.54", "dmdName"],
  ["2.5.4.65", "pseudonym"],
  ["2.5.4.72", "role"],
  ["2.5.4.97", "organizationIdentifier"],
  ["2.5.4.98", "countryCode3c"],
  ["2.5.4.99", "countryCode3n"],
  ["2.5.4.100", "dnsName"]
]);
var SIGNATURE_ALGORITHM_NAMES = /* @__PURE__ */ new Map([
  ["1.2.156.10197.1.501", "SM2-with-SM3"],
  ["1.2.643.2.2.3", "GOST R 34.11-94 with GOST R 34.10-2001"],
  ["1.2.643.2.2.4", "GOST R 34.11-94 with GOST R 34.10-94"],
  ["1.2.643.2.9.1.3.3", "GOST R 34.11-94 with GOST R 34.10-94 Cryptocom"],
  ["1.2.643.2.9.1.3.4", "GOST R 34.11-94 with GOST R 34.10-2001 Cryptocom"],
  ["1.2.643.7.1.1.3.2", "GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)"],
  ["1.2.643.7.1.1.3.3", "GOST R 34.10-2012 with GOST R 34.11-2012 (512 bit)"],
  ["1.2.840.10040.4.3", "dsaWithSHA1"],
  ["1.2.840.10045.4.1", "ecdsa-with-SHA1"],
  ["1.2.840.10045.4.2", "ecdsa-with-Recommended"],
  ["1.2.840.10045.4.3", "ecdsa-with-Specified"],
  ["1.2.840.10045.4.3.1", "ecdsa-with-SHA224"],
  ["1.2.840.10045.4.3.2", "ecdsa-with-SHA256"],
  ["1.2.840.10045.4.3.3", "ecdsa-with-SHA384"],
  ["1.2.840.10045.4.3.4", "ecdsa-with-SHA512"],
  ["1.2.840.113549.1.1.2", "md2WithRSAEncryption"],
  ["1.2.840.113549.1.1.3", "md4WithRSAEncryption"],
  ["1.2.840.113549.1.1.4", "md5WithRSAEncryption"],
  ["1.2.840.113549.1.1.5", "sha1WithRSAEncryption"],
  ["1.2.840.113549.1.1.10", "rsassaPss"],
  ["1.2.840.113549.1.1.11", "sha256WithRSAEncryption"],
  ["1.2.840.113549.1.1.12", "sha384WithRSAEncryption"],
  ["1.2.840.113549.1.1.13", "sha512WithRSAEncryption"],
  ["1.2.840.113549.1.1.14", "sha224WithRSAEncryption"],
  ["1.3.14.3.2.3", "md5WithRSA"],
  ["1.3.14.3.2.13", "dsaWithSHA"],
  ["1.3.14.3.2.15", "shaWithRSAEncryption"],
  ["1.3.14.3.2.27", "dsaWithSHA1-old"],
  ["1.3.14.3.2.29", "sha1WithRSA"],
  ["1.3.36.3.3.1.2", "ripemd160WithRSA"],
  ["1.3.101.112", "ED25519"],
  ["1.3.101.113", "ED448"],
  ["2.5.8.3.100", "mdc2WithRSA"],
  ["2.16.840.1.101.3.4.3.1", "dsa_with_SHA224"],
  ["2.16.840.1.101.3.4.3.2", "dsa_with_SHA256"],
  ["2.16.840.1.101.3.4.3.3", "dsa_with_SHA384"],
  ["2.16.840.1.101.3.4.3.4", "dsa_with_SHA512"],
  ["2.16.840.1.101.3.4.3.5", "dsa_with_SHA3-224"],
  ["2.16.840.1.101.3.4.3.6", "dsa_with_SHA3-256"],
  ["2.16.840.1.101.3.4.3.7", "dsa_with_SHA3-384"],
  ["2.16.840.1.101.3.4.3.8", "dsa_with_SHA3-512"],
  ["2.16.840.1.101.3.4.3.9", "ecdsa_with_SHA3-224"],
  ["2.16.840.1.101.3.4.3.10", "ecdsa_with_SHA3-256"],
  ["2.16.840.1.101.3.4.3.11", "ecdsa_with_SHA3-384"],
  ["2.16.840.1.101.3.4.3.12", "ecdsa_with_SHA3-512"],
  ["2.16.840.1.101.3.4.3.13", "RSA-SHA3-224"],
  ["2.16.840.1.101.3.4.3.14", "RSA-SHA3-256"],
  ["2.16.840.1.101.3.4.3.15", "RSA-SHA3-384"],
  ["2.16.840.1.101.3.4.3.16", "RSA-SHA3-512"]
]);

// src/format/openssl-names.ts
function opensslLongName(oid) {
  return ATTRIBUTE_TYPE_NAMES.get(oid) ?? SIGNATURE_ALGORITHM_NAMES.get(oid) ?? oid;
}
var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function opensslTime(instant) {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2);
  const time = date.toISOString().slice(-13, -5);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()} GMT`;
}
function colonHex(bytes) {
  return Array.from(bytes, (byte) => encodeHex(Uint8Array.of(byte)).toUpperCase()).join(":");
}
function nitroCliText(value) {
  const [text] = directoryText(value)?.split("\0") ?? [];
  return text === void 0 ? "error" : rustDebug(text).replaceAll('"', "");
}
var RUST_ESCAPES = /* @__PURE__ */ new Map([
  ["	", "\\t"],
  ["\r", "\\r"],
  ["\n", "\\n"],
  ["\\", "\\\\"],
  ['"', '\\"']
]);
function rustDebug(text) {
  return text.replace(/["\\]|(?! )[\p{C}\p{Z}\p{Grapheme_Extend}]/gu, (character) => {
    const named = RUST_ESCAPES.get(character);
    return named ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

// src/format/exact-number.ts
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

// src/format/json-scan.ts
function scanOutsideStrings(text, maxDepth) {
  let [colons, values, depth] = [0, 1, 0];
  let isEmpty = false;
  for (let from = 0; from < text.length; ) {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    let digits = 0;
    for (let i = from; i < end; i++) {
      const code2 = text.charCodeAt(i);
      if (code2 === COLON) colons++;
      else if (code2 === COMMA) values++;
      else if (code2 === OPEN_LIST || code2 === OPEN_OBJECT) {
        if (++depth > maxDepth) return void 0;
        values++;
      } else if (code2 === CLOSE_LIST || code2 === CLOSE_OBJECT) {
        depth--;
        if (isEmpty) values--;
      }
      if (code2 > SPACE) isEmpty = code2 === OPEN_LIST || code2 === OPEN_OBJECT;
      const isDigit = code2 >= ZERO && code2 <= NINE;
      if (!isDigit && NUMBER_SIGNS.includes(code2) && (digits > 0 || code2 === MINUS))
        return void 0;
      digits = isDigit ? digits + 1 : 0;
      if (digits > EXACT_DIGITS) return void 0;
    }
    if (quote < 0) break;
    isEmpty = false;
    const close = text.indexOf('"', quote + 1);
    if (close < 0) return void 0;
    from = close + 1;
  }
  return { colons, values };
}
var [COLON, COMMA, ZERO, NINE, MINUS, SPACE] = [58, 44, 48, 57, 45, 32];
var [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
var NUMBER_SIGNS = [43, MINUS, 46, 69, 101];
var EXACT_DIGITS = 15;
function countKeys(value) {
  if (typeof value !== "object" || value === null) return 0;
  const isList = Array.isArray(value);
  const members = isList ? value : Object.values(value);
  let keys = isList ? 0 : members.length;
  for (const member of members) keys += countKeys(member);
  return keys;
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
function parsePlainJson(bytes, limits = {}, inexact = textOfNumber) {
  const { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES } = limits;
  const usual = parseUsualJson(utf8Text(bytes), maxDepth, maxValues);
  return usual ?? toPlain(parseStrictJson(bytes, limits), inexact);
}
function renderJson(value, indentSpaces = 2) {
  return rendered(value, "\n", " ".repeat(indentSpaces));
}
function toPlain(value, inexact = textOfNumber) {
  if (value instanceof JsonNumber) return isExact(value.text) ? Number(value.text) : inexact(value);
  if (Array.isArray(value)) return value.map((element) => toPlain(element, inexact));
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member, inexact)]));
  }
  return value;
}
function textOfNumber({ text }) {
  return text;
}
function parseUsualJson(text, maxDepth, maxValues) {
  if (text.includes("\\")) return void 0;
  const scanned = scanOutsideStrings(text, maxDepth);
  if (scanned === void 0 || scanned.values > maxValues) return void 0;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return void 0;
  }
  return countKeys(value) === scanned.colons ? value ?? void 0 : void 0;
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
      throw this.refusal("expected Unicode text, found a lone surrogate", start);
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
  /** The text that the sticky pattern matches here, which it skips. Empty where the pattern does not match. */
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
    const repaired = encodeUtf8(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const offsetBytes = Math.max(
      0,
      repaired.findIndex((byte, i) => byte !== bytes[i])
    );
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
  const block2 = (open2, items, close) => items.length === 0 ? open2 + close : open2 + inner + items.join(`,${inner}`) + lineStart + close;
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) {
    const items = value.map((element) => rendered(element, inner, indent));
    return block2("[", items, "]");
  }
  if (value instanceof Map) {
    const items = [...value].map(
      ([key, member]) => `${JSON.stringify(key)}: ${rendered(member, inner, indent)}`
    );
    return block2("{", items, "}");
  }
  return JSON.stringify(value);
}

// src/report/json-text.ts
function harmlessJson(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => character === "\n" ? character : escapedUnits(character)
  );
}
function escapedUnits(character) {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }).join("");
}

// src/format/pcr-value.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);

// src/format/platform.ts
var ENCLAVE = {
  /** The kernel, its command line and all ramdisks. */
  image: "PCR0",
  /** Of those, the kernel, its command line and the first ramdisk. */
  boot: "PCR1",
  /** Of those, the ramdisks after the first. */
  application: "PCR2",
  /** The IAM role of the parent instance. */
  role: "PCR3",
  /** The id of the parent instance. */
  instance: "PCR4",
  /** The certificate that the image is signed with. */
  signer: "PCR8"
};
var TPM = {
  /** The code that boots. */
  image: "PCR4",
  /** The keys of Secure Boot. */
  signer: "PCR7",
  /** The command line of the kernel. */
  commandLine: "PCR12"
};
var SANDBOX = { image: "PCR17" };
var FIRST_CUSTOM_REGISTER = 16;
var LAST_REGISTER = 31;
var REGISTER_NAME = /^PCR(?:\d|[12]\d|3[01])$/;
var PLATFORMS = {
  "nitro-enclave": {
    measured: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application, ENCLAVE.signer],
    optional: [ENCLAVE.signer],
    zeros: [],
    debug: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application],
    image: ENCLAVE.image,
    subjectDigest: "awsNitroPcr0",
    signer: ENCLAVE.signer,
    role: ENCLAVE.role,
    bindable: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application, ENCLAVE.role, ENCLAVE.signer],
    bound: [
      [ENCLAVE.image, ENCLAVE.role],
      [ENCLAVE.role, ENCLAVE.signer]
    ],
    conditionKeys: { prefix: "", lastNumber: LAST_REGISTER }
  },
  "nitro-tpm": {
    measured: [TPM.image, TPM.signer, TPM.commandLine],
    optional: [TPM.signer],
    zeros: [TPM.commandLine],
    debug: [],
    image: TPM.image,
    subjectDigest: "awsNitroTpmPcr4",
    signer: TPM.signer,
    bindable: [TPM.image, TPM.signer, TPM.commandLine],
    bound: [[TPM.image, TPM.commandLine], [TPM.signer]],
    conditionKeys: { prefix: "NitroTPM", lastNumber: 23 }
  },
  "nitro-sandbox": {
    measured: [SANDBOX.image],
    optional: [],
    zeros: [],
    debug: [],
    image: SANDBOX.image,
    subjectDigest: "awsNitroSandboxPcr17",
    bindable: [SANDBOX.image],
    bound: [[SANDBOX.image]]
  }
};
var PLATFORM_NAMES = Object.keys(PLATFORMS);
function registerAt(number) {
  return `PCR${number}`;
}
function registerNumber(name) {
  return Number(name.slice("PCR".length));
}
function measurementsKey(platform, values) {
  const { measured } = PLATFORMS[platform];
  return [platform, ...measured.map((name) => values[name] ?? "")].join("/");
}
function isBinding(platform, registers) {
  const { bindable, bound } = PLATFORMS[platform];
  return new Set(registers).size === registers.length && registers.every((name) => bindable.includes(name)) && bound.some((set) => set.every((name) => registers.includes(name)));
}

// src/measure/pcr.ts
var HASH_ALGORITHM = "Sha384 { ... }";
var EMPTY_CONTENT_PCR = "21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a";
function extend(data, hashing) {
  const hash = hashing.sha384();
  hash.update(new Uint8Array(PCR_BYTES));
  hash.update(data);
  return encodeHex(hash.digest());
}
function extendDigestOf(content, hashing) {
  const hash = hashing.sha384();
  hash.update(content);
  return extend(hash.digest(), hashing);
}
function pcr8OfCertificate(der, hashing) {
  return extendDigestOf(der, hashing);
}
function pcr3OfRole(roleArn, hashing) {
  requireRoleArn(roleArn);
  return extend(encodeUtf8(roleArn), hashing);
}
function rolePathWarning(roleArn) {
  if (roleArn.split("/").length <= 2) return void 0;
  return {
    code: "pcr3-path-unproven",
    message: `${roleArn} has a path. Compare its PCR3 with an attestation document before you rely on it.`
  };
}
function pcr4OfInstance(instanceId, hashing) {
  if (!/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(instanceId)) {
    throw new UsageError(
      `expected an instance id such as i-1234567890abcdef0, found ${JSON.stringify(instanceId)}`
    );
  }
  return extend(encodeUtf8(instanceId), hashing);
}
function doubleHashedText(text, hashing) {
  return extendDigestOf(encodeUtf8(text), hashing);
}
function requireRoleArn(text) {
  if (/^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(text))
    return;
  const shown2 = JSON.stringify(text);
  if (/\s/.test(text))
    throw new UsageError(`role ARN ${shown2} holds white space, which would change PCR3`);
  const assumed = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(text);
  if (assumed !== null) {
    throw new UsageError(`${shown2} is an assumed role, but PCR3 is computed from the role`, {
      hint: `Give arn:${assumed[1]}:iam::${assumed[2]}:role/${assumed[3]}, with the role's path if it has one.`
    });
  }
  if (/^arn:[^:]+:iam::\d{12}:instance-profile\//.test(text)) {
    throw new UsageError(
      `${shown2} is an instance profile, but PCR3 is computed from the role inside it`,
      {
        hint: "Give the role ARN, such as arn:aws:iam::111122223333:role/NAME. aws iam get-instance-profile shows it."
      }
    );
  }
  throw new UsageError(
    `expected a role ARN such as arn:aws:iam::111122223333:role/NAME, found ${shown2}`
  );
}
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

// src/report/measure-json.ts
function measureJson(result) {
  const { eif, comparison, expectation } = result;
  return {
    image: eif.image,
    measurements: measurementsJson(eif.measurements),
    instanceRoles: result.instanceRoles,
    instanceIds: result.instanceIds,
    eif: {
      version: eif.header.version,
      architecture: eif.header.architecture,
      defaultMemoryBytes: eif.header.defaultMemoryBytes.toString(),
      defaultCpus: eif.header.defaultCpus.toString(),
      sections: eif.sections.map(sectionJson),
      ...eif.metadata === void 0 ? {} : { metadata: metadataJson(eif.metadata) }
    },
    ...eif.signature === void 0 ? {} : { signature: signatureJson(eif.signature) },
    ...comparison === void 0 ? {} : { comparison: comparisonJson(comparison) },
    ...expectation === void 0 ? {} : {
      expectation: {
        matches: expectation.differences.length === 0 && expectation.notComputed.length === 0,
        differences: expectation.differences,
        notComputed: expectation.notComputed
      }
    }
  };
}
function measurementsJson(measurements) {
  return { HashAlgorithm: HASH_ALGORITHM, ...measurements };
}
function sectionJson({ type, offsetBytes, sizeBytes, sha384: sha3842 }) {
  return { type, offsetBytes, sizeBytes, sha384: sha3842 };
}
function metadataJson(metadata) {
  return toPlain(metadata.value);
}
function signatureJson({
  algorithm,
  certificate,
  certificateSha256
}) {
  return {
    algorithm,
    certificate: {
      subject: nameToRfc4514(certificate.subject),
      issuer: nameToRfc4514(certificate.issuer),
      serialNumber: certificate.serialNumber,
      notBefore: formatInstant(certificate.notBefore),
      notAfter: formatInstant(certificate.notAfter),
      sha256: certificateSha256
    }
  };
}
function comparisonJson({
  other,
  ...comparison
}) {
  return {
    other: { ...other.image, measurements: measurementsJson(other.measurements) },
    ...comparison,
    sections: comparison.sections.map(({ expected, found, ...section }) => ({
      ...section,
      ...expected === void 0 ? {} : { expected: sectionJson(expected) },
      ...found === void 0 ? {} : { found: sectionJson(found) }
    }))
  };
}

// src/report/describe-eif.ts
function renderDescription({
  header,
  measurements,
  signature,
  metadata
}) {
  const description = [
    ["EifVersion", new JsonNumber(String(header.version))],
    ["Measurements", new Map(Object.entries(measurementsJson(measurements)))],
    ["IsSigned", signature !== void 0]
  ];
  if (signature !== void 0)
    description.push(["SigningCertificate", certificateObject(signature.certificate)]);
  description.push(["CheckCRC", true]);
  if (signature !== void 0) description.push(["SignatureCheck", true]);
  if (metadata !== void 0) {
    description.push(
      ["ImageName", metadata.imageName],
      ["ImageVersion", metadata.imageVersion],
      ["Metadata", metadataObject(metadata)]
    );
  }
  return `${harmlessJson(renderJson(new Map(description)))}
`;
}
function certificateObject(certificate) {
  const issuer = /* @__PURE__ */ new Map();
  for (const { oid, value } of certificate.issuer.rdns.flat()) {
    issuer.set(opensslLongName(oid), nitroCliText(value));
  }
  return /* @__PURE__ */ new Map([
    ["IssuerName", new Map([...issuer].sort(([a], [b]) => a < b ? -1 : 1))],
    ["Algorithm", opensslLongName(certificate.signatureAlgorithm.oid)],
    ["NotBefore", opensslTime(certificate.notBefore)],
    ["NotAfter", opensslTime(certificate.notAfter)],
    ["Signature", colonHex(certificate.signature)]
  ]);
}
function metadataObject({ build, dockerInfo, customMetadata }) {
  const custom = customMetadata instanceof Map ? customMetadata : [];
  return new Map([...build, ["DockerInfo", dockerInfo], ...custom]);
}

// src/report/text-layout.ts
function terminalStyle(colours) {
  const sgr = (on, off) => (text) => colours ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    yellow: sgr(33, 39),
    green: sgr(32, 39)
  };
}
function printable(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`
  );
}
function renderColumns(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}
`).join("");
}
function renderFailure(failure, style) {
  const { at, hint } = failure;
  const place = at === void 0 ? "" : placeText(at);
  return `${style.red("error")} ${style.bold(failure.code)}: ${printable(failure.message)}
` + (place === "" ? "" : `  at   ${printable(place)}
`) + (hint === void 0 ? "" : `  next ${printable(hint)}
`);
}
function renderWarnings(warnings, style) {
  return warnings.map(
    ({ code: code2, message }) => `${style.yellow("warning")} ${style.bold(code2)}: ${printable(message)}
`
  ).join("");
}
function placeText(at) {
  const parts = [
    at.file,
    at.object,
    at.path,
    at.sid === void 0 ? void 0 : `Sid ${at.sid}`,
    at.offsetBytes === void 0 ? void 0 : `offset ${at.offsetBytes} (0x${at.offsetBytes.toString(16)})`,
    at.looksLike === void 0 ? void 0 : `looks like: ${at.looksLike}`
  ];
  return parts.filter((part) => part !== void 0).join(", ");
}
var UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];
function sizeText(sizeBytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  return power === 0 ? `${sizeBytes} bytes` : `${(sizeBytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}
var BAR_CELLS = 24;
function renderProgress(name, doneBytes, totalBytes) {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const cells = Math.floor(share * BAR_CELLS);
  const bar = "\u2588".repeat(cells) + "\u2591".repeat(BAR_CELLS - cells);
  return `\r\x1B[2K${printable(name)} ${bar} ${Math.floor(share * 100)}% of ${sizeText(totalBytes)}`;
}
var CLEAR_PROGRESS = "\r\x1B[2K";

// src/report/insides-text.ts
var BESIDES = {
  order: "the files are packed in another order",
  inodes: "inode numbers, link counts or device numbers differ",
  compression: "the compression differs",
  packing: "the files are equal, but padding or compression settings differ"
};
function insidesLines(insides) {
  const { texts, ramdisk, notCompared } = insides;
  if (notCompared !== void 0) return [`not compared inside: ${printable(notCompared)}`];
  if (texts !== void 0) {
    return [
      `expected says ${printable(texts.expected)}`,
      `found says    ${printable(texts.found)}`
    ];
  }
  return ramdisk === void 0 ? [] : ramdiskLines(ramdisk);
}
function ramdiskLines({ differing, files, besides }) {
  const more = differing - files.length;
  return [
    ...differing === 0 ? [] : [`${differing} differing ${differing === 1 ? "file" : "files"}`],
    ...files.map((file) => `  ${printable(file.path)}: ${fileText(file)}`),
    ...more === 0 ? [] : [`  and ${more} more`],
    ...besides.map((name) => BESIDES[name])
  ];
}
function fileText(difference) {
  if (difference.kind === "missing") return "only in the expected image";
  if (difference.kind === "extra") return "only in the found image";
  return difference.fields.map(({ field, expected, found }) => {
    const short = (value) => field === "sha256" ? `${value.slice(0, 16)}\u2026` : value;
    return `${field} ${short(expected)}, found ${short(found)}`;
  }).join("; ");
}

// src/report/metadata-facts.ts
function metadataFacts(metadata) {
  return [
    ["ImageName", metadata.imageName],
    ["ImageVersion", metadata.imageVersion],
    ...metadata.build,
    ...structure("DockerInfo", metadata.dockerInfo),
    ...structure("CustomMetadata", metadata.customMetadata)
  ];
}
function structure(name, value) {
  return value === null ? [] : [[name, renderJson(value).replace(/\n */g, " ")]];
}

// src/report/measure-text.ts
function renderMeasureText(result, style) {
  const { eif } = result;
  return [
    imageText(eif, style),
    pcrsText(result, style),
    eif.signature === void 0 ? `${style.bold("Not signed")}: the enclave has no PCR8.
` : signatureText(eif.signature, style),
    sectionsText(eif, style),
    metadataText(eif, style),
    result.expectation === void 0 ? "" : expectationText(result.expectation, style),
    result.comparison === void 0 ? "" : comparisonText(result.comparison, style)
  ].filter((part) => part !== "").join("\n");
}
function imageText({ image, header }, style) {
  return `${style.bold(printable(image.name))}  ${sizeText(image.sizeBytes)}, EIF version ${header.version}, ${header.architecture}
` + renderColumns([["SHA-256", image.sha256]]);
}
function pcrsText({ eif, instanceRoles, instanceIds }, style) {
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr
  } = eif.measurements;
  const rows = [
    [ENCLAVE.image, imagePcr],
    [ENCLAVE.boot, bootPcr],
    [
      ENCLAVE.application,
      applicationPcr === EMPTY_CONTENT_PCR ? `${applicationPcr}  ${style.dim("(no second ramdisk)")}` : applicationPcr
    ],
    ...instanceRoles.map(({ arn, [ENCLAVE.role]: rolePcr }) => [
      ENCLAVE.role,
      `${rolePcr}  ${style.dim(printable(arn))}`
    ]),
    ...instanceIds.map(({ id, [ENCLAVE.instance]: instancePcr }) => [
      ENCLAVE.instance,
      `${instancePcr}  ${style.dim(printable(id))}`
    ])
  ];
  if (signerPcr !== void 0) rows.push([ENCLAVE.signer, signerPcr]);
  return `${style.bold("Measurements")} (SHA-384)
${renderColumns(rows)}`;
}
function signatureText({ algorithm, certificate }, style) {
  return `${style.bold("Signature")} ${style.green("verified")}: ${algorithm} over PCR0
` + renderColumns([
    ["subject", printable(nameToRfc4514(certificate.subject))],
    ["issuer", printable(nameToRfc4514(certificate.issuer))],
    ["serial", certificate.serialNumber],
    [
      "valid",
      `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`
    ]
  ]);
}
function sectionsText({ sections }, style) {
  const rows = sections.map(({ type, offsetBytes, sizeBytes, sha384: sha3842 }) => [
    type,
    `${String(offsetBytes).padStart(12)} ${sizeText(sizeBytes).padStart(12)}  sha384 ${sha3842.slice(0, 16)}\u2026`
  ]);
  return `${style.bold("Sections")} (offset, size, digest of the data)
${renderColumns(rows)}`;
}
function metadataText({ metadata }, style) {
  if (metadata === void 0) return "";
  return `${style.bold("Metadata")} ${style.yellow("unmeasured")}: anybody can change it without changing a PCR
` + renderColumns(
    metadataFacts(metadata).map(([name, value]) => [printable(name), printable(value)])
  );
}
function expectationText(report, style) {
  if (report.differences.length === 0 && report.notComputed.length === 0) {
    return `${style.bold("Expectation")} ${style.green("met")}
`;
  }
  return `${style.bold("Expectation")} ${style.red("not met")}
` + renderDifferences(report.differences) + report.notComputed.map((pcr) => `  ${pcr} could not be computed
`).join("");
}
function comparisonText(comparison, style) {
  const name = printable(comparison.other.image.name);
  const verdict = comparison.reproducible ? style.green("reproducible") : style.red("not reproducible");
  const lines = [
    `${style.bold("Compared")} with ${name}: ${verdict}
`,
    renderDifferences(comparison.pcrs)
  ];
  if (!comparison.sameSectionOrder) {
    lines.push("  the common sections are in another order\n");
  }
  for (const section of comparison.sections) {
    lines.push(sectionDifferenceText(section));
    const insides = comparison.insides.find(
      ({ type, position }) => type === section.type && position === section.position
    );
    if (insides === void 0) continue;
    lines.push(...insidesLines(insides).map((line) => `    ${line}
`));
  }
  for (const field of comparison.header)
    lines.push(`  header field ${field} differs (unmeasured)
`);
  if (comparison.sameFile) lines.push("  the files are equal, byte by byte\n");
  else if (comparison.reproducible)
    lines.push("  the files differ only in parts that PCR0 to PCR2 do not cover\n");
  return lines.join("");
}
function sectionDifferenceText({
  type,
  position,
  measured,
  expected,
  found
}) {
  const side = (facts) => facts === void 0 ? "absent" : `${facts.sizeBytes} bytes at ${facts.offsetBytes}, sha384 ${facts.sha384.slice(0, 16)}\u2026`;
  const what = expected === void 0 ? "is only in the found image" : found === void 0 ? "is only in the expected image" : "differs";
  return `  ${type} ${position} ${what}${measured ? "" : " (unmeasured)"}
    expected ${side(expected)}
    found    ${side(found)}
`;
}
function renderDifferences(differences) {
  return differences.map((difference) => {
    const expected = difference.kind === "extra" ? "none" : difference.expected;
    const found = difference.kind === "missing" ? "none" : difference.found;
    return `  ${difference.pcr} is ${difference.kind}
    expected ${expected}
    found    ${found}
`;
  }).join("");
}

// src/report/outcome-json.ts
function renderOutcomeJson(outcome, toJson) {
  const { command, exitCode, result, error: error2, warnings } = outcome;
  const text = JSON.stringify(
    {
      command,
      outcome: outcomeKind(exitCode),
      exitCode,
      ...result === void 0 ? {} : { result: toJson(result) },
      ...error2 === void 0 ? {} : { error: error2 },
      warnings
    },
    null,
    2
  );
  return `${harmlessJson(text)}
`;
}

// src/report/measure-report.ts
function renderMeasure(outcome, form, style) {
  const { result, exitCode } = outcome;
  const accepted = exitCode === 0 && result !== void 0;
  switch (form) {
    case "json": {
      const json = renderOutcomeJson(outcome, measureJson);
      return accepted ? { out: json, file: json } : { out: json };
    }
    case "report": {
      const out = result === void 0 ? "" : renderMeasureText(result, style);
      return accepted ? { out, file: renderOutcomeJson(outcome, measureJson) } : { out };
    }
    case "describe":
    case "nitro-cli": {
      if (!accepted) return { out: "" };
      const text = form === "describe" ? renderDescription(result.eif) : renderNitroCli(result);
      return { out: text, file: text };
    }
  }
}
function renderNitroCli({ eif }) {
  return `${JSON.stringify({ Measurements: measurementsJson(eif.measurements) }, null, 2)}
`;
}

// src/format/pem.ts
var LINE_CHARACTERS = 64;
var DER_SEQUENCE = 48;
var UTF8_BYTE_ORDER_MARK = "\xEF\xBB\xBF";
function parseCertificatePem(bytes) {
  return parsePem(bytes, "CERTIFICATE");
}
function parsePem(bytes, label) {
  if (bytes.length > PEM_MAX_BYTES) {
    throw refusal3(label, `expected at most ${PEM_MAX_BYTES} bytes, found ${bytes.length}`, 0);
  }
  const text = textOf(bytes);
  if (!label.includes("PRIVATE KEY") && text.includes("PRIVATE KEY-----")) {
    const hint = "Keep the private key secret, and give the other file.";
    throw refusal3(label, "found a private key", Math.max(0, text.indexOf("-----BEGIN")), hint);
  }
  const lines = linesOf(text);
  const first = lines.findIndex(({ text: line }) => line !== "");
  const begin = lines[first];
  if (begin?.text !== `-----BEGIN ${label}-----`) throw notTheBegin(text, begin, label);
  const last = lines.findIndex(({ text: line }, i) => i > first && line.startsWith("-----"));
  const end = lines[last];
  if (end?.text !== `-----END ${label}-----`) {
    throw refusal3(label, "expected the end of the block", end?.offsetBytes ?? bytes.length);
  }
  const extra = lines.slice(last + 1).find(({ text: line }) => line !== "");
  if (extra !== void 0) throw notTheEnd(extra, label);
  return contentOf(lines.slice(first + 1, last), end, label);
}
function encodePem(label, der) {
  const lines = encodeBase64(der).match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
function contentOf(lines, end, label) {
  const wrong = lines.find(({ text }) => !/^[A-Za-z0-9+/]+={0,2}$/.test(text));
  if (wrong !== void 0) {
    const what = wrong.text === "" ? "an empty line" : "another character, a space or a header";
    throw refusal3(label, `expected a line of base64, found ${what}`, wrong.offsetBytes);
  }
  if (lines.length === 0) throw refusal3(label, "expected content, found none", end.offsetBytes);
  try {
    return decodeBase64(lines.map(({ text }) => text).join(""));
  } catch (error2) {
    if (!(error2 instanceof FormatError)) throw error2;
    throw refusal3(label, "expected canonical, padded base64", lines[0]?.offsetBytes ?? 0);
  }
}
function notTheBegin(text, found, label) {
  const offsetBytes = found?.offsetBytes ?? 0;
  if (found === void 0) return refusal3(label, "found an empty text", offsetBytes);
  const other = labelOf(found.text);
  if (other !== void 0) {
    const hint2 = other.endsWith("CERTIFICATE") ? "Convert it with: openssl x509 -in FILE -out certificate.pem" : void 0;
    return refusal3(label, `expected a block ${label}, found a block ${other}`, offsetBytes, hint2);
  }
  if (text.charCodeAt(0) === DER_SEQUENCE && !text.includes("-----")) {
    const hint2 = "Convert it with: openssl x509 -inform DER -in FILE -out certificate.pem";
    return refusal3(label, "expected text, found what looks like DER", 0, hint2);
  }
  const what = text.startsWith(UTF8_BYTE_ORDER_MARK) ? "a byte order mark" : "something else";
  const hint = text.includes(`-----BEGIN ${label}-----`) ? "Remove everything before the block." : void 0;
  return refusal3(label, `expected the block to begin the text, found ${what}`, offsetBytes, hint);
}
function notTheEnd({ text, offsetBytes }, label) {
  const other = labelOf(text);
  if (other === void 0) return refusal3(label, "found text after the block", offsetBytes);
  const hint = "Keep only one block. An image is signed with a single certificate.";
  return refusal3(label, `expected one block, found a second, ${other}`, offsetBytes, hint);
}
function labelOf(line) {
  return /^-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,39})-----$/.exec(line)?.[1];
}
function textOf(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
function linesOf(text) {
  let offsetBytes = 0;
  return text.split("\n").map((line) => {
    const here = { text: line.replace(/\r$/, ""), offsetBytes };
    offsetBytes += line.length + 1;
    return here;
  });
}
function refusal3(label, message, offsetBytes, hint) {
  return new FormatError("pem-format", `PEM ${label}: ${message}`, {
    at: { offsetBytes },
    ...hint === void 0 ? {} : { hint }
  });
}

// src/measure/expected-measurements.ts
var OF_THE_IMAGE = PLATFORMS["nitro-enclave"].measured;
function compareWithExpectation(expected, measurements, context, hashing) {
  const computed = { ...measurements };
  addNearest(
    computed,
    ENCLAVE.role,
    expected,
    context.roleArns.map((arn) => pcr3OfRole(arn, hashing))
  );
  addNearest(
    computed,
    ENCLAVE.instance,
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
function explain(difference, { roleArns, instanceIds, certificate }, hashing) {
  if (difference.kind === "extra") return [];
  const { pcr, expected } = difference;
  if (pcr === ENCLAVE.signer && certificate !== void 0) {
    const made = mistakenSigner(expected, certificate, hashing);
    if (made !== void 0) return [`The expected PCR8 ${made}, and no enclave will have it`];
  }
  if (expected === ZERO_PCR && difference.kind === "missing") {
    return [
      `The expected ${pcr} is all zeros. The enclave of an unsigned image shows that, but no image measures to it. Leave it out`
    ];
  }
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr} is all zeros. Zeros mean debug mode, an unsigned image or no role, never this image`
    ];
  }
  const texts = pcr === ENCLAVE.role ? roleArns : pcr === ENCLAVE.instance ? instanceIds : [];
  return texts.flatMap((text) => {
    if (expected === doubleHashedText(text, hashing)) {
      return [
        `The expected ${pcr} is the output of nitro-cli pcr --input for ${text}, which hashes twice, and no enclave will have it`
      ];
    }
    if ([`${text}
`, `${text}\r
`].some((line) => expected === extend(encodeUtf8(line), hashing))) {
      return [
        `The expected ${pcr} was computed from ${text} with a line end after it, and no enclave will have it`
      ];
    }
    return [];
  });
}
function mistakenSigner(expected, der, hashing) {
  const digestOf = (content) => {
    const hash = hashing.sha384();
    hash.update(content);
    return hash.digest();
  };
  if (expected === encodeHex(digestOf(der))) {
    return "is the certificate's SHA-384 fingerprint, not extended";
  }
  if (expected === extend(der, hashing)) {
    return "extends the certificate itself instead of the certificate's SHA-384";
  }
  const pem = encodePem("CERTIFICATE", der);
  const files = [pem, pem.trimEnd(), pem.replaceAll("\n", "\r\n")].map(encodeUtf8);
  const isOfPem = files.some((file) => {
    const digest = digestOf(file);
    return expected === encodeHex(digest) || expected === extend(digest, hashing);
  });
  return isOfPem ? "was computed from the bytes of the certificate's PEM file, not from its DER" : void 0;
}

// src/measure/image-comparison.ts
function compareImages(expected, found) {
  const pcrs = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  return {
    reproducible: !pcrs.some(({ pcr }) => pcr !== ENCLAVE.signer),
    sameSigner: !pcrs.some(({ pcr }) => pcr === ENCLAVE.signer),
    pcrs,
    sameSectionOrder: isSameOrder(namesOf(expected), namesOf(found)),
    sections: compareSections(expected, found),
    sameFile: expected.image.sha256 === found.image.sha256,
    header: ["version", "architecture", "defaultMemoryBytes", "defaultCpus"].filter(
      (field) => expected.header[field] !== found.header[field]
    )
  };
}
function namesOf({ sections }) {
  return sections.map(({ type }, i) => {
    const position = sections.slice(0, i).filter((section) => section.type === type).length;
    return `${type} ${position}`;
  });
}
function isSameOrder(expected, found) {
  const shared = found.filter((name) => expected.includes(name));
  return shared.join() === expected.filter((name) => found.includes(name)).join();
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

// src/format/eif-header.ts
var EIF_HEADER_BYTES = 548;
var SECTION_HEADER_BYTES = 12;
var CRC_OFFSET_BYTES = 544;
var MAX_NUM_SECTIONS = 32;
var HEADER_OFFSET = {
  version: 4,
  flags: 6,
  memory: 8,
  cpus: 16,
  reserved: 24,
  count: 26,
  offsets: 28,
  sizes: 284,
  unused: 540
};
function parseEifHeader(view, file) {
  const version = view.getUint16(HEADER_OFFSET.version);
  if (version !== 2 && version !== 3 && version !== 4) {
    throw new FormatError(
      "unsupported-version",
      `expected EIF version 2, 3 or 4, found ${version}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.version }
      }
    );
  }
  const flags = view.getUint16(HEADER_OFFSET.flags);
  if (flags !== 0 && flags !== 1) {
    throw new FormatError(
      "unknown-flags",
      `expected flags 0 (x86_64) or 1 (aarch64), found 0x${flags.toString(16)}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.flags },
        hint: unknownFlagsHint(flags)
      }
    );
  }
  const reserved = view.getUint16(HEADER_OFFSET.reserved);
  if (reserved !== 0) throw reservedField("reserved", HEADER_OFFSET.reserved, reserved, file);
  const unused = view.getUint32(HEADER_OFFSET.unused);
  if (unused !== 0) throw reservedField("unused", HEADER_OFFSET.unused, unused, file);
  const header = {
    version,
    architecture: flags === 0 ? "x86_64" : "aarch64",
    defaultMemoryBytes: view.getBigUint64(HEADER_OFFSET.memory),
    defaultCpus: view.getBigUint64(HEADER_OFFSET.cpus),
    crc32: view.getUint32(CRC_OFFSET_BYTES)
  };
  return { header, table: parseSectionTable(view, file) };
}
var PCIE_FLAGS = 576;
function unknownFlagsHint(flags) {
  if ((flags & PCIE_FLAGS) === 0) {
    return "Images with other flag bits are measured by another formula, so a PCR0 computed here would be wrong.";
  }
  return "These are the PCIe flags of Bottlerocket's eif-builder. Since twoliter pull request 731 (2026-08-27) it includes them in PCR0, by a formula that we found in no public source. Take PCR0 from the payload that eif-builder signed, or from an attestation document of the enclave.";
}
function reservedField(name, offsetBytes, found, file) {
  return new FormatError(
    "reserved-field",
    `expected the header field "${name}" to be 0, found ${found}`,
    {
      at: { file, offsetBytes }
    }
  );
}
function parseSectionTable(view, file) {
  const count = view.getUint16(HEADER_OFFSET.count);
  if (count < 2 || count > MAX_NUM_SECTIONS) {
    throw sectionTableRefusal(
      `expected 2 to ${MAX_NUM_SECTIONS} sections, found ${count}`,
      HEADER_OFFSET.count,
      file
    );
  }
  const sizes = [];
  let next = BigInt(EIF_HEADER_BYTES);
  for (let i = 0; i < MAX_NUM_SECTIONS; i++) {
    const offset = view.getBigUint64(HEADER_OFFSET.offsets + 8 * i);
    const size = view.getBigUint64(HEADER_OFFSET.sizes + 8 * i);
    if (i >= count) {
      if (offset !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found offset ${offset}`,
          HEADER_OFFSET.offsets + 8 * i,
          file
        );
      if (size !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found size ${size}`,
          HEADER_OFFSET.sizes + 8 * i,
          file
        );
      continue;
    }
    if (offset !== next) {
      throw sectionTableRefusal(
        `expected section ${i} at offset ${next}, found ${offset}`,
        HEADER_OFFSET.offsets + 8 * i,
        file
      );
    }
    sizes.push(size);
    next = offset + BigInt(SECTION_HEADER_BYTES) + size;
  }
  return sizes;
}
function sectionTableRefusal(message, offsetBytes, file) {
  return new FormatError("section-table", message, { at: { file, offsetBytes } });
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
      hint: "Give the .eif file that nitro-cli build-enclave or eif_build wrote, not the container image."
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
      `section ${index} (${section.type}): the table says ${claimed} bytes, and the section header says ${section.sizeBytes}`,
      HEADER_OFFSET.sizes + 8 * index,
      file
    );
  }
  return {
    code: "stale-signature-size",
    message: `The table in the header says that the signature section has ${claimed} bytes, but it has ${section.sizeBytes}. nitro-cli sign-eif keeps the old size when it replaces a signature. No PCR depends on the size. To avoid the warning, sign the unsigned image.`
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
  if (!(build instanceof Map)) throw refusal4("expected BuildMetadata to be an object", at);
  requireKeys(build, BUILD_KEYS, BUILD_KEYS, "BuildMetadata", at);
  const customMetadata = value.get("CustomMetadata") ?? null;
  return {
    imageName: textOf2(value, "ImageName", at),
    imageVersion: textOf2(value, "ImageVersion", at),
    build: new Map(BUILD_KEYS.map((key) => [key, textOf2(build, key, at)])),
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
  if (!(value instanceof Map)) throw refusal4("expected metadata to be a JSON object", at);
  return value;
}
function requireKeys(object, known, required, name, at) {
  for (const key of required) {
    if (!object.has(key)) throw refusal4(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object.keys()) {
    if (!known.includes(key))
      throw refusal4(
        `expected only ${known.join(", ")} in ${name}, found ${JSON.stringify(key)}`,
        at
      );
  }
}
function textOf2(object, key, at) {
  const value = object.get(key);
  if (typeof value !== "string") throw refusal4(`expected ${key} to be a string`, at);
  return value;
}
function customMetadataWarnings(custom) {
  if (custom === null) return [];
  if (!(custom instanceof Map)) {
    return [
      {
        code: "custom-metadata",
        message: "CustomMetadata is not an object, so nitro-cli describe-eif fails on this image"
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
      message: `CustomMetadata contains ${taken.join(", ")}, and nitro-cli describe-eif prints such a key twice, with two values`
    }
  ];
}
function refusal4(message, at) {
  return new FormatError("metadata", message, { at });
}

// src/measure/command-line.ts
var TRUSTED = /^(?:(?:rd)?init|(?:root|usr)hash|dm|dm[-_]mod\.create|dm[-_]verity\..*|(?:systemd\.|rd\.)?verity.*|.*verity.*hash.*|ima_(?:policy|appraise|hash)|lockdown|module\.sig_enforce|security|lsm)$/i;
var DIGEST = /[0-9a-f]{64}/i;
function commandLineWarning(bytes) {
  const names = wordsOf(new TextDecoder().decode(bytes)).filter((word) => TRUSTED.test(nameOf3(word)) || DIGEST.test(word)).map(nameOf3);
  if (names.length === 0) return void 0;
  const shown2 = [...new Set(names)].slice(0, 8).join(", ");
  return {
    code: "command-line-integrity",
    message: `the command line sets ${shown2}, but whoever starts the image can cut off its first or last words without changing any PCR. Set this in the kernel (CONFIG_CMDLINE) or in the first ramdisk`
  };
}
function wordsOf(text) {
  return text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
}
function nameOf3(word) {
  return word.replaceAll('"', "").split("=", 1)[0]?.slice(0, 64) ?? "";
}

// src/measure/digest-tracks.ts
var TRACKS = {
  image: imageTrack,
  sections: sectionsTrack,
  sha256: (_sections, hashing) => sha256Track(hashing),
  crc32: (_sections, hashing) => crc32Track(hashing)
};
function imageTrack(sections, hashing) {
  const everything = hashing.sha384();
  let bootstrap;
  let ramdisks = 0;
  const update = forEachSection(
    sections,
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
      const bootPcr = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { [ENCLAVE.image]: extend(everything.digest(), hashing), [ENCLAVE.boot]: bootPcr };
    }
  };
}
function sectionsTrack(sections, hashing) {
  const sha3842 = [];
  let ramdisks = 0;
  let current = hashing.sha384();
  let application = hashing.sha384();
  const update = forEachSection(
    sections,
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
      sha3842.push(encodeHex(current.digest()));
    }
  );
  return {
    update,
    finish: () => ({ [ENCLAVE.application]: extend(application.digest(), hashing), sha384: sha3842 })
  };
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
function forEachSection(sections, begin, data, end = () => {
}) {
  let index = 0;
  let begun = false;
  return (bytes, offsetBytes) => {
    const endBytes = offsetBytes + bytes.length;
    for (let section = sections[index]; section !== void 0; section = sections[index]) {
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
function joinTracks(names, sections, hashing) {
  const tracks = names.map((name) => [name, TRACKS[name](sections, hashing)]);
  return {
    update: (bytes, offsetBytes) => {
      for (const [, track] of tracks) track.update(bytes, offsetBytes);
    },
    finish: () => Object.fromEntries(tracks.map(([name, track]) => [name, track.finish()]))
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

// src/measure/hashing.ts
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
var PIECE_BYTES2 = 1024 * 1024;
var SLOTS = 16;
var PieceRing = class _PieceRing {
  memory;
  pieceBytes;
  readers;
  /** Index 0 counts published pieces. The others count the pieces that each reader is done with. */
  counters;
  /** Uses memory that `create` made, in any thread. */
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
  /** The memory of piece `i`. */
  piece(i, lengthBytes) {
    return new Uint8Array(this.memory, i % SLOTS * this.pieceBytes, lengthBytes);
  }
  /** Writer: resolves when every reader is done with the piece in the slot that piece `i` takes. */
  async room(i) {
    for (let reader = 1; reader <= this.readers; reader++) {
      for (let done = this.doneBy(reader); done <= i - SLOTS; done = this.doneBy(reader)) {
        const { value } = Atomics.waitAsync(this.counters, reader, done);
        await value;
      }
    }
  }
  /** Writer: publishes piece `i`. */
  publish(i) {
    Atomics.store(this.counters, 0, i + 1);
    Atomics.notify(this.counters, 0);
  }
  /** Reader: returns when piece `i` is published. It blocks its thread, which has nothing else to do. */
  await(i) {
    for (let published = this.published(); published <= i; published = this.published()) {
      Atomics.wait(this.counters, 0, published);
    }
  }
  /** Reader: reports that this reader (from 0) is done with piece `i`. */
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

// src/measure/digester.ts
function digestInThread(hashing) {
  const digest = async (source, sections, observe) => {
    const track = joinTracks(["image", "sections", "sha256", "crc32"], sections, hashing);
    const buffer = new Uint8Array(Math.min(PIECE_BYTES2, source.sizeBytes));
    for (let offsetBytes = 0; offsetBytes < source.sizeBytes; offsetBytes += buffer.length) {
      const piece = buffer.subarray(0, Math.min(buffer.length, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return track.finish();
  };
  return { hashing, digest };
}
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import("./on-demand.js");
    return digestWithThreads(source, sections, observe);
  }
};

// src/measure/measure-eif.ts
async function measureEif(source, options = {}) {
  const layout = await parseEifLayout(source);
  const { header, sections } = layout;
  const signature = sections.find((section) => section.type === "signature");
  const metadata = sections.find((section) => section.type === "metadata");
  const commandLine = sections.find((section) => section.type === "cmdline");
  const kept = new KeptContent([signature, metadata, commandLine]);
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
  const { [ENCLAVE.image]: imagePcr, [ENCLAVE.boot]: bootPcr } = tracks.image;
  const trusted = commandLine === void 0 ? void 0 : commandLineWarning(kept.bytesOf(commandLine));
  const verified = signature === void 0 ? void 0 : await verifySignature(kept, signature, imagePcr, source.name, digester.hashing);
  return {
    image: { name: source.name, sizeBytes: source.sizeBytes, sha256: tracks.sha256 },
    measurements: {
      [ENCLAVE.image]: imagePcr,
      [ENCLAVE.boot]: bootPcr,
      [ENCLAVE.application]: tracks.sections[ENCLAVE.application],
      ...verified === void 0 ? {} : { [ENCLAVE.signer]: pcr8OfCertificate(verified.certificate.der, digester.hashing) }
    },
    header,
    sections: sections.map((section, i) => ({
      ...section,
      sha384: tracks.sections.sha384[i] ?? ""
    })),
    ...parsedMetadata === void 0 ? {} : { metadata: parsedMetadata },
    ...verified === void 0 ? {} : { signature: verified },
    warnings: [
      ...layout.warnings,
      ...parsedMetadata?.warnings ?? [],
      ...trusted === void 0 ? [] : [trusted]
    ]
  };
}
async function verifySignature(kept, section, imagePcr, file, hashing) {
  const { verifyEifSignature } = await import("./on-demand.js");
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  return verifyEifSignature(kept.bytesOf(section), imagePcr, at, hashing);
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

// src/base/plural.ts
function pluralize(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

// src/workflow/commands/image-requirements.ts
function unmetRequirements({ eif, expectation, comparison }, request, now) {
  return [
    ...describeRefusals(eif, request),
    ...signatureRefusals(eif, request, now),
    ...expectation === void 0 ? [] : expectationRefusals(expectation, request.expect ?? ""),
    ...comparison === void 0 ? [] : comparisonRefusals(comparison, request)
  ];
}
function measureWarnings({ eif, comparison }, request, now) {
  return [
    ...eif.warnings,
    ...request.roleArns.map(rolePathWarning).filter((warning2) => warning2 !== void 0),
    ...request.minCertificateDays === void 0 ? certificateWarnings(eif, now) : [],
    ...comparison === void 0 ? [] : comparisonWarnings(comparison, request)
  ];
}
function signatureRefusals(eif, request, now) {
  const { minCertificateDays } = request;
  if (eif.signature === void 0) {
    if (!request.requireSigned && minCertificateDays === void 0) return [];
    return [
      new TrustError("unsigned", `${eif.image.name} is not signed`, {
        at: { file: eif.image.name },
        hint: "Build it with --signing-certificate and --private-key."
      })
    ];
  }
  if (minCertificateDays === void 0) return [];
  const fault = certificateFault(eif, now, minCertificateDays);
  if (fault === void 0) return [];
  return [
    new TrustError(fault.code, fault.message, {
      at: { file: eif.image.name },
      hint: "Sign the image with a certificate that is valid longer. Another certificate changes PCR8."
    })
  ];
}
function describeRefusals(eif, request) {
  const [reason] = eif.metadata?.warnings ?? [];
  if (request.form !== "describe" || reason === void 0) return [];
  return [
    new FormatError("metadata", reason.message, {
      at: { file: eif.image.name },
      hint: "Omit --describe. --json shows this metadata."
    })
  ];
}
function certificateWarnings(eif, now) {
  const fault = certificateFault(eif, now, 0);
  return fault === void 0 ? [] : [{ ...fault, message: `${fault.message}: the enclave will not boot` }];
}
function certificateFault(eif, now, minDays) {
  if (eif.signature === void 0) return void 0;
  const { notBefore, notAfter } = eif.signature.certificate;
  if (now < notBefore) {
    return {
      code: "certificate-not-yet-valid",
      message: `the signing certificate is not valid before ${formatInstant(notBefore)}`
    };
  }
  if (now > notAfter) {
    return {
      code: "certificate-expired",
      message: `the signing certificate expired at ${formatInstant(notAfter)}`
    };
  }
  if (notAfter < now + minDays * DAY_MS) {
    return {
      code: "certificate-ends-soon",
      message: `the signing certificate expires at ${formatInstant(notAfter)}, in less than ${pluralize(minDays, "day")}`
    };
  }
  return void 0;
}
function expectationRefusals(report, name) {
  const at = { file: name };
  const refusals = [];
  if (report.differences.length > 0) {
    const list = report.differences.map(({ pcr, kind }) => `${pcr} is ${kind}`).join(", ");
    refusals.push(
      new TrustError(
        "pcr-mismatch",
        `the image does not match ${name}: ${list}${report.explanations.map((text) => `. ${text}`).join("")}`,
        { at }
      )
    );
  }
  if (report.notComputed.length > 0) {
    refusals.push(
      new TrustError(
        "not-computed",
        `${name} expects ${report.notComputed.join(", ")}, which the image does not determine`,
        {
          at,
          hint: "Give --role-arn for PCR3 and --instance-id for PCR4. Only a running enclave has the other registers."
        }
      )
    );
  }
  return refusals;
}
function comparisonRefusals(comparison, request) {
  const differing = comparison.pcrs.map(({ pcr }) => pcr).filter((pcr) => pcr !== ENCLAVE.signer || request.requireSameSigner);
  if (differing.length === 0) return [];
  return [
    new TrustError(
      "not-reproducible",
      `${request.eif} and ${comparison.other.image.name} differ in ${differing.join(", ")}`,
      {
        at: { file: request.eif }
      }
    )
  ];
}
function comparisonWarnings({ other, sameSigner }, { requireSameSigner }) {
  if (!requireSameSigner || !sameSigner || other.signature !== void 0) return [];
  return [
    { code: "unsigned", message: "neither image is signed, so there is no signer to compare" }
  ];
}

// src/workflow/commands/measure.ts
async function measure(request, ports, now) {
  try {
    const { result, refusals, warnings } = await measureImage(request, ports, now);
    return outcomeOf(result, refusals, warnings);
  } catch (error2) {
    return failed("measure", error2);
  }
}
async function measureImage(request, ports, now) {
  const instanceRoles = request.roleArns.map((arn) => ({
    arn,
    [ENCLAVE.role]: pcr3OfRole(arn, nodeHashing)
  }));
  const instanceIds = request.instanceIds.map((id) => ({
    id,
    [ENCLAVE.instance]: pcr4OfInstance(id, nodeHashing)
  }));
  const expected = request.expect === void 0 ? void 0 : await readExpectation(request.expect, ports);
  const { eif, comparison } = await measureAndCompare(request, ports);
  const expectation = expected && compareWithExpectation(expected, eif.measurements, contextOf(request, eif), nodeHashing);
  const result = {
    eif,
    instanceRoles,
    instanceIds,
    ...comparison === void 0 ? {} : { comparison },
    ...expectation === void 0 ? {} : { expectation }
  };
  return {
    result,
    refusals: unmetRequirements(result, request, now),
    warnings: measureWarnings(result, request, now)
  };
}
async function measureAndCompare({ eif: name, sha256: sha2562, compare }, ports) {
  const source = await ports.openImage(name, sha2562);
  try {
    const eif = await measureNamed(name, source, ports);
    if (compare === void 0) return { eif };
    const otherSource = await ports.openImage(compare);
    try {
      const other = await measureNamed(compare, otherSource, ports);
      const comparison = compareImages(other, eif);
      const insides = comparison.sections.some(({ measured }) => measured) ? await insidesOf(comparison.sections, otherSource, source) : [];
      return { eif, comparison: { ...comparison, insides, other } };
    } finally {
      await otherSource.close();
    }
  } finally {
    await source.close();
  }
}
async function insidesOf(sections, expected, found) {
  const { compareInsides } = await import("./insides.js");
  return compareInsides(sections, expected, found, nodeHashing);
}
async function measureNamed(name, source, ports) {
  return measureEif(source, {
    onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes)
  });
}
function contextOf({ roleArns, instanceIds }, { signature }) {
  const certificate = signature === void 0 ? {} : { certificate: signature.certificate.der };
  return { roleArns, instanceIds, ...certificate };
}
async function readExpectation(name, ports) {
  const { parseExpectation } = await import("./lists.js");
  return parseExpectation(await ports.readText(name), name);
}
function outcomeOf(result, refusals, warnings) {
  const [first, ...others] = inOrderOfExit(refusals);
  return {
    command: "measure",
    exitCode: first === void 0 ? 0 : exitCodeOf(first.code),
    result,
    ...first === void 0 ? {} : { error: failureOf(first) },
    warnings: [...others.map(({ code: code2, message }) => ({ code: code2, message })), ...warnings]
  };
}
function inOrderOfExit(refusals) {
  return [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
}

// src/base/given-instant.ts
var RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
var TEXT_MAX_CHARACTERS = 64;
var FINEST_MS = 3;
var LAST_MS = 999;
var EPOCHS = [
  { digits: /^\d{9,11}(?:\.\d+)?$/, unit: "seconds", perMs: 1e-3 },
  { digits: /^\d{12,14}(?:\.\d+)?$/, unit: "milliseconds", perMs: 1 },
  { digits: /^\d{15,17}$/, unit: "microseconds", perMs: 1e3 },
  { digits: /^\d{18,20}$/, unit: "nanoseconds", perMs: 1e6 }
];
function parseGivenInstant(text) {
  const fields = text.length > TEXT_MAX_CHARACTERS ? null : RFC3339.exec(text);
  const given = fields === null ? void 0 : instantOfFields(fields);
  if (given !== void 0) return given;
  const found = JSON.stringify(text.slice(0, TEXT_MAX_CHARACTERS));
  throw new FormatError(
    "encoding",
    epochRefusal(text) ?? `expected an instant such as 2026-01-31T12:00:00Z, found ${found}`
  );
}
function instantOfFields(fields) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields.slice(1, 7).map(Number);
  const [fraction = "", sign, offsetHours, offsetMinutes] = fields.slice(7);
  const isLeap = second === 60;
  const local = instantOf(year, month, day, hour, minute, isLeap ? 59 : second);
  if (local === void 0) return void 0;
  const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * MINUTE_MS;
  const whole = sign === "-" ? local + offsetMs : local - offsetMs;
  if (isLeap) {
    const isLastMinute = formatInstant(whole).endsWith("T23:59:59Z");
    return isLastMinute ? { instant: whole + LAST_MS, rounded: true } : void 0;
  }
  return {
    instant: whole + Number(fraction.slice(0, FINEST_MS).padEnd(FINEST_MS, "0")),
    rounded: /[1-9]/.test(fraction.slice(FINEST_MS))
  };
}
function roundedWarning(name, instant) {
  return {
    code: "instant-rounded",
    message: `${name} is rounded down to the millisecond ${formatInstant(instant)}`
  };
}
function epochRefusal(text) {
  const epoch = EPOCHS.find(({ digits }) => digits.test(text));
  if (epoch === void 0) return void 0;
  const written = formatInstant(Math.floor(Number(text) / epoch.perMs));
  return `expected an RFC 3339 instant, found ${text}. If these are ${epoch.unit} since 1970, write ${written}`;
}

// src/workflow/options/hex-argument.ts
var DIGEST_NAMES = /* @__PURE__ */ new Map([
  [32, "sha256"],
  [48, "sha384"]
]);
function hexArgument(name, value, bytes) {
  const text = value.trim().toLowerCase();
  const [, digest, digits = text] = /^(?:(sha\d+):|0x)(.*)$/s.exec(text) ?? [];
  const isPlain = /^(?:[0-9a-f]{2})+$/.test(digits);
  const wanted = bytes === void 0 ? void 0 : DIGEST_NAMES.get(bytes);
  if (digest !== void 0 && digest !== wanted) {
    throw new UsageError(`${name}: ${expectedText(bytes)}, found a ${digest} digest`);
  }
  if (isPlain && (bytes === void 0 || digits.length === 2 * bytes)) return digits;
  throw new UsageError(`${name}: ${expectedText(bytes)}, found ${foundText(digits)}`);
}
function expectedText(bytes) {
  return bytes === void 0 ? "expected hexadecimal digits, two per byte" : `expected ${2 * bytes} hexadecimal digits`;
}
function foundText(digits) {
  const fault = digits.search(/[^0-9a-f]/);
  if (fault < 0) return `${digits.length}`;
  return `${JSON.stringify(digits.charAt(fault))} at character ${fault + 1} of ${digits.length}`;
}

// src/workflow/options/option-values.ts
var CONFIGURATION_FILE = "pcr-allowlist.yml";
function repeated(values) {
  return values.find((value, i) => values.indexOf(value) !== i);
}
var Options = class {
  values;
  noted = [];
  constructor(values) {
    this.values = values;
  }
  flag(name) {
    return this.values[name] === true;
  }
  text(name) {
    const value = this.values[name];
    return typeof value === "string" && value !== "" ? value : void 0;
  }
  list(name) {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }
  /** Whether the option was given. */
  has(name) {
    return this.flag(name) || this.text(name) !== void 0 || this.list(name).length > 0;
  }
  /** Throws `usage` if the option was not given. */
  required(name) {
    const value = this.text(name);
    if (value === void 0) throw new UsageError(`${name} is required`);
    return value;
  }
  /** A whole number from 0 up to `max`, in decimal digits. Throws `usage` for anything else. */
  wholeNumber(name, max) {
    const value = this.text(name);
    if (value === void 0) return void 0;
    if (!/^\d{1,9}$/.test(value) || Number(value) > max) {
      throw new UsageError(
        `${name}: expected a whole number from 0 to ${max}, found ${JSON.stringify(value)}`
      );
    }
    return Number(value);
  }
  /** That many bytes in hexadecimal, as lower-case digits (`hexArgument`). Throws `usage` for anything else. */
  hex(name, bytes) {
    const value = this.text(name);
    return value === void 0 ? void 0 : hexArgument(name, value, bytes);
  }
  /** A duration such as `72h`. Throws `usage` for anything else. */
  duration(name) {
    return this.parsed(name, parseDuration);
  }
  /** An instant in RFC 3339 (`parseGivenInstant`). Throws `usage` for anything else. Rounding adds a warning. */
  instant(name) {
    const given = this.parsed(name, parseGivenInstant);
    if (given?.rounded) this.noted.push(roundedWarning(name, given.instant));
    return given?.instant;
  }
  /** Warnings about the values read so far. */
  get warnings() {
    return this.noted;
  }
  parsed(name, parse) {
    const value = this.text(name);
    if (value === void 0) return void 0;
    try {
      return parse(value);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new UsageError(`${name}: ${cause.message}`, { cause });
    }
  }
};

// src/workflow/options/required-of-image.ts
var MAX_CERTIFICATE_DAYS = 36500;
function requiredOfImage(options) {
  const minCertificateDays = options.wholeNumber("min-certificate-days", MAX_CERTIFICATE_DAYS);
  const expect = options.text("expect");
  const compare = options.text("compare");
  const requireSameSigner = options.flag("require-same-signer");
  if (requireSameSigner && compare === void 0) {
    throw new UsageError("require-same-signer has no effect without compare");
  }
  return {
    roleArns: options.list("role-arn"),
    instanceIds: options.list("instance-id"),
    requireSigned: options.flag("require-signed"),
    ...minCertificateDays === void 0 ? {} : { minCertificateDays },
    ...expect === void 0 ? {} : { expect },
    ...compare === void 0 ? {} : { compare },
    requireSameSigner
  };
}

// src/workflow/options/measure-request.ts
function measureRequest(values) {
  const options = new Options(values);
  const sha2562 = options.hex("sha256", 32);
  const output = options.text("output");
  return {
    eif: options.required("eif"),
    ...sha2562 === void 0 ? {} : { sha256: sha2562 },
    ...requiredOfImage(options),
    form: formOf(options),
    ...output === void 0 ? {} : { output }
  };
}
function formOf(options) {
  const format = options.text("format");
  if (format !== void 0 && format !== "nitro-cli") {
    throw new UsageError(`format: expected nitro-cli, found ${JSON.stringify(format)}`);
  }
  const asked = [];
  if (options.flag("json")) asked.push("json");
  if (options.flag("describe")) asked.push("describe");
  if (format === "nitro-cli") asked.push("nitro-cli");
  const [form = "report", other] = asked;
  if (other !== void 0) throw new UsageError("json, describe and format exclude each other");
  return form;
}

// src/cli/print-problems.ts
function printFailure(outcome, json, terminal) {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
  } catch {
    printProblems(outcome, terminal);
  }
}
function printProblems({ warnings, error: error2 }, terminal) {
  const shown2 = terminal.warnings() ? warnings : [];
  if (shown2.length === 0 && error2 === void 0) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(shown2, style));
  if (error2 !== void 0) terminal.err(renderFailure(error2, style));
}

// src/cli/listen-for-interruption.ts
function listenForInterruption(interruption, command, json, terminal) {
  const clear = terminal.progress() ? CLEAR_PROGRESS : "";
  return interruption.listen(
    (underWay) => {
      const waits = underWay.length === 0 ? "stopping" : `waiting for: ${underWay.join(", ")}`;
      terminal.err(`${clear}interrupted, ${printable(waits)}. Ctrl-C again stops at once.
`);
    },
    () => endInterrupted(interruption, command, json, terminal)
  );
}
function exitOnInterruption(command, json, terminal) {
  const interruption = new Interruption();
  const end = () => {
    if (terminal.progress()) terminal.err(CLEAR_PROGRESS);
    endInterrupted(interruption, command, json, terminal);
  };
  return interruption.listen(end, end);
}
function endInterrupted(interruption, command, json, terminal) {
  const outcome = failed(command, interruption.error());
  printFailure(outcome, json, terminal);
  exitNow(outcome.exitCode);
}

// builtin:node:util
var parseArgs = /* @__PURE__ */ (() => __require("node:util").parseArgs)();

// src/workflow/options/command-spec.ts
var NOT_REQUIRED = "not-required";
function optionsOf({ argument, options }) {
  return argument === void 0 ? options : [argument, ...options];
}
function argumentsOf({ argument, second }) {
  return [argument, second].filter((one) => one !== void 0);
}

// src/workflow/options/needed-options.ts
function requireNeededOptions(spec, values) {
  for (const { name, needs } of optionsOf(spec)) {
    if (needs === void 0 || !isGiven(values[name])) continue;
    if (needs.some((other) => isGiven(values[other]))) continue;
    throw new UsageError(`${name} has no effect without ${needs.join(" or ")}`, {
      hint: `Give ${needs.join(" or ")}, or omit ${name}.`
    });
  }
}
function isGiven(value) {
  return typeof value === "boolean" ? value : value !== void 0 && value.length > 0;
}

// src/demo/demo-spec.ts
var DEMO = {
  summary: "Run a complete example in a temporary folder: two releases, an approval, a SIMULATED enclave, and drift with its repair.",
  options: [],
  examples: ["pcr-allowlist demo"]
};

// src/workflow/options/measure-spec.ts
var IMAGE_REQUIREMENTS = {
  sha256: {
    name: "sha256",
    kind: "text",
    value: "HEX",
    description: "Refuse an image file with another SHA-256.",
    isRequirement: true
  },
  roleArn: {
    name: "role-arn",
    kind: "list",
    value: "ARN",
    description: "ARN of the IAM role of the parent instance, for PCR3.",
    isRequirement: true
  },
  requireSigned: {
    name: "require-signed",
    kind: "flag",
    description: "Refuse an unsigned image."
  },
  minCertificateDays: {
    name: "min-certificate-days",
    kind: "text",
    value: "N",
    description: "Refuse an image if its signing certificate is not valid now or expires within N days.",
    isRequirement: true
  },
  expect: {
    name: "expect",
    kind: "text",
    value: "FILE",
    description: "Compare with the PCRs in this file: the JSON of nitro-cli or eif_build, alone or inside a log, or lines such as PCR0: HEX and HEX PCR0.",
    isRequirement: true
  },
  compare: {
    name: "compare",
    kind: "text",
    value: "EIF",
    description: "Compare with another image, and report whether the build is reproducible. If not, the report names the sections and files that differ.",
    isRequirement: true
  },
  requireSameSigner: {
    name: "require-same-signer",
    kind: "flag",
    description: "With compare: also refuse a different PCR8.",
    needs: ["compare"]
  }
};
var MEASURE = {
  summary: "Compute the PCRs of an EIF and verify its structure and its signature.",
  argument: {
    name: "eif",
    kind: "text",
    value: "EIF",
    description: "The enclave image to measure: a file, or an s3:// or https:// address."
  },
  options: [
    IMAGE_REQUIREMENTS.sha256,
    IMAGE_REQUIREMENTS.roleArn,
    {
      name: "instance-id",
      kind: "list",
      value: "ID",
      description: "Id of the parent instance, for PCR4.",
      isRequirement: true
    },
    IMAGE_REQUIREMENTS.requireSigned,
    IMAGE_REQUIREMENTS.minCertificateDays,
    IMAGE_REQUIREMENTS.expect,
    IMAGE_REQUIREMENTS.compare,
    IMAGE_REQUIREMENTS.requireSameSigner,
    { name: "describe", kind: "flag", description: "Print the output of nitro-cli describe-eif." },
    {
      name: "format",
      kind: "text",
      value: "NAME",
      description: "Print the measurements in the format of another tool: nitro-cli (the output of build-enclave)."
    },
    {
      name: "output",
      kind: "text",
      value: "FILE",
      description: "Also write the result to FILE, in the requested format (default JSON)."
    }
  ],
  examples: [
    "pcr-allowlist measure enclave.eif",
    "pcr-allowlist measure enclave.eif --json | jq -r .result.measurements.PCR0",
    "pcr-allowlist measure enclave.eif --require-signed --min-certificate-days 30",
    "pcr-allowlist measure enclave.eif --role-arn arn:aws:iam::111122223333:role/signer-instance",
    "pcr-allowlist measure enclave.eif --expect build.log",
    "pcr-allowlist measure enclave.eif --compare rebuilt.eif"
  ]
};

// src/workflow/options/writer-specs.ts
var CONFIG = {
  name: "config",
  kind: "text",
  value: "FILE",
  description: "The configuration file (default pcr-allowlist.yml). Paths in the file are relative to its folder."
};
var DRY_RUN = {
  name: "dry-run",
  kind: "flag",
  description: "Show what would change, and write nothing."
};
var FULL = {
  name: "full",
  kind: "flag",
  description: "Also show unchanged statements, and PCR values with all digits."
};
var NO_RECONCILE = {
  name: "no-reconcile",
  kind: "flag",
  description: "Do not plan or change key policies."
};
var RELEASE_ASSETS = {
  name: "release-assets",
  kind: "text",
  value: "TAG",
  description: "Also upload the manifest, the bundles and the list to the GitHub release of this tag. The release stays a draft until the list has the image."
};
var GITHUB_TOKEN = {
  name: "github-token",
  kind: "text",
  value: "TOKEN",
  description: "The token for the GitHub API (default: the environment variable GITHUB_TOKEN).",
  actionDefault: "github.token"
};
var LIST_WRITERS = {
  publish: {
    summary: "Sign the PCR manifest of an image and stage the release. With approval: none, add it to the list.",
    argument: {
      name: "eif",
      kind: "text",
      value: "EIF",
      description: "The enclave image: a file, or an s3:// or https:// address.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "measurements",
        kind: "text",
        value: "FILE",
        description: "Instead of an image: a file with the output of measure --json, nitro-cli or eif_build, alone or inside a log. Requires sha256. The manifest then records measured: given.",
        needs: ["sha256"]
      },
      {
        name: "user-data",
        kind: "text",
        value: "HEX",
        description: "Require every document of this release to have exactly these bytes, 1 to 1,024, as user_data. Verifiers enforce this. KMS cannot.",
        needs: ["eif", "measurements"],
        isRequirement: true
      },
      { ...IMAGE_REQUIREMENTS.sha256, needs: ["eif", "measurements"] },
      { ...IMAGE_REQUIREMENTS.roleArn, needs: ["eif", "measurements"] },
      { ...IMAGE_REQUIREMENTS.requireSigned, needs: ["eif", "measurements"] },
      { ...IMAGE_REQUIREMENTS.minCertificateDays, needs: ["eif"] },
      { ...IMAGE_REQUIREMENTS.expect, needs: ["eif", "measurements"] },
      { ...IMAGE_REQUIREMENTS.compare, needs: ["eif"] },
      IMAGE_REQUIREMENTS.requireSameSigner,
      {
        name: "projection",
        kind: "flag",
        description: "Instead of an image: stage the projection. The projection is the roles, certificates and KMS keys that the list is applied to."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Id of the release. The default is the tag of the build, with - in place of characters that an id cannot contain: enclave/v1.0.0 becomes enclave-v1.0.0. Without a tag, the default is the first 12 digits of PCR0.",
        needs: ["eif", "measurements"]
      },
      {
        name: "again",
        kind: "flag",
        description: "Allow an image that was revoked or is retiring, and bring it back.",
        needs: ["eif", "measurements"]
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN,
      FULL
    ],
    examples: [
      "pcr-allowlist publish enclave.eif --release v1.4.0",
      "pcr-allowlist publish s3://acme-builds/enclave.eif --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --measurements measured.json --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --projection"
    ]
  },
  approve: {
    summary: "Add a staged release to the list, with the approvals that the configuration requires.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The staged release, or the word projection."
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image that you approve. Required for a release."
      },
      {
        name: "staged",
        kind: "text",
        value: "HEX",
        description: "SHA-256 of the staged record that you approve. Required for a projection.",
        isRequirement: true
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "Sign an approval with this key, and do not change the list: file:KEY.pem, awskms:alias/NAME or awskms:ARN. The list key is not used."
      },
      {
        name: "expires-in",
        kind: "text",
        value: "DURATION",
        description: "With key: how long the approval is valid (default 24h).",
        needs: ["key"]
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN,
      FULL
    ],
    examples: [
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1 --key file:alice.pem",
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1",
      "pcr-allowlist approve projection --staged 77ab\u202609"
    ]
  },
  renew: {
    summary: "Sign the list again with a new expiry. With format, move it to a newer format.",
    options: [
      CONFIG,
      {
        name: "from-signer",
        kind: "text",
        value: "PEM",
        description: "Public key file of the key that signed the list and was removed from trust too early. It is trusted for this run only."
      },
      {
        name: "format",
        kind: "text",
        value: "v2",
        description: "Move the list to this newer format. If approvals are required, the first run stages the move and a later run completes it."
      },
      {
        name: "accept-unapproved",
        kind: "list",
        value: "ID",
        description: "Sign the list although this release, or the projection, lacks required approvals. Key policies and exports still omit it."
      },
      GITHUB_TOKEN,
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist renew",
      "pcr-allowlist renew --format v2",
      "pcr-allowlist renew --from-signer old-list.pub.pem"
    ]
  },
  reconcile: {
    summary: "Make the KMS key policies follow the allow-list. Always safe to run again.",
    options: [
      CONFIG,
      {
        name: "settle",
        kind: "text",
        value: "DURATION",
        description: "How long a written policy must read back unchanged before it counts as settled."
      },
      DRY_RUN,
      FULL
    ],
    examples: ["pcr-allowlist reconcile --dry-run", "pcr-allowlist reconcile --settle 2m"]
  }
};

// src/workflow/options/drift-spec.ts
var DRIFT = {
  summary: "Compare the store, key policies, images and enclaves with the signed allow-list. Changes nothing.",
  options: [
    CONFIG,
    {
      name: "fail-on",
      kind: "text",
      value: "LEVEL",
      description: "Exit with 5 if a finding has this severity or worse: critical, high or any (default any)."
    },
    {
      name: "report",
      kind: "list",
      value: "FILE",
      description: "Also write the report to this file: .json, .md, .html or .sarif."
    },
    {
      name: "image",
      kind: "list",
      value: "EIF",
      description: "Measure this image again: a file, or an s3:// or https:// address.",
      isRequirement: true
    },
    {
      name: "document",
      kind: "list",
      value: "FILE",
      description: "Appraise the attestation document in this file, at its own time."
    },
    {
      name: "url",
      kind: "list",
      value: "ADDRESS",
      description: "Request a document from the enclave at this endpoint with a new nonce, and appraise it."
    },
    {
      name: "method",
      kind: "text",
      value: "METHOD",
      description: "The request method for url: get (default) or post.",
      needs: ["url"]
    },
    {
      name: "min-certificate-days",
      kind: "text",
      value: "N",
      description: "Report image-signing certificates that expire within N days (default 30).",
      isRequirement: true
    },
    {
      name: "issue",
      kind: "flag",
      description: "Maintain one GitHub issue for this enclave: open it when drift is found, update it, and close it when the drift has ended."
    },
    GITHUB_TOKEN
  ],
  examples: [
    "pcr-allowlist drift",
    "pcr-allowlist drift --fail-on high --report drift.html --report drift.sarif",
    "pcr-allowlist drift --image enclave.eif --url https://enclave.example.com/attestation"
  ]
};

// src/workflow/options/end-specs.ts
var ALLOW_EMPTY = {
  name: "allow-empty",
  kind: "flag",
  description: "Allow the list to have no active release."
};
var TAKE_OVER = {
  name: "take-over",
  kind: "flag",
  description: "Take over the lease that another run holds on a key at once. The run then watches the policy of the key for two minutes."
};
var LIST_ENDS = {
  retire: {
    summary: "Retire a release: verifiers accept it until it ends.",
    argument: { name: "release", kind: "text", value: "ID", description: "The release to retire." },
    options: [
      CONFIG,
      {
        name: "after",
        kind: "text",
        value: "DURATION",
        description: "Time until the release ends, such as 72h (default: retire-after in the configuration)."
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      TAKE_OVER,
      DRY_RUN,
      FULL
    ],
    examples: ["pcr-allowlist retire v1.3.0 --after 72h"]
  },
  revoke: {
    summary: "Revoke an image at once, under every release id.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The release to revoke. Alternatively, use pcr0.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "Instead of a release: PCR0 of an image that is no longer in the list."
      },
      {
        name: "reason",
        kind: "text",
        value: "TEXT",
        description: "The reason. The list records it."
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      TAKE_OVER,
      {
        name: "keys-only",
        kind: "flag",
        description: "With pcr0: only deny the image on the keys in the configuration, without reading or changing the list. Use it when the store is unavailable or compromised."
      },
      DRY_RUN,
      FULL
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"']
  }
};

// src/workflow/options/init-spec.ts
var INIT = {
  summary: "Create a list: generate its id and missing keys, and write the configuration.",
  options: [
    CONFIG,
    {
      name: "enclave",
      kind: "text",
      value: "NAME",
      description: "The name of the enclave. Required without a configuration."
    },
    {
      name: "store",
      kind: "text",
      value: "ADDRESS",
      description: "The store of the list: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist)."
    },
    {
      name: "certificate",
      kind: "list",
      value: "PEM",
      description: "Image-signing certificate file, or the word unsigned."
    },
    {
      name: "instance-role",
      kind: "list",
      value: "ARN",
      description: "ARN of the IAM role of the parent instances, for PCR3, or the word any."
    },
    {
      name: "key",
      kind: "text",
      value: "ADDRESS",
      description: "The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem (default: a new key in list.pem)."
    },
    {
      name: "manifest-key",
      kind: "text",
      value: "ADDRESS",
      description: "The manifest key, in the same forms (default: a new key in manifest.pem)."
    },
    {
      name: "approval-key",
      kind: "list",
      value: "PEM",
      description: "Public key file of an approver. Every release then needs approval."
    },
    {
      name: "approval-threshold",
      kind: "text",
      value: "N",
      description: "Number of the approval keys that must approve (default 1).",
      needs: ["approval-key"],
      isRequirement: true
    },
    {
      name: "kms-key",
      kind: "list",
      value: "KEY",
      description: "KMS key whose policy follows the list: its ARN, or file:POLICY.json."
    },
    {
      name: "administrator",
      kind: "list",
      value: "ARN",
      description: "With kms-key: ARN of a principal that may administer these keys.",
      needs: ["kms-key"]
    },
    {
      name: "curve",
      kind: "text",
      value: "NAME",
      description: "Curve of the new keys: P-256 (default) or P-384."
    },
    DRY_RUN
  ],
  examples: [
    "pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance",
    "pcr-allowlist init --enclave signer --certificate unsigned --instance-role any",
    "pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any"
  ]
};

// src/workflow/options/reader-specs.ts
var DOCUMENT = ["document", "url"];
var LISTED = ["allow-list", ...DOCUMENT];
var PINS = [
  {
    name: "store",
    kind: "text",
    value: "ADDRESS",
    description: "The store: s3://BUCKET/PREFIX or file:FOLDER."
  },
  {
    name: "list",
    kind: "text",
    value: "ID",
    description: "The id of the list: the 32 hex digits that init generated."
  },
  {
    name: "trust",
    kind: "list",
    value: "KEY",
    description: "File of a trusted public key (PEM)."
  },
  {
    name: "threshold",
    kind: "text",
    value: "N",
    description: "Number of these keys that must have signed the list (default 1).",
    isRequirement: true
  },
  {
    name: "approval-trust",
    kind: "list",
    value: "KEY",
    description: "Public key file of an approver. Each release must carry approvals by these keys, in addition to the signatures of the list.",
    isRequirement: true
  },
  {
    name: "approval-threshold",
    kind: "text",
    value: "N",
    description: "Number of these keys that must have approved (default 1).",
    needs: ["approval-trust"],
    isRequirement: true
  }
];
var PIN_NEEDS = {
  store: { needs: LISTED },
  list: { needs: LISTED },
  "approval-trust": { needs: LISTED }
};
var LIST_READERS = {
  verify: {
    summary: "Verify a PCR manifest, an allow-list or an attestation document against pinned keys.",
    options: [
      CONFIG,
      { name: "manifest", kind: "text", value: "FILE", description: "The manifest to verify." },
      { name: "allow-list", kind: "flag", description: "Verify the list of the store." },
      {
        name: "document",
        kind: "text",
        value: "FILE",
        description: "The attestation document to verify: a file, or - for standard input; CBOR, hex, base64, or JSON with one of them (docs/verifying.md lists the forms). With store, list and trust (or config), the document is also appraised against the list."
      },
      {
        name: "url",
        kind: "text",
        value: "URL",
        description: "Request a document from this endpoint with a new nonce, and verify it."
      },
      {
        name: "image",
        kind: "text",
        value: "EIF",
        description: "Refuse a document of an enclave that does not run this image: a file, or an s3:// or https:// address. Requires no allow-list.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "user-data",
        kind: "text",
        value: "HEX",
        description: "Refuse a document whose user_data is not exactly these bytes.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "function-checksum",
        kind: "text",
        value: "HEX",
        description: "Refuse a document whose user_data is not exactly these 32 bytes: the SHA-256 of a function.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "public-key",
        kind: "text",
        value: "KEY",
        description: "Refuse a document whose public_key is not exactly these bytes: hexadecimal digits, or file:PATH of a key in PEM or DER.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "pcr",
        kind: "list",
        value: "N=HEX",
        description: "Refuse a document whose register N, from 0 to 31, does not have this value.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "instance-id",
        kind: "list",
        value: "ID",
        description: "Refuse a document of an enclave on any other parent instance, by module_id and PCR4.",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "preset",
        kind: "text",
        value: "NAME",
        description: "With url: the framework of the endpoint: nitriding, nautilus, evervault or qos. It sets the form of the request.",
        needs: ["url"]
      },
      {
        name: "method",
        kind: "text",
        value: "NAME",
        description: "With url: get (?nonce=HEX, the default) or post (JSON with a base64 nonce).",
        needs: ["url"]
      },
      {
        name: "nonce",
        kind: "text",
        value: "HEX",
        description: "With document: the nonce that the document must contain, or not-required. With url: not-required if the endpoint takes no nonce.",
        needs: DOCUMENT
      },
      {
        name: "nonce-bytes",
        kind: "text",
        value: "N",
        description: "With url: the length of the nonce in bytes (default 32, at least 16).",
        needs: ["url"]
      },
      {
        name: "nonce-encoding",
        kind: "text",
        value: "NAME",
        description: "With url: hex (default for get), base64 (default for post) or base64url.",
        needs: ["url"]
      },
      {
        name: "nonce-name",
        kind: "text",
        value: "NAME",
        description: "With url: the query parameter or JSON member that holds the nonce (default nonce).",
        needs: ["url"]
      },
      {
        name: "document-name",
        kind: "text",
        value: "NAME",
        description: "The JSON member that holds the document. Dots separate nested members, such as data.attestation.",
        needs: DOCUMENT
      },
      {
        name: "max-age",
        kind: "text",
        value: "DURATION",
        description: "Maximum age of a live document (default 5m).",
        needs: DOCUMENT,
        isRequirement: true
      },
      {
        name: "partition",
        kind: "text",
        value: "NAME",
        description: "The AWS partition whose root certificate is trusted (default aws).",
        needs: DOCUMENT
      },
      {
        name: "show",
        kind: "flag",
        description: "Also print the contents of a refused document.",
        needs: DOCUMENT
      },
      ...PINS.map((option) => ({ ...option, ...PIN_NEEDS[option.name] })),
      {
        name: "at",
        kind: "text",
        value: "RFC3339",
        description: "With document: verify an archived document at this instant, or at its own time with the word document. The list is verified at the current time.",
        needs: ["document"]
      },
      {
        name: "at-document-time",
        kind: "flag",
        description: "With document: verify an archived document at its own time. The same as at: document.",
        needs: ["document"]
      },
      {
        name: "remember",
        kind: "text",
        value: "FILE",
        description: "File that records the newest version and the revocations seen. A lower version, another list with the same version, and a revoked image that came back are refused.",
        needs: LISTED,
        isRequirement: true
      }
    ],
    examples: [
      "pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json",
      "pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem",
      "pcr-allowlist verify --document document.cbor --nonce 0f3c\u20269a --config pcr-allowlist.yml",
      "pcr-allowlist verify --url https://enclave.example.com/attestation --config pcr-allowlist.yml",
      "pcr-allowlist verify --url https://enclave.example.com/ --preset nitriding --config pcr-allowlist.yml",
      "pcr-allowlist verify --url https://enclave.example.com/attestation --image enclave.eif",
      "pcr-allowlist verify --document old.cbor --nonce not-required --at-document-time"
    ]
  },
  export: {
    summary: "Verify the list, and print what it allows now in the format of another verifier.",
    options: [
      CONFIG,
      {
        name: "to",
        kind: "text",
        value: "NAME",
        description: "The format: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env. For a single key: key-policy, key-policy-statements or hcl."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Export only this release. For formats that hold a single release."
      },
      {
        name: "key",
        kind: "text",
        value: "KEY",
        description: "The KMS key, for the formats of a single key. Required if the list has several keys."
      },
      ...PINS,
      {
        name: "remember",
        kind: "text",
        value: "FILE",
        description: "File that records the newest version and the revocations seen. A lower version is refused, and a revoked image that came back is omitted.",
        isRequirement: true
      }
    ],
    examples: [
      "pcr-allowlist export --to nitro-cli --release v1.4.0",
      "pcr-allowlist export --to env",
      "pcr-allowlist export --to key-policy-statements > pcr-allowlist.auto.json"
    ]
  }
};

// src/workflow/options/return-specs.ts
var LIST_RETURNS = {
  rollback: {
    summary: "Bring back a retired release without its image, with approval, and end the current release.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The release to bring back (default: the release that was retired last).",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "from",
        kind: "text",
        value: "ID",
        description: "The release to end. Required if several other releases are active."
      },
      {
        name: "after",
        kind: "text",
        value: "DURATION",
        description: "Time until the current release ends, such as 72h (default: retire-after in the configuration)."
      },
      {
        name: "revoke-now",
        kind: "flag",
        description: "Revoke the current release at once, even if approvals are missing and no active release is left."
      },
      {
        name: "reason",
        kind: "text",
        value: "TEXT",
        description: "The reason for revoking the current release. The list records it.",
        needs: ["revoke-now"]
      },
      NO_RECONCILE,
      DRY_RUN,
      FULL
    ],
    examples: [
      "pcr-allowlist rollback",
      "pcr-allowlist rollback v1.3.0 --from v1.4.0 --after 1h",
      'pcr-allowlist rollback v1.3.0 --revoke-now --reason "leaks keys into the log"'
    ]
  },
  unretire: {
    summary: "Cancel the retirement of a release, with approval.",
    argument: { name: "release", kind: "text", value: "ID", description: "The release to keep." },
    options: [CONFIG, NO_RECONCILE, DRY_RUN, FULL],
    examples: ["pcr-allowlist unretire v1.3.0"]
  }
};

// src/workflow/options/view-specs.ts
var LIST_VIEWS = {
  status: {
    summary: "Show the list, its releases, pending approvals, the keys, and the next step. Changes nothing.",
    options: [
      CONFIG,
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Show only this release, with every detail."
      }
    ],
    examples: ["pcr-allowlist status", "pcr-allowlist status --release v1.4.0"]
  },
  log: {
    summary: "Show the versions of the list, newest first, and what each one changed.",
    options: [
      CONFIG,
      {
        name: "limit",
        kind: "text",
        value: "N",
        description: "Show at most N versions (default 20, at most 730)."
      }
    ],
    examples: ["pcr-allowlist log", "pcr-allowlist log --limit 100"]
  }
};

// src/workflow/options/command-table.ts
var COMMANDS = {
  init: INIT,
  status: LIST_VIEWS.status,
  log: LIST_VIEWS.log,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_ENDS.retire,
  revoke: LIST_ENDS.revoke,
  rollback: LIST_RETURNS.rollback,
  unretire: LIST_RETURNS.unretire,
  renew: LIST_WRITERS.renew,
  reconcile: LIST_WRITERS.reconcile,
  drift: DRIFT,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export
};
function commandSpec(name) {
  return COMMANDS[name];
}
function commandsWith(option) {
  return Object.keys(COMMANDS).filter(
    (command) => optionsOf(commandSpec(command)).some(({ name }) => name === option)
  );
}

// src/workflow/options/file-specs.ts
var EDITS = {
  "add-role": "the ARN of an IAM role of parent instances",
  "remove-role": "the ARN of an IAM role of parent instances",
  "add-certificate": "an image-signing certificate file",
  "remove-certificate": "an image-signing certificate file",
  "add-key": "a KMS key: its ARN, or file:POLICY.json",
  "remove-key": "a KMS key: its ARN, or file:POLICY.json",
  "add-approver": "the public key file of an approver",
  "remove-approver": "the public key file of an approver, or the name"
};
var EDIT_NAMES = Object.keys(EDITS).join(", ");
var FILE_COMMANDS = {
  keygen: {
    summary: "Create a key pair: NAME.pem (PKCS#8, readable only by its owner) and NAME.pub.pem in the same folder. Overwrites nothing.",
    argument: {
      name: "file",
      kind: "text",
      value: "NAME.pem",
      description: "The private key file."
    },
    options: [
      {
        name: "curve",
        kind: "text",
        value: "NAME",
        description: "Curve of the key: P-256 (default) or P-384."
      }
    ],
    examples: ["pcr-allowlist keygen alice.pem"]
  },
  config: {
    summary: "Change the roles, certificates, keys or approvers in the configuration, and print which approval the change needs. Keeps comments.",
    argument: { name: "edit", kind: "text", value: "EDIT", description: `One of ${EDIT_NAMES}.` },
    second: {
      name: "subject",
      kind: "text",
      value: "VALUE",
      description: `The subject to add or remove: ${Object.entries(EDITS).filter(([name]) => name.startsWith("add-")).map(([name, what]) => `for ${name.slice("add-".length)}, ${what}`).join("; ")}. remove-approver also accepts the name.`
    },
    options: [
      CONFIG,
      {
        name: "name",
        kind: "text",
        value: "NAME",
        description: "With add-approver: the name of the person who holds the key."
      },
      {
        name: "threshold",
        kind: "text",
        value: "N",
        description: "With add-approver and remove-approver: the new number of approvers that must approve.",
        isRequirement: true
      },
      {
        name: "action",
        kind: "list",
        value: "ACTION",
        description: "With add-key: an action that enclaves may use (default kms:Decrypt and kms:GenerateDataKey)."
      },
      {
        name: "administrator",
        kind: "list",
        value: "ARN",
        description: "With add-key: ARN of a principal that may administer the key."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist config add-role arn:aws:iam::111122223333:role/signer-instance",
      "pcr-allowlist config add-certificate image-signing-2027.pem",
      "pcr-allowlist config add-key file:policy.json --administrator arn:aws:iam::111122223333:role/kms-admin",
      "pcr-allowlist config add-approver bob.pub.pem --name Bob --threshold 2",
      "pcr-allowlist config remove-approver Bob --threshold 1"
    ]
  }
};

// src/cli/cli-commands.ts
var CLI_COMMANDS = { ...COMMANDS, ...FILE_COMMANDS, demo: DEMO };
function cliCommandSpec(name) {
  return CLI_COMMANDS[name];
}

// src/cli/closest-name.ts
var MAX_EDITS = 2;
var MAX_CHARACTERS = 40;
function closestName(word, names) {
  if (word.length > MAX_CHARACTERS) return void 0;
  const ranked = names.map((name) => ({ name, edits: editDistance(word.toLowerCase(), name) })).toSorted((a, b) => a.edits - b.edits);
  const [first] = ranked;
  if (first !== void 0 && first.edits <= MAX_EDITS && first.edits < word.length / 2) {
    return first.name;
  }
  return word.length < 3 ? void 0 : names.find((name) => name.startsWith(word.toLowerCase()));
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

// src/cli/global-options.ts
var GLOBAL_OPTIONS = [
  { name: "json", description: "Print one JSON object on standard output, also for errors." },
  {
    name: "quiet",
    description: "Do not print progress and warnings. Results and errors are still printed."
  },
  {
    name: "verbose",
    description: "Print each request to a store, key, image or GitHub on standard error, with its result and its time. Never prints secrets."
  },
  { name: "help", short: "h", description: "Print this help." }
];
var SHELLS = ["bash", "zsh", "fish"];
var TEXT_COMMANDS = {
  help: { argument: "[COMMAND]", summary: "Print this help, or the help of a command." },
  completion: {
    argument: "SHELL",
    summary: "Print the completion script of a shell: bash, zsh or fish."
  },
  version: { summary: "Print the version." }
};
var PROGRAM_OPTIONS = [
  { name: "help", short: "h", description: "Print this help, or the help of a command." },
  { name: "version", short: "V", description: "Print the version." }
];
function optionNames({ name, short }) {
  return short === void 0 ? `--${name}` : `-${short}, --${name}`;
}

// src/cli/help.ts
var PROGRAM_SUMMARY = "Measures AWS Nitro Enclave images (EIF), publishes signed PCR manifests, and keeps the verifier allow-list and the KMS key policies in step with them.";
var EXIT_STATUS = [
  ["0", "done"],
  ["1", "usage or internal error"],
  ["2", "format or signature refused"],
  ["3", "refused by policy"],
  ["4", "conflict, try again"],
  ["5", "drift found"],
  ["6", "could not tell"],
  ["130", "interrupted"]
];
var MIN_COLUMNS = 80;
var MAX_COLUMNS = 100;
function helpColumns(terminalColumns) {
  return Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, terminalColumns ?? MIN_COLUMNS));
}
function programHelp(terminalColumns) {
  const columns = helpColumns(terminalColumns);
  const commands = Object.entries(CLI_COMMANDS).map(
    ([name, { summary }]) => entry(name, summary, columns)
  );
  const texts = Object.entries(TEXT_COMMANDS).map(
    ([name, command]) => entry(textUsage(name, command), command.summary, columns)
  );
  const options = PROGRAM_OPTIONS.map(
    (option) => entry(optionNames(option), option.description, columns)
  );
  return `Usage: pcr-allowlist COMMAND [options]

${wrapped(PROGRAM_SUMMARY, columns)}
Commands:
${[...commands, ...texts].join("")}
Options:
${options.join("")}
${exitCodes(columns)}`;
}
function commandHelp(name, spec, terminalColumns) {
  const columns = helpColumns(terminalColumns);
  const { summary, options, examples } = spec;
  const own = options.map((option) => entry(optionUsage(option), optionText(option), columns));
  const global = GLOBAL_OPTIONS.map(
    (option) => entry(optionNames(option), option.description, columns)
  );
  const named = argumentsOf(spec);
  const place = named.length === 0 ? "" : `
Arguments:
${named.map(({ value, description }) => entry(value, description, columns)).join("")}`;
  return `Usage: ${commandUsage(name, spec)}

${wrapped(summary, columns)}${place}
Options:
${[...own, ...global].join("")}
Examples:
${examples.map((line) => example(line, columns)).join("")}
${exitCodes(columns)}`;
}
function commandUsage(name, spec) {
  const places = argumentsOf(spec).map(({ value, optional }) => optional ? `[${value}]` : value);
  return ["pcr-allowlist", name, ...places, "[options]"].join(" ");
}
function textUsage(name, { argument }) {
  return argument === void 0 ? name : `${name} ${argument}`;
}
function optionUsage({ name, kind, value }) {
  return kind === "flag" ? `--${name}` : `--${name} ${value}`;
}
function optionText({ kind, description }) {
  return kind === "list" ? `${description} Can be repeated.` : description;
}
function exitCodes(columns) {
  const list = EXIT_STATUS.map(([code2, meaning]) => `${code2} ${meaning}`).join("; ");
  return wrapped(`Exit codes: ${list}.`, columns);
}
var NAME_COLUMNS = 28;
var INDENT = 2;
function entry(name, text, columns) {
  const lines = linesOf2(text.split(" "), columns - INDENT - NAME_COLUMNS);
  const first = name.length < NAME_COLUMNS ? [] : [`  ${name}
`];
  const rest = lines.map((line, i) => {
    const left = i === 0 && first.length === 0 ? name : "";
    return `  ${left.padEnd(NAME_COLUMNS)}${line}
`;
  });
  return [...first, ...rest].join("");
}
function wrapped(text, columns) {
  return `${linesOf2(text.split(" "), columns).join("\n")}
`;
}
function example(line, columns) {
  const parts = line.split(/ (?=--)/);
  return linesOf2(parts, columns - 2 * INDENT - " \\".length).map((part, i) => i === 0 ? part : `  ${part}`).map((part, i, { length }) => `  ${part}${i === length - 1 ? "" : " \\"}
`).join("");
}
function linesOf2(words, columns) {
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === void 0 || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

// src/cli/parse-command-line.ts
function commandOf(argv) {
  const [word] = argv.filter((argument) => !argument.startsWith("-"));
  return word !== void 0 && Object.hasOwn(CLI_COMMANDS, word) ? word : null;
}
function parseCommandLine(argv, columns) {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-V" || first === "version" && rest.length === 0)
    return { kind: "text", text: `${VERSION}
` };
  if (first === "--help" || first === "-h") return { kind: "text", text: programHelp(columns) };
  if (first === "help") return { kind: "text", text: helpOf(rest, columns) };
  if (first === "completion") return { kind: "completion", shell: shellOf(rest) };
  const command = commandOf(argv);
  if (command === null)
    throw first === void 0 ? usage("expected a command") : unknownCommand(first);
  if (first !== command) throw usage(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = cliCommandSpec(command);
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (isFlagGiven("help", flags))
    return { kind: "text", text: commandHelp(command, spec, columns) };
  const values = valuesOf(spec, flags, texts, positionals);
  requireNeededOptions(spec, values);
  return { kind: "command", command, values, detail: detailOf(flags) };
}
function detailOf(flags) {
  const [quiet, verbose] = [isFlagGiven("quiet", flags), isFlagGiven("verbose", flags)];
  if (quiet && verbose) throw usage("expected one of --quiet and --verbose, found both");
  return quiet ? "quiet" : verbose ? "verbose" : "normal";
}
function shellOf([word, extra]) {
  if (extra !== void 0) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  const shell = SHELLS.find((name) => name === word);
  if (shell !== void 0) return shell;
  const found = word === void 0 ? "nothing" : JSON.stringify(word);
  throw usage(`expected a shell, ${SHELLS.join(", ")}, found ${found}`);
}
function helpOf([word, ...more], columns) {
  if (word === void 0) return programHelp(columns);
  const [extra] = more;
  if (extra !== void 0) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  const command = commandOf([word]);
  if (command === null) throw unknownCommand(word);
  return commandHelp(command, cliCommandSpec(command), columns);
}
function parseArguments(args, { options }) {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", multiple: true }
    ])
  );
  const names = [...options, ...GLOBAL_OPTIONS].map(({ name }) => name);
  const always = Object.fromEntries(
    GLOBAL_OPTIONS.map(({ name, ...option }) => [
      name,
      { type: "boolean", multiple: true, ...shortOf(option) }
    ])
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true
    });
    const given = Object.entries(values);
    return {
      flags: new Map(given.map(([name, all]) => [name, all.filter((one) => one === true).length])),
      texts: new Map(
        given.map(([name, all]) => [name, all.filter((one) => typeof one === "string")])
      ),
      positionals
    };
  } catch (error2) {
    throw optionError(error2, names);
  }
}
function shortOf({ short }) {
  return short === void 0 ? {} : { short };
}
function optionError(error2, names) {
  const { code: code2, message } = error2;
  const [, given = ""] = /'(?:-\w, )?(-{1,2}[^\s',]*)/.exec(message) ?? [];
  switch (code2) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION": {
      const meant = closestName(given.replace(/^-+/, ""), names);
      return usage(
        `unknown option ${given}`,
        meant === void 0 ? void 0 : `Did you mean --${meant}?`
      );
    }
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return message.includes("does not take an argument") ? usage(`${given} takes no value`) : usage(`${given} requires a value. For a value that begins with -, write ${given}=VALUE`);
    default:
      return usage(message.split("\n")[0] ?? "");
  }
}
function unknownCommand(word) {
  const meant = closestName(word, [...Object.keys(CLI_COMMANDS), ...Object.keys(TEXT_COMMANDS)]);
  return usage(
    `unknown command ${JSON.stringify(word)}`,
    meant === void 0 ? void 0 : `Did you mean ${meant}?`
  );
}
function valuesOf(spec, flags, texts, positionals) {
  const named = argumentsOf(spec);
  const [extra] = positionals.slice(named.length);
  if (extra !== void 0) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  for (const [i, { value, optional, description }] of named.entries()) {
    const given = positionals[i];
    if (given?.trim() === "" || given === void 0 && !optional) {
      throw usage(`expected ${value}: ${description}`);
    }
  }
  return {
    ...Object.fromEntries(named.map(({ name }, i) => [name, positionals[i]])),
    json: isFlagGiven("json", flags),
    ...Object.fromEntries(
      spec.options.map((option) => [option.name, optionValue(option, flags, texts)])
    )
  };
}
function optionValue({ name, kind }, flags, texts) {
  if (kind === "flag") return isFlagGiven(name, flags);
  const given = texts.get(name) ?? [];
  if (given.some((value) => value.trim() === "")) {
    throw usage(`--${name} is empty: give its value, or omit it`);
  }
  if (kind === "list") {
    const twice = repeated(given);
    if (twice === void 0) return given;
    throw usage(`--${name} was given twice with the value ${JSON.stringify(twice)}`);
  }
  if (given.length > 1) throw usage(`--${name} was given twice`);
  return given[0];
}
function isFlagGiven(name, flags) {
  const times = flags.get(name) ?? 0;
  if (times > 1) throw usage(`--${name} was given twice`);
  return times === 1;
}
function usage(message, meant) {
  return new UsageError(message, {
    hint: `${meant === void 0 ? "" : `${meant} `}\`pcr-allowlist help\` shows the commands. \`pcr-allowlist help COMMAND\` shows the options of a command.`
  });
}

// src/cli/progress-line.ts
var PROGRESS_FROM_BYTES = 32 * 1024 * 1024;
var Progress = class {
  terminal;
  shown = -1;
  constructor(terminal) {
    this.terminal = terminal;
  }
  show(name, doneBytes, totalBytes) {
    const percent = Math.floor(100 * doneBytes / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }
  /** A line for a step without measurable progress. */
  note(text) {
    if (!this.terminal.progress()) return;
    this.shown = 0;
    this.terminal.err(`${CLEAR_PROGRESS}${printable(text)}`);
  }
  clear() {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
};

// src/cli/tell-requests.ts
function tellRequests(tell, now = systemNow) {
  return async (request, run) => {
    const begun = now();
    const say2 = (result) => {
      const { service, what } = request;
      const line = `${service}: ${what}: ${result}, ${now() - begun} ms`;
      tell(`${new Date(begun).toISOString()} ${printable(line)}
`);
    };
    try {
      const answer = await run();
      say2(resultText(request, answer));
      return answer;
    } catch (error2) {
      say2(`failed with ${error2 instanceof CodedError ? error2.code : "internal"}`);
      throw error2;
    }
  };
}
function resultText({ effect }, answer) {
  if (effect !== "read") return typeof answer === "string" ? answer : "done";
  if (answer === void 0) return "nothing";
  if (Array.isArray(answer)) return `${answer.length} entries`;
  const { bytes = answer } = answer;
  return bytes instanceof Uint8Array ? `${bytes.length} bytes` : "answered";
}

// builtin:os
var EOL = /* @__PURE__ */ (() => __require("os").EOL)();

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + EOL);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// builtin:crypto
var randomUUID2 = /* @__PURE__ */ (() => __require("crypto").randomUUID)();

// builtin:fs
var appendFileSync2 = /* @__PURE__ */ (() => __require("fs").appendFileSync)();
var existsSync2 = /* @__PURE__ */ (() => __require("fs").existsSync)();

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!existsSync2(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  appendFileSync2(filePath, `${toCommandValue(message)}${EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter2 = `ghadelimiter_${randomUUID2()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter2)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter2}"`);
  }
  if (convertedValue.includes(delimiter2)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter2}"`);
  }
  return `${key}<<${delimiter2}${EOL}${convertedValue}${EOL}${delimiter2}`;
}

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

// src/adapters/github/github-runner.ts
function githubRunner() {
  return {
    inputs: inputsOf(process.env),
    output: (name, value) => setOutput(name, value),
    log: logWithoutCommands,
    warning: (title, message) => warning(message, { title }),
    error: (title, message) => error(message, { title }),
    summary: writeSummary,
    temporaryPath: (name) => join(process.env["RUNNER_TEMP"] || tmpdir(), name),
    secret: (text) => setSecret(text),
    artifact: nameArtifact
  };
}
function inputsOf(environment) {
  const prefix = "INPUT_";
  return new Map(
    Object.entries(environment).filter(([name]) => name.startsWith(prefix) && name !== prefix).map(([name, value = ""]) => [name.slice(prefix.length).toLowerCase(), value.trim()])
  );
}
function logWithoutCommands(text) {
  const token = randomUUID();
  writeStandard(
    1,
    `::stop-commands::${token}
${text.endsWith("\n") ? text : `${text}
`}::${token}::
`
  );
}
function writeSummary(markdown) {
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (!path) return;
  try {
    appendFileSync(path, markdown);
  } catch (error2) {
    warning(printable(`the job summary could not be written: ${String(error2)}`), {
      title: "summary"
    });
  }
}
function nameArtifact(path) {
  const list = process.env["GITHUB_ARTIFACTS"];
  const absolute = resolve(path);
  if (!list || /[\r\n]/.test(absolute) || !existsSync(absolute)) return;
  try {
    appendFileSync(list, `${absolute}
`);
  } catch (error2) {
    warning(printable(`${absolute} could not be named as an artifact: ${String(error2)}`), {
      title: "artifacts"
    });
  }
}

// src/report/quoted-commands.ts
function sentenceParts(sentence) {
  const pieces = sentence.split("`");
  if (pieces.length % 2 === 0) return [{ text: sentence, isCommand: false }];
  return pieces.map((text, i) => ({ text, isCommand: i % 2 === 1 })).filter(({ text }) => text !== "");
}

// src/report/markdown.ts
var SUMMARY_MAX_BYTES = 900 * 1024;
var TEXT_MAX_CHARACTERS2 = 400;
var ANYWHERE = /[#$&*<>@[\\\]`{|}~]/;
var AT_THE_START = /^[!-/:-@[-`{-~]|(?<=^\d{1,9})[.)]/;
var IN_PLACE = /(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/)|(?<=www)\.|(?<=\bgh)-(?=\d)/;
var MARKUP = new RegExp(
  [ANYWHERE, AT_THE_START, IN_PLACE].map(({ source }) => source).join("|"),
  "gi"
);
var REFERENCE = /^[@#-]$/;
function escapeMarkdown(text) {
  const { shown: shown2, cut } = shortened(text);
  const escaped = shown2.replace(
    MARKUP,
    (character) => `&#${character.charCodeAt(0)};${REFERENCE.test(character) ? "&#8203;" : ""}`
  );
  return escaped + cut;
}
function code(text) {
  const { shown: shown2, cut } = shortened(text);
  return /^[^`|\s](?:[^`|]*[^`|\s])?$/.test(shown2) ? `\`${shown2}\`${cut}` : `<code>${escapeMarkdown(text)}</code>`;
}
function proseWithCommands(sentence) {
  return sentenceParts(sentence).map(({ text, isCommand }) => isCommand ? code(text) : escapeMarkdown(text)).join("");
}
function shortened(text) {
  const characters = [...text];
  const shown2 = printable(characters.slice(0, TEXT_MAX_CHARACTERS2).join(""));
  const { length } = characters;
  return { shown: shown2, cut: length > TEXT_MAX_CHARACTERS2 ? ` \u2026 (${length} characters)` : "" };
}
function markdownTable(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.join(" | ")} |
`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}
function markdownList(items) {
  return items.map((item) => `- ${item}
`).join("");
}
function factList(facts) {
  return markdownList(facts.map(([name, value]) => `${name}: ${value}`));
}
function joinBlocks(blocks) {
  const parts = [];
  let sizeBytes = 0;
  for (const block2 of blocks.map((part) => part.trimEnd()).filter((part) => part !== "")) {
    sizeBytes += encodeUtf8(block2).length + 2;
    if (sizeBytes > SUMMARY_MAX_BYTES) {
      parts.push("The rest does not fit in a job summary.");
      break;
    }
    parts.push(block2);
  }
  return parts.map((part) => `${part}
`).join("\n");
}
function outcomeIcon(exitCode) {
  if (exitCode === 0) return "\u2705";
  return exitCode === 6 ? "\u2754" : "\u274C";
}
function preformatted(text) {
  const lines = text.trimEnd().split("\n").map(printable).join("\n");
  const runs = lines.match(/`+/g) ?? [];
  const fence = "`".repeat(
    Math.max(3, 1 + runs.reduce((most, { length }) => Math.max(most, length), 0))
  );
  return `${fence}text
${lines}
${fence}
`;
}

// src/report/measure-markdown.ts
function renderMeasureSummary({
  result,
  error: error2,
  warnings,
  exitCode
}) {
  const verdict = exitCode === 0 ? "the image is measured" : exitCode === 6 ? "could not tell" : "the image is refused";
  return joinBlocks([
    `### ${outcomeIcon(exitCode)} measure: ${verdict}`,
    error2 === void 0 ? "" : `${code(error2.code)}: ${proseWithCommands(error2.message)}`,
    error2?.hint === void 0 ? "" : `Next: ${proseWithCommands(error2.hint)}`,
    markdownList(
      warnings.map(({ code: warned, message }) => `\u26A0\uFE0F ${code(warned)}: ${escapeMarkdown(message)}`)
    ),
    ...result === void 0 ? [] : resultBlocks(result)
  ]);
}
function resultBlocks(result) {
  const { eif } = result;
  const { image, header } = eif;
  return [
    factList([
      ["Image", `${code(image.name)}, ${sizeText(image.sizeBytes)}`],
      ["Format", `EIF version ${header.version}, ${header.architecture}`],
      ["SHA-256 of the file", code(image.sha256)]
    ]),
    "#### Measurements (SHA-384)",
    pcrList(result),
    "#### Signature",
    signatureFacts(eif),
    ...comparisonBlocks(result),
    "#### Sections",
    sectionList(eif),
    ...metadataBlocks(eif),
    "#### Not measured",
    "No PCR covers the EIF header, the metadata and the signature section. The signing certificate counts only through PCR8. What the enclave loads at run time is in no PCR either."
  ];
}
function pcrList({ eif, instanceRoles, instanceIds }) {
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr
  } = eif.measurements;
  const fact = (name, value, what) => [name, `${code(value)} (${what})`];
  return factList([
    fact(ENCLAVE.image, imagePcr, "kernel, command line, all ramdisks"),
    fact(ENCLAVE.boot, bootPcr, "kernel, command line, first ramdisk"),
    fact(ENCLAVE.application, applicationPcr, "the other ramdisks"),
    ...instanceRoles.map(
      ({ arn, [ENCLAVE.role]: rolePcr }) => fact(ENCLAVE.role, rolePcr, `role ${code(arn)}`)
    ),
    ...instanceIds.map(
      ({ id, [ENCLAVE.instance]: instancePcr }) => fact(ENCLAVE.instance, instancePcr, `instance ${code(id)}`)
    ),
    ...signerPcr === void 0 ? [] : [fact(ENCLAVE.signer, signerPcr, "signing certificate")]
  ]);
}
function signatureFacts({ signature }) {
  if (signature === void 0) return "The image is not signed: the enclave has no PCR8.";
  const { algorithm, certificate } = signature;
  return factList([
    ["Signature", `verified, ${algorithm} over PCR0`],
    ["Subject", code(nameToRfc4514(certificate.subject))],
    ["Issuer", code(nameToRfc4514(certificate.issuer))],
    ["Serial number", code(certificate.serialNumber)],
    ["Valid", `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`]
  ]);
}
function sectionList({ sections }) {
  return markdownList(
    sections.map(({ type, offsetBytes, sizeBytes, sha384: sha3842 }) => {
      const measured = type === "metadata" || type === "signature" ? "not measured" : "measured";
      return `${type} at ${offsetBytes}, ${pluralize(sizeBytes, "byte")}, ${measured}, SHA-384 ${code(sha3842)}`;
    })
  );
}
function metadataBlocks({ metadata }) {
  if (metadata === void 0) return [];
  return [
    "#### Metadata (unmeasured)",
    "Anybody can change it without changing a PCR.",
    factList(metadataFacts(metadata).map(([name, value]) => [code(name), code(value)]))
  ];
}
function comparisonBlocks({ comparison, expectation }) {
  const blocks = [];
  if (expectation !== void 0) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `#### Expectation ${met ? "met" : "not met"}`,
      differenceList(expectation.differences)
    );
  }
  if (comparison !== void 0) {
    const { reproducible, sameFile, sections, insides } = comparison;
    blocks.push(
      `#### Compared with ${code(comparison.other.image.name)}: ${reproducible ? "reproducible" : "not reproducible"}`,
      sameFile ? "The files are equal, byte by byte." : "",
      differenceList(comparison.pcrs),
      markdownList(
        sections.flatMap(({ type, position, measured, expected, found }) => {
          const shown2 = (side) => side === void 0 ? "absent" : `${pluralize(side.sizeBytes, "byte")}, SHA-384 ${code(side.sha384)}`;
          const name = `${type} ${position} (${measured ? "measured" : "not measured"})`;
          return [`${name}: expected ${shown2(expected)}`, `${name}: found ${shown2(found)}`];
        })
      ),
      markdownTable(
        ["Section", "Inside"],
        insides.flatMap(
          (inside) => insidesLines(inside).map((line) => [`${inside.type} ${inside.position}`, code(line)])
        )
      )
    );
  }
  return blocks;
}
function differenceList(differences) {
  return markdownList(
    differences.flatMap((difference) => {
      const { pcr, kind } = difference;
      return [
        `${code(pcr)} ${kind}, expected ${kind === "extra" ? "none" : code(difference.expected)}`,
        `${code(pcr)} ${kind}, found ${kind === "missing" ? "none" : code(difference.found)}`
      ];
    })
  );
}

// src/action/annotations.ts
function annotateProblems(outcome, runner) {
  for (const { code: code2, message } of outcome.warnings) runner.warning(code2, printable(message));
  const { error: error2 } = outcome;
  if (error2 !== void 0) {
    runner.error(
      error2.code,
      [error2.message, error2.hint].filter((text) => text !== void 0).map(printable).join("\n")
    );
  }
}

// src/action/inputs.ts
function commandInput(inputs) {
  const command = inputs.get("command") ?? "";
  if (Object.hasOwn(COMMANDS, command)) return command;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(", ")}, found ${JSON.stringify(command)}`
  );
}
function declaredDefault(name) {
  const options = commandsWith(name).flatMap((command) => optionsOf(commandSpec(command)));
  const option = options.find((one) => one.name === name);
  if (option?.kind === "flag") return "false";
  return option?.isRequirement ? NOT_REQUIRED : "";
}
function optionInputs(inputs, command) {
  const spec = commandSpec(command);
  const options = optionsOf(spec);
  const names = new Set(options.map(({ name }) => name));
  const foreign = [...inputs].filter(([name, value]) => !names.has(name) && isSet(name, value)).map(([name]) => name);
  if (foreign.length > 0) throw foreignError(foreign, command, options);
  const values = Object.fromEntries(
    options.map((option) => [option.name, inputValue(option, inputs.get(option.name))])
  );
  requireNeededOptions(spec, values);
  return values;
}
function isSet(name, value) {
  const byDefault = declaredDefault(name);
  return value !== "" && value !== byDefault && !(byDefault === "false" && isFalse(value));
}
function foreignError(foreign, command, options) {
  const faults = foreign.map((name) => {
    const takers = commandsWith(name);
    const whose = takers.length === 0 ? "no command takes it" : `it is for ${takers.join(", ")}`;
    return `${command} takes no input ${name}: ${whose}`;
  });
  return new UsageError(faults.join("; "), {
    hint: `Omit it. ${command} takes ${options.map(({ name }) => name).join(", ")}.`
  });
}
function inputValue({ name, kind, isRequirement }, given) {
  if (kind === "flag") return flagValue(name, given);
  if (given === "" && isRequirement) {
    throw new UsageError(`${name} is empty, and an empty requirement would accept everything`, {
      hint: `Give the value, or the word ${NOT_REQUIRED}, or omit the input. An expression that names a missing output is empty.`
    });
  }
  const value = isRequirement && given === NOT_REQUIRED ? "" : given ?? "";
  return kind === "list" ? linesOf3(name, value) : value;
}
function flagValue(name, given) {
  if (given === void 0 || isFalse(given)) return false;
  if (TRUE.has(given)) return true;
  throw new UsageError(`${name}: expected true or false, found ${JSON.stringify(given)}`, {
    hint: "An expression that names a missing input or output is empty."
  });
}
var TRUE = /* @__PURE__ */ new Set(["true", "True", "TRUE"]);
var FALSE = /* @__PURE__ */ new Set(["false", "False", "FALSE"]);
function isFalse(value) {
  return FALSE.has(value);
}
function linesOf3(name, value) {
  const lines = value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const twice = repeated(lines);
  if (twice === void 0) return lines;
  throw new UsageError(`${name}: the line ${JSON.stringify(twice)} is repeated`);
}

// src/action/measure-outputs.ts
function measureOutputs({ eif, instanceRoles }, measurementsPath) {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements[ENCLAVE.image],
    pcr1: measurements[ENCLAVE.boot],
    pcr2: measurements[ENCLAVE.application],
    ...measurements[ENCLAVE.signer] === void 0 ? {} : { pcr8: measurements[ENCLAVE.signer] },
    ...role === void 0 || otherRoles.length > 0 ? {} : { pcr3: role[ENCLAVE.role] },
    "instance-roles": JSON.stringify(instanceRoles),
    "eif-sha256": eif.image.sha256,
    measurements: JSON.stringify(measurementsJson(measurements)),
    "measurements-path": measurementsPath,
    architecture: eif.header.architecture,
    signed: String(signature !== void 0),
    ...signature === void 0 ? {} : { "certificate-not-after": formatInstant(signature.certificate.notAfter) }
  };
}

// src/action/run-step.ts
async function startStep(task) {
  process.exitCode = await runStep(githubRunner(), task);
}
async function runStep(runner, task) {
  let command = task ?? null;
  try {
    const token = runner.inputs.get("github-token") ?? "";
    if (token !== "") runner.secret(token);
    command = task ?? commandInput(runner.inputs);
    const inputs = new Map(runner.inputs);
    if (task === void 0) inputs.delete("command");
    const values = optionInputs(inputs, command);
    if (command === "measure") return await runMeasure(values, runner);
    const { runListInStep } = await import("./lists.js");
    return await runListInStep(command, values, runner);
  } catch (error2) {
    const outcome = failed(command, error2);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}
async function runMeasure(values, runner) {
  const request = measureRequest(values);
  const outcome = await measure(
    request,
    { openImage: openPinnedImage, readText: readTextFile },
    systemNow()
  );
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(false));
  if (outcome.exitCode === 0 && outcome.result !== void 0) {
    const path = runner.temporaryPath(`pcr-allowlist-${outcome.result.eif.image.sha256}.json`);
    await writeTextFile(path, renderOutcomeJson(outcome, measureJson));
    if (request.output !== void 0 && file !== void 0)
      await writeTextFile(request.output, file);
    for (const [name, value] of Object.entries(measureOutputs(outcome.result, path)))
      runner.output(name, value);
    runner.artifact(request.eif);
    runner.artifact(path);
  }
  runner.log(out);
  annotateProblems(outcome, runner);
  runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}
export {
  AdapterError,
  CABUNDLE_MAX_CERTIFICATES,
  CBOR_MAX_DEPTH,
  CBOR_MAX_ITEMS,
  CERTIFICATE_MAX_BYTES,
  CLI_COMMANDS,
  COMMANDS,
  CONFIGURATION_FILE,
  CodedError,
  DAY_MS,
  DSSE_MAX_BYTES,
  DSSE_MAX_SIGNATURES,
  DerFields,
  EDITS,
  EMPTY_CONTENT_PCR,
  ENCLAVE,
  EVIDENCE_CERTIFICATE_MAX_BYTES,
  EVIDENCE_FIELD_MAX_BYTES,
  EVIDENCE_MAX_BYTES,
  EVIDENCE_PAYLOAD_MAX_BYTES,
  FIRST_CUSTOM_REGISTER,
  FormatError,
  GLOBAL_OPTIONS,
  HASH_ALGORITHM,
  HOUR_MS,
  INTERRUPTED,
  Interruption,
  JSON_MAX_DEPTH,
  JsonNumber,
  KEY_POLICY_MAX_BYTES,
  LAST_REGISTER,
  MINUTE_MS,
  MODULE_ID_MAX_LENGTH,
  NONCE_MIN_BYTES,
  Options,
  PCR_BYTES,
  PIECE_BYTES2 as PIECE_BYTES,
  PLATFORMS,
  POINTER_NAME,
  PieceRing,
  Progress,
  RAMDISK_MAX_FILES,
  RAMDISK_MAX_PATH_CHARACTERS,
  RAMDISK_MAX_UNPACKED_BYTES,
  RAMDISK_PATH_MAX_BYTES,
  READ_ATTEMPTS,
  REGISTER_NAME,
  RESPONSE_LIMIT,
  SECTION_HEADER_BYTES,
  SHELLS,
  SHOWN_SECTION_MAX_BYTES,
  STATEMENT_MAX_SUBJECTS,
  SUBJECT_MAX_DIGESTS,
  TAG,
  TEXT_COMMANDS,
  TPM,
  TRUST_MAX_KEYS,
  TrustError,
  UsageError,
  VERSION,
  YAML_MAX_CHARACTERS,
  YAML_MAX_DEPTH,
  ZERO_PCR,
  ZSTD_WINDOW_MAX_BYTES,
  ZSTD_WINDOW_WORK_MAX_BYTES,
  annotateProblems,
  argumentsOf,
  awsClientOptions,
  awsErrorMessage,
  awsErrorName,
  awsErrorStatus,
  awsErrorText,
  bitStringOf,
  booleanOf,
  certificateWarnings,
  code,
  commandOf,
  compareImages,
  compareNames,
  comparePcrs,
  compareWithExpectation,
  confirmTag,
  countOf,
  decodeBase64,
  decodeBase64Digits,
  decodeHex,
  decodeUtf8,
  derRefusal,
  digestInThread,
  digestWithNode,
  doubleHashedText,
  encodeBase64,
  encodeHex,
  encodePem,
  encodeUtf8,
  ended,
  epochRefusal,
  equalBytes,
  equalInConstantTime,
  errorCode,
  escapeMarkdown,
  exitCodeOf,
  exitNow,
  exitOnInterruption,
  expectationRefusals,
  extend,
  factList,
  failed,
  failureOf,
  fetchRequest,
  fileExists,
  formatInstant,
  harmlessJson,
  hexArgument,
  inOrderOfExit,
  inputError,
  instantOf,
  integerBytes,
  isBinding,
  isDeadProcess,
  isNotSent,
  isObjectName,
  joinBlocks,
  joinTracks,
  limitResponses,
  listenForInterruption,
  markdownList,
  markdownTable,
  measure,
  measureEif,
  measureImage,
  measureRequest,
  measurementsJson,
  measurementsKey,
  memorySource,
  nameOf2 as nameOf,
  nameToRfc4514,
  nodeHashing,
  objectIdentifierOf,
  objectNameParts,
  observePorts,
  openFileSource,
  openPinnedImage,
  outcomeIcon,
  parseCertificatePem,
  parseCommandLine,
  parseDer,
  parseDuration,
  parseGivenInstant,
  parseInstant,
  parsePem,
  parsePlainJson,
  parseS3Address,
  parseStrictJson,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  pluralize,
  portableHashing,
  preformatted,
  printFailure,
  printProblems,
  printable,
  processTerminal,
  processText,
  proseWithCommands,
  readBinaryFile,
  readExactly,
  readExpectation,
  readMarkedTextFile,
  readStandardInput,
  readTextFile,
  readWhole,
  registerAt,
  registerNumber,
  renderColumns,
  renderJson,
  renderMeasure,
  renderOutcomeJson,
  repeated,
  requireWritableName,
  requiredOfImage,
  rolePathWarning,
  roundedWarning,
  s3Calls,
  s3Store,
  sentenceParts,
  startStep,
  syncFolder,
  systemNow,
  tellRequests,
  terminalStyle,
  thisProcess,
  timeOf,
  toPlain,
  unsafe,
  updateTextFile,
  wholeBitStringOf,
  withLock,
  writeBinaryFile,
  writeCure,
  writeNewFile,
  writeNewFiles,
  writeSynced,
  writeTextFile
};
