import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AdapterError,
  CRC_OFFSET_BYTES,
  CodedError,
  DAY_MS,
  DSSE_MAX_BYTES,
  EIF_HEADER_BYTES,
  EIF_MAX_BYTES,
  EMPTY_CONTENT_PCR,
  FormatError,
  HASH_ALGORITHM,
  HEADER_OFFSET,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  METADATA_MAX_BYTES,
  SECTION_HEADER_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  TEXT_FILE_MAX_BYTES,
  TrustError,
  UsageError,
  ZERO_PCR,
  __require,
  createHash,
  decodeUtf8,
  digestInThread,
  directoryText,
  doubleHashedText,
  encodeHex,
  encodeUtf8,
  equalBytes,
  extend,
  formatInstant,
  nameToRfc4514,
  nodeHashing,
  parseDuration,
  parseEifHeader,
  parseInstant,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  randomUUID,
  rolePathWarning,
  sectionTableRefusal,
  tmpdir
} from "../chunks/chunk-CC5VM26R.js";

// builtin:node:fs
var appendFileSync = /* @__PURE__ */ (() => __require("node:fs").appendFileSync)();
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();
var existsSync = /* @__PURE__ */ (() => __require("node:fs").existsSync)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var renameSync = /* @__PURE__ */ (() => __require("node:fs").renameSync)();
var rmSync = /* @__PURE__ */ (() => __require("node:fs").rmSync)();
var statSync = /* @__PURE__ */ (() => __require("node:fs").statSync)();
var writeFileSync = /* @__PURE__ */ (() => __require("node:fs").writeFileSync)();
var writeSync = /* @__PURE__ */ (() => __require("node:fs").writeSync)();

// builtin:node:path
var join = /* @__PURE__ */ (() => __require("node:path").join)();
var resolve = /* @__PURE__ */ (() => __require("node:path").resolve)();

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
function getInput(name, options) {
  const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
  if (options && options.required && !val) {
    throw new Error(`Input required and not supplied: ${name}`);
  }
  if (options && options.trimWhitespace === false) {
    return val;
  }
  return val.trim();
}
function getMultilineInput(name, options) {
  const inputs = getInput(name, options).split("\n").filter((x) => x !== "");
  if (options && options.trimWhitespace === false) {
    return inputs;
  }
  return inputs.map((input) => input.trim());
}
function getBooleanInput(name, options) {
  const trueValue = ["true", "True", "TRUE"];
  const falseValue = ["false", "False", "FALSE"];
  const val = getInput(name, options);
  if (trueValue.includes(val))
    return true;
  if (falseValue.includes(val))
    return false;
  throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}
Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
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
            cause: error2
          }
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
var CHUNK_BYTES = 64 * 1024;

// src/adapters/github/github-runner.ts
function githubRunner() {
  return {
    text: (name) => getInput(name),
    lines: (name) => getMultilineInput(name),
    flag: (name) => getInput(name) !== "" && getBooleanInput(name),
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
    warning(`the job summary could not be written: ${String(error2)}`, { title: "summary" });
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
    warning(`${absolute} could not be named as an artifact: ${String(error2)}`, {
      title: "artifacts"
    });
  }
}

// src/adapters/clock.ts
function systemNow() {
  return Date.now();
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
function inputError(path, error2) {
  if (error2 instanceof AdapterError) return error2;
  const code2 = error2.code;
  const context = { at: { file: path }, cause: error2 };
  switch (code2) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE":
      return new AdapterError("input-not-found", `no such file: ${path}`, context);
    case "EACCES":
    case "EPERM":
      return new AdapterError("input-not-readable", `no permission to read ${path}`, context);
    default:
      if (typeof code2 !== "string") return error2;
      return new AdapterError("input-not-readable", `cannot read ${path}: ${code2}`, context);
  }
}

// src/adapters/files/text-file.ts
async function readTextFile(path) {
  const bytes = await readBinaryFile(path, TEXT_FILE_MAX_BYTES);
  try {
    return decodeUtf8(bytes);
  } catch (error2) {
    if (!(error2 instanceof FormatError)) throw error2;
    throw new UsageError(`${path} is not a text file: ${error2.message}`, {
      at: { file: path },
      cause: error2
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
async function writeTextFile(path, text) {
  replaceFile(path, text);
}
function replaceFile(path, content) {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: "wx" });
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

// builtin:node:fs/promises
var mkdtemp = /* @__PURE__ */ (() => __require("node:fs/promises").mkdtemp)();
var rm = /* @__PURE__ */ (() => __require("node:fs/promises").rm)();
var writeFile = /* @__PURE__ */ (() => __require("node:fs/promises").writeFile)();

// src/adapters/remote-body.ts
function unreadable(name, why, context = {}) {
  return new AdapterError("input-not-readable", `cannot read ${name}: ${why}`, {
    at: { file: name },
    ...context
  });
}
function sayCause(error2) {
  const { message, cause } = error2 ?? {};
  const { code: code2, message: deeper } = cause ?? {};
  const said = typeof message === "string" ? message : String(error2);
  const reason = code2 ?? deeper;
  return reason === void 0 ? said : `${said}: ${String(reason)}`;
}

// src/adapters/aws/aws-errors.ts
function awsErrorStatus(error2) {
  const status = error2?.$metadata?.httpStatusCode;
  return typeof status === "number" ? status : void 0;
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

// src/adapters/aws/bounded-answers.ts
var ANSWER_MAX_BYTES = 4 * 1024 * 1024;
var BOUNDED_ANSWERS = {
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
function boundAnswers(client) {
  BOUNDED_ANSWERS.applyToStack(client.middlewareStack);
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
async function s3Calls(timeouts) {
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
    const clients = {
      reads: boundAnswers(new sdk.S3Client({ ...common, maxAttempts: READ_ATTEMPTS })),
      writes: boundAnswers(new sdk.S3Client({ ...common, maxAttempts: 1 }))
    };
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
      const { ETag: etag, ContentLength: sizeBytes, Body: body } = await reads.send(command);
      const discard = () => void body?.destroy?.();
      return { etag, sizeBytes, body: body ?? [], discard };
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

// src/adapters/aws/s3-store.ts
function isBucketName(name) {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^[\d.]+$/.test(name);
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
  const hint = "The role needs s3:GetObject on the object, and s3:ListBucket on the bucket, without which a missing object is 403 too.";
  return unreadable(address, why, { cause: error2, ...status === 403 ? { hint } : {} });
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
      throw unreadable(name, `expected at most ${MAX_REDIRECTS} redirects, found one more`);
    }
    const next = urlOf(headers.get("location") ?? "", url);
    if (next === void 0 || !isTaken(next)) {
      const where = next === void 0 ? "no address" : shown(next);
      throw unreadable(name, `expected a redirect to https://host/path, found one to ${where}`);
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
    throw unreadable(name, sayCause(error2), { cause: error2 });
  }
}
var Watch = class {
  control = new AbortController();
  timer;
  constructor(idleMs) {
    const silence = new Error(`nothing came for ${idleMs / 1e3} seconds`);
    this.timer = setTimeout(() => this.control.abort(silence), idleMs);
  }
  get signal() {
    return this.control.signal;
  }
  /** The same chunks; each sets the time back, and the request ends with the last one or with the first fault. */
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
  throw unreadable(name, `expected content as it was published, found it encoded as ${encoding}`);
}
function sizeOf(headers) {
  const length = headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(length) ? Number(length) : void 0;
}
function refusal(name, status) {
  if (status !== 404 && status !== 410) {
    const hint = "No credentials are sent: an image behind a login needs a presigned address.";
    const context = status === 401 || status === 403 ? { hint } : {};
    return unreadable(name, `expected status 200, found ${status}`, context);
  }
  return new AdapterError("input-not-found", `nothing there: ${name} answers ${status}`, {
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
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const remote = /^s3:/i.test(address) ? await getS3Image(address, ports.s3Calls) : await getHttps(address, ports);
    const path = join(folder, "image.eif");
    const sha256 = await keep(remote, path, ports.maxBytes ?? EIF_MAX_BYTES, onProgress);
    const source = await openFileSource(path);
    const close = () => source.close().finally(remove);
    return { source: { ...source, name: remote.name, close }, sha256 };
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
    throw unreadable("the image", `no folder can be made in ${parent} to keep it`, { cause });
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
    throw unreadable(remote.name, `it cannot be kept in ${path}: ${sayCause(error2)}`, {
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
        throw unreadable(name, `expected at most ${maxBytes} bytes, found ${expected}`);
      }
      see(chunk, done);
      yield chunk;
    }
  } catch (error2) {
    throw error2 instanceof AdapterError ? error2 : unreadable(name, sayCause(error2), { cause: error2 });
  }
  if (sizeBytes !== void 0 && done !== sizeBytes) {
    throw unreadable(name, `expected ${sizeBytes} bytes, found ${done}`);
  }
}

// src/adapters/open-image.ts
var PIECE_BYTES = 1024 * 1024;
async function openImage(name, options = {}, ports) {
  const { sha256 } = options;
  if (sha256 !== void 0 && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new UsageError(`expected a SHA-256 as 64 digits 0-9a-f, found ${sha256}`);
  }
  const { source, found } = await open(name, options, ports);
  try {
    if (sha256 !== void 0) requireSha256(sha256, found ?? await sha256Of(source), source.name);
    return source;
  } catch (error2) {
    await source.close();
    throw error2;
  }
}
function openPinnedImage(name, sha256) {
  return openImage(name, sha256 === void 0 ? {} : { sha256 });
}
async function open(name, { onProgress }, ports) {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (scheme === void 0) return { source: await openFileSource(name) };
  if (!/^(?:s3|https)$/i.test(scheme)) {
    throw new UsageError(
      `expected an image as a path, s3://bucket/key or https://host/path, found ${scheme}://\u2026`
    );
  }
  const { source, sha256 } = await fetchImage(name, onProgress, ports);
  return { source, found: sha256 };
}
function requireSha256(expected, found, name) {
  if (expected === found) return;
  throw new TrustError("sha256-mismatch", `${name}: expected SHA-256 ${expected}, found ${found}`, {
    at: { file: name },
    hint: "This is another image than the one that was pinned, or another digest was meant."
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
function sectionJson({ type, offsetBytes, sizeBytes, sha384 }) {
  return { type, offsetBytes, sizeBytes, sha384 };
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
var UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];
function sizeText(sizeBytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  return power === 0 ? `${sizeBytes} bytes` : `${(sizeBytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}

// src/report/markdown.ts
var SUMMARY_MAX_BYTES = 900 * 1024;
var CELL_MAX_CHARACTERS = 400;
function escapeMarkdown(text) {
  const characters = [...text];
  const shown2 = characters.slice(0, CELL_MAX_CHARACTERS).join("");
  const cut = characters.length > CELL_MAX_CHARACTERS ? ` \u2026 (${characters.length} characters)` : "";
  return printable(shown2).replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`) + cut;
}
function code(text) {
  return `<code>${escapeMarkdown(text)}</code>`;
}
function markdownTable(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.join(" | ")} |
`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}
function joinBlocks(blocks) {
  let text = "";
  let sizeBytes = 0;
  for (const block2 of blocks.filter((part) => part !== "")) {
    sizeBytes += encodeUtf8(block2).length + 1;
    if (sizeBytes > SUMMARY_MAX_BYTES)
      return `${text}
The rest does not fit into a job summary.
`;
    text += `${block2}
`;
  }
  return text;
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

// src/report/measure-markdown.ts
function renderMeasureSummary({
  result,
  error: error2,
  warnings,
  exitCode
}) {
  const verdict = exitCode === 0 ? "\u2705 measured" : `\u274C ${exitCode === 6 ? "could not tell" : "refused"}`;
  return joinBlocks([
    `## Enclave image: ${verdict}
`,
    error2 === void 0 ? "" : `**${code(error2.code)}** ${escapeMarkdown(error2.message)}
`,
    error2?.hint === void 0 ? "" : `${escapeMarkdown(error2.hint)}
`,
    warnings.map((warning2) => `- \u26A0\uFE0F ${code(warning2.code)} ${escapeMarkdown(warning2.message)}
`).join(""),
    ...result === void 0 ? [] : resultBlocks(result)
  ]);
}
function resultBlocks(result) {
  const { eif } = result;
  return [
    `${code(eif.image.name)}: ${sizeText(eif.image.sizeBytes)}, EIF version ${eif.header.version}, ${eif.header.architecture}, SHA-256 ${code(eif.image.sha256)}
`,
    "### Measurements\n",
    pcrTable(result),
    "### Signature\n",
    signatureTable(eif),
    ...comparisonBlocks(result),
    "### Sections\n",
    sectionTable(eif),
    ...metadataBlocks(eif),
    "### Not measured\n",
    "No PCR covers the EIF header, the metadata and the signature section; the signing certificate counts only through PCR8. What the enclave loads at run time is in no PCR either.\n"
  ];
}
function pcrTable({ eif, instanceRoles, instanceIds }) {
  const { PCR0, PCR1, PCR2, PCR8 } = eif.measurements;
  const rows = [
    ["PCR0", code(PCR0), "kernel, command line, all ramdisks"],
    ["PCR1", code(PCR1), "kernel, command line, first ramdisk"],
    ["PCR2", code(PCR2), "the other ramdisks"],
    ...instanceRoles.map(({ arn, PCR3 }) => ["PCR3", code(PCR3), `role ${code(arn)}`]),
    ...instanceIds.map(({ id, PCR4 }) => ["PCR4", code(PCR4), `instance ${code(id)}`]),
    ...PCR8 === void 0 ? [] : [["PCR8", code(PCR8), "signing certificate"]]
  ];
  return markdownTable(["Register", "Value (SHA-384)", "Covers"], rows);
}
function signatureTable({ signature }) {
  if (signature === void 0) return "The image is not signed: the enclave has no PCR8.\n";
  const { algorithm, certificate } = signature;
  return markdownTable(
    ["Signing certificate", ""],
    [
      ["Signature", `verified, ${algorithm} over PCR0`],
      ["Subject", code(nameToRfc4514(certificate.subject))],
      ["Issuer", code(nameToRfc4514(certificate.issuer))],
      ["Serial number", code(certificate.serialNumber)],
      [
        "Valid",
        `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`
      ]
    ]
  );
}
function sectionTable({ sections }) {
  return markdownTable(
    ["Section", "Offset", "Size", "SHA-384 of the data", "Measured"],
    sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
      type,
      String(offsetBytes),
      String(sizeBytes),
      code(sha384),
      type === "metadata" || type === "signature" ? "no" : "yes"
    ])
  );
}
function metadataBlocks({ metadata }) {
  if (metadata === void 0) return [];
  const rows = metadataFacts(metadata).map(([name, value]) => [code(name), code(value)]);
  return [
    "### Metadata (unmeasured)\n",
    "Anybody can change it without changing a PCR.\n",
    markdownTable(["Key", "Value"], rows)
  ];
}
function comparisonBlocks({ comparison, expectation }) {
  const blocks = [];
  if (expectation !== void 0) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `### Expectation ${met ? "met" : "not met"}
`,
      differenceTable(expectation.differences)
    );
  }
  if (comparison !== void 0) {
    const { reproducible, sameFile, sections } = comparison;
    blocks.push(
      `### Compared with ${code(comparison.other.image.name)}: ${reproducible ? "reproducible" : "not reproducible"}
`,
      sameFile ? "The files are equal, byte by byte.\n" : "",
      differenceTable(comparison.pcrs),
      markdownTable(
        ["Differing section", "Measured", "Expected", "Found"],
        sections.map(({ type, position, measured, expected, found }) => [
          `${type} ${position}`,
          measured ? "yes" : "no",
          expected === void 0 ? "absent" : `${expected.sizeBytes} bytes, ${code(expected.sha384)}`,
          found === void 0 ? "absent" : `${found.sizeBytes} bytes, ${code(found.sha384)}`
        ])
      )
    );
  }
  return blocks;
}
function differenceTable(differences) {
  return markdownTable(
    ["Register", "Difference", "Expected", "Found"],
    differences.map((difference) => [
      code(difference.pcr),
      difference.kind,
      difference.kind === "extra" ? "none" : code(difference.expected),
      difference.kind === "missing" ? "none" : code(difference.found)
    ])
  );
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

// src/report/describe.ts
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
  return `${renderJson(new Map(description))}
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
  const { PCR0, PCR1, PCR2, PCR8 } = eif.measurements;
  const rows = [
    ["PCR0", PCR0],
    ["PCR1", PCR1],
    ["PCR2", PCR2 === EMPTY_CONTENT_PCR ? `${PCR2}  ${style.dim("(no second ramdisk)")}` : PCR2],
    ...instanceRoles.map(({ arn, PCR3 }) => [
      "PCR3",
      `${PCR3}  ${style.dim(printable(arn))}`
    ]),
    ...instanceIds.map(({ id, PCR4 }) => [
      "PCR4",
      `${PCR4}  ${style.dim(printable(id))}`
    ])
  ];
  if (PCR8 !== void 0) rows.push(["PCR8", PCR8]);
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
  const rows = sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
    type,
    `${String(offsetBytes).padStart(12)} ${sizeText(sizeBytes).padStart(12)}  sha384 ${sha384.slice(0, 16)}\u2026`
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
  if (!comparison.sameSectionOrder) lines.push("  the sections are in another order\n");
  for (const section of comparison.sections) lines.push(sectionDifferenceText(section));
  for (const field of comparison.header)
    lines.push(`  header field ${field} differs (unmeasured)
`);
  if (comparison.sameFile) lines.push("  the files are equal, byte by byte\n");
  else if (comparison.reproducible)
    lines.push("  the files differ only in what PCR0 to PCR2 do not cover\n");
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
  return `  ${type} ${position} differs${measured ? "" : " (unmeasured)"}
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

// src/workflow/outcome.ts
var OUTCOME_KINDS = {
  0: "done",
  1: "error",
  2: "refused",
  3: "refused",
  4: "conflict",
  5: "drift",
  6: "unknown"
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
  "envelope-format": 2,
  "payload-format": 2,
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
  "approval-missing": 3,
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
  "not-computed": 6,
  "list-unavailable": 6,
  "key-unavailable": 6,
  "github-unavailable": 6,
  drift: 5
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
function failureOf(error2) {
  if (!(error2 instanceof CodedError)) {
    const message = error2 instanceof Error ? error2.message : String(error2);
    return {
      code: "internal",
      message,
      hint: "This is a fault of pcr-allowlist: please report it with the command and the version."
    };
  }
  return {
    code: error2.code,
    message: error2.message,
    ...error2.at === void 0 ? {} : { at: error2.at },
    ...error2.hint === void 0 ? {} : { hint: error2.hint }
  };
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
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}
`;
}
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
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
  if (expected === ZERO_PCR && difference.kind === "missing") {
    return [
      `The expected ${pcr} is all zeros, which the enclave of an unsigned image has; no image measures to it: leave it out`
    ];
  }
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
  const open2 = [];
  const pairs = [];
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === "\\" && text[i + 1] !== "\n") i++;
      else if (character === '"' || character === "\n") inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") open2.push(i);
    else if (character === "}") {
      const start = open2.pop();
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

// src/format/byte-source.ts
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
  if (!(build instanceof Map)) throw refusal2("expected BuildMetadata to be an object", at);
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
  if (!(value instanceof Map)) throw refusal2("expected metadata to be a JSON object", at);
  return value;
}
function requireKeys(object, known, required, name, at) {
  for (const key of required) {
    if (!object.has(key)) throw refusal2(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object.keys()) {
    if (!known.includes(key))
      throw refusal2(
        `expected only ${known.join(", ")} in ${name}, found ${JSON.stringify(key)}`,
        at
      );
  }
}
function textOf(object, key, at) {
  const value = object.get(key);
  if (typeof value !== "string") throw refusal2(`expected ${key} to be a text`, at);
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
function refusal2(message, at) {
  return new FormatError("metadata", message, { at });
}

// src/measure/node-digester.ts
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import("../chunks/on-demand-6DGZ4YTG.js");
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
  const { verifyEifSignature } = await import("../chunks/on-demand-6DGZ4YTG.js");
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
      hint: "Sign the image with a certificate that lasts longer. Another certificate is another PCR8."
    })
  ];
}
function describeRefusals(eif, request) {
  const [reason] = eif.metadata?.warnings ?? [];
  if (request.form !== "describe" || reason === void 0) return [];
  return [
    new FormatError("metadata", reason.message, {
      at: { file: eif.image.name },
      hint: "Measure without --describe: --json shows this metadata."
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
      message: `the signing certificate begins at ${formatInstant(notBefore)}`
    };
  }
  if (now > notAfter) {
    return {
      code: "certificate-expired",
      message: `the signing certificate ended at ${formatInstant(notAfter)}`
    };
  }
  if (notAfter < now + minDays * DAY_MS) {
    return {
      code: "certificate-ends-soon",
      message: `the signing certificate ends at ${formatInstant(notAfter)}, in fewer than ${minDays} days`
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
        `not what ${name} expects: ${list}${report.explanations.map((text) => `. ${text}`).join("")}`,
        { at }
      )
    );
  }
  if (report.notComputed.length > 0) {
    refusals.push(
      new TrustError(
        "not-computed",
        `${name} expects ${report.notComputed.join(", ")}, which the image alone does not determine`,
        {
          at,
          hint: "Give --role-arn for PCR3 and --instance-id for PCR4; other registers only a running enclave can show."
        }
      )
    );
  }
  return refusals;
}
function comparisonRefusals(comparison, request) {
  const differing = comparison.pcrs.map(({ pcr }) => pcr).filter((pcr) => pcr !== "PCR8" || request.requireSameSigner);
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
    const instanceRoles = request.roleArns.map((arn) => ({
      arn,
      PCR3: pcr3OfRole(arn, nodeHashing)
    }));
    const instanceIds = request.instanceIds.map((id) => ({
      id,
      PCR4: pcr4OfInstance(id, nodeHashing)
    }));
    const expected = request.expect === void 0 ? void 0 : await readExpectation(request.expect, ports);
    const eif = await measureNamed(request.eif, ports, request.sha256);
    const other = request.compare === void 0 ? void 0 : await measureNamed(request.compare, ports);
    const expectation = expected && compareWithExpectation(expected, eif.measurements, request, nodeHashing);
    const comparison = other && { ...compareImages(other, eif), other };
    const result = {
      eif,
      instanceRoles,
      instanceIds,
      ...comparison === void 0 ? {} : { comparison },
      ...expectation === void 0 ? {} : { expectation }
    };
    return outcomeOf(
      result,
      unmetRequirements(result, request, now),
      measureWarnings(result, request, now)
    );
  } catch (error2) {
    return failed("measure", error2);
  }
}
async function measureNamed(name, ports, sha256) {
  const source = await ports.openImage(name, sha256);
  try {
    return await measureEif(source, {
      onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes)
    });
  } finally {
    await source.close();
  }
}
async function readExpectation(name, ports) {
  return parseExpectation(await ports.readText(name), name);
}
function outcomeOf(result, refusals, warnings) {
  const ordered = [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
  const [first, ...others] = ordered;
  return {
    command: "measure",
    exitCode: first === void 0 ? 0 : exitCodeOf(first.code),
    result,
    ...first === void 0 ? {} : { error: failureOf(first) },
    warnings: [...others.map(({ code: code2, message }) => ({ code: code2, message })), ...warnings]
  };
}

// src/workflow/options/option-values.ts
var Options = class {
  values;
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
  /** Throws `usage` when it was not given. */
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
  /** So many bytes in hexadecimal digits, as lower case. Throws `usage` for anything else. */
  hex(name, bytes) {
    const value = this.text(name)?.toLowerCase();
    if (value === void 0 || new RegExp(`^[0-9a-f]{${2 * bytes}}$`).test(value)) return value;
    throw new UsageError(
      `${name}: expected ${2 * bytes} hexadecimal digits, found ${value.length}`
    );
  }
  /** A length of time such as `72h`. Throws `usage` for anything else. */
  duration(name) {
    return this.parsed(name, parseDuration);
  }
  /** RFC 3339 in UTC. Throws `usage` for anything else. */
  instant(name) {
    return this.parsed(name, parseInstant);
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

// src/workflow/options/measure-request.ts
var MAX_CERTIFICATE_DAYS = 36500;
function measureRequest(values) {
  const options = new Options(values);
  const minCertificateDays = options.wholeNumber("min-certificate-days", MAX_CERTIFICATE_DAYS);
  const sha256 = options.hex("sha256", 32);
  const expect = options.text("expect");
  const compare = options.text("compare");
  const output = options.text("output");
  const requireSameSigner = options.flag("require-same-signer");
  if (requireSameSigner && compare === void 0) {
    throw new UsageError(
      "require-same-signer needs compare: there is no other image to have a signer"
    );
  }
  return {
    eif: options.required("eif"),
    ...sha256 === void 0 ? {} : { sha256 },
    roleArns: options.list("role-arn"),
    instanceIds: options.list("instance-id"),
    requireSigned: options.flag("require-signed"),
    ...minCertificateDays === void 0 ? {} : { minCertificateDays },
    ...expect === void 0 ? {} : { expect },
    ...compare === void 0 ? {} : { compare },
    requireSameSigner,
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
  if (other !== void 0)
    throw new UsageError("json, describe and format ask for different outputs: give one of them");
  return form;
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

// src/workflow/options/writer-specs.ts
var CONFIG = {
  name: "config",
  kind: "text",
  value: "FILE",
  description: "The configuration (default pcr-allowlist.yml); paths in it start from its folder."
};
var DRY_RUN = {
  name: "dry-run",
  kind: "flag",
  description: "Show what would change, and write nothing."
};
var ALLOW_EMPTY = {
  name: "allow-empty",
  kind: "flag",
  description: "Allow that no active release is left."
};
var NO_RECONCILE = {
  name: "no-reconcile",
  kind: "flag",
  description: "Leave the key policies alone: neither plan nor change them."
};
var RELEASE_ASSETS = {
  name: "release-assets",
  kind: "text",
  value: "TAG",
  description: "Also put manifest, bundles and list on the GitHub release of this tag: a draft until the list has the image."
};
var GITHUB_TOKEN = {
  name: "github-token",
  kind: "text",
  value: "TOKEN",
  description: "For GitHub's API (default: GITHUB_TOKEN of the environment)."
};
var LIST_WRITERS = {
  init: {
    summary: "Start a list: draw its id, make keys where none are given, write the configuration.",
    options: [
      CONFIG,
      {
        name: "enclave",
        kind: "text",
        value: "NAME",
        description: "What the enclave is called; needed where there is no configuration yet."
      },
      {
        name: "store",
        kind: "text",
        value: "ADDRESS",
        description: "Where the list lives: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist)."
      },
      {
        name: "certificate",
        kind: "list",
        value: "PEM",
        description: "Image-signing certificate file, or the word unsigned. May be given several times."
      },
      {
        name: "instance-role",
        kind: "list",
        value: "ARN",
        description: "IAM role of the parent instances, for PCR3, or the word any. May be given several times."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem; made as list.pem where not given."
      },
      {
        name: "manifest-key",
        kind: "text",
        value: "ADDRESS",
        description: "The manifest key, likewise; made as manifest.pem where not given."
      },
      {
        name: "approval-key",
        kind: "list",
        value: "PEM",
        description: "Public key file of somebody whose approval each release needs. May be given several times."
      },
      {
        name: "kms-key",
        kind: "list",
        value: "KEY",
        description: "KMS key whose policy is to follow the list: its ARN, or file:POLICY.json. May be given several times."
      },
      {
        name: "administrator",
        kind: "list",
        value: "ARN",
        description: "With kms-key: who may hold authority over these keys. May be given several times."
      },
      {
        name: "curve",
        kind: "text",
        value: "NAME",
        description: "Curve of the keys that are made: P-256 (default) or P-384."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance",
      "pcr-allowlist init --enclave signer --certificate unsigned --instance-role any",
      "pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any"
    ]
  },
  publish: {
    summary: "Sign the PCR manifest of an image and stage it; with approval: none, add it to the list.",
    argument: {
      name: "eif",
      kind: "text",
      value: "EIF",
      description: "The enclave image: a file, an s3:// or an https:// address.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "measurements",
        kind: "text",
        value: "FILE",
        description: "In place of an image: what measure --json printed of it; needs sha256. The manifest then says measured: given."
      },
      {
        name: "sha256",
        kind: "text",
        value: "HEX",
        description: "Refuse an image whose file has another SHA-256."
      },
      {
        name: "projection",
        kind: "flag",
        description: "In place of an image: the roles, certificates and keys of the configuration."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Id of the release (default: the tag that was built, else 12 digits of PCR0)."
      },
      {
        name: "again",
        kind: "flag",
        description: "Ask for an image that was revoked, or is being retired, to come back."
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist publish enclave.eif --release v1.4.0",
      "pcr-allowlist publish s3://acme-builds/enclave.eif --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --measurements measured.json --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --projection"
    ]
  },
  approve: {
    summary: "Bring a staged release into the list, given the approvals that the configuration asks for.",
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
        description: "PCR0 of the image that is approved; needed for a release."
      },
      {
        name: "staged",
        kind: "text",
        value: "HEX",
        description: "SHA-256 of the staged record; needed for a projection."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "Only add a statement of approval by this key (file:KEY.pem, awskms:alias/NAME or awskms:ARN), without the list key."
      },
      {
        name: "expires-in",
        kind: "text",
        value: "DURATION",
        description: "With key: how long the approval may be used (default 24h)."
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1 --key file:alice.pem",
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1",
      "pcr-allowlist approve projection --staged 77ab\u202609"
    ]
  },
  retire: {
    summary: "Let a release end in a while; verifiers go on accepting it until then.",
    argument: { name: "release", kind: "text", value: "ID", description: "The release." },
    options: [
      CONFIG,
      {
        name: "after",
        kind: "text",
        value: "DURATION",
        description: "When it ends, such as 72h (default: retire-after of the configuration)."
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: ["pcr-allowlist retire v1.3.0 --after 72h"]
  },
  revoke: {
    summary: "End the trust in an image at once, under every id.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The release; or give pcr0.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image, in place of a release."
      },
      { name: "reason", kind: "text", value: "TEXT", description: "Why; recorded in the list." },
      ALLOW_EMPTY,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"']
  },
  renew: {
    summary: "Sign the list anew, so that it does not expire; nothing else changes.",
    options: [
      CONFIG,
      {
        name: "from-signer",
        kind: "text",
        value: "PEM",
        description: "Public key file that signed the list and left the trust too early: taken for reading it, this once."
      },
      DRY_RUN
    ],
    examples: ["pcr-allowlist renew", "pcr-allowlist renew --from-signer old-list.pub.pem"]
  },
  reconcile: {
    summary: "Make the KMS key policies follow the allow-list; always safe to run again.",
    options: [
      CONFIG,
      {
        name: "settle",
        kind: "text",
        value: "DURATION",
        description: "How long what was put has to stay readable before it counts as settled."
      },
      DRY_RUN
    ],
    examples: ["pcr-allowlist reconcile --dry-run", "pcr-allowlist reconcile --settle 2m"]
  }
};

// src/workflow/options/drift-spec.ts
var DRIFT = {
  summary: "Compare what is with what the signed allow-list says: list, history, key policies, images, enclaves. Changes nothing.",
  options: [
    CONFIG,
    {
      name: "fail-on",
      kind: "text",
      value: "LEVEL",
      description: "Exit 5 from this severity on: critical, high or any (default any)."
    },
    {
      name: "report",
      kind: "list",
      value: "FILE",
      description: "Also write the report to this file: .json, .md, .html or .sarif. May be given several times."
    },
    {
      name: "image",
      kind: "list",
      value: "EIF",
      description: "Measure this image again: a file, an s3:// or an https:// address. May be given several times."
    },
    {
      name: "document",
      kind: "list",
      value: "FILE",
      description: "Appraise the attestation document in this file, at its own time. May be given several times."
    },
    {
      name: "url",
      kind: "list",
      value: "ADDRESS",
      description: "Ask the enclave at this endpoint for a document, with a nonce that is drawn anew, and appraise it. May be given several times."
    },
    {
      name: "method",
      kind: "text",
      value: "METHOD",
      description: "How url is asked: get (default) or post."
    },
    {
      name: "min-certificate-days",
      kind: "text",
      value: "N",
      description: "Tell image-signing certificates that end within N days (default 30)."
    },
    {
      name: "issue",
      kind: "flag",
      description: "Keep one GitHub issue for this enclave: opened at drift, brought up to date, closed when there is none."
    },
    GITHUB_TOKEN
  ],
  examples: [
    "pcr-allowlist drift",
    "pcr-allowlist drift --fail-on high --report drift.html --report drift.sarif",
    "pcr-allowlist drift --image enclave.eif --url https://enclave.example.com/attestation"
  ]
};

// src/workflow/options/measure-spec.ts
var MEASURE = {
  summary: "Compute the PCRs of an EIF and verify its structure and its signature.",
  argument: {
    name: "eif",
    kind: "text",
    value: "EIF",
    description: "The enclave image to measure: a file, an s3:// or an https:// address."
  },
  options: [
    {
      name: "sha256",
      kind: "text",
      value: "HEX",
      description: "Refuse an image whose file has another SHA-256."
    },
    {
      name: "role-arn",
      kind: "list",
      value: "ARN",
      description: "IAM role of the parent instance, for PCR3. May be given several times."
    },
    {
      name: "instance-id",
      kind: "list",
      value: "ID",
      description: "Id of the parent instance, for PCR4. May be given several times."
    },
    { name: "require-signed", kind: "flag", description: "Refuse an unsigned image." },
    {
      name: "min-certificate-days",
      kind: "text",
      value: "N",
      description: "Refuse an image whose signing certificate is not valid now or ends within N days."
    },
    {
      name: "expect",
      kind: "text",
      value: "FILE",
      description: "Compare with the JSON of nitro-cli build-enclave, describe-eif or eif_build, alone or inside a log."
    },
    {
      name: "compare",
      kind: "text",
      value: "EIF",
      description: "Compare with another image: is this build reproducible, and if not, which section differs?"
    },
    {
      name: "require-same-signer",
      kind: "flag",
      description: "With compare: also refuse a different PCR8."
    },
    { name: "describe", kind: "flag", description: "Print what nitro-cli describe-eif prints." },
    {
      name: "format",
      kind: "text",
      value: "NAME",
      description: "Print the measurements in the form of another tool: nitro-cli (as build-enclave prints them)."
    },
    {
      name: "output",
      kind: "text",
      value: "FILE",
      description: "Also write the result to FILE: in the form asked for, else as the JSON of --json."
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

// src/workflow/options/reader-specs.ts
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
    description: "The 32 hex digits that init drew for this list."
  },
  {
    name: "trust",
    kind: "list",
    value: "KEY",
    description: "Public key file (PEM) whose signatures count. May be given several times."
  },
  {
    name: "threshold",
    kind: "text",
    value: "N",
    description: "How many of these keys must have signed (default 1)."
  },
  {
    name: "approval-trust",
    kind: "list",
    value: "KEY",
    description: "Public key file whose approval each release must carry, beside the signatures of the list. May be given several times."
  },
  {
    name: "approval-threshold",
    kind: "text",
    value: "N",
    description: "How many of these keys must have approved (default 1)."
  }
];
var LIST_READERS = {
  verify: {
    summary: "Verify a PCR manifest, an allow-list or an attestation document, with nothing but what a verifier pins.",
    options: [
      CONFIG,
      { name: "manifest", kind: "text", value: "FILE", description: "The manifest to verify." },
      { name: "allow-list", kind: "flag", description: "Verify the list of the store." },
      {
        name: "document",
        kind: "text",
        value: "FILE",
        description: "The attestation document to verify: a file, or - for standard input; CBOR, hex, base64 or JSON with base64. Appraised where store, list and trust (or config) are given."
      },
      {
        name: "url",
        kind: "text",
        value: "URL",
        description: "Ask this endpoint for a document, with a nonce that is drawn anew."
      },
      {
        name: "method",
        kind: "text",
        value: "NAME",
        description: "With url: get (?nonce=HEX, the default) or post (JSON with a base64 nonce)."
      },
      {
        name: "nonce",
        kind: "text",
        value: "HEX",
        description: "With document: the nonce that it must answer, or the word not-required."
      },
      {
        name: "max-age",
        kind: "text",
        value: "DURATION",
        description: "How old a live document may be (default 5m)."
      },
      {
        name: "partition",
        kind: "text",
        value: "NAME",
        description: "The AWS partition whose root counts (default aws)."
      },
      {
        name: "show",
        kind: "flag",
        description: "Also print what a refused document says."
      },
      ...PINS,
      {
        name: "at",
        kind: "text",
        value: "RFC3339",
        description: "For a document, the archived form: the instant to judge its chain at. The list is judged at now."
      },
      {
        name: "remember",
        kind: "text",
        value: "FILE",
        description: "Where the newest version seen is kept: a lower one, or another one of the same number, is refused."
      }
    ],
    examples: [
      "pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json",
      "pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem",
      "pcr-allowlist verify --document document.cbor --nonce 0f3c\u20269a --config pcr-allowlist.yml",
      "pcr-allowlist verify --url https://enclave.example.com/attestation --config pcr-allowlist.yml",
      "pcr-allowlist verify --document old.cbor --nonce not-required --at 2026-01-31T12:00:00Z"
    ]
  },
  export: {
    summary: "Print what is allowed now, verified first, in the form of another verifier.",
    options: [
      CONFIG,
      {
        name: "to",
        kind: "text",
        value: "NAME",
        description: "The form: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Only this release, for forms that hold a single one."
      },
      ...PINS
    ],
    examples: [
      "pcr-allowlist export --to nitro-cli --release v1.4.0",
      "pcr-allowlist export --to env"
    ]
  }
};

// src/workflow/options/command-table.ts
var COMMANDS = {
  init: LIST_WRITERS.init,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_WRITERS.retire,
  revoke: LIST_WRITERS.revoke,
  renew: LIST_WRITERS.renew,
  reconcile: LIST_WRITERS.reconcile,
  drift: DRIFT,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export
};
function commandSpec(name) {
  return COMMANDS[name];
}

// src/action/inputs.ts
function commandInput(runner) {
  const command = runner.text("command");
  if (Object.hasOwn(COMMANDS, command)) return command;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(", ")}, found ${JSON.stringify(command)}`
  );
}
function optionInputs(runner, command) {
  const { argument, options } = commandSpec(command);
  return Object.fromEntries(
    [...argument === void 0 ? [] : [argument], ...options].map((spec) => [
      spec.name,
      inputValue(runner, spec)
    ])
  );
}
function inputValue(runner, { name, kind }) {
  switch (kind) {
    case "text":
      return runner.text(name);
    case "list":
      return runner.lines(name);
    case "flag":
      try {
        return runner.flag(name);
      } catch (cause) {
        throw new UsageError(
          `${name}: expected true or false, found ${JSON.stringify(runner.text(name))}`,
          { cause }
        );
      }
  }
}

// src/action/outputs.ts
var MEASURE_OUTPUTS = [
  "pcr0",
  "pcr1",
  "pcr2",
  "pcr8",
  "pcr3",
  "instance-roles",
  "eif-sha256",
  "measurements",
  "measurements-path",
  "architecture",
  "signed",
  "certificate-not-after"
];
var OUTPUT_NAMES = [
  ...MEASURE_OUTPUTS,
  "changed",
  "allow-list-version",
  "allow-list-sha256",
  "allow-list-expires-at",
  "release-id",
  "staged-sha256",
  "manifest-path",
  "predicate-path",
  "predicate-type",
  "exported",
  "document-module-id",
  "drift-status",
  "drift-critical",
  "drift-high",
  "false-allows"
];
function measureOutputs({ eif, instanceRoles }, measurementsPath) {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements.PCR0,
    pcr1: measurements.PCR1,
    pcr2: measurements.PCR2,
    ...measurements.PCR8 === void 0 ? {} : { pcr8: measurements.PCR8 },
    ...role === void 0 || otherRoles.length > 0 ? {} : { pcr3: role.PCR3 },
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
async function runStep(runner) {
  let command = null;
  try {
    command = commandInput(runner);
    const token = runner.text("github-token");
    if (token !== "") runner.secret(token);
    if (command === "measure") return await runMeasure(runner);
    const { runListInStep } = await import("./run-list-in-step.js");
    return await runListInStep(command, runner);
  } catch (error2) {
    const outcome = failed(command, error2);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}
async function runMeasure(runner) {
  const request = measureRequest(optionInputs(runner, "measure"));
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
    runner.artifact(runner.text("eif"));
    runner.artifact(path);
  }
  runner.log(out);
  annotateProblems(outcome, runner);
  runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}

// src/action/main.ts
process.exitCode = await runStep(githubRunner());
