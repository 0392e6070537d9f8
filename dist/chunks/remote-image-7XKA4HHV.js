import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  isBucketName
} from "./chunk-Z5SMZ3Y2.js";
import "./chunk-IZR5D2V6.js";
import {
  VERSION
} from "./chunk-R7BLJFAU.js";
import {
  statusOf
} from "./chunk-SZNFZP45.js";
import {
  mkdtemp,
  rm,
  writeFile
} from "./chunk-JJPC5VQQ.js";
import {
  openFileSource
} from "./chunk-Y5JD6MO5.js";
import "./chunk-OE3EU23R.js";
import {
  tmpdir
} from "./chunk-EX5VHNSJ.js";
import {
  join
} from "./chunk-RWTYO2DT.js";
import "./chunk-52V52ITK.js";
import {
  EIF_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  createHash
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError,
  UsageError
} from "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/remote-body.ts
function unreadable(name, why, context = {}) {
  return new AdapterError("input-not-readable", `cannot read ${name}: ${why}`, {
    at: { file: name },
    ...context
  });
}
function sayCause(error) {
  const { message, cause } = error ?? {};
  const { code, message: deeper } = cause ?? {};
  const said = typeof message === "string" ? message : String(error);
  const reason = code ?? deeper;
  return reason === void 0 ? said : `${said}: ${String(reason)}`;
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
  } catch (error) {
    watch.stop();
    throw unreadable(name, sayCause(error), { cause: error });
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

// src/adapters/s3-image.ts
var KEY_MAX_BYTES = 1024;
async function getS3Image(address, connect) {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]*)\/(.+)$/is.exec(address) ?? [];
  if (!isBucketName(bucket) || key.endsWith("/") || Buffer.byteLength(key) > KEY_MAX_BYTES) {
    throw new UsageError(`expected an image as s3://bucket/key, found ${address}`);
  }
  const calls = await (connect ?? sdk)();
  try {
    const { sizeBytes, body } = await calls.get({ bucket, key });
    return { name: address, sizeBytes, body };
  } catch (error) {
    throw imageError(error, address);
  }
}
async function sdk() {
  const { s3Calls } = await import("./s3-client-RAU2YXXR.js");
  return s3Calls();
}
function imageError(error, address) {
  const status = statusOf(error);
  const { name, message } = error;
  if (status === 404) {
    const what = name === "NoSuchBucket" ? "bucket" : "object";
    return new AdapterError("input-not-found", `no such ${what}: ${address}`, {
      at: { file: address },
      cause: error
    });
  }
  const why = status === void 0 ? `${name}: ${message}` : `${status} ${name}`;
  const hint = "The role needs s3:GetObject on the object, and s3:ListBucket on the bucket, without which a missing object is 403 too.";
  return unreadable(address, why, { cause: error, ...status === 403 ? { hint } : {} });
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
  } catch (error) {
    await remove();
    throw error;
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
  const chunks = bounded(remote, maxBytes, (chunk, doneBytes) => {
    hash.update(chunk);
    onProgress(doneBytes, remote.sizeBytes);
  });
  try {
    await writeFile(path, chunks, { flag: "wx", mode: 384 });
  } catch (error) {
    if (error instanceof AdapterError) throw error;
    throw unreadable(remote.name, `it cannot be kept in ${path}: ${sayCause(error)}`, {
      hint: "RUNNER_TEMP, or else the folder for temporary files, needs room for the image.",
      cause: error
    });
  }
  return hash.digest("hex");
}
async function* bounded({ name, sizeBytes, body }, maxBytes, see) {
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
  } catch (error) {
    throw error instanceof AdapterError ? error : unreadable(name, sayCause(error), { cause: error });
  }
  if (sizeBytes !== void 0 && done !== sizeBytes) {
    throw unreadable(name, `expected ${sizeBytes} bytes, found ${done}`);
  }
}
export {
  fetchImage
};
