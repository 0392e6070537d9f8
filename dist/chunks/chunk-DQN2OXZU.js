import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  MINUTE_MS
} from "./chunk-JBBBBQRB.js";
import {
  JSON_MAX_DEPTH
} from "./chunk-PSIR7QIB.js";
import {
  FormatError
} from "./chunk-UHMTJ6P3.js";

// src/allowlist/limits.ts
var LIST_MAX_BYTES = 8 * 1024 * 1024;
var LIST_MAX_RELEASES = 1e3;
var LIST_MAX_REMOVED = 4e3;
var PROJECTION_MAX_ENTRIES = 100;
var RELEASE_MAX_APPROVALS = 16;
var RELEASE_MAX_CHANGES = 8;
var PROJECTION_MAX_STAGED = 100;
var TEXT_MAX_LENGTH = 2048;
var VERSION_MAX = 9999999999;
var ISSUED_AHEAD_MAX_MS = 5 * MINUTE_MS;
var DURATION_MAX_MS = 3660 * 24 * 60 * MINUTE_MS;
var UPDATE_MAX_ATTEMPTS = 24;
var BACKOFF_FIRST_MS = 400;
var BACKOFF_MAX_MS = 12800;

// src/allowlist/step.ts
var EMPTY_BODY = {
  projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
  releases: [],
  removed: []
};
function refused(code, message, hint) {
  return { kind: "refused", code, message, ...hint === void 0 ? {} : { hint } };
}
function unchanged(message) {
  return { kind: "unchanged", message };
}
function changed(body) {
  const releases = [...body.releases].sort((a, b) => a.id < b.id ? -1 : 1);
  let excess = body.removed.length - LIST_MAX_REMOVED;
  const removed = body.removed.filter(({ why }) => why === "revoked" || --excess < 0);
  if (removed.length > LIST_MAX_REMOVED) {
    return refused("not-allowed", `a list holds at most ${LIST_MAX_REMOVED} revoked images`);
  }
  return { kind: "changed", body: { ...body, releases, removed } };
}
function unlessEmpty(step, allowEmpty) {
  if (step.kind !== "changed" || allowEmpty) return step;
  if (step.body.releases.some(({ state }) => state === "active")) return step;
  return refused(
    "not-allowed",
    "this leaves no active release",
    "Approve another release first, or say --allow-empty."
  );
}

// src/base/canonical-json.ts
var LONE_SURROGATE = /[\ud800-\udfff]/u;
function canonicalJson(value) {
  return canonical(value, "", 0);
}
function canonical(value, path, depth) {
  if (depth > JSON_MAX_DEPTH) throw refusal(`at most ${JSON_MAX_DEPTH} levels`, "more", path);
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) throw refusal("a finite number", String(value), path);
      return JSON.stringify(value);
    case "string":
      return canonicalString(value, path);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? canonicalArray(value, path, depth) : canonicalObject(value, path, depth);
    default:
      throw refusal("a JSON value", typeof value, path);
  }
}
function canonicalString(text, path) {
  if (LONE_SURROGATE.test(text)) throw refusal("Unicode text", "half of a surrogate pair", path);
  return JSON.stringify(text);
}
function canonicalArray(elements, path, depth) {
  const texts = Array.from(elements, (element, i) => canonical(element, `${path}/${i}`, depth + 1));
  return `[${texts.join(",")}]`;
}
function canonicalObject(object, path, depth) {
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal("a plain object", "another kind of object", path);
  }
  const members = Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => {
    const memberPath = `${path}/${key}`;
    return `${canonicalString(key, memberPath)}:${canonical(member, memberPath, depth + 1)}`;
  });
  return `{${members.join(",")}}`;
}
function refusal(expected, found, path) {
  return new FormatError("encoding", `canonical JSON: expected ${expected}, found ${found}`, {
    at: { path: path === "" ? "/" : path }
  });
}

export {
  canonicalJson,
  LIST_MAX_BYTES,
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  PROJECTION_MAX_ENTRIES,
  RELEASE_MAX_APPROVALS,
  RELEASE_MAX_CHANGES,
  PROJECTION_MAX_STAGED,
  TEXT_MAX_LENGTH,
  VERSION_MAX,
  ISSUED_AHEAD_MAX_MS,
  DURATION_MAX_MS,
  UPDATE_MAX_ATTEMPTS,
  BACKOFF_FIRST_MS,
  BACKOFF_MAX_MS,
  EMPTY_BODY,
  refused,
  unchanged,
  changed,
  unlessEmpty
};
