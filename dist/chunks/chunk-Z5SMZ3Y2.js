import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  POINTER_NAME
} from "./chunk-IZR5D2V6.js";
import {
  isConflict,
  isMissing,
  isUnclear,
  readError,
  statusOf,
  writeError
} from "./chunk-SZNFZP45.js";
import {
  compareNames,
  objectNameParts
} from "./chunk-OE3EU23R.js";
import {
  DSSE_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  createHash
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError,
  UsageError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/s3-store.ts
var LIST_MAX_NAMES = 2e5;
var IMMUTABLE = "public, max-age=31536000, immutable";
var LEASES = "leases/";
function isBucketName(name) {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^[\d.]+$/.test(name);
}
function parseS3Address(url) {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(url) ?? [];
  if (!isBucketName(bucket)) {
    throw new UsageError(`expected s3://bucket or s3://bucket/prefix, found ${url}`);
  }
  if (rest === "") return { bucket, prefix: "" };
  const prefix = rest.endsWith("/") ? rest : `${rest}/`;
  try {
    objectNameParts(prefix.slice(0, -1));
  } catch (cause) {
    throw new UsageError(`not a prefix for a store: ${url}`, { cause });
  }
  return { bucket, prefix };
}
function s3Store(calls, { bucket, prefix }) {
  const keyOf = (name) => `${prefix}${objectNameParts(name).join("/")}`;
  const put = async (name, bytes, condition, refusal) => {
    const key = keyOf(name);
    requireSize(bytes.length, key);
    try {
      const checksumSha256 = createHash("sha256").update(bytes).digest("base64");
      const contentType = contentTypeOf(name);
      const cacheControl = isMutable(name) ? void 0 : IMMUTABLE;
      await calls.put({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition });
      return "done";
    } catch (error) {
      if (statusOf(error) === 412) return refusal;
      if (isConflict(error, "ifMatch" in condition)) return "conflict";
      if (isUnclear(error)) return "unclear";
      throw writeError(error, bucket, key);
    }
  };
  return {
    async get(name) {
      const key = keyOf(name);
      try {
        const { etag, sizeBytes, body } = await calls.get({ bucket, key });
        if (etag === void 0 || etag === "") throw unavailable(key, "its answer has no ETag");
        if (sizeBytes !== void 0) requireSize(sizeBytes, key);
        return { bytes: await collect(body, sizeBytes, key), etag };
      } catch (error) {
        if (isMissing(error)) return void 0;
        throw readError(error, bucket, key);
      }
    },
    putIfAbsent: (name, bytes) => put(name, bytes, { ifNoneMatch: "*" }, "exists"),
    putIfMatch: (name, bytes, etag) => put(name, bytes, { ifMatch: etag }, "conflict"),
    async list(namePrefix, after) {
      try {
        return await listAll(calls, { bucket, prefix }, namePrefix, after);
      } catch (error) {
        throw readError(error, bucket, `${prefix}${namePrefix}`);
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
      throw unavailable(wanted, `expected at most ${LIST_MAX_NAMES} objects`);
    }
    if (seen.has(next)) throw unavailable(wanted, "its listing goes round in a circle");
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
    throw unavailable(key, `expected ${sizeBytes} bytes, found ${length}`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
function requireSize(sizeBytes, key) {
  if (sizeBytes <= DSSE_MAX_BYTES) return;
  throw unavailable(key, `expected at most ${DSSE_MAX_BYTES} bytes, found ${sizeBytes}`);
}
function unavailable(key, why) {
  return new AdapterError("list-unavailable", `${key}: ${why}`, { at: { object: key } });
}
function isMutable(name) {
  return name === POINTER_NAME || name.startsWith(LEASES);
}
function contentTypeOf(name) {
  if (name.endsWith(".json")) return "application/json";
  return name.endsWith(".pem") ? "application/x-pem-file" : "text/plain; charset=utf-8";
}

export {
  isBucketName,
  parseS3Address,
  s3Store
};
