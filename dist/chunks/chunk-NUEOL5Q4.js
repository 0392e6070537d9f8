import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  openFileSource
} from "./chunk-ZPN63QK5.js";
import {
  decodeUtf8
} from "./chunk-POKFQCOA.js";
import {
  dirname
} from "./chunk-RWTYO2DT.js";
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from "./chunk-22T3FCND.js";
import {
  DSSE_MAX_BYTES,
  TEXT_FILE_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  randomUUID
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError,
  FormatError,
  UsageError
} from "./chunk-UHMTJ6P3.js";
import {
  __require
} from "./chunk-OEXZQEQP.js";

// src/adapters/text-file.ts
async function readTextFile(path) {
  const bytes = await readBinaryFile(path, TEXT_FILE_MAX_BYTES);
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError(`${path} is not a text file: ${error.message}`, {
      at: { file: path },
      cause: error
    });
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
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx", mode: kind === "secret" ? 384 : 420 });
  } catch (cause) {
    throw notWritable(path, cause);
  }
}
async function writeTextFile(path, text) {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw notWritable(path, cause);
  }
}
function notWritable(path, cause) {
  const why = cause.code ?? cause;
  return new AdapterError("output-not-writable", `cannot write ${path}: ${why}`, {
    at: { file: path },
    cause
  });
}

// builtin:node:util
var parseArgs = /* @__PURE__ */ (() => __require("node:util").parseArgs)();
var promisify = /* @__PURE__ */ (() => __require("node:util").promisify)();

export {
  readTextFile,
  readBinaryFile,
  fileExists,
  writeNewFile,
  writeTextFile,
  parseArgs,
  promisify
};
