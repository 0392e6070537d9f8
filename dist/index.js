import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AdapterError,
  CRC_OFFSET_BYTES,
  CodedError,
  DSSE_MAX_BYTES,
  DSSE_MAX_SIGNATURES,
  EIF_HEADER_BYTES,
  EMPTY_CONTENT_PCR,
  FormatError,
  HASH_ALGORITHM,
  HEADER_OFFSET,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  KEY_POLICY_MAX_BYTES,
  METADATA_MAX_BYTES,
  MINUTE_MS,
  SECTION_HEADER_BYTES,
  SIGNATURE_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  SPKI_HEAD,
  STATEMENT_MAX_SUBJECTS,
  SUBJECT_MAX_DIGESTS,
  TRUST_MAX_KEYS,
  TrustError,
  UsageError,
  ZERO_PCR,
  __require,
  crc32,
  decodeBase64,
  decodeUtf8,
  digestInThread,
  doubleHashedText,
  encodeBase64,
  encodeHex,
  encodeUtf8,
  equalBytes,
  extend,
  formatInstant,
  instantOf,
  nodeHashing,
  parseEifHeader,
  parseInstant,
  parsePem,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  sectionTableRefusal,
  verifyEcdsa
} from "./chunks/chunk-TS3XSAWZ.js";

// builtin:node:fs
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var statSync = /* @__PURE__ */ (() => __require("node:fs").statSync)();

// src/adapters/files/file-source.ts
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

// src/allowlist/allow-list.ts
function isAcceptedAt(release, now) {
  return release.state === "active" || now < release.retireAt;
}

// src/allowlist/allow-list-limits.ts
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

// src/allowlist/acceptance.ts
function acceptedReleases({ list, unapproved }, now) {
  const late = outOfForce(list, now);
  if (late !== void 0) throw new TrustError("list-expired", late);
  return list.releases.filter(
    (release) => isAcceptedAt(release, now) && !unapproved.releases.has(release.id)
  );
}
function outOfForce({ issuedAt, expiresAt }, now) {
  if (!(issuedAt <= now + ISSUED_AHEAD_MAX_MS)) {
    return `the allow-list is issued ahead of the clock, at ${formatInstant(issuedAt)}`;
  }
  if (!(now < expiresAt)) return `the allow-list expired at ${formatInstant(expiresAt)}`;
  return void 0;
}

// src/allowlist/export-shapes.ts
function nitroCliShape({ releases: [{ measurements }] }) {
  return json({ Measurements: { HashAlgorithm: HASH_ALGORITHM, ...registers(measurements) } });
}
function kmsConditionShape({ releases, instanceRoles }) {
  const roles = instanceRoles.length === 0 ? [void 0] : instanceRoles;
  return json(
    releases.flatMap(
      (release) => roles.map((role) => ({
        ...role === void 0 ? {} : { Principal: { AWS: role.arn } },
        Condition: {
          StringEqualsIgnoreCase: attestationKeys({
            ...registers(release.measurements),
            ...role === void 0 ? {} : { PCR3: role.PCR3 }
          }),
          ...release.state === "retiring" ? { DateLessThan: { "aws:CurrentTime": formatInstant(release.retireAt) } } : {}
        }
      }))
    )
  );
}
function prowlerShape({ releases, instanceRoles }) {
  const values = new Map(valuesByRegister(releases));
  if (instanceRoles.length > 0) values.set("PCR3", distinct(instanceRoles.map(({ PCR3 }) => PCR3)));
  const lines = [...values].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([name, listed2]) => [`    ${name}:`, ...listed2.map((value) => `      - "${value}"`)]);
  return ["aws:", "  enclave_golden_pcr_values:", ...lines, ""].join("\n");
}
function evervaultShape({ enclave, releases }) {
  const sets = releases.map(
    ({ measurements }) => Object.fromEntries(
      Object.entries(registers(measurements)).map(([name, value]) => [name.toLowerCase(), value])
    )
  );
  return json({ [enclave]: sets });
}
function pcrFlagsShape({ releases }) {
  const pairs = valuesByRegister(releases).flatMap(
    ([name, values]) => values.map((value) => `${indexOf(name)}:${value}`)
  );
  return `--pcr ${pairs.join(",")}
`;
}
function rvpsShape({ releases }) {
  const payload = Object.fromEntries(
    valuesByRegister(releases).map(([name, values]) => [`nitro_${name.toLowerCase()}`, values])
  );
  return json({
    version: "0.1.0",
    type: "sample",
    payload: encodeBase64(encodeUtf8(JSON.stringify(payload)))
  });
}
function flashbotsShape({ releases }) {
  return json(
    releases.map(({ id: id2, measurements }) => ({
      measurement_id: id2,
      attestation_type: "aws-nitro",
      measurements: Object.fromEntries(
        Object.entries(registers(measurements)).map(([name, value]) => [
          indexOf(name),
          { expected: value }
        ])
      )
    }))
  );
}
function envShape({ releases }) {
  const lines = releases.flatMap(
    ({ measurements }, i) => Object.entries(registers(measurements)).map(
      ([name, value]) => releases.length === 1 ? `${name}=${value}` : `${name}_${i + 1}=${value}`
    )
  );
  const count2 = releases.length === 1 ? [] : [`PCR_SETS=${releases.length}`];
  return [...count2, ...lines, ""].join("\n");
}
function registers({ PCR0, PCR1, PCR2, PCR8 }) {
  return { PCR0, PCR1, PCR2, ...PCR8 === void 0 ? {} : { PCR8 } };
}
function valuesByRegister(releases) {
  const all = releases.map(({ measurements }) => registers(measurements));
  return ["PCR0", "PCR1", "PCR2", "PCR8"].map((name) => {
    const values = all.map((one) => one[name]).filter((value) => value !== void 0);
    return [name, distinct(values)];
  }).filter(([, values]) => values.length > 0);
}
function attestationKeys(values) {
  return Object.fromEntries(
    Object.entries(values).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [`kms:RecipientAttestation:${name}`, value])
  );
}
function indexOf(name) {
  return name.slice("PCR".length);
}
function distinct(values) {
  return [...new Set(values)];
}
function json(value) {
  const text3 = JSON.stringify(value, void 0, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
  return `${text3}
`;
}

// src/allowlist/export-allow-list.ts
var SHAPES = {
  "nitro-cli": { render: nitroCliShape, sets: "one", holds: [] },
  "kms-condition": { render: kmsConditionShape, sets: "kept", holds: ["retirement", "roles"] },
  prowler: { render: prowlerShape, sets: "mixed", holds: ["role-pcrs"] },
  evervault: { render: evervaultShape, sets: "kept", holds: ["enclave"] },
  "pcr-flags": { render: pcrFlagsShape, sets: "mixed", holds: [] },
  rvps: { render: rvpsShape, sets: "mixed", holds: [] },
  flashbots: { render: flashbotsShape, sets: "kept", holds: ["ids"] },
  env: { render: envShape, sets: "kept", holds: [] }
};
var EXPORT_TARGETS = Object.keys(SHAPES);
function exportAllowList(verified, target, now, { release } = {}) {
  const known = EXPORT_TARGETS.find((name) => name === target);
  if (known === void 0) {
    throw new UsageError(
      `expected one of ${EXPORT_TARGETS.join(", ")}, found ${JSON.stringify(target)}`
    );
  }
  const { list, unapproved } = verified;
  const accepted = acceptedReleases(verified, now);
  const releases = selected(accepted, release);
  const shape = SHAPES[known];
  if (shape.sets === "one" && releases.length > 1) {
    throw new UsageError(`${known} holds one release, and ${releases.length} are accepted`, {
      hint: `Name one of ${idsOf(releases)}.`
    });
  }
  if (unapproved.projection && holdsRoles(shape)) {
    throw new TrustError(
      "approval-missing",
      `${known} holds the instance roles, and the projection lacks approvals by the keys that are pinned`,
      { hint: "Publish the projection and have it approved." }
    );
  }
  const { instanceRoles } = list.projection;
  const text3 = shape.render({ enclave: list.enclave, releases, instanceRoles });
  return { target: known, text: text3, lost: lossesOf({ verified, accepted, releases, shape }) };
}
function selected(accepted, id2) {
  const [first, ...rest] = accepted.filter((release) => id2 === void 0 || release.id === id2);
  if (first !== void 0) return [first, ...rest];
  if (id2 === void 0 || accepted.length === 0) {
    throw new TrustError(
      "not-allowed",
      "the list accepts no release now, so there is nothing to export",
      { hint: "Approve a release first. To shut every image out, change the verifier itself." }
    );
  }
  throw new TrustError("not-allowed", `the list accepts no release ${JSON.stringify(id2)} now`, {
    hint: `It accepts ${idsOf(accepted)}.`
  });
}
function lossesOf(loss) {
  return [...listLosses(loss), ...releaseLosses(loss), ...nameLosses(loss)];
}
function listLosses({ verified: { list }, shape }) {
  const { version: version3, expiresAt, removed, projection } = list;
  const lost = [
    `signature and version: a reader cannot see that this is version ${version3}, signed, nor that it is the newest`,
    `expiry: the list ends at ${formatInstant(expiresAt)}, and this goes on being accepted`
  ];
  if (removed.length > 0) {
    lost.push(`removals: ${removed.length} retired or revoked, left out without a word`);
  }
  if (projection.instanceRoles.length > 0 && !shape.holds.includes("roles")) {
    lost.push(
      holdsRoles(shape) ? "roles: the PCR3 of each instance role is there, its ARN is not" : "roles: PCR3 of the instance roles is not compared"
    );
  }
  return lost;
}
function releaseLosses({ accepted, releases, shape: { sets, holds } }) {
  const lost = [];
  const others = accepted.filter((release) => !releases.includes(release));
  if (others.length > 0) lost.push(`releases that are accepted too: ${idsOf(others)}`);
  if (sets === "mixed" && releases.length > 1) {
    lost.push("sets: PCR0 of one release is accepted beside PCR1, PCR2 or PCR8 of another");
  }
  for (const release of releases) {
    if (release.state !== "retiring" || holds.includes("retirement")) continue;
    lost.push(
      `retirement: ${release.id} is accepted until ${formatInstant(release.retireAt)} only`
    );
  }
  const unsigned = releases.filter(({ measurements }) => measurements.PCR8 === void 0);
  if (unsigned.length > 0) lost.push(unsignedLoss(unsigned, releases, sets));
  return lost;
}
function unsignedLoss(unsigned, releases, sets) {
  return unsigned.length < releases.length && sets === "mixed" ? `unsigned releases: PCR8 is listed for the signed ones, so a reader may refuse ${idsOf(unsigned)}` : `unsigned releases: ${idsOf(unsigned)} would be accepted with any PCR8`;
}
function nameLosses({ verified: { list }, releases, shape }) {
  const lost = [];
  if (!shape.holds.includes("ids")) lost.push(`ids: ${idsOf(releases)}`);
  if (!shape.holds.includes("enclave")) lost.push(`enclave: ${JSON.stringify(list.enclave)}`);
  return lost;
}
function holdsRoles({ holds }) {
  return holds.includes("roles") || holds.includes("role-pcrs");
}
function idsOf(releases) {
  return releases.map(({ id: id2 }) => id2).join(", ");
}

// src/base/digest.ts
async function sha256Of(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
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
function canonicalString(text3, path) {
  if (LONE_SURROGATE.test(text3)) throw refusal("Unicode text", "half of a surrogate pair", path);
  return JSON.stringify(text3);
}
function canonicalArray(elements, path, depth) {
  const texts = Array.from(elements, (element2, i) => canonical(element2, `${path}/${i}`, depth + 1));
  return `[${texts.join(",")}]`;
}
function canonicalObject(object2, path, depth) {
  const prototype = Object.getPrototypeOf(object2);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal("a plain object", "another kind of object", path);
  }
  const members2 = Object.entries(object2).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => {
    const memberPath = `${path}/${key}`;
    return `${canonicalString(key, memberPath)}:${canonical(member, memberPath, depth + 1)}`;
  });
  return `{${members2.join(",")}}`;
}
function refusal(expected, found, path) {
  return new FormatError("encoding", `canonical JSON: expected ${expected}, found ${found}`, {
    at: { path: path === "" ? "/" : path }
  });
}

// src/format/exact-number.ts
function isExact(text3) {
  const double = Number(text3);
  return Number.isFinite(double) && decimal(text3) === decimal(String(double));
}
function decimal(text3) {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text3) ?? [];
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
  constructor(text3) {
    this.text = text3;
  }
};
function parseStrictJson(bytes, limits = {}) {
  return new JsonReader(utf8Text(bytes), limits).document();
}
function parsePlainJson(bytes, limits = {}, inexact = textOfNumber) {
  return parseUsualJson(utf8Text(bytes), limits) ?? toPlain(parseStrictJson(bytes, limits), inexact);
}
function toPlain(value, inexact = textOfNumber) {
  if (value instanceof JsonNumber) return isExact(value.text) ? Number(value.text) : inexact(value);
  if (Array.isArray(value)) return value.map((element2) => toPlain(element2, inexact));
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member, inexact)]));
  }
  return value;
}
function textOfNumber({ text: text3 }) {
  return text3;
}
function parseUsualJson(text3, { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES }) {
  if (text3.includes("\\")) return void 0;
  const colons = colonsOutsideStrings(text3);
  if (colons === void 0) return void 0;
  let value;
  try {
    value = JSON.parse(text3);
  } catch {
    return void 0;
  }
  const counted2 = { keys: 0, values: 0 };
  const fits = count(value, maxDepth, counted2) && counted2.values <= maxValues;
  return fits && counted2.keys === colons ? value ?? void 0 : void 0;
}
function colonsOutsideStrings(text3) {
  let colons = 0;
  for (let from = 0; from < text3.length; ) {
    const quote = text3.indexOf('"', from);
    const end = quote < 0 ? text3.length : quote;
    let digits = 0;
    for (let i = from; i < end; i++) {
      const code = text3.charCodeAt(i);
      if (code === COLON) colons++;
      const isDigit = code >= ZERO && code <= NINE;
      if (!isDigit && NUMBER_SIGNS.includes(code) && (digits > 0 || code === MINUS))
        return void 0;
      digits = isDigit ? digits + 1 : 0;
      if (digits > EXACT_DIGITS) return void 0;
    }
    if (quote < 0) break;
    const close = text3.indexOf('"', quote + 1);
    if (close < 0) return void 0;
    from = close + 1;
  }
  return colons;
}
var [COLON, ZERO, NINE, MINUS] = [58, 48, 57, 45];
var NUMBER_SIGNS = [43, MINUS, 46, 69, 101];
var EXACT_DIGITS = 15;
function count(value, depthLeft, counted2) {
  counted2.values++;
  if (typeof value !== "object" || value === null) return true;
  if (depthLeft === 0) return false;
  const isList = Array.isArray(value);
  const members2 = isList ? value : Object.values(value);
  if (!isList) counted2.keys += members2.length;
  return members2.every((member) => count(member, depthLeft - 1, counted2));
}
var WHITE_SPACE = /[ \t\n\r]*/y;
var NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
var LITERAL = /true|false|null/y;
var UNESCAPED = /[^"\\\u0000-\u001f]*/y;
var ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
var LONE_SURROGATE2 = /[\ud800-\udfff]/u;
var JsonReader = class {
  text;
  maxDepth;
  maxValues;
  index = 0;
  values = 0;
  constructor(text3, { maxDepth = JSON_MAX_DEPTH, maxValues = JSON_MAX_VALUES }) {
    this.text = text3;
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
    const members2 = /* @__PURE__ */ new Map();
    if (this.take("}")) return members2;
    do {
      this.match(WHITE_SPACE);
      const start = this.index;
      const key = this.string();
      if (members2.has(key)) {
        throw this.refusal(`expected each key once, found ${quoted(key)} again`, start);
      }
      this.expect(":");
      members2.set(key, this.value(depth + 1));
    } while (this.take(","));
    this.expect("}");
    return members2;
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
    if (LONE_SURROGATE2.test(value)) {
      throw this.refusal("expected Unicode text, found half of a surrogate pair", start);
    }
    return value;
  }
  scalar() {
    const number3 = this.match(NUMBER);
    if (number3 !== "") return new JsonNumber(number3);
    const literal2 = this.match(LITERAL);
    if (literal2 === "") throw this.unexpected("a value");
    return literal2 === "null" ? null : literal2 === "true";
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
function quoted(text3) {
  return JSON.stringify(text3.slice(0, 60));
}

// src/format/field-reader.ts
var FieldReader = class {
  format;
  constructor(format) {
    this.format = format;
  }
  parse(bytes) {
    try {
      return parsePlainJson(bytes, {}, asNumber);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new FormatError("statement-format", `${this.format}: ${cause.message}`, {
        ...cause.at === void 0 ? {} : { at: cause.at },
        cause
      });
    }
  }
  object(value, path) {
    if (isObject(value)) return value;
    throw this.refusal("expected an object", path);
  }
  text(members2, key, path) {
    const value = Object.hasOwn(members2, key) ? members2[key] : void 0;
    if (typeof value === "string") return value;
    const found = value === void 0 ? "nothing" : "another type";
    throw this.refusal(`expected a text, found ${found}`, `${path}/${key}`);
  }
  /** A part whose form somebody else judges: a number that no double holds is its text there. */
  plain(value) {
    return hasNumber(value) ? withTexts(value) : value;
  }
  refusal(message, path, cause) {
    return new FormatError("statement-format", `${this.format}: ${message}`, {
      at: { path: path === "" ? "/" : path },
      cause
    });
  }
};
function asNumber(number3) {
  return number3;
}
function isNumber(value) {
  return value instanceof JsonNumber;
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isNumber(value);
}
function hasNumber(value) {
  if (typeof value !== "object" || value === null) return false;
  return isNumber(value) || Object.values(value).some(hasNumber);
}
function withTexts(value) {
  if (isNumber(value)) return value.text;
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one)]));
}

// src/format/statement.ts
var fields = new FieldReader("statement");
var STATEMENT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
var STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
function parseStatement(payload) {
  const members2 = fields.object(fields.parse(payload), "");
  const type = fields.text(members2, "_type", "");
  if (type !== STATEMENT_TYPE) {
    throw fields.refusal(`expected ${STATEMENT_TYPE}, found ${JSON.stringify(type)}`, "/_type");
  }
  const subjects = members2["subject"];
  if (!Array.isArray(subjects)) throw fields.refusal("expected an array", "/subject");
  if (subjects.length < 1 || subjects.length > STATEMENT_MAX_SUBJECTS) {
    throw fields.refusal(
      `expected 1 to ${STATEMENT_MAX_SUBJECTS} subjects, found ${subjects.length}`,
      "/subject"
    );
  }
  const predicateType = fields.text(members2, "predicateType", "");
  if (predicateType === "") throw fields.refusal("expected a URI, found none", "/predicateType");
  const predicate = fields.plain(fields.object(members2["predicate"], "/predicate"));
  return { subject: subjects.map(parseSubject), predicateType, predicate };
}
function parseSubject(value, index) {
  const path = `/subject/${index}`;
  const members2 = fields.object(value, path);
  const name = fields.text(members2, "name", path);
  const digest = fields.object(members2["digest"], `${path}/digest`);
  const algorithms = Object.keys(digest);
  if (algorithms.length < 1 || algorithms.length > SUBJECT_MAX_DIGESTS) {
    throw fields.refusal(
      `expected 1 to ${SUBJECT_MAX_DIGESTS} digests, found ${algorithms.length}`,
      `${path}/digest`
    );
  }
  const digests = algorithms.map((algorithm) => {
    const hex3 = fields.text(digest, algorithm, `${path}/digest`);
    if (/^(?:[0-9a-f]{2})+$/.test(hex3)) return [algorithm, hex3];
    throw fields.refusal("expected lower-case hexadecimal", `${path}/digest/${algorithm}`);
  });
  return { name, digest: Object.fromEntries(digests) };
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

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject2(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
  if (isObject2(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject2(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a2;
    (_a2 = iss).path ?? (_a2.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a2;
  for (let i = start; i < issues.length; i++) {
    (_a2 = issues[i]).schema ?? (_a2.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a2;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a2 = iss).schema ?? (_a2.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count2 = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count2--;
      i++;
    }
  }
  return count2;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}

// node_modules/zod/v4/core/core.js
var _a;
var NEVER = /* @__PURE__ */ Object.freeze({
  status: "aborted"
});
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name, initializer2, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer2(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parse = /* @__PURE__ */ _parse($ZodRealError);
var _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parseAsync = /* @__PURE__ */ _parseAsync($ZodRealError);
var _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParse = /* @__PURE__ */ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
  let error;
  return {
    success: false,
    get error() {
      if (!error) {
        error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error;
    },
    set error(e) {
      error = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParseAsync = /* @__PURE__ */ _safeParseAsync($ZodRealError);
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var encode = /* @__PURE__ */ _encode($ZodRealError);

// node_modules/zod/v4/core/regexes.js
var anyString = /^[\s\S]{0,}$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a2;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a2 = inst._zod).onattach ?? (_a2.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a2, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a2 = inst._zod).check ?? (_a2.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a2;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks, ctx));
      }
      return runChecks(result, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size2) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size2(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject6 = isObject2;
  const catchall = def.catchall;
  let value;
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject6(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
function discriminatorMap(def) {
  const map = /* @__PURE__ */ new Map();
  for (const option of def.options) {
    const values = option._zod.propValues?.[def.discriminator];
    if (!values || values.size === 0)
      throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
    for (const value of values) {
      if (map.has(value)) {
        if (value !== void 0)
          throw new Error(`Duplicate discriminator value "${String(value)}"`);
        map.set(value, null);
      } else {
        map.set(value, option);
      }
    }
  }
  return map;
}
var $ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
  def.inclusive = false;
  $ZodUnion.init(inst, def);
  const _super = inst._zod.parse;
  defineLazyInternal(inst, "propValues", (zod) => {
    const propValues = {};
    let undefinedCount = 0;
    for (const option of zod.def.options) {
      const pv = option._zod.propValues;
      if (!pv || Object.keys(pv).length === 0)
        throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
      if (pv[zod.def.discriminator]?.has(void 0))
        undefinedCount++;
      for (const [k, v] of Object.entries(pv)) {
        if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
          assignProp(propValues, k, /* @__PURE__ */ new Set());
        }
        for (const val of v) {
          propValues[k].add(val);
        }
      }
    }
    if (!zod.def.unionFallback && undefinedCount > 1)
      propValues[zod.def.discriminator]?.delete(void 0);
    return propValues;
  });
  def.options.forEach((option, i) => {
    const propShape = rawShape(option._zod.def);
    if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
      throw new Error(`Invalid discriminated union option at index "${i}"`);
    }
  });
  const disc = cached(() => discriminatorMap(def));
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        code: "invalid_type",
        expected: "object",
        input,
        inst
      });
      return payload;
    }
    const value = input?.[def.discriminator];
    const opt = disc.value.get(value);
    if (opt && (value !== void 0 || ctx.direction !== "backward")) {
      return opt._zod.run(payload, ctx);
    }
    if (def.unionFallback || ctx.direction === "backward") {
      return _super(payload, ctx);
    }
    payload.issues.push({
      code: "invalid_union",
      errors: [],
      note: "No matching discriminator",
      discriminator: def.discriminator,
      options: Array.from(disc.value.keys()).filter((value2) => disc.value.get(value2) !== null),
      input,
      path: [def.discriminator],
      inst
    });
    return payload;
  };
});
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result instanceof Promise) {
            proms.push(result.then((result2) => {
              if (result2.issues.length) {
                payload.issues.push(...prefixIssues(key, result2.issues));
              }
              payload.value[outKey] = result2.value;
            }));
          } else {
            if (result.issues.length) {
              payload.issues.push(...prefixIssues(key, result.issues));
            }
            payload.value[outKey] = result.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((result2) => {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }));
        } else {
          if (result.issues.length) {
            payload.issues.push(...prefixIssues(key, result.issues));
          }
          payload.value[outKey] = result.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
var $ZodCodec = /* @__PURE__ */ $constructor("$ZodCodec", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    const direction = ctx.direction || "forward";
    if (direction === "forward") {
      const left = def.in._zod.run(payload, ctx);
      if (left instanceof Promise) {
        return left.then((left2) => handleCodecAResult(left2, def, ctx));
      }
      return handleCodecAResult(left, def, ctx);
    } else {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handleCodecAResult(right2, def, ctx));
      }
      return handleCodecAResult(right, def, ctx);
    }
  };
});
function handleCodecAResult(result, def, ctx) {
  if (result.issues.length) {
    result.aborted = true;
    return result;
  }
  const direction = ctx.direction || "forward";
  if (direction === "forward") {
    const transformed = def.transform(result.value, result);
    if (transformed instanceof Promise) {
      return transformed.then((value) => handleCodecTxResult(result, value, def.out, ctx));
    }
    return handleCodecTxResult(result, transformed, def.out, ctx);
  } else {
    const transformed = def.reverseTransform(result.value, result);
    if (transformed instanceof Promise) {
      return transformed.then((value) => handleCodecTxResult(result, value, def.in, ctx));
    }
    return handleCodecTxResult(result, transformed, def.in, ctx);
  }
}
function handleCodecTxResult(left, value, nextSchema, ctx) {
  if (left.issues.length) {
    left.aborted = true;
    return left;
  }
  return nextSchema._zod.run({ value, issues: left.issues }, ctx);
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
  return new Class(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
  return new Class(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
  return new Class({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
  return new Class({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
  return new Class({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
  return new Class({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _positive(params) {
  return /* @__PURE__ */ _gt(0, params);
}
// @__NO_SIDE_EFFECTS__
function _nonnegative(params) {
  return /* @__PURE__ */ _gte(0, params);
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
  const schema = new Class({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}

// node_modules/zod/v4/mini/schemas.js
var ZodMiniType = /* @__PURE__ */ $constructor("ZodMiniType", (inst, def) => {
  if (!inst._zod)
    throw new Error("Uninitialized schema in ZodMiniType.");
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
}, {
  // `with` is an alias for `check`: the same function object, not a wrapper.
  get with() {
    return this.check;
  },
  set with(value) {
    own(this, "with", value);
  },
  parse(data, params) {
    return parse(this, data, params, { callee: this.parse });
  },
  parseAsync(data, params) {
    return parseAsync(this, data, params, { callee: this.parseAsync });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  check(...checks) {
    const def = this.def;
    return this.clone({
      ...def,
      checks: [
        ...def.checks ?? [],
        ...checks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }, { parent: true });
  },
  clone(_def, params) {
    return clone(this, _def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  }
});
var ZodMiniString = /* @__PURE__ */ $constructor("ZodMiniString", (inst, def) => {
  $ZodString.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string2(params) {
  return _string(ZodMiniString, params);
}
var ZodMiniNumber = /* @__PURE__ */ $constructor("ZodMiniNumber", (inst, def) => {
  $ZodNumber.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number2(params) {
  return _number(ZodMiniNumber, params);
}
var ZodMiniNumberFormat = /* @__PURE__ */ $constructor("ZodMiniNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodMiniNumber.init(inst, def);
});
function int(params) {
  return _int(ZodMiniNumberFormat, params);
}
var ZodMiniBoolean = /* @__PURE__ */ $constructor("ZodMiniBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean2(params) {
  return _boolean(ZodMiniBoolean, params);
}
var ZodMiniUnknown = /* @__PURE__ */ $constructor("ZodMiniUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _unknown(ZodMiniUnknown);
}
var ZodMiniNever = /* @__PURE__ */ $constructor("ZodMiniNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function never(params) {
  return _never(ZodMiniNever, params);
}
var ZodMiniArray = /* @__PURE__ */ $constructor("ZodMiniArray", (inst, def) => {
  $ZodArray.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element2, params) {
  return new ZodMiniArray({
    type: "array",
    element: element2,
    ...normalizeParams(params)
  });
}
var ZodMiniObject = /* @__PURE__ */ $constructor("ZodMiniObject", (inst, def) => {
  $ZodObject.init(inst, def);
  ZodMiniType.init(inst, def);
  installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
  const def = {
    type: "object",
    shape: shape ?? {},
    ...normalizeParams(params)
  };
  return new ZodMiniObject(def);
}
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
  return new ZodMiniObject({
    type: "object",
    shape,
    catchall: /* @__PURE__ */ never(),
    ...normalizeParams(params)
  });
}
var ZodMiniUnion = /* @__PURE__ */ $constructor("ZodMiniUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function union(options, params) {
  return new ZodMiniUnion({
    type: "union",
    options,
    ...normalizeParams(params)
  });
}
var ZodMiniDiscriminatedUnion = /* @__PURE__ */ $constructor("ZodMiniDiscriminatedUnion", (inst, def) => {
  $ZodDiscriminatedUnion.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function discriminatedUnion(discriminator, options, params) {
  return new ZodMiniDiscriminatedUnion({
    type: "union",
    options,
    discriminator,
    ...normalizeParams(params)
  });
}
var ZodMiniRecord = /* @__PURE__ */ $constructor("ZodMiniRecord", (inst, def) => {
  $ZodRecord.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodMiniRecord({
      type: "record",
      keyType: /* @__PURE__ */ string2(),
      valueType: keyType,
      ...normalizeParams(valueType)
    });
  }
  return new ZodMiniRecord({
    type: "record",
    keyType,
    valueType,
    ...normalizeParams(params)
  });
}
var ZodMiniEnum = /* @__PURE__ */ $constructor("ZodMiniEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodMiniType.init(inst, def);
  inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodMiniEnum({
    type: "enum",
    entries,
    ...normalizeParams(params)
  });
}
var ZodMiniLiteral = /* @__PURE__ */ $constructor("ZodMiniLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
  return new ZodMiniLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...normalizeParams(params)
  });
}
var ZodMiniOptional = /* @__PURE__ */ $constructor("ZodMiniOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
  return new ZodMiniOptional({
    type: "optional",
    innerType
  });
}
var ZodMiniExactOptional = /* @__PURE__ */ $constructor("ZodMiniExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function exactOptional(innerType) {
  return new ZodMiniExactOptional({
    type: "optional",
    innerType
  });
}
var ZodMiniNullable = /* @__PURE__ */ $constructor("ZodMiniNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
  return new ZodMiniNullable({
    type: "nullable",
    innerType
  });
}
var ZodMiniPipe = /* @__PURE__ */ $constructor("ZodMiniPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodMiniType.init(inst, def);
});
var ZodMiniCodec = /* @__PURE__ */ $constructor("ZodMiniCodec", (inst, def) => {
  ZodMiniPipe.init(inst, def);
  $ZodCodec.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function codec(in_, out, params) {
  return new ZodMiniCodec({
    type: "pipe",
    in: in_,
    out,
    transform: params.decode,
    reverseTransform: params.encode
  });
}
var ZodMiniCustom = /* @__PURE__ */ $constructor("ZodMiniCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
  return _refine(ZodMiniCustom, fn, _params);
}

// src/format/schema.ts
function matched(schema, value, format, root) {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, format, root);
}
function documentRefusal(format, message, path) {
  const where = `/${path.map(String).join("/")}`;
  return new FormatError("statement-format", `${format}: ${where}: ${message}`, {
    at: { path: where }
  });
}
function issueSentence(issue2) {
  if (issue2.code === "invalid_type") return `expected ${issue2.expected}`;
  if (issue2.code === "invalid_value") return `expected ${issue2.values.map(String).join(" or ")}`;
  if (issue2.code === "unrecognized_keys") return `unknown fields ${issue2.keys.join(", ")}`;
  return issue2.message;
}
function schemaRefusal({ issues: [issue2] }, format, root) {
  const message = issue2 === void 0 ? "expected another form" : issueSentence(issue2);
  return documentRefusal(format, message, [root, ...issue2?.path ?? []]);
}

// src/allowlist/allow-list-rules.ts
function requireCoherent(list) {
  if (!(list.issuedAt < list.expiresAt)) {
    throw refusal2("expected an instant after issuedAt", "expiresAt");
  }
  if ((list.previous?.version ?? 0) !== list.version - 1) {
    throw refusal2("expected the version before, or null at version 1", "previous");
  }
  requireReleases(list);
  requireKeys(list);
}
function tupleKey({ PCR0, PCR1, PCR2, PCR8 }) {
  return [PCR0, PCR1, PCR2, PCR8 ?? ""].join("/");
}
function requireReleases({ releases, removed }) {
  const revoked = new Set(removed.filter(({ why }) => why === "revoked").map(({ PCR0 }) => PCR0));
  const tuples = /* @__PURE__ */ new Set();
  let last;
  for (const [i, release] of releases.entries()) {
    if (last !== void 0 && !(last.id < release.id)) {
      throw refusal2(`expected an id after ${last.id}`, `releases/${i}/id`);
    }
    const tuple = tupleKey(release.measurements);
    if (tuples.has(tuple)) {
      throw refusal2("expected an image that no other release has", `releases/${i}/measurements`);
    }
    if (revoked.has(release.measurements.PCR0)) {
      throw refusal2("expected an image that is not revoked", `releases/${i}/measurements/PCR0`);
    }
    tuples.add(tuple);
    last = release;
  }
}
function requireKeys({ projection }) {
  const seen = /* @__PURE__ */ new Set();
  for (const [i, { key }] of projection.keys.entries()) {
    if (seen.has(key)) throw refusal2(`expected ${key} once`, `projection/keys/${i}/key`);
    seen.add(key);
  }
  if (projection.instanceRoles.length === 0 && projection.keys.some(isAttached)) {
    throw refusal2("expected a role: PCR3 is always bound", "projection/instanceRoles");
  }
}
function isAttached({ detached }) {
  return detached === void 0;
}
function refusal2(message, path) {
  return new FormatError("statement-format", `allow-list: /predicate/${path}: ${message}`, {
    at: { path: `/predicate/${path}` }
  });
}

// src/allowlist/allow-list-schema.ts
var ALLOW_LIST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/allow-list/v1";
var BINDABLE = ["PCR0", "PCR1", "PCR2", "PCR3", "PCR8"];
var hex = (bytes) => string2().check(
  _regex(
    new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
    `expected ${2 * bytes} lower-case hexadecimal digits`
  )
);
var text = string2().check(
  _minLength(1, "expected a text, found none"),
  _maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`)
);
var RELEASE_ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
var RELEASE_ID_FORM = "expected 1 to 128 letters, digits and . _ + -, a letter or digit first";
var id = string2().check(_regex(RELEASE_ID, RELEASE_ID_FORM));
var pcr = hex(48).check(
  refine((value) => value !== ZERO_PCR, "expected a measured value, found only zeros")
);
var version2 = int().check(_positive(), _lte(VERSION_MAX));
var instant = codec(string2(), number2(), {
  decode: (value, context) => {
    try {
      return parseInstant(value);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      context.issues.push({ code: "custom", message: "expected RFC 3339 in UTC", input: value });
      return NEVER;
    }
  },
  encode: (value) => formatInstant(value)
});
var MEASUREMENTS = strictObject({
  PCR0: pcr,
  PCR1: pcr,
  PCR2: pcr,
  PCR8: exactOptional(pcr)
});
var SOURCE = strictObject({
  observed: literal(true),
  repository: text,
  commit: string2().check(
    _regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a commit of 40 or 64 lower-case digits")
  ),
  ref: text
});
var EVIDENCE = {
  staged: hex(32),
  sha256: hex(32),
  by: text,
  approvedAt: instant,
  expiresAt: instant
};
var ENVELOPE = strictObject({
  payload: string2(),
  payloadType: text,
  signatures: array(strictObject({ keyid: exactOptional(text), sig: text })).check(_minLength(1))
});
var APPROVAL = discriminatedUnion("source", [
  strictObject({
    source: literal("key"),
    ...EVIDENCE,
    projection: hex(32),
    envelope: ENVELOPE
  }),
  strictObject({
    source: _enum(["github-environment", "github-pull-request"]),
    observed: literal(true),
    ...EVIDENCE,
    url: text
  })
]);
var APPROVALS = array(APPROVAL).check(_maxLength(RELEASE_MAX_APPROVALS));
var CHANGE = strictObject({
  what: _enum(["approved", "approved-again", "retired"]),
  version: version2,
  at: instant
});
var RELEASE_FIELDS = {
  id,
  measurements: MEASUREMENTS,
  image: strictObject({ name: text, sha256: hex(32) }),
  manifest: strictObject({ path: text, sha256: hex(32) }),
  source: exactOptional(SOURCE),
  staged: hex(32),
  approvals: APPROVALS,
  changes: array(CHANGE).check(_minLength(1), _maxLength(RELEASE_MAX_CHANGES))
};
var RELEASE = discriminatedUnion("state", [
  strictObject({ state: literal("active"), ...RELEASE_FIELDS }),
  strictObject({ state: literal("retiring"), retireAt: instant, ...RELEASE_FIELDS })
]);
var REMOVED_FIELDS = { id, PCR0: pcr, when: instant, staged: hex(32) };
var REMOVED = discriminatedUnion("why", [
  strictObject({ why: literal("retired"), ...REMOVED_FIELDS }),
  strictObject({ why: literal("revoked"), reason: text, ...REMOVED_FIELDS })
]);
var atMost = (item, max) => array(item).check(_maxLength(max, `expected at most ${max} entries`));
var KEY = strictObject({
  key: text,
  actions: atMost(text, PROJECTION_MAX_ENTRIES).check(_minLength(1)),
  bind: array(_enum(BINDABLE)).check(
    refine(
      (bind) => new Set(bind).size === bind.length && bind.includes("PCR3") && (bind.includes("PCR0") || bind.includes("PCR8")),
      "expected each PCR once, PCR3, and PCR0 or PCR8 with it"
    )
  ),
  guard: boolean2(),
  detached: exactOptional(literal(true))
});
var PROJECTION_FIELDS = {
  instanceRoles: atMost(strictObject({ arn: text, PCR3: pcr }), PROJECTION_MAX_ENTRIES),
  certificates: atMost(
    strictObject({ PCR8: pcr, sha256: hex(32), notAfter: instant }),
    PROJECTION_MAX_ENTRIES
  ),
  keys: atMost(KEY, 2 * PROJECTION_MAX_ENTRIES)
};
var ALLOW_LIST_PREDICATE = strictObject({
  list: hex(16),
  enclave: text,
  version: version2,
  issuedAt: instant,
  expiresAt: instant,
  previous: nullable(strictObject({ version: version2, sha256: hex(32) })),
  projection: strictObject({
    ...PROJECTION_FIELDS,
    staged: atMost(hex(32), PROJECTION_MAX_STAGED),
    approvals: APPROVALS
  }),
  releases: atMost(RELEASE, LIST_MAX_RELEASES),
  removed: atMost(REMOVED, LIST_MAX_REMOVED)
});
var STATEMENT = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(ALLOW_LIST_PREDICATE_TYPE),
  subject: array(
    object({
      name: text,
      digest: object({ sha256: hex(32), awsNitroPcr0: exactOptional(hex(48)) })
    })
  ).check(_minLength(1), _maxLength(1 + LIST_MAX_RELEASES)),
  predicate: ALLOW_LIST_PREDICATE
});

// src/allowlist/allow-list-document.ts
var FORMAT = "allow-list";
function parseAllowList(statement) {
  if (statement.predicateType !== ALLOW_LIST_PREDICATE_TYPE) {
    throw refusal3(
      `expected ${ALLOW_LIST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  const list = matched(ALLOW_LIST_PREDICATE, statement.predicate, FORMAT, "predicate");
  requireCoherent(list);
  requireSubjects(statement.subject, subjectsOf(list));
  return list;
}
function parseAllowListStatement(payload) {
  if (payload.length > LIST_MAX_BYTES) {
    throw refusal3(`expected at most ${LIST_MAX_BYTES} bytes, found ${payload.length}`, []);
  }
  return parseStatement(payload);
}
function subjectsOf(list) {
  const name = `pcr-allowlist:${list.list}`;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, list.issuedAt));
  return [
    { name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } },
    ...accepted.map(({ id: id2, image, measurements }) => ({
      name: id2,
      digest: { sha256: image.sha256, awsNitroPcr0: measurements.PCR0 }
    }))
  ];
}
function requireSubjects(found, expected) {
  if (found.length !== expected.length) {
    throw refusal3(`expected ${expected.length} subjects, found ${found.length}`, ["subject"]);
  }
  for (const [i, { name, digest }] of expected.entries()) {
    const other = found[i];
    const algorithms = Object.keys(digest);
    const same = other?.name === name && Object.keys(other.digest).length === algorithms.length && algorithms.every((algorithm) => other.digest[algorithm] === digest[algorithm]);
    if (!same) throw refusal3(`expected ${name} with the digests of the predicate`, ["subject", i]);
  }
}
function refusal3(message, path) {
  return documentRefusal(FORMAT, message, path);
}

// src/allowlist/projection-digest.ts
var PROJECTION = strictObject(PROJECTION_FIELDS);
function projectionJson({ instanceRoles, certificates, keys }) {
  const value = { instanceRoles, certificates, keys };
  return encode(PROJECTION, value);
}
function projectionSha256({ instanceRoles, certificates, keys }) {
  const attached = keys.filter(({ detached }) => detached === void 0);
  const json2 = projectionJson({ instanceRoles, certificates, keys: attached });
  return encodeHex(sha256(encodeUtf8(canonicalJson(json2))));
}

// src/format/dsse.ts
var fields2 = new FieldReader("DSSE envelope");
function parseDsse(bytes) {
  if (bytes.length > DSSE_MAX_BYTES) {
    throw fields2.refusal(`expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`, "");
  }
  const envelope = fields2.object(fields2.parse(bytes), "");
  const payloadType = fields2.text(envelope, "payloadType", "");
  if (payloadType === "")
    throw fields2.refusal("expected a payload type, found none", "/payloadType");
  const payload = base64(fields2.text(envelope, "payload", ""), "/payload");
  const signatures = envelope["signatures"];
  if (!Array.isArray(signatures)) throw fields2.refusal("expected an array", "/signatures");
  if (signatures.length < 1 || signatures.length > DSSE_MAX_SIGNATURES) {
    throw fields2.refusal(
      `expected 1 to ${DSSE_MAX_SIGNATURES} signatures, found ${signatures.length}`,
      "/signatures"
    );
  }
  return { payloadType, payload, signatures: signatures.map(signature) };
}
function dsseJson({ payload, payloadType, signatures }) {
  return {
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, sig }) => ({
      ...keyid === void 0 ? {} : { keyid },
      sig: encodeBase64(sig)
    }))
  };
}
function preAuthenticationEncoding(payloadType, payload) {
  const type = encodeUtf8(payloadType);
  const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const encoding = new Uint8Array(head.length + payload.length);
  encoding.set(head);
  encoding.set(payload, head.length);
  return encoding;
}
function signature(value, index) {
  const path = `/signatures/${index}`;
  const members2 = fields2.object(value, path);
  const sig = base64(fields2.text(members2, "sig", path), `${path}/sig`);
  if (sig.length === 0) throw fields2.refusal("expected a signature, found no bytes", `${path}/sig`);
  const keyid = Object.hasOwn(members2, "keyid") ? fields2.text(members2, "keyid", path) : "";
  return { keyid: keyid === "" ? void 0 : keyid, sig };
}
function base64(digits, path) {
  try {
    const isUrlSafe = digits.includes("-") || digits.includes("_");
    if (!isUrlSafe || /[+/]/.test(digits)) return decodeBase64(digits);
    return decodeBase64(digits.replaceAll("-", "+").replaceAll("_", "/"));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fields2.refusal(cause.message, path, cause);
  }
}

// src/format/public-key.ts
var POINT_BYTES = { "P-256": 64, "P-384": 96 };
function parsePublicKeyDer(spkiDer) {
  for (const curve of ["P-256", "P-384"]) {
    const head = SPKI_HEAD[curve];
    const sizeBytes = head.length + POINT_BYTES[curve];
    if (spkiDer.length === sizeBytes && equalBytes(spkiDer.subarray(0, head.length), head)) {
      return { curve, spkiDer: Uint8Array.from(spkiDer) };
    }
  }
  throw new FormatError(
    "der-format",
    "expected an EC public key on P-256 or P-384, uncompressed and with its curve by name",
    {
      at: { offsetBytes: 0 },
      hint: "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes a key that is taken."
    }
  );
}
function parsePublicKeyPem(text3) {
  return parsePublicKeyDer(parsePem(encodeUtf8(text3), "PUBLIC KEY"));
}
function keyIdOf(spkiDer) {
  return encodeBase64(sha256(spkiDer));
}

// src/format/ecdsa-signature.ts
var SEQUENCE = 48;
var INTEGER = 2;
var ONE_LENGTH_BYTE = 129;
function derToRaw(der, curve) {
  const raw = new Uint8Array(SIGNATURE_BYTES[curve]);
  const width = raw.length / 2;
  const sequence = element(der, 0, SEQUENCE);
  if (sequence.end !== der.length) {
    throw refusal4("expected the end after the signature", sequence.end);
  }
  const r = element(der, sequence.start, INTEGER);
  const s = element(der, r.end, INTEGER);
  if (s.end !== der.length) throw refusal4("expected the end after s", s.end);
  raw.set(padded(der, r, width), 0);
  raw.set(padded(der, s, width), width);
  return raw;
}
function element(der, offset, tag) {
  if (der[offset] !== tag) {
    throw refusal4(`expected tag ${tag}, found ${der[offset] ?? "the end"}`, offset);
  }
  const long = der[offset + 1] === ONE_LENGTH_BYTE;
  const start = offset + (long ? 3 : 2);
  const length = der[start - 1];
  if (length === void 0 || length < 128 !== !long) {
    throw refusal4("expected a shortest length", offset);
  }
  if (length > der.length - start) {
    throw refusal4(`expected ${length} bytes, found ${der.length - start}`, offset);
  }
  return { offset, start, end: start + length };
}
function padded(der, { offset, start, end }, width) {
  const [first, second] = der.subarray(start, end);
  if (first === void 0) throw refusal4("expected an integer, found no bytes", offset);
  if (first > 127) throw refusal4("expected an integer that is not negative", offset);
  if (first === 0 && second !== void 0 && second < 128) {
    throw refusal4("expected an integer without needless zeros", offset);
  }
  const digits = der.subarray(first === 0 ? start + 1 : start, end);
  if (digits.length > width) {
    throw refusal4(`expected an integer of ${width} bytes, found ${digits.length}`, offset);
  }
  const integer2 = new Uint8Array(width);
  integer2.set(digits, width - digits.length);
  return integer2;
}
function refusal4(message, offsetBytes) {
  return new FormatError("der-format", `ECDSA signature: ${message}`, { at: { offsetBytes } });
}

// src/manifest/manifest-schema.ts
var MANIFEST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/pcr-manifest/v1";
var hex2 = (bytes) => string2().check(
  _regex(
    new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
    `expected ${2 * bytes} lower-case hexadecimal digits`
  )
);
var text2 = string2().check(_minLength(1, "expected a text, found none"));
var size = int().check(_nonnegative());
var instant2 = string2().check(refine(isInstant, "expected RFC 3339 in UTC"));
var pcr2 = hex2(48).check(
  refine((value) => value !== ZERO_PCR, "expected a measured value, found only zeros")
);
var CERTIFICATE = object({ sha256: hex2(32), notBefore: instant2, notAfter: instant2 });
var SECTION = object({
  type: _enum(["kernel", "cmdline", "ramdisk", "signature", "metadata"]),
  offsetBytes: size,
  sizeBytes: size,
  sha384: hex2(48)
});
var EIF = object({
  version: union([literal(2), literal(3), literal(4)]),
  architecture: _enum(["x86_64", "aarch64"]),
  sections: array(SECTION).check(_minLength(1)),
  metadata: optional(
    object({ measured: literal(false), content: record(string2(), unknown()) })
  ),
  certificate: optional(CERTIFICATE)
});
var SOURCE2 = object({
  observed: literal(true),
  repository: text2,
  commit: string2().check(
    _regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a commit of 40 or 64 lower-case digits")
  ),
  ref: text2
});
var BUILD = object({
  observed: literal(true),
  workflow: text2,
  run: text2,
  attempt: int().check(_positive()),
  runner: text2
});
var PREDICATE = object({
  measurements: object({
    HashAlgorithm: string2(),
    PCR0: pcr2,
    PCR1: pcr2,
    PCR2: pcr2,
    PCR8: optional(pcr2)
  }),
  measured: _enum(["here", "given"]),
  measuredAt: instant2,
  eif: optional(EIF),
  source: optional(SOURCE2),
  build: optional(BUILD)
});
var SUBJECTS = array(object({ name: text2, digest: object({ sha256: hex2(32), awsNitroPcr0: hex2(48) }) })).check(_length(1));
var STATEMENT2 = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(MANIFEST_PREDICATE_TYPE),
  subject: SUBJECTS,
  predicate: PREDICATE
});
function isInstant(value) {
  try {
    parseInstant(value);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

// src/manifest/manifest.ts
var FORMAT2 = "PCR manifest";
function parseManifest(payload) {
  const statement = parseStatement(payload);
  if (statement.predicateType !== MANIFEST_PREDICATE_TYPE) {
    throw refusal5(
      `expected ${MANIFEST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  const [subject] = matched(SUBJECTS, statement.subject, FORMAT2, "subject");
  const predicate = matched(PREDICATE, statement.predicate, FORMAT2, "predicate");
  if (subject?.digest.awsNitroPcr0 !== predicate.measurements.PCR0) {
    throw refusal5("expected PCR0 of the predicate", ["subject", 0, "digest", "awsNitroPcr0"]);
  }
  const manifest = manifestOf(subject.name, subject.digest.sha256, predicate);
  requireWhole(manifest);
  return manifest;
}
function manifestOf(name, sha2562, predicate) {
  const { measured, measuredAt, eif, source, build } = predicate;
  const { PCR0, PCR1, PCR2, PCR8 } = predicate.measurements;
  return {
    image: { name, sha256: sha2562 },
    measurements: { PCR0, PCR1, PCR2, ...PCR8 === void 0 ? {} : { PCR8 } },
    measured,
    measuredAt: parseInstant(measuredAt),
    ...eif === void 0 ? {} : { eif: eifOf(eif) },
    ...source === void 0 ? {} : { source: withoutMark(source) },
    ...build === void 0 ? {} : { build: withoutMark(build) }
  };
}
function withoutMark(fields3) {
  const { observed: _, ...rest } = fields3;
  return rest;
}
function eifOf({ metadata, certificate, ...eif }) {
  return {
    ...eif,
    ...metadata === void 0 ? {} : (
      // It was read as JSON, and the schema leaves its content alone.
      { unmeasuredMetadata: metadata.content }
    ),
    ...certificate === void 0 ? {} : {
      certificate: {
        sha256: certificate.sha256,
        notBefore: parseInstant(certificate.notBefore),
        notAfter: parseInstant(certificate.notAfter)
      }
    }
  };
}
function requireWhole({ measured, eif, measurements }) {
  if (measured === "here" !== (eif !== void 0)) {
    throw refusal5("expected the image exactly when it was measured here", ["predicate", "eif"]);
  }
  if (eif === void 0) return;
  const signed = measurements.PCR8 !== void 0;
  if (signed !== (eif.certificate !== void 0)) {
    throw refusal5("expected a certificate exactly when there is a PCR8", [
      "predicate",
      "eif",
      "certificate"
    ]);
  }
  if (signed !== eif.sections.some(({ type }) => type === "signature")) {
    throw refusal5("expected a signature section exactly when there is a PCR8", [
      "predicate",
      "eif",
      "sections"
    ]);
  }
}
function refusal5(message, path) {
  return documentRefusal(FORMAT2, message, path);
}

// src/manifest/verify-manifest.ts
async function verifyEnvelope(bytes, trust) {
  const keys = distinctKeys(trust);
  const envelope = parseDsse(bytes);
  const digest = sha256Of(envelope.payload);
  const encoding = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const signers = [];
  for (const [keyid, key] of keys) {
    if (await hasSigned(key, encoding, candidates(envelope, keyid))) signers.push(keyid);
  }
  if (signers.length < trust.threshold) {
    const count2 = envelope.signatures.length;
    throw new TrustError(
      "signature-threshold",
      `expected signatures of ${trust.threshold} trusted keys, found ${signers.length} among ${count2} signatures`,
      { hint: `Trusted are ${[...keys.keys()].join(", ")}.` }
    );
  }
  const { payloadType, payload } = envelope;
  return { payloadType, payload, payloadSha256: encodeHex(await digest), signers };
}
async function verifyManifest(bytes, trust) {
  const { payload, payloadType, payloadSha256, signers } = await verifyEnvelope(bytes, trust);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      "statement-format",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: "/payloadType" } }
    );
  }
  return { manifest: parseManifest(payload), payloadSha256, signers };
}
function distinctKeys({ keys, threshold }) {
  if (keys.length < 1 || keys.length > TRUST_MAX_KEYS) {
    throw new UsageError(`expected 1 to ${TRUST_MAX_KEYS} trusted keys, found ${keys.length}`);
  }
  const distinct3 = new Map(keys.map((key) => [keyIdOf(key.spkiDer), key]));
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > distinct3.size) {
    throw new UsageError(
      `expected a threshold from 1 to the number of distinct trusted keys, ${distinct3.size}, found ${threshold}`
    );
  }
  return distinct3;
}
async function verifySignature({ curve, spkiDer }, data, der) {
  return verifyEcdsa({ curve, spkiDer, data, signature: rawOrNothing(der, curve) });
}
function candidates({ signatures }, keyid) {
  return signatures.filter((signature2) => (signature2.keyid ?? keyid) === keyid);
}
async function hasSigned(key, encoding, signatures) {
  for (const { sig } of signatures) {
    if (await verifySignature(key, encoding, sig)) return true;
  }
  return false;
}
function rawOrNothing(der, curve) {
  try {
    return derToRaw(der, curve);
  } catch (error) {
    if (error instanceof FormatError) return new Uint8Array(0);
    throw error;
  }
}

// src/allowlist/statement-payload.ts
function pinnedStatement({ payloadType, payload }, predicateType, pin) {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw documentRefusal(
      "statement",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      ["payloadType"]
    );
  }
  const statement = parseStatement(payload);
  if (statement.predicateType !== predicateType) {
    throw documentRefusal(
      "statement",
      `expected ${predicateType}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  requirePinned(statement.predicate, pin);
  return statement;
}
function requirePinned(predicate, pin) {
  for (const name of ["list", "enclave"]) {
    const expected = pin[name];
    if (expected === void 0 || predicate[name] === expected) continue;
    throw new TrustError(
      "wrong-list",
      `expected ${name} ${JSON.stringify(expected)}, found ${JSON.stringify(predicate[name]) ?? "none"}`,
      { hint: "This store holds the list of another enclave or environment." }
    );
  }
}

// src/allowlist/staged-record.ts
var COMMON = {
  list: hex(16),
  enclave: text,
  /** Drawn anew for each record: the same image staged again is another record, and needs another approval. */
  nonce: hex(16),
  stagedAt: instant
};
var RELEASE2 = strictObject({
  ...COMMON,
  release: strictObject({
    id,
    measurements: MEASUREMENTS,
    image: strictObject({ name: text, sha256: hex(32) }),
    manifest: strictObject({ path: text, sha256: hex(32) }),
    source: exactOptional(SOURCE),
    again: boolean2()
  })
});
var PROJECTION2 = strictObject({ ...COMMON, projection: strictObject(PROJECTION_FIELDS) });

// src/allowlist/approval/key-approval.ts
var APPROVAL_PREDICATE_TYPE = "https://pcr-allowlist.github.io/approval/v1";
var FORMAT3 = "approval";
var APPROVAL2 = strictObject({
  list: hex(16),
  enclave: text,
  /** SHA-256 of the staged record's file: its nonce makes it another one at each staging. */
  staged: hex(32),
  /** Absent where a projection is approved. */
  release: exactOptional(strictObject({ id, PCR0: pcr, manifest: hex(32) })),
  /** The projection that is approved, or under which the release is: `projectionSha256`. */
  projection: hex(32),
  approvedAt: instant,
  expiresAt: instant
});
var STATEMENT3 = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(APPROVAL_PREDICATE_TYPE),
  subject: array(object({ name: text, digest: object({ sha256: hex(32) }) })).check(_length(1)),
  predicate: APPROVAL2
});
async function verifyApproval(envelope, pin, keys) {
  const opened = await verifyEnvelope(envelope, { keys, threshold: 1 });
  const statement = matched(
    APPROVAL2,
    pinnedStatement(opened, APPROVAL_PREDICATE_TYPE, pin).predicate,
    FORMAT3,
    "predicate"
  );
  const { staged, projection, approvedAt, expiresAt } = statement;
  const approvals = opened.signers.map(
    (by) => ({
      source: "key",
      staged,
      sha256: opened.payloadSha256,
      by,
      approvedAt,
      expiresAt,
      projection,
      envelope: dsseJson(parseDsse(envelope))
    })
  );
  return { statement, approvals };
}
function approvesRelease({ staged, release }, expected) {
  return staged === expected.sha256 && release?.id === expected.id && release.PCR0 === expected.measurements.PCR0 && release.manifest === expected.manifest.sha256;
}
function approvalEnvelope({ envelope }) {
  return encodeUtf8(JSON.stringify(envelope));
}

// src/allowlist/approval/unapproved.ts
var NOTHING_UNAPPROVED = { releases: /* @__PURE__ */ new Set(), projection: false };
async function unapprovedIn(list, trust) {
  const releases = /* @__PURE__ */ new Set();
  for (const release of list.releases) {
    const count3 = await approvedBy(
      list,
      release.approvals,
      trust,
      (statement) => approvesRelease(statement, { ...release, sha256: release.staged })
    );
    if (count3 < trust.threshold) releases.add(release.id);
  }
  const digest = projectionSha256(list.projection);
  const count2 = await approvedBy(
    list,
    list.projection.approvals,
    trust,
    (statement) => statement.release === void 0 && statement.projection === digest
  );
  return { releases, projection: count2 < trust.threshold };
}
async function approvedBy({ list, enclave }, approvals, { keys }, counts) {
  const by = /* @__PURE__ */ new Set();
  for (const approval of approvals) {
    if (approval.source !== "key") continue;
    try {
      const pin = { list, enclave };
      const verified = await verifyApproval(approvalEnvelope(approval), pin, keys);
      if (!counts(verified.statement)) continue;
      for (const one of verified.approvals) by.add(one.by);
    } catch (error) {
      if (!(error instanceof TrustError || error instanceof FormatError)) throw error;
    }
  }
  return by.size;
}

// src/allowlist/verify-allow-list.ts
async function verifyAllowList(envelope, { pin, openEnvelope, remembered, minVersion, approval }, now) {
  const { list, id: id2, signers } = await openAllowList(envelope, pin, openEnvelope);
  requireIssued(list, now);
  requireNoRollback(list, id2, { remembered, minVersion });
  const unapproved = approval === void 0 ? NOTHING_UNAPPROVED : await unapprovedIn(list, approval);
  return { list, id: id2, signers, unapproved };
}
async function openAllowList(envelope, pin, openEnvelope) {
  const { payloadType, payload, signers } = await openEnvelope(envelope);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      "statement-format",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: "/payloadType" } }
    );
  }
  const digest = sha256Of(payload);
  const statement = parseAllowListStatement(payload);
  if (statement.predicateType === ALLOW_LIST_PREDICATE_TYPE)
    requirePinned(statement.predicate, pin);
  const list = parseAllowList(statement);
  const id2 = { version: list.version, sha256: encodeHex(await digest) };
  return { list, id: id2, payload, signers };
}
function requireIssued({ issuedAt }, now) {
  if (issuedAt <= now + ISSUED_AHEAD_MAX_MS) return;
  throw new TrustError(
    "list-expired",
    `the allow-list is issued ahead of the clock, at ${formatInstant(issuedAt)}`,
    { hint: "Compare the clock of this machine with that of the writer." }
  );
}
function requireNoRollback({ previous }, id2, { remembered, minVersion }) {
  if (!(id2.version >= minVersion)) {
    throw rollback(`expected at least version ${minVersion}, found ${id2.version}`);
  }
  if (remembered === "nothing-remembered") return;
  if (!(id2.version >= remembered.version)) {
    throw rollback(`expected at least version ${remembered.version}, found ${id2.version}`);
  }
  if (id2.version === remembered.version && id2.sha256 !== remembered.sha256) {
    throw rollback(`version ${id2.version} has another payload than remembered`);
  }
  if (id2.version === remembered.version + 1 && previous?.sha256 !== remembered.sha256) {
    throw rollback(
      `version ${id2.version} does not follow version ${remembered.version} as remembered`
    );
  }
}
function rollback(message) {
  return new TrustError("rollback", `allow-list: ${message}`, {
    hint: "Somebody put an old list back, or removed objects of the store. Look into its history before you go on."
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

// src/iam/policy-elements.ts
var KINDS = ["AWS", "Service", "Federated", "CanonicalUser"];
var OPERATORS = new Set(
  [
    ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ...["StringLike", "StringNotLike", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
    ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals"],
    ...["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
    ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"]
  ].map((name) => name.toLowerCase())
);
var KELVIN_SIGN = "\u212A";
var NO_KELVIN_SIGN = "expected the letter K, found the Kelvin sign";
function isOperator(name) {
  return !name.includes(KELVIN_SIGN) && OPERATORS.has(name.toLowerCase());
}
function parseTexts(value, path, report) {
  if (value === void 0) return void 0;
  const all = Array.isArray(value) ? value : [value];
  const texts = all.filter((one) => typeof one === "string");
  if (texts.length < all.length || texts.length === 0) report(path, "expected one text or several");
  if (texts.some((text3) => text3.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}
function parsePrincipals(value, path, report) {
  if (value === void 0) return void 0;
  if (value === "*") return [{ kind: "AWS", value: "*" }];
  if (!isObject3(value) || Object.keys(value).length === 0) {
    report(path, 'expected "*" or principals by kind');
    return [];
  }
  return Object.entries(value).flatMap(([name, values]) => {
    const kind = KINDS.find((known) => known === name);
    if (kind === void 0) report(`${path}/${name}`, `expected ${KINDS.join(", ")}`);
    const texts = parseTexts(values, `${path}/${name}`, report) ?? [];
    return kind === void 0 ? [] : texts.map((text3) => ({ kind, value: text3 }));
  });
}
function parseConditions(value, path, report) {
  if (value === void 0) return [];
  if (!isObject3(value)) {
    report(path, "expected an object");
    return [];
  }
  const seen = /* @__PURE__ */ new Set();
  return Object.entries(value).flatMap(([name, block2]) => {
    const at = `${path}/${name}`;
    if (!isObject3(block2)) {
      report(at, "expected an object");
      return [];
    }
    const operator = parseOperator(name);
    if (!isOperator(operator.operator)) report(at, "expected an operator of IAM");
    return Object.entries(block2).map(([key, values]) => {
      const both = `${name} ${key}`.toLowerCase();
      if (seen.has(both))
        report(`${at}/${key}`, "expected each operator and key once, in any case");
      seen.add(both);
      if (key.includes(KELVIN_SIGN)) report(`${at}/${key}`, NO_KELVIN_SIGN);
      return { ...operator, key, values: parseValues(values, `${at}/${key}`, report) };
    });
  });
}
function parseOperator(name) {
  const [, qualifier, bare = name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/is.exec(name) ?? [];
  return {
    operator: bare,
    ...qualifier === void 0 ? {} : { qualifier: /all/i.test(qualifier) ? "ForAllValues" : "ForAnyValue" },
    ifExists: ifExists !== void 0
  };
}
function parseValues(value, path, report) {
  const all = Array.isArray(value) ? value : [value];
  const scalars = all.filter((one) => one !== null && typeof one !== "object");
  if (scalars.length < all.length || all.length === 0)
    report(path, "expected one value or several");
  const texts = scalars.map(String);
  if (texts.some((text3) => text3.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}
function isObject3(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/iam/policy.ts
var MEMBERS = ["Version", "Id", "Statement"];
var VERSIONS = ["2012-10-17", "2008-10-17"];
var ELEMENTS = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"]
];
function parseKeyPolicy(source) {
  const document = toPlain(documentOf(source));
  if (!isObject4(document)) throw refusal6("an object", "/");
  const { PolicyStatement, ...members2 } = document;
  const faults = [];
  const report = (path, message) => faults.push({ path, message });
  const { Version: version3, Id: id2 } = members2;
  for (const name of Object.keys(members2)) {
    if (!MEMBERS.includes(name)) report(`/${name}`, "expected no other member");
  }
  if (version3 !== void 0 && !(typeof version3 === "string" && VERSIONS.includes(version3))) {
    report("/Version", `expected ${VERSIONS.join(" or ")}`);
  }
  const all = Array.isArray(PolicyStatement) ? PolicyStatement : [PolicyStatement];
  const statements = all.map((raw, index) => parsePolicyStatement(raw, index));
  return {
    ...typeof version3 === "string" ? { version: version3 } : {},
    ...typeof id2 === "string" ? { id: id2 } : {},
    statements,
    members: members2,
    notUnderstood: [...faults, ...statements.flatMap(({ notUnderstood }) => notUnderstood)]
  };
}
function parsePolicyStatement(raw, index = 0) {
  const at = `/Statement/${index}`;
  if (raw === void 0 || !isObject4(raw)) throw refusal6("statements, each an object", at);
  const faults = [];
  const report = (path, message) => faults.push({ path: `${at}${path}`, message });
  for (const name of Object.keys(raw)) {
    if (!ELEMENTS.includes(name)) report(`/${name}`, "expected no other element");
  }
  reportPairs(raw, report);
  const { Sid } = raw;
  if (Sid !== void 0 && typeof Sid !== "string") report("/Sid", "expected a text");
  const elements = {
    principals: parsePrincipals(raw.Principal, "/Principal", report),
    notPrincipals: parsePrincipals(raw.NotPrincipal, "/NotPrincipal", report),
    actions: parseTexts(raw.Action, "/Action", report),
    notActions: parseTexts(raw.NotAction, "/NotAction", report),
    resources: parseTexts(raw.Resource, "/Resource", report),
    notResources: parseTexts(raw.NotResource, "/NotResource", report)
  };
  return {
    index,
    ...typeof Sid === "string" ? { sid: Sid } : {},
    effect: effectOf(raw.Effect, report),
    ...present(elements),
    conditions: parseConditions(raw.Condition, "/Condition", report),
    notUnderstood: faults,
    raw
  };
}
function reportPairs(raw, report) {
  for (const name of ["Principal", "Action", "Resource"]) {
    if (name in raw && `Not${name}` in raw) {
      report(`/Not${name}`, `expected ${name} or Not${name}, found both`);
    }
  }
}
function effectOf(effect, report) {
  if (effect === void 0) return "missing";
  if (effect === "Allow" || effect === "Deny") return effect;
  report("/Effect", "expected Allow or Deny");
  return "unknown";
}
function present(members2) {
  const there = Object.entries(members2).filter(([, value]) => value !== void 0);
  return Object.fromEntries(there);
}
function documentOf(source) {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) return source;
  const bytes = typeof source === "string" ? encodeUtf8(source) : source;
  if (bytes.length > KEY_POLICY_MAX_BYTES) {
    throw refusal6(`at most ${KEY_POLICY_MAX_BYTES} bytes, found ${bytes.length}`, "/");
  }
  return parseStrictJson(bytes);
}
function isObject4(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function refusal6(expected, path) {
  return new FormatError("json-format", `key policy: expected ${expected}`, { at: { path } });
}

// src/iam/pattern.ts
function matchesPattern(pattern, text3) {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text3.length) {
    const symbol = pattern[from];
    if (symbol === "*") {
      star = from++;
      resume = at;
    } else if (symbol === "?" || symbol !== void 0 && symbol === text3[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[from] === "*") from++;
  return from === pattern.length;
}
function matchesArnPattern(pattern, arn) {
  if (pattern === "*") return true;
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return parts.length === patterns.length && patterns.every((one, i) => matchesPattern(one, parts[i] ?? ""));
}
function matchesAction(patterns, action) {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), name));
}
function hasWildcard(text3) {
  return /[*?]/.test(text3);
}
function arnParts(arn) {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...parts.length > 5 ? [parts.slice(5).join(":")] : []];
}

// src/iam/policy-normal-form.ts
function normalStatementText(statement) {
  return canonicalJson(normalStatement(statement));
}
function accountOfPrincipal(value) {
  const [, digits] = /^(?:arn:aws[a-z0-9-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return digits !== void 0 && value.startsWith("arn:") === value.endsWith(":root") ? digits : void 0;
}
function normalStatement(statement) {
  if (statement.notUnderstood.length > 0) return sortedJson(statement.raw);
  const { sid, effect, conditions } = statement;
  const lists = [
    ["Principal", statement.principals, normalPrincipals],
    ["NotPrincipal", statement.notPrincipals, normalPrincipals],
    ["Action", statement.actions, lowerSet],
    ["NotAction", statement.notActions, lowerSet],
    ["Resource", statement.resources, sortedSet],
    ["NotResource", statement.notResources, sortedSet]
  ];
  const elements = lists.flatMap(
    ([name, list, normal]) => (
      // Each list goes to the function that stands beside it.
      list === void 0 ? [] : [[name, normal(list)]]
    )
  );
  return {
    ...sid === void 0 ? {} : { Sid: sid },
    ...effect === "missing" ? {} : { Effect: effect },
    ...Object.fromEntries(elements),
    ...conditions.length === 0 ? {} : { Condition: normalConditions(conditions) }
  };
}
function normalPrincipals(principals) {
  const kinds = [...new Set(principals.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const values = principals.filter((one) => one.kind === kind).map(({ value }) => value);
      return [kind, sortedSet(values.map((value) => accountOfPrincipal(value) ?? value))];
    })
  );
}
function normalConditions(conditions) {
  const blocks = {};
  for (const { operator, qualifier, ifExists, key, values } of conditions) {
    const prefix = qualifier === void 0 ? "" : `${qualifier}:`;
    const name = `${prefix}${operator}${ifExists ? "IfExists" : ""}`.toLowerCase();
    blocks[name] = { ...blocks[name], [key.toLowerCase()]: sortedSet(values) };
  }
  return blocks;
}
function lowerSet(texts) {
  return sortedSet(texts.map((text3) => text3.toLowerCase()));
}
function sortedSet(texts) {
  return [...new Set(texts)].sort();
}
function byText(values) {
  const texts = values.map((value) => [canonicalJson(value), value]);
  return texts.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([, value]) => value);
}
function sortedJson(value) {
  if (Array.isArray(value)) {
    const sorted2 = byText(value.map(sortedJson)).filter(
      (one, i, all) => i === 0 || canonicalJson(one) !== canonicalJson(all[i - 1] ?? null)
    );
    return sorted2.length === 1 && sorted2[0] !== void 0 ? sorted2[0] : sorted2;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sortedJson(one)]));
}

// src/iam/callers.ts
var OTHER_ACCOUNT = "999999999999";
var OTHER_ROLE = "role/any-other-role";
function isDeletedPrincipal(value) {
  return /^A(?:ID|RO)A[A-Z0-9]+$/.test(value);
}
function callersOf(statements, account) {
  const named = statements.flatMap(({ principals = [], notPrincipals = [], conditions }) => [
    ...principals,
    ...notPrincipals,
    ...conditions.filter(({ key }) => key.toLowerCase() === "aws:principalarn").flatMap(({ values }) => values.map(instanceOfPattern)).map((value) => ({ kind: "AWS", value }))
  ]);
  const accountsInConditions = statements.flatMap(({ conditions }) => conditions.flatMap(({ values }) => values)).filter((value) => /^\d{12}$/.test(value));
  const specific = named.filter(isSpecific).map(callerOf);
  const accounts = /* @__PURE__ */ new Set([
    ...account === void 0 ? [] : [account],
    ...named.flatMap(({ kind, value }) => kind === "AWS" ? accountIn(value) ?? [] : []),
    ...accountsInConditions
  ]);
  const others = [...accounts].map((id2) => otherOf(id2, specific));
  const stranger = { ...otherOf(OTHER_ACCOUNT, specific), standsFor: "*" };
  return distinct2([...others, stranger, ...specific]);
}
function callersFor(principal, all) {
  if (principal.kind !== "AWS") return [callerOf(principal)];
  if (principal.value === "*") {
    const stranger = all.filter(({ standsFor }) => standsFor === "*");
    return [...stranger, ...all.filter(({ standsFor }) => standsFor !== "*")];
  }
  const account = accountOfPrincipal(principal.value);
  if (account === void 0) {
    return isDeletedPrincipal(principal.value) ? [] : [callerOf(principal)];
  }
  return all.filter((caller) => caller.kind === "AWS" && caller.account === account);
}
function meansCaller(principal, caller) {
  const { kind, value } = principal;
  if (kind === "AWS" && value === "*") return true;
  if (kind !== caller.kind) return false;
  if (value === caller.value) return true;
  if (kind !== "AWS" || isDeletedPrincipal(value)) return false;
  const account = accountOfPrincipal(value);
  if (account !== void 0) return account === caller.account;
  if (hasWildcard(value) || !value.startsWith("arn:")) return void 0;
  return meansSession(value, caller.value);
}
function meansSession(roleArn, sessionArn) {
  const [, account, name] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(sessionArn) ?? [];
  const [, owner, path, role] = /^arn:[^:]+:iam::(\d{12}):role\/(.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (account === void 0 || account !== owner || name !== role) return false;
  return path === void 0 ? true : void 0;
}
function callerOf({ kind, value }) {
  const account = kind === "AWS" ? accountIn(value) : void 0;
  return { kind, value, ...account === void 0 ? {} : { account } };
}
function otherOf(account, specific) {
  const taken = new Set(specific.map(({ value: value2 }) => value2));
  let value = `arn:aws:iam::${account}:${OTHER_ROLE}`;
  while (taken.has(value)) value += "-";
  return { kind: "AWS", value, account, standsFor: `arn:aws:iam::${account}:root` };
}
function isSpecific({ kind, value }) {
  if (kind !== "AWS") return true;
  return value !== "*" && !hasWildcard(value) && !isDeletedPrincipal(value) && !/^\d{12}$/.test(value);
}
function instanceOfPattern(pattern) {
  return pattern.replaceAll("*", "any").replaceAll("?", "x");
}
function accountIn(value) {
  return accountOfPrincipal(value) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
}
function distinct2(callers) {
  return [...new Map(callers.map((caller) => [`${caller.kind} ${caller.value}`, caller])).values()];
}

// src/iam/attestation-keys.ts
var ENCLAVE_LAST = 31;
var TPM_LAST = 23;
var ATTESTATION_PREFIX = "kms:recipientattestation";
function attestationKeyOf(key) {
  const name = key.toLowerCase();
  if (name === `${ATTESTATION_PREFIX}:imagesha384`)
    return { platform: "enclave", register: "PCR0" };
  const [, tpm, digits] = /^kms:recipientattestation:(nitrotpm)?pcr(0|[1-9]\d?)$/.exec(name) ?? [];
  if (digits === void 0) return void 0;
  if (tpm !== void 0) {
    return Number(digits) > TPM_LAST ? void 0 : { platform: "tpm", register: `NitroTPMPCR${digits}` };
  }
  return Number(digits) > ENCLAVE_LAST ? void 0 : { platform: "enclave", register: `PCR${digits}` };
}
function looksAttested(key) {
  return key.toLowerCase().startsWith(ATTESTATION_PREFIX);
}

// src/iam/condition-operators.ts
var TEXT = {
  stringequals: (value, expected) => value === expected,
  stringequalsignorecase: sameInAnyCase,
  stringlike: (value, expected) => matchesPattern(expected, value),
  arnequals: (value, expected) => matchesArnPattern(expected, value),
  arnlike: (value, expected) => matchesArnPattern(expected, value),
  bool: sameInAnyCase
};
var NUMBER2 = {
  equals: (value, expected) => value === expected,
  lessthan: (value, expected) => value < expected,
  lessthanequals: (value, expected) => value <= expected,
  greaterthan: (value, expected) => value > expected,
  greaterthanequals: (value, expected) => value >= expected
};
function familyOf({ operator }) {
  const name = operator.toLowerCase();
  if (name === "null") return "any";
  const positive = name.replace("not", "");
  if (Object.hasOwn(TEXT, positive)) return "text";
  if (positive.startsWith("date")) return "date";
  if (positive.startsWith("numeric")) return "number";
  return "other";
}
function isNegated({ operator }) {
  return /^(?:string|arn|date|numeric)not/i.test(operator);
}
function takesWildcards({ operator }) {
  return /^(?:string(?:not)?like|arn.*)$/i.test(operator);
}
function conditionTest(condition) {
  const { qualifier, ifExists, values } = condition;
  if (familyOf(condition) === "any") {
    const lower = values.map((one) => one.toLowerCase());
    return (value) => lower.includes(String(value === void 0));
  }
  const negated = isNegated(condition);
  const isEqual = equalityOf(condition);
  const absent = qualifier !== "ForAnyValue" && (ifExists || qualifier === "ForAllValues" || negated);
  return (value) => {
    if (value === void 0) return absent;
    return isEqual === void 0 ? void 0 : isEqual(value) !== negated;
  };
}
function equalityOf(condition) {
  const { values } = condition;
  const compare = comparisonOf(condition);
  if (compare === void 0) return void 0;
  if (compare === sameInAnyCase) {
    const lower = new Set(values.map((one) => one.toLowerCase()));
    return (value) => lower.has(value.toLowerCase());
  }
  return (value) => values.some((expected) => compare(value, expected));
}
function hasReadableValues(condition) {
  const { values } = condition;
  if (values.length === 0 || values.some((value) => value.includes("${"))) return false;
  switch (familyOf(condition)) {
    case "date":
      return values.every((value) => dateOf(value) !== void 0);
    case "number":
      return values.every((value) => /^-?\d+(?:\.\d+)?$/.test(value));
    case "any":
      return values.every((value) => /^(?:true|false)$/i.test(value));
    case "other":
      return false;
    default:
      return true;
  }
}
function dateOf(text3) {
  if (/^\d{1,12}$/.test(text3) && text3.length !== 4) return Number(text3) * 1e3;
  const fields3 = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/.exec(
    text3
  );
  if (fields3 === null) return void 0;
  const [year, month, day, hour, minute, second] = fields3.slice(1, 7).map((one) => Number(one ?? 0));
  const instant3 = instantOf(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
  const [fraction = "", sign, hours, minutes] = fields3.slice(7);
  const offsetMinutes = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (instant3 === void 0) return void 0;
  return instant3 + Number(fraction.padEnd(3, "0")) - (sign === "-" ? -1 : 1) * offsetMinutes * 6e4;
}
function comparisonOf(condition) {
  const name = condition.operator.toLowerCase().replace("not", "");
  if (familyOf(condition) === "text") return TEXT[name];
  const compare = NUMBER2[name.replace(/^(?:date|numeric)/, "")];
  if (compare === void 0) return void 0;
  const read = familyOf(condition) === "date" ? (text3) => dateOf(text3) ?? Number.NaN : Number;
  return (value, expected) => compare(Number(value), read(expected));
}
function sameInAnyCase(value, expected) {
  return value.toLowerCase() === expected.toLowerCase();
}
function comparesPattern(condition) {
  return takesWildcards(condition) && condition.values.some(hasWildcard);
}

// src/iam/question.ts
var UNCLEAR = "\0";
var TIME_KEY = "aws:currenttime";
var CALLER_KEYS = ["aws:principalarn", "aws:principalaccount", "kms:calleraccount"];
var NOT_ASKED = /^(?:aws:tagkeys|aws:principalorgpaths|aws:resourceorgpaths|aws:calledvia.*|kms:encryptioncontextkeys|kms:grantoperations|kms:resourcealiases|kms:requestalias|aws:resource.*|kms:key(?:origin|spec|usage)|kms:customermasterkey.*|kms:multiregion.*|kms:primaryregion)$/;
function questionKeyOf(key) {
  const name = key.toLowerCase();
  const attested = attestationKeyOf(name);
  if (attested !== void 0) return `kms:recipientattestation:${attested.register.toLowerCase()}`;
  if (looksAttested(name) || NOT_ASKED.test(name)) return void 0;
  return /^(?:aws|kms):./.test(name) ? name : void 0;
}
function questionOf(key, conditions, callers, now) {
  const family = conditions.map(familyOf).find((one) => one !== "any") ?? "text";
  if (key === TIME_KEY) return timeQuestion(key, conditions, now);
  const mentioned = conditions.filter((one) => familyOf(one) === family);
  const values = mentioned.flatMap((one) => one.values);
  if (CALLER_KEYS.includes(key)) {
    const answers = [
      void 0,
      ...new Set(callers.flatMap((caller) => callerAnswer(key, caller) ?? []))
    ];
    return { key, family: "text", answers, several: 0n };
  }
  if (family === "date")
    return orderedQuestion(
      key,
      family,
      values.flatMap((one) => dateOf(one) ?? [])
    );
  if (family === "number") {
    return orderedQuestion(key, family, values.map(Number).filter(Number.isFinite));
  }
  return textQuestion(key, mentioned);
}
function callerAnswer(key, { kind, value, account }) {
  if (kind !== "AWS") return void 0;
  if (key !== "aws:principalarn") return account;
  const [, before, owner, role] = /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(value) ?? [];
  return role === void 0 ? value : `${before}:iam::${owner}:role/${role}`;
}
function isCallerKey(key) {
  return CALLER_KEYS.includes(key);
}
function timeQuestion(key, conditions, now) {
  const instants = conditions.filter((one) => familyOf(one) === "date").flatMap(({ values }) => values.flatMap((one) => dateOf(one) ?? []));
  const around = instants.flatMap((instant3) => [instant3 - 1, instant3, instant3 + 1]);
  const answers = sortedNumbers([now, ...around.filter((instant3) => instant3 >= now)]).map(String);
  return { key, family: "date", answers, several: 0n };
}
function orderedQuestion(key, family, mentioned) {
  const sorted2 = sortedNumbers(mentioned);
  const between = sorted2.slice(1).map((number3, i) => (number3 + (sorted2[i] ?? number3)) / 2);
  const ends = [(sorted2[0] ?? 0) - 1, (sorted2.at(-1) ?? 0) + 1];
  const answers = [void 0, ...sortedNumbers([...sorted2, ...between, ...ends]).map(String)];
  return { key, family, answers, several: maskOf(answers.map((_, i) => i > 0)) };
}
function textQuestion(key, conditions) {
  const isAttested2 = looksAttested(key);
  const patterns = /* @__PURE__ */ new Set();
  const exact = new Set(/:pcr\d+$/.test(key) ? [ZERO_PCR] : []);
  for (const condition of conditions) {
    const isPattern = /like$|^arn/i.test(condition.operator);
    for (const value of condition.values) {
      const text3 = isAttested2 ? value.toLowerCase() : value;
      if (isPattern && hasWildcard(text3)) patterns.add(text3);
      else for (const one of isAttested2 ? [text3] : spellings(condition, text3)) exact.add(one);
    }
  }
  const instances = [...patterns].map((text3) => text3.replaceAll("*", "fe").replaceAll("?", "f"));
  const fresh = freshFor(exact, isAttested2);
  const others = [.../* @__PURE__ */ new Set([...instances, fresh])].filter((text3) => !exact.has(text3));
  const partial2 = [...patterns].filter((pattern) => !/^\*+$/.test(pattern));
  const isUnclear = partial2.length > 1 || partial2.some((pattern) => matchesPattern(pattern, fresh));
  const several = [...others, ...isUnclear ? [UNCLEAR] : []];
  const answers = [void 0, ...exact, ...several];
  return { key, family: "text", answers, several: maskOf(answers.map((_, i) => i > exact.size)) };
}
function spellings({ operator }, text3) {
  if (!/ignorecase|bool/i.test(operator)) return [text3];
  const mixed = [...text3].map((c, i) => i % 2 === 0 ? c.toUpperCase() : c.toLowerCase()).join("");
  return [text3, text3.toLowerCase(), text3.toUpperCase(), mixed];
}
function freshFor(mentioned, isAttested2) {
  for (let i = 1; ; i++) {
    const text3 = isAttested2 ? i.toString(16).padStart(2, "a").repeat(48).slice(0, 96) : `other-${i}`;
    if (!mentioned.has(text3)) return text3;
  }
}
function maskOf(bits) {
  let mask = "0b";
  for (let i = bits.length - 1; i >= 0; i--) mask += bits[i] ? "1" : "0";
  return mask === "0b" ? 0n : BigInt(mask);
}
function sortedNumbers(numbers) {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

// src/iam/domain.ts
var Domain = class {
  questions;
  /** The questions of registers, with what they ask. */
  registers;
  places;
  /** By question: the platform of a register; whether the caller answers it; all answers. */
  kinds;
  constructor(statements, callers, now) {
    const byKey = /* @__PURE__ */ new Map();
    for (const { conditions } of statements) {
      for (const condition of conditions) {
        const key = questionKeyOf(condition.key);
        if (key !== void 0) byKey.set(key, [...byKey.get(key) ?? [], condition]);
      }
    }
    this.questions = [...byKey].map(([key, all]) => questionOf(key, all, callers, now));
    this.places = new Map(this.questions.map(({ key }, place2) => [key, place2]));
    this.registers = this.questions.flatMap((question, place2) => {
      const asked = attestationKeyOf(question.key);
      return asked === void 0 ? [] : [{ place: place2, question, asked }];
    });
    const platforms = new Map(this.registers.map(({ place: place2, asked }) => [place2, asked.platform]));
    this.kinds = this.questions.map(({ key, answers }, place2) => ({
      platform: platforms.get(place2),
      isCallers: isCallerKey(key),
      all: (1n << BigInt(answers.length)) - 1n
    }));
  }
  literal(condition) {
    const text3 = conditionText(condition);
    const place2 = this.places.get(questionKeyOf(condition.key) ?? "");
    const question = place2 === void 0 ? void 0 : this.questions[place2];
    const family = familyOf(condition);
    if (place2 === void 0 || question === void 0 || !hasReadableValues(condition))
      return { text: text3 };
    if (family !== "any" && family !== question.family) return { text: text3 };
    const holds = conditionTest(condition);
    const isPattern = comparesPattern(condition);
    const results = question.answers.map(
      (answer) => answer === UNCLEAR && isPattern ? void 0 : holds(answer)
    );
    return {
      question: place2,
      holds: maskOf(results.map((result) => result === true)),
      fails: maskOf(results.map((result) => result === false)),
      text: text3
    };
  }
  /** Every answer that a request of this caller with this document can give. */
  start(caller, document) {
    return this.kinds.map(({ platform, isCallers, all }, place2) => {
      if (platform !== void 0) return platform === document ? all & ~1n : 1n;
      const question = this.questions[place2];
      if (!isCallers || question === void 0) return all;
      const { key, answers } = question;
      return 1n << BigInt(Math.max(0, answers.indexOf(callerAnswer(key, caller))));
    });
  }
  /** Whether a condition asks for a document of an attested EC2 instance: else those need no case of their own. */
  get asksForTpm() {
    return this.registers.some(({ asked }) => asked.platform === "tpm");
  }
  /** The place of a question by its key; undefined where no condition puts it. */
  placeOf(key) {
    return this.places.get(key);
  }
};
function conditionText({ operator, qualifier, ifExists, key, values }) {
  const name = `${qualifier === void 0 ? "" : `${qualifier}:`}${operator}${ifExists ? "IfExists" : ""}`;
  const [first = "", ...more] = values;
  return `${name} ${key} ${first.slice(0, 100)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
}

// src/iam/kms-actions.ts
var KNOWN_NAMES = "CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey Decapsulate Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation Encapsulate Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac";
var KNOWN_ACTIONS = KNOWN_NAMES.split(" ").map((name) => `kms:${name}`);
var DATA_ACTIONS = [
  ...["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:DeriveSharedSecret"],
  ...["kms:ReEncryptFrom", "kms:Decapsulate"]
];
var AUTHORITY_ACTIONS = [
  ...["kms:PutKeyPolicy", "kms:CreateGrant", "kms:RevokeGrant", "kms:ReplicateKey"],
  ...["kms:UpdatePrimaryRegion", "kms:ImportKeyMaterial"]
];
var RECIPIENT_ACTIONS = /* @__PURE__ */ new Set([
  ...["kms:Decrypt", "kms:DeriveSharedSecret", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"],
  "kms:GenerateRandom"
]);
var KNOWN = new Set(KNOWN_ACTIONS.map((action) => action.toLowerCase()));
var UNKNOWN_SUFFIX = "ActionOfAnotherTime";
function dataActions(statements, description) {
  const known = DATA_ACTIONS.filter((name) => isForKey(name, description));
  const patterns = statements.flatMap(({ actions = [] }) => actions);
  const named = patterns.filter((one) => !hasWildcard(one) && isUnknownAction(one));
  const later = patterns.filter((one) => hasWildcard(one) && DATA_ACTIONS.some((name) => matchesAction([one], name))).map((one) => one.replaceAll("*", UNKNOWN_SUFFIX).replaceAll("?", "X")).map((one) => one.includes(":") ? one : `kms:${one}`);
  const negated = statements.some(({ notActions }) => notActions !== void 0);
  const all = [
    ...known.map((name) => ({ name, kind: "known" })),
    ...unique(named).map((name) => ({ name, kind: "named" })),
    ...unique([...later, ...negated ? [`kms:${UNKNOWN_SUFFIX}`] : []]).filter((name) => matchesPattern("kms:*", name.toLowerCase())).map((name) => ({ name, kind: "later" }))
  ];
  return all;
}
function authorityActions(description) {
  return AUTHORITY_ACTIONS.filter((name) => isForKey(name, description));
}
function isUnknownAction(name) {
  const lower = name.toLowerCase();
  return lower.startsWith("kms:") && !hasWildcard(lower) && !KNOWN.has(lower);
}
function isForKey(action, description) {
  if (description === void 0) return true;
  const { keyUsage, keySpec, origin, multiRegion } = description;
  const usages = [
    ...["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
    "ENCAPSULATE_DECAPSULATE"
  ];
  const hasUsage = (usage2) => keyUsage === usage2 || !usages.includes(keyUsage);
  switch (action) {
    case "kms:Decrypt":
    case "kms:ReEncryptFrom":
      return hasUsage("ENCRYPT_DECRYPT");
    case "kms:GenerateDataKey":
    case "kms:GenerateDataKeyPair":
      return hasUsage("ENCRYPT_DECRYPT") && !/^(?:RSA|ECC|SM2)_?/.test(keySpec);
    case "kms:DeriveSharedSecret":
      return hasUsage("KEY_AGREEMENT");
    case "kms:Decapsulate":
      return hasUsage("ENCAPSULATE_DECAPSULATE");
    case "kms:ReplicateKey":
    case "kms:UpdatePrimaryRegion":
      return multiRegion !== void 0;
    case "kms:ImportKeyMaterial":
      return origin === "EXTERNAL";
    default:
      return true;
  }
}
function unique(texts) {
  return [...new Map(texts.map((text3) => [text3.toLowerCase(), text3])).values()];
}

// src/iam/search.ts
function searchCases(start, allow, denies, budget, found) {
  const doubts = allow.filter((one) => !isKnown(one)).map(({ text: text3 }) => text3);
  let cases = [{ masks: start, doubts }];
  for (const literal2 of allow.filter(isKnown)) {
    cases = cases.flatMap((one) => meeting(one, literal2));
  }
  return cases.every((one) => escaping(one, denies, budget, found));
}
function escaping(one, denies, budget, found) {
  if (budget.left-- <= 0) return false;
  const pending = [];
  for (const deny of denies) {
    const open = openLiterals(one.masks, deny);
    if (open === void 0) continue;
    if (open.length === 0) return true;
    pending.push(open);
  }
  const [first, ...rest] = pending.sort((a, b) => a.length - b.length);
  if (first === void 0) {
    found(one);
    return true;
  }
  return splits(one, first).every((split2) => escaping(split2, rest, budget, found));
}
function openLiterals(masks, deny) {
  const open = [];
  for (const literal2 of deny) {
    if (!isKnown(literal2)) {
      open.push(literal2);
      continue;
    }
    const mask = masks[literal2.question] ?? 0n;
    if ((mask & ~literal2.fails) === 0n) return void 0;
    if ((mask & ~literal2.holds) !== 0n) open.push(literal2);
  }
  return open;
}
function splits(one, deny) {
  const cases = [];
  let rest = one;
  for (const literal2 of deny.filter(isKnown)) {
    if (rest === void 0) break;
    const failing = narrowed(rest, literal2.question, literal2.fails);
    if (failing !== void 0) cases.push(failing);
    const inDoubt = narrowed(rest, literal2.question, ~literal2.fails & ~literal2.holds);
    if (inDoubt !== void 0) cases.push(doubted(inDoubt, literal2));
    rest = narrowed(rest, literal2.question, ~literal2.fails);
  }
  const [unknown2] = deny.filter((literal2) => !isKnown(literal2));
  if (rest !== void 0 && unknown2 !== void 0) cases.push(doubted(rest, unknown2));
  return cases;
}
function meeting(one, literal2) {
  const sure = narrowed(one, literal2.question, literal2.holds);
  const unsure = narrowed(one, literal2.question, ~literal2.fails & ~literal2.holds);
  return [...sure ? [sure] : [], ...unsure ? [doubted(unsure, literal2)] : []];
}
function narrowed({ masks, doubts }, question, to) {
  const mask = (masks[question] ?? 0n) & to;
  return mask === 0n ? void 0 : { masks: masks.with(question, mask), doubts };
}
function doubted({ masks, doubts }, { text: text3 }) {
  return { masks, doubts: doubts.includes(text3) ? doubts : [...doubts, text3] };
}
function isKnown(literal2) {
  return literal2.question !== void 0;
}

// src/iam/paths.ts
var MAX_CASES = 5e4;
var Paths = class {
  domain;
  callers;
  /** By the place of the statement. */
  allows;
  denies;
  applying = /* @__PURE__ */ new Map();
  facts;
  budget = { left: MAX_CASES };
  constructor(facts) {
    const { policy, description, grants = [], now } = facts;
    this.facts = facts;
    const all = [
      ...callersOf(policy.statements, description?.account),
      ...grants.map(({ granteePrincipal }) => granteeOf(granteePrincipal))
    ];
    this.callers = [...new Map(all.reverse().map((one) => [one.value, one])).values()].reverse();
    this.domain = new Domain(policy.statements, this.callers, now);
    const prepared = policy.statements.flatMap((statement) => {
      const literals = this.literalsOf(statement);
      return literals === void 0 ? [] : [{ statement, literals }];
    });
    this.denies = prepared.filter(({ statement }) => statement.effect === "Deny");
    const allows = prepared.filter(({ statement }) => statement.effect !== "Deny");
    this.allows = new Map(allows.map((one) => [one.statement.index, one]));
  }
  /** Whether the work was more than was allowed: then what was found is not all. */
  get isExhausted() {
    return this.budget.left <= 0;
  }
  /** Everybody whom the policy or a grant may let do the action, each with whom the document names for it. */
  pathsOf(action) {
    const byStatement = [...this.allows.values()].filter(({ statement }) => coversAction(statement, action)).flatMap(({ statement }) => {
      const { index, sid } = statement;
      const source = { kind: "statement", index, ...sid === void 0 ? {} : { sid } };
      return principalsOf(statement).flatMap(
        (principal) => callersFor(principal, this.callers).filter(
          (caller) => statement.principals !== void 0 || meansStatement(statement, caller) !== false
        ).map((caller) => ({ source, principal, caller, action }))
      );
    });
    const byGrant = (this.facts.grants ?? []).filter(({ operations }) => operations.some((name) => sameAction(name, action))).map(({ grantId, granteePrincipal }) => {
      const caller = granteeOf(granteePrincipal);
      return { source: { kind: "grant", grantId }, principal: caller, caller, action };
    }).filter(({ caller }) => !isDeletedPrincipal(caller.value));
    return [...byStatement, ...byGrant];
  }
  /** The documents that make a difference to an action. */
  documentsFor(action) {
    if (!RECIPIENT_ACTIONS.has(action) && !isUnknownAction(action)) return ["none"];
    return this.domain.asksForTpm ? ["none", "enclave", "tpm"] : ["none", "enclave"];
  }
  /** The requests with such a document that pass on this path. Empty also where the work ran out: see `isExhausted`. */
  cases({ source, caller, action }, document) {
    const allow = source.kind === "grant" ? [] : this.allowLiterals(source.index, caller);
    const denies = this.deniesFor(caller, action);
    const cases = [];
    searchCases(this.domain.start(caller, document), allow, denies, this.budget, (one) => {
      cases.push(one);
    });
    return cases;
  }
  /** The Denies that may apply, for all paths and documents of this caller and action. */
  deniesFor(caller, action) {
    const name = `${action} ${caller.kind} ${caller.value}`;
    const there = this.applying.get(name);
    if (there !== void 0) return there;
    const applying = this.denies.flatMap(({ statement, literals }) => {
      if (!coversAction(statement, action)) return [];
      const means = meansStatement(statement, caller);
      if (means === false) return [];
      return [means ? literals : [...literals, { text: "whom the Deny means" }]];
    });
    this.applying.set(name, applying);
    return applying;
  }
  allowLiterals(index, caller) {
    const allow = this.allows.get(index);
    if (allow === void 0) return [];
    const { principals } = allow.statement;
    const means = principals !== void 0 || meansStatement(allow.statement, caller);
    return means ? allow.literals : [...allow.literals, { text: "whom the statement means" }];
  }
  /** Undefined for a statement that has no effect on this key. */
  literalsOf(statement) {
    const { actions, notActions, principals, notPrincipals, effect, notUnderstood } = statement;
    if (effect === "missing") return void 0;
    if (actions === void 0 && notActions === void 0) return void 0;
    if (principals === void 0 && notPrincipals === void 0) return void 0;
    const resource = meansKey(statement, this.facts.description?.arn);
    if (resource === false) return void 0;
    return [
      ...statement.conditions.map((condition) => this.domain.literal(condition)),
      ...notUnderstood.map(({ path, message }) => ({ text: `${path}: ${message}` })),
      ...resource === void 0 ? [{ text: "Resource: which key it means" }] : []
    ];
  }
};
function sourceName(source) {
  return source.kind === "grant" ? `grant ${source.grantId}` : source.sid ?? `statement ${source.index + 1}`;
}
function coversAction({ actions, notActions }, action) {
  if (actions !== void 0) return matchesAction(actions, action);
  return notActions !== void 0 && !matchesAction(notActions, action);
}
function meansStatement({ principals, notPrincipals }, caller) {
  if (principals !== void 0) return anyMeans(principals, caller);
  if (notPrincipals === void 0) return false;
  const named = anyMeans(
    notPrincipals.filter(({ value }) => accountOfPrincipal(value) === void 0),
    caller
  );
  const account = notPrincipals.some(({ value }) => accountOfPrincipal(value) === caller.account);
  if (named === false && !account) return true;
  const isAlone = caller.kind !== "AWS" || notPrincipals.some(({ value }) => value === "*");
  return named && (account || isAlone) ? false : void 0;
}
function anyMeans(principals, caller) {
  const answers = principals.map((principal) => meansCaller(principal, caller));
  if (answers.includes(true)) return true;
  return answers.includes(void 0) ? void 0 : false;
}
function principalsOf({ principals, notPrincipals }) {
  if (principals !== void 0) return principals;
  return notPrincipals === void 0 ? [] : [{ kind: "AWS", value: "*" }];
}
function meansKey({ resources, notResources }, arn) {
  const patterns = resources ?? notResources;
  if (patterns === void 0) return false;
  const all = patterns.some((one) => /^\*+$/.test(one));
  const means = all || (arn === void 0 ? void 0 : patterns.some((one) => matchesPattern(one, arn)));
  return resources !== void 0 || means === void 0 ? means : !means;
}
function granteeOf(value) {
  const service = /\.amazonaws\.com(?:\.cn)?$/.test(value);
  const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
  return {
    kind: service ? "Service" : "AWS",
    value,
    ...account === void 0 ? {} : { account }
  };
}
function sameAction(operation, action) {
  return `kms:${operation}`.toLowerCase() === action.toLowerCase();
}
function answersOf(domain, masks, key) {
  const place2 = domain.placeOf(key);
  const question = place2 === void 0 ? void 0 : domain.questions[place2];
  if (place2 === void 0 || question === void 0) return [];
  const mask = masks[place2] ?? 0n;
  const digits = mask.toString(2);
  const last = digits.length - 1;
  const isOne = mask !== 0n && (mask & mask - 1n) === 0n;
  if (isOne) return question.answers.slice(last, last + 1);
  return question.answers.filter((_, i) => digits[last - i] === "1");
}

// src/iam/prove-authority.ts
function proveAuthority(paths, { description, grants }) {
  const holders = /* @__PURE__ */ new Map();
  for (const action of authorityActions(description)) {
    for (const path of heldPaths(paths, paths.pathsOf(action))) {
      addHolder(holders, path.path, path.doubts);
    }
  }
  const unknown2 = [
    ...grants === void 0 ? ["the grants of the key could not be read"] : [],
    ...paths.isExhausted ? ["the policy has too many cases"] : []
  ];
  return { holders: [...holders.values()].map(holderOf), unknown: unknown2 };
}
function isAdministrator(principal, administrators) {
  const account = accountOfPrincipal(principal);
  return administrators.some(
    (one) => one === principal || account !== void 0 && accountOfPrincipal(one) === account
  );
}
function heldPaths(paths, all) {
  const held2 = [];
  const whole = /* @__PURE__ */ new Set();
  for (const path of all) {
    const name = JSON.stringify([path.source, path.principal]);
    if (whole.has(name)) continue;
    const cases = paths.cases(path, "none");
    if (cases.length === 0) continue;
    const sure = cases.find(({ doubts }) => doubts.length === 0);
    held2.push({ path, doubts: sure ? [] : [...new Set(cases.flatMap(({ doubts }) => doubts))] });
    if (sure && standsForPrincipal(path)) whole.add(name);
  }
  return held2;
}
function standsForPrincipal({ principal, caller }) {
  if (caller.standsFor === void 0) return false;
  return principal.value === "*" ? caller.standsFor === "*" : true;
}
function addHolder(holders, { caller, action, source }, doubts) {
  const principal = caller.standsFor ?? caller.value;
  const name = JSON.stringify([principal, doubts]);
  const holder = holders.get(name) ?? { principal, doubts, by: /* @__PURE__ */ new Map() };
  const sourceName2 = JSON.stringify(source);
  const given = holder.by.get(sourceName2) ?? { source, actions: /* @__PURE__ */ new Set() };
  given.actions.add(action);
  holder.by.set(sourceName2, given);
  holders.set(name, holder);
}
function holderOf({ principal, doubts, by }) {
  const given = [...by.values()].map(({ source, actions }) => ({ source, actions: [...actions] }));
  return {
    principal,
    actions: [...new Set(given.flatMap(({ actions }) => actions))],
    by: given,
    doubts
  };
}

// src/iam/prove-data.ts
var DEBUG_DOUBT = "debug mode is not denied, and PCR0 is not bound";
function proveData(paths, facts) {
  const course = new Course(paths);
  for (const action of dataActions(facts.policy.statements, facts.description)) {
    const open = /* @__PURE__ */ new Set();
    for (const path of paths.pathsOf(action.name)) {
      const whole = JSON.stringify([path.source, path.principal]);
      if (!open.has(whole) && course.follow(path, action)) open.add(whole);
    }
  }
  const doubts = [...[...course.doubts.values()].flat(), ...unread(paths, facts)];
  const openings = [...course.openings.values()].flat();
  return {
    answer: openings.length > 0 ? "open" : doubts.length > 0 ? "unknown" : "locked",
    admitted: [...course.admitted.values()].flat(),
    openings,
    doubts
  };
}
function openingText({ source, principal, actions, how }) {
  const brought = {
    "no-document": "without an attestation document",
    "any-image": "with an attestation document of any image",
    debug: "with an attestation document of an enclave in debug mode",
    unsigned: "with an attestation document of any unsigned image"
  }[how];
  return `${sourceName(source)} lets ${principal} do ${actions.join(", ")} ${brought}`;
}
var Course = class {
  admitted = /* @__PURE__ */ new Map();
  openings = /* @__PURE__ */ new Map();
  doubts = /* @__PURE__ */ new Map();
  paths;
  constructor(paths) {
    this.paths = paths;
  }
  /** Whether requests without a document pass, at any time. */
  follow(path, action) {
    if (action.kind === "later") {
      if (this.paths.cases(path, "none").length > 0) {
        this.doubt(path, ["a wildcard covers actions that are not known yet"]);
      }
      return false;
    }
    for (const document of this.paths.documentsFor(action.name)) {
      const found = this.paths.cases(path, document).map((one) => this.place(path, document, one));
      if (found.includes("always")) return true;
    }
    return false;
  }
  place(path, document, one) {
    if (one.doubts.length > 0) {
      this.doubt(path, one.doubts);
      return void 0;
    }
    const registers2 = document === "enclave" ? pinned(this.paths, one.masks) : {};
    const how = openness(this.paths, one.masks, registers2, document);
    const until = endOf(this.paths, one.masks);
    if (how === "tpm") {
      this.doubt(path, ["it admits attested EC2 instances, which are no enclaves"]);
    } else if (how === "debug-unclear") {
      this.doubt(path, [DEBUG_DOUBT]);
    } else if (how !== void 0) {
      merge2(this.openings, [how, until ?? null], { ...this.way(path, one, how), how });
    }
    const values = holdsImage(registers2) ? nonZero(registers2) : void 0;
    if (values !== void 0) {
      const way = this.way(path, one, void 0);
      merge2(this.admitted, [values, until ?? null], { ...way, registers: values });
    }
    return how === "no-document" && until === void 0 ? "always" : void 0;
  }
  way(path, one, how) {
    const until = endOf(this.paths, one.masks);
    return {
      source: path.source,
      principal: path.principal.value,
      actions: [path.action],
      ...until === void 0 ? {} : { until },
      witness: witnessOf(this.paths, one, how),
      caller: path.caller.value
    };
  }
  doubt({ source, principal, action }, why) {
    merge2(this.doubts, why, { source, principal: principal.value, actions: [action], why });
  }
};
function merge2(into, by, item) {
  const source = item.source === void 0 ? "" : placeName(item.source);
  const name = `${source} ${JSON.stringify([item.principal, by])}`;
  const there = into.get(name) ?? [];
  if (there.some(({ actions }) => item.actions.every((action) => actions.includes(action)))) return;
  const place2 = there.findIndex((one) => sameWitness(one, item));
  const same = there[place2];
  const merged = same === void 0 ? item : { ...same, actions: [...same.actions, ...item.actions] };
  into.set(name, same === void 0 ? [...there, merged] : there.with(place2, merged));
}
function placeName(source) {
  return source.kind === "statement" ? `statement ${source.index}` : `grant ${source.grantId}`;
}
function sameWitness(a, b) {
  const witnessIn = (one) => "witness" in one ? [one.caller, one.witness] : [];
  return JSON.stringify(witnessIn(a)) === JSON.stringify(witnessIn(b));
}
function unread(paths, { grants, policy }) {
  const document = policy.notUnderstood.filter(({ path }) => !path.startsWith("/Statement"));
  const why = [
    ...grants === void 0 ? ["the grants of the key could not be read"] : [],
    ...paths.isExhausted ? ["the policy has too many cases"] : [],
    ...document.map(({ path, message }) => `${path}: ${message}`)
  ];
  return why.length === 0 ? [] : [{ actions: [], why }];
}
function pinned(paths, masks) {
  const entries = paths.domain.registers.flatMap(({ place: place2, question, asked }) => {
    if (asked.platform !== "enclave") return [];
    if (((masks[place2] ?? 0n) & question.several) !== 0n) return [];
    const values = answersOf(paths.domain, masks, question.key);
    return [[asked.register, values.filter((value) => value !== void 0)]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}
function openness(paths, masks, registers2, document) {
  if (document === "none") return "no-document";
  if (document === "tpm") return "tpm";
  if (!holdsImage(registers2)) return "any-image";
  const { PCR0, PCR1, PCR2, PCR8 = [] } = registers2;
  const isDebug = ["PCR0", "PCR1", "PCR2"].every((register) => {
    const key = `kms:recipientattestation:${register.toLowerCase()}`;
    return paths.domain.placeOf(key) === void 0 || answersOf(paths.domain, masks, key).includes(ZERO_PCR);
  });
  if (PCR0 !== void 0 || PCR1 !== void 0 && PCR2 !== void 0) {
    return isDebug ? "debug" : void 0;
  }
  if (PCR8.includes(ZERO_PCR)) return "unsigned";
  return isDebug ? "debug-unclear" : void 0;
}
function holdsImage({ PCR0, PCR1, PCR2, PCR8 }) {
  return PCR0 !== void 0 || PCR8 !== void 0 || PCR1 !== void 0 && PCR2 !== void 0;
}
function nonZero(registers2) {
  const { PCR0, PCR1, PCR2 } = registers2;
  const isSignerAlone = PCR0 === void 0 && (PCR1 === void 0 || PCR2 === void 0);
  const measured = ["PCR0", "PCR1", "PCR2", ...isSignerAlone ? ["PCR8"] : []];
  const entries = Object.entries(registers2).map(([register, values]) => {
    const isMeasured = measured.includes(register);
    return [register, isMeasured ? values.filter((value) => value !== ZERO_PCR) : values];
  });
  return entries.some(([, values]) => values.length === 0) ? void 0 : Object.fromEntries(entries);
}
function endOf(paths, masks) {
  const place2 = paths.domain.placeOf(TIME_KEY);
  const answers = place2 === void 0 ? [] : paths.domain.questions[place2]?.answers ?? [];
  const last = answers.indexOf(answersOf(paths.domain, masks, TIME_KEY).at(-1));
  const next = last < 0 ? void 0 : answers[last + 1];
  return next === void 0 ? void 0 : Number(next);
}
function witnessOf(paths, { masks }, how) {
  const zeros = how === "debug" ? /:pcr[012]$/ : how === "unsigned" ? /:pcr8$/ : /$^/;
  const entries = paths.domain.questions.flatMap(({ key }) => {
    const answers = answersOf(paths.domain, masks, key);
    if (isCallerKey(key) || answers.includes(void 0)) return [];
    const answer = (zeros.test(key) ? answers.find((value) => value === ZERO_PCR) : void 0) ?? answers.find((value) => value !== UNCLEAR && value !== ZERO_PCR) ?? answers[0];
    if (answer === void 0) return [];
    return [[key, key === TIME_KEY ? formatInstant(Number(answer)) : answer]];
  });
  return Object.fromEntries(entries);
}

// src/iam/prove.ts
function proveKeyPolicy(facts) {
  const paths = new Paths(facts);
  const data = proveData(paths, facts);
  return { data, authority: proveAuthority(paths, facts) };
}

// src/base/plural.ts
function counted(count2, what) {
  return `${count2} ${what}${count2 === 1 ? "" : "s"}`;
}

// src/keypolicy/sid.ts
var PRODUCT_PREFIX = "PcrAllowlist";
var DENY_DEBUG_SID = "PcrAllowlistDenyDebug";
var LIST_DIGITS = 12;
var TUPLE_DIGITS = 16;
function listMark(list) {
  return list.slice(0, LIST_DIGITS);
}
function allowSid(list, tuple) {
  const digest = encodeHex(sha256(encodeUtf8(canonicalJson(tuple))));
  return `${PRODUCT_PREFIX}${listMark(list)}${digest.slice(0, TUPLE_DIGITS)}`;
}
function guardSid(list, register) {
  return `${PRODUCT_PREFIX}${listMark(list)}Guard${register}`;
}
function guardMovesSid(list) {
  return guardSid(list, "Moves");
}
function ownerOfSid(sid, list) {
  if (sid === DENY_DEBUG_SID) return { kind: "shared" };
  if (sid === void 0) return { kind: "foreign" };
  if (sid.startsWith(`${PRODUCT_PREFIX}${listMark(list)}`)) return { kind: "ours" };
  const [, mark] = /^PcrAllowlist([0-9a-f]{12})(?:[0-9a-f]{16}|Guard)/.exec(sid) ?? [];
  return mark === void 0 ? { kind: "foreign" } : { kind: "other-list", mark };
}

// src/keypolicy/rules/statement-facts.ts
function allowsOf({ policy }) {
  return policy.statements.filter(({ effect }) => effect === "Allow" || effect === "unknown");
}
function deniesOf({ policy }) {
  return policy.statements.filter(({ effect }) => effect === "Deny");
}
function dataActionsOf({ index }, { dataActions: dataActions2 }) {
  return dataActions2[index] ?? [];
}
function attestationConditions({ conditions }) {
  return conditions.filter(({ key }) => looksAttested(key));
}
function isAttested(statement) {
  return attestationConditions(statement).length > 0;
}
function isPin(condition) {
  const { qualifier, ifExists, values, key } = condition;
  return attestationKeyOf(key)?.platform === "enclave" && familyOf(condition) === "text" && !isNegated(condition) && !ifExists && qualifier !== "ForAllValues" && values.length > 0 && !(takesWildcards(condition) && values.some(hasWildcard));
}
var PINS = /* @__PURE__ */ new WeakMap();
function pinsOf(statement) {
  const there = PINS.get(statement);
  if (there !== void 0) return there;
  const pins = readPins(statement);
  PINS.set(statement, pins);
  return pins;
}
function readPins({ conditions }) {
  const pins = /* @__PURE__ */ new Map();
  for (const condition of conditions.filter(isPin)) {
    const register = attestationKeyOf(condition.key)?.register ?? "";
    const values = condition.values.map((value) => value.toLowerCase());
    const there = pins.get(register);
    pins.set(register, there === void 0 ? values : there.filter((one) => values.includes(one)));
  }
  return pins;
}
function pinsImage(pins) {
  return pins.has("PCR0") || pins.has("PCR1") && pins.has("PCR2");
}
function isZeroUnsafe(register, value) {
  return value === ZERO_PCR && ["PCR0", "PCR1", "PCR2", "PCR3", "PCR4", "PCR8"].includes(register);
}
function effectOf2({ index }, { proof }, otherwise = "info") {
  const isOf = ({ source }) => source !== void 0 && "index" in source && source.index === index;
  if (proof.data.openings.some(isOf)) return "critical";
  return proof.data.doubts.some(isOf) ? "warning" : otherwise;
}
function isOfList({ sid }, { list }) {
  return ownerOfSid(sid, list.list).kind !== "foreign";
}
function isOurs({ sid }, { list }) {
  return ownerOfSid(sid, list.list).kind === "ours";
}
function principalsOf2({ principals, notPrincipals }) {
  return principals ?? (notPrincipals === void 0 ? [] : [{ kind: "AWS", value: "*" }]);
}
function isEverybody({ kind, value }) {
  return kind === "AWS" && value === "*";
}
function accountsOf(statement) {
  return principalsOf2(statement).flatMap(
    ({ kind, value }) => kind === "AWS" ? accountOfPrincipal(value) ?? [] : []
  );
}
function ownAccount({ description, key, list }) {
  const [arn] = list.projection.instanceRoles;
  return description?.account ?? accountIn2(key?.key ?? "") ?? (arn === void 0 ? void 0 : accountIn2(arn.arn));
}
function accountIn2(arn) {
  return /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
function isForAdministrators(statement, { administrators }) {
  const principals = principalsOf2(statement);
  return principals.length > 0 && principals.every(({ kind, value }) => kind === "AWS" && isAdministrator(value, administrators));
}
function listed(names) {
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
function atLeast(severity, least) {
  const order = ["info", "unknown", "warning", "critical"];
  return order.indexOf(severity) < order.indexOf(least) ? least : severity;
}

// src/keypolicy/rules/action-rules.ts
var NAMES = "Name the actions one by one.";
var DESTRUCTIVE = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"];
var ACTION_RULES = [
  {
    id: "R11",
    name: "not-action-in-allow",
    safeForm: NAMES,
    find: (facts) => allowsOf(facts).filter(({ notActions }) => notActions !== void 0).map((statement) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: "NotAction gives every other action, those of later years too"
    }))
  },
  {
    id: "R15",
    name: "action-wildcard",
    safeForm: NAMES,
    find: (facts) => allowsOf(facts).flatMap((statement) => {
      const wide = (statement.actions ?? []).filter(isWideData);
      if (wide.length === 0) return [];
      const severity = effectOf2(statement, facts) === "info" ? "info" : "warning";
      const means = DATA_ACTIONS.filter((action) => matchesAction(wide, action));
      return [
        {
          statement,
          severity,
          why: `${listed(wide)} means ${listed(means)}, and what KMS adds later`
        }
      ];
    })
  },
  {
    id: "R16",
    name: "re-encrypt",
    safeForm: "Take kms:ReEncryptFrom out, or deny it; at the least demand kms:ReEncryptOnSameKey.",
    find: (facts) => allowsOf(facts).filter((statement) => dataActionsOf(statement, facts).includes("kms:ReEncryptFrom")).filter(
      (statement) => !isAttested(statement) && !isTrue(statement, "kms:ReEncryptOnSameKey")
    ).map((statement) => ({
      statement,
      // That it is open is said by the rule about whom it lets in.
      severity: opensBy(statement, "kms:ReEncryptFrom", facts) ? "warning" : "info",
      why: "it moves a ciphertext to a key of the caller\u2019s own, with no attestation document asked for"
    }))
  },
  {
    id: "R17",
    name: "create-grant",
    safeForm: "Take kms:CreateGrant out; else hold it to kms:GrantIsForAWSResource, kms:GranteePrincipal and harmless kms:GrantOperations.",
    find: (facts) => heldBy(facts, ["kms:CreateGrant"]).map((hit) => {
      const conditions = hit.statement?.conditions ?? [];
      const isHeld = conditions.some(
        ({ key }) => /^kms:grant(?:isforawsresource|operations|eeprincipal)$/i.test(key)
      );
      return {
        ...hit,
        severity: isHeld ? "warning" : hit.severity,
        why: `${hit.why}: a grant gives data actions that no attestation condition holds`
      };
    })
  },
  {
    id: "R19",
    name: "put-key-policy",
    safeForm: "Leave kms:PutKeyPolicy to the administrators. A service control policy that forbids kms:BypassPolicyLockoutSafetyCheck, and an alarm on PutKeyPolicy, hold those.",
    find: (facts) => heldBy(facts, ["kms:PutKeyPolicy"]).map((hit) => ({
      ...hit,
      why: `${hit.why}: whoever writes the policy can let anybody in`
    }))
  },
  {
    id: "R20",
    name: "replicas",
    safeForm: "Deny kms:ReplicateKey and kms:UpdatePrimaryRegion, or hold them to kms:ReplicaRegion and the administrators.",
    find: (facts) => heldBy(facts, ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"]).map((hit) => ({
      ...hit,
      severity: facts.description === void 0 ? "warning" : hit.severity,
      why: `${hit.why}: a replica has a policy of its own, of the caller\u2019s choice`
    }))
  },
  {
    id: "R22",
    name: "cannot-be-attested",
    safeForm: "Keep the secret itself under a key for encryption, and sign, derive or decapsulate inside the enclave.",
    find: (facts) => {
      const actions = unattestableActions(facts);
      return allowsOf(facts).filter((statement) => actions.some((action) => isNamed(statement, action, facts))).map((statement) => ({
        statement,
        severity: "warning",
        why: `no attestation document can be demanded for ${listed(actions.filter((action) => coversAction(statement, action)))}`
      }));
    }
  },
  {
    id: "R23",
    name: "encrypt-unattested",
    safeForm: "Make data keys inside the enclave, or bind an encryption context and authenticate what is decrypted.",
    find: (facts) => allowsOf(facts).filter((statement) => coversAction(statement, "kms:Encrypt") && !isAttested(statement)).map((statement) => ({
      statement,
      severity: "info",
      why: "who can encrypt can hand the enclave a plaintext of their own"
    }))
  },
  {
    id: "R36",
    name: "condition-does-not-apply",
    safeForm: "Split the statement: the attestation condition beside kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair and kms:DeriveSharedSecret alone.",
    find: (facts) => allowsOf(facts).filter(isAttested).flatMap((statement) => {
      const dead = KNOWN_ACTIONS.filter(
        (action) => coversAction(statement, action) && (!RECIPIENT_ACTIONS.has(action) || action === "kms:GenerateRandom")
      );
      if (dead.length === 0) return [];
      const isWide = (statement.actions ?? []).some(hasWildcard) || statement.notActions !== void 0;
      const severity = isWide || dead.every((action) => action === "kms:GenerateRandom") ? "info" : "warning";
      return [
        {
          statement,
          severity,
          why: `under an attestation condition ${listed(dead)} is not allowed at all`
        }
      ];
    })
  },
  {
    id: "R40",
    name: "key-destruction",
    safeForm: `Leave ${listed(DESTRUCTIVE)} to the administrators.`,
    find: (facts) => allowsOf(facts).filter((statement) => DESTRUCTIVE.some((action) => coversAction(statement, action))).filter((statement) => !isForAdministrators(statement, facts)).map((statement) => ({
      statement,
      severity: "warning",
      why: `${listed(DESTRUCTIVE.filter((action) => coversAction(statement, action)))} can stop production for good`
    }))
  }
];
function heldBy(facts, actions) {
  const { policy, proof, administrators } = facts;
  return proof.authority.holders.filter(({ principal }) => !isAdministrator(principal, administrators)).flatMap(
    ({ principal, by, doubts }) => by.flatMap(({ source, actions: held2 }) => {
      const names = actions.filter((action) => held2.includes(action));
      if (names.length === 0) return [];
      const why = `${principal} has ${listed(names)} and is no administrator`;
      const severity = doubts.length > 0 ? "unknown" : "critical";
      if (source.kind === "grant") return [{ grantId: source.grantId, severity, why }];
      const statement = policy.statements[source.index];
      return statement === void 0 ? [] : [{ statement, severity, why }];
    })
  );
}
function isWideData(pattern) {
  return hasWildcard(pattern) && DATA_ACTIONS.some((action) => matchesAction([pattern], action));
}
function unattestableActions({ description }) {
  switch (description?.keyUsage) {
    case "SIGN_VERIFY":
      return ["kms:Sign"];
    case "GENERATE_VERIFY_MAC":
      return ["kms:GenerateMac"];
    case "ENCAPSULATE_DECAPSULATE":
      return ["kms:Decapsulate"];
    case "ENCRYPT_DECRYPT":
    case "KEY_AGREEMENT":
      return [];
    default:
      return ["kms:Sign", "kms:GenerateMac", "kms:Decapsulate"];
  }
}
function isNamed(statement, action, { description }) {
  if (description !== void 0) return coversAction(statement, action);
  const names = (statement.actions ?? []).filter((pattern) => !hasWildcard(pattern));
  return matchesAction(names, action);
}
function isTrue({ conditions }, key) {
  return conditions.some(
    (condition) => condition.key.toLowerCase() === key.toLowerCase() && /^bool$/i.test(condition.operator) && !condition.ifExists && condition.values.every((value) => value.toLowerCase() === "true")
  );
}
function opensBy({ index }, action, { proof }) {
  return proof.data.openings.some(
    ({ source, actions }) => source.kind === "statement" && source.index === index && actions.includes(action)
  );
}

// src/keypolicy/rules/guard-rules.ts
var EXCEPTIONS = /^aws:(?:principal.*|userid|username)$/i;
var GUARD_RULES = [
  {
    id: "R10",
    name: "guard-with-gaps",
    safeForm: 'Deny to principal "*", without exceptions, every data action that an Allow or a grant gives.',
    find: (facts) => deniesOf(facts).filter((statement) => !isOfList(statement, facts)).filter((statement) => attestationConditions(statement).some(isNegated)).flatMap((statement) => {
      const why = gapsOf(statement, facts);
      return why.length === 0 ? [] : [{ statement, severity: "warning", why: why.join("; ") }];
    })
  },
  {
    id: "R25",
    name: "debug-not-denied",
    safeForm: "Bind kms:RecipientAttestation:PCR0, or deny the data actions while kms:RecipientAttestation:ImageSha384 is 96 zeros.",
    find: ({ policy, proof }) => proof.data.doubts.flatMap(({ source, why }) => {
      if (source?.kind !== "statement" || !why.includes(DEBUG_DOUBT)) return [];
      const statement = policy.statements[source.index];
      return statement === void 0 ? [] : [
        {
          statement,
          severity: "warning",
          why: "it may admit an enclave in debug mode, which anybody on the instance can read"
        }
      ];
    })
  },
  {
    id: "R35",
    name: "statement-without-effect",
    safeForm: "Give the statement Effect, Principal, Action and Resource, or remove it.",
    find: ({ policy }) => policy.statements.flatMap((statement) => {
      const missing = missingElements(statement);
      if (missing.length === 0) return [];
      const why = `KMS takes a statement without ${listed(missing)}, and it does nothing`;
      return [{ statement, severity: statement.effect === "Allow" ? "info" : "warning", why }];
    })
  }
];
function gapsOf(statement, facts) {
  const denied = dataActionsOf(statement, facts);
  const granted = new Set(allowsOf(facts).flatMap((allow) => dataActionsOf(allow, facts)));
  const others = deniesOf(facts).filter((one) => one.conditions.length === 0 && principalsOf2(one).some(isEverybody)).flatMap((one) => dataActionsOf(one, facts));
  const left = [...granted].filter((action) => ![...denied, ...others].includes(action));
  const excepts = statement.conditions.filter(({ key }) => EXCEPTIONS.test(key));
  return [
    ...left.length > 0 ? [`it does not deny ${listed(left)}, which an Allow gives`] : [],
    ...statement.notPrincipals !== void 0 || !principalsOf2(statement).some(isEverybody) ? ["it does not deny to everybody"] : [],
    ...excepts.length > 0 ? [`it makes an exception by ${listed(excepts.map(({ key }) => key))}`] : []
  ];
}
function missingElements(statement) {
  const { effect, actions, notActions, resources, notResources, principals, notPrincipals } = statement;
  return [
    ...effect === "missing" ? ["Effect"] : [],
    ...principals === void 0 && notPrincipals === void 0 ? ["Principal"] : [],
    ...actions === void 0 && notActions === void 0 ? ["Action"] : [],
    ...resources === void 0 && notResources === void 0 ? ["Resource"] : []
  ];
}

// src/keypolicy/rules/key-rules.ts
var STEERING = /^(?:aws:(?:resourcetag|requesttag)\/.*|aws:tagkeys|kms:(?:requestalias|resourcealiases))$/i;
var IMPORTS = ["kms:ImportKeyMaterial", "kms:GetParametersForImport"];
var KEY_RULES = [
  {
    id: "R18",
    name: "grant",
    safeForm: "Revoke the grant, or turn guard on: only a Deny stops what a grant gives.",
    find: (facts) => [
      ...facts.grants === void 0 ? [
        {
          severity: "unknown",
          why: "the grants of the key could not be read",
          safeForm: "Allow kms:ListGrants."
        }
      ] : facts.grants.flatMap((grant) => grantHits(grant.grantId, facts))
    ]
  },
  {
    id: "R21",
    name: "imported-material",
    safeForm: "Use a key whose origin is AWS_KMS.",
    find: (facts) => [
      ...facts.description?.origin === "EXTERNAL" ? [
        {
          severity: "warning",
          why: "the key\u2019s material was imported: who has it needs no KMS"
        }
      ] : [],
      ...facts.description === void 0 || facts.description.origin === "EXTERNAL" ? allowsOf(facts).filter((statement) => IMPORTS.some((action) => coversAction(statement, action))).filter((statement) => !isForAdministrators(statement, facts)).filter(
        (statement) => facts.description !== void 0 || namesImport(statement.actions ?? [])
      ).map(
        (statement) => ({
          statement,
          severity: "warning",
          why: `${listed(IMPORTS.filter((action) => coversAction(statement, action)))} lets material of the caller\u2019s own into the key`
        })
      ) : []
    ]
  },
  {
    id: "R38",
    name: "key-not-usable",
    safeForm: "Name an enabled key of your own by its ARN, whose usage has the projected actions.",
    find: keyHits
  },
  {
    id: "R39",
    name: "steered-by-tag-or-alias",
    safeForm: "Look at who has kms:TagResource, kms:UntagResource, kms:CreateAlias and kms:UpdateAlias, in this policy and in IAM; tags take up to five minutes to count.",
    find: (facts) => facts.policy.statements.flatMap((statement) => {
      const keys = statement.conditions.map(({ key }) => key).filter((key) => STEERING.test(key));
      if (keys.length === 0) return [];
      const why = `${listed(keys)} is decided by whoever tags the key or moves its alias`;
      return [{ statement, severity: "unknown", why }];
    })
  }
];
function grantHits(grantId, { grants = [], proof }) {
  const grant = grants.find((one) => one.grantId === grantId);
  if (grant === void 0 || isDeletedPrincipal(grant.granteePrincipal)) return [];
  const names = grant.operations.map((name) => `kms:${name}`);
  const dangerous = names.filter(
    (name) => DATA_ACTIONS.includes(name) || name === "kms:CreateGrant" || isUnknownAction(name)
  );
  if (dangerous.length === 0) return [];
  const isOf = ({ source }) => source !== void 0 && "grantId" in source && source.grantId === grantId;
  const isOpen = proof.data.openings.some(isOf) || dangerous.some((name) => !DATA_ACTIONS.includes(name));
  const severity = isOpen ? "critical" : proof.data.doubts.some(isOf) ? "warning" : "info";
  const why = `${grant.granteePrincipal} has ${listed(dangerous)}, whatever the policy demands of documents`;
  return [{ grantId, severity, why }];
}
function keyHits({ description, key }) {
  const isFile = key?.key.startsWith("file:") ?? true;
  if (description === void 0) {
    if (isFile) return [];
    return [
      {
        severity: "unknown",
        why: "the key\u2019s description could not be read",
        safeForm: "Allow kms:DescribeKey."
      }
    ];
  }
  const { keyState, keyManager, arn } = description;
  const usable = dataActions([], description).map(({ name }) => name);
  const missing = (key?.actions ?? []).filter(
    (action) => KNOWN_ACTIONS.includes(action) && DATA_ACTIONS.includes(action) && !usable.includes(action)
  );
  const isOther = key !== void 0 && /^arn:.*:key\//.test(key.key) && key.key !== arn;
  return [
    ...keyManager === "AWS" ? [
      {
        severity: "critical",
        why: "AWS manages the key, and its policy cannot be changed"
      }
    ] : [],
    ...keyState === "Enabled" ? [] : [{ severity: "warning", why: `the key\u2019s state is ${keyState}` }],
    ...missing.length > 0 ? [
      {
        severity: "warning",
        why: `a key for ${description.keyUsage} of ${description.keySpec} has no ${listed(missing)}`
      }
    ] : [],
    ...isOther ? [{ severity: "warning", why: `${key.key} is answered by ${arn}` }] : []
  ];
}
function namesImport(actions) {
  return actions.some(
    (one) => IMPORTS.some((action) => one.toLowerCase() === action.toLowerCase())
  );
}

// src/keypolicy/rules/operator-rules.ts
var PLAIN = "Use StringEqualsIgnoreCase with full values of 96 hexadecimal digits, and neither IfExists nor a set operator.";
var OPERATOR_RULES = [
  {
    id: "R03",
    name: "attestation-if-exists",
    safeForm: PLAIN,
    find: (facts) => inAllows(
      facts,
      ({ ifExists }) => ifExists,
      ({ key }) => `${key} with IfExists holds without an attestation document`
    )
  },
  {
    id: "R04",
    name: "attestation-for-all-values",
    safeForm: PLAIN,
    find: (facts) => inAllows(
      facts,
      ({ qualifier, key }, { conditions }) => qualifier === "ForAllValues" && !conditions.some((one) => demandsPresence(one, key)),
      ({ key }) => `ForAllValues on ${key} holds without an attestation document`
    )
  },
  {
    id: "R05",
    name: "measurement-wildcard",
    safeForm: PLAIN,
    find: (facts) => inAllows(
      facts,
      ({ values }) => values.some(hasWildcard),
      (condition) => takesWildcards(condition) ? `a wildcard in ${condition.key} admits measurements that nobody named` : `in ${condition.operator} a wildcard is a character like others: ${condition.key} never matches`
    )
  },
  {
    id: "R06",
    name: "negated-in-allow",
    safeForm: PLAIN,
    find: (facts) => inAllows(
      facts,
      isNegated,
      ({ operator, key }) => `${operator} on ${key} holds without an attestation document, and for any other image`
    )
  },
  {
    id: "R07",
    name: "any-document",
    safeForm: `Name the measurements. ${PLAIN}`,
    find: (facts) => allowsOf(facts).filter(isAttested).filter((statement) => attestationConditions(statement).every(isNull)).map((statement) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: "it asks for some attestation document, and an enclave of anybody has one"
    }))
  },
  {
    id: "R08",
    name: "guard-any-document",
    safeForm: "Deny with StringNotEqualsIgnoreCase on one attestation key, one statement for each key.",
    find: (facts) => deniesOf(facts).filter((statement) => isAttested(statement) && dataActionsOf(statement, facts).length > 0).filter((statement) => attestationConditions(statement).every(isNull)).map((statement) => ({
      statement,
      severity: "warning",
      why: "it denies only requests without an attestation document, and an enclave of anybody has one"
    }))
  },
  {
    id: "R09",
    name: "guard-several-keys",
    safeForm: "One Deny statement for each attestation key.",
    find: (facts) => deniesOf(facts).filter((statement) => attestationConditions(statement).filter(isNegated).length > 1).map((statement) => ({
      statement,
      severity: "warning",
      why: "it fires only where all of its registers differ: one that matches is enough to pass"
    }))
  }
];
function inAllows(facts, isSo, why) {
  return allowsOf(facts).flatMap(
    (statement) => attestationConditions(statement).filter((condition) => isSo(condition, statement)).map((condition) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: why(condition)
    }))
  );
}
function isNull({ operator }) {
  return operator.toLowerCase() === "null";
}
function demandsPresence(condition, key) {
  return isNull(condition) && condition.key.toLowerCase() === key.toLowerCase() && condition.values.every((value) => value.toLowerCase() === "false");
}

// src/keypolicy/rules/principal-rules.ts
var ACCOUNT_KEYS = /^(?:kms:calleraccount|aws:principalaccount|aws:principalorgid|aws:principalarn)$/i;
var NETWORK_KEYS = /^aws:(?:sourceaccount|sourceip|sourcevpc|sourcevpce|vpcsourceip|principalorgid|sourcearn|principaltag\/.*|via.*)$/i;
var PRINCIPAL_RULES = [
  {
    id: "R01",
    name: "account-unattested",
    safeForm: "Give the account administrative actions alone, by name and without kms:CreateGrant, or put the attestation condition on it.",
    find: (facts) => unattested(facts).filter((statement) => accountsOf(statement).some((account) => isOwn(account, facts))).map((statement) => ({
      statement,
      severity: effectOf2(statement, facts),
      why: `every IAM policy of the account can give ${listed(dataActionsOf(statement, facts))} to anybody in it`
    }))
  },
  {
    id: "R02",
    name: "allow-unattested",
    safeForm: "Put the attestation condition on the statement, or take these actions out of it.",
    find: (facts) => unattested(facts).filter((statement) => namesSomebody(statement)).map((statement) => ({
      statement,
      severity: effectOf2(statement, facts),
      why: `${listed(dataActionsOf(statement, facts))} without an attestation condition: the weakest way counts`
    }))
  },
  {
    id: "R12",
    name: "negated-element-in-allow",
    safeForm: 'Name the principals by ARN, and "*" as the resource.',
    find: (facts) => allowsOf(facts).filter(
      ({ notPrincipals, notResources }) => notPrincipals !== void 0 || notResources !== void 0
    ).map((statement) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: statement.notPrincipals === void 0 ? "NotResource in an Allow means every other key" : "NotPrincipal in an Allow means everybody else"
    }))
  },
  {
    id: "R13",
    name: "everybody",
    safeForm: "Name the role by ARN; where many accounts are meant, also demand aws:PrincipalOrgID or kms:CallerAccount.",
    find: (facts) => allowsOf(facts).filter(
      (statement) => reaches(statement, facts) && principalsOf2(statement).some(isEverybody)
    ).filter(
      (statement) => !isAttested(statement) || !statement.conditions.some(({ key }) => ACCOUNT_KEYS.test(key))
    ).map((statement) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: "the principal is everybody: whoever can run the image may call, from any account"
    }))
  },
  {
    id: "R14",
    name: "other-account",
    safeForm: "Name the role of the other account by ARN.",
    find: (facts) => allowsOf(facts).filter((statement) => reaches(statement, facts)).filter((statement) => accountsOf(statement).some((account) => !isOwn(account, facts))).map((statement) => ({
      statement,
      severity: atLeast(effectOf2(statement, facts), "warning"),
      why: `the administrators of ${listed(accountsOf(statement).filter((account) => !isOwn(account, facts)))} choose who it is`
    }))
  },
  {
    id: "R37",
    name: "network-is-no-attestation",
    safeForm: "Put the attestation condition beside it: the parent instance shares account, address and network with the enclave.",
    find: (facts) => unattested(facts).filter(({ conditions }) => conditions.some(({ key }) => NETWORK_KEYS.test(key))).map((statement) => ({
      statement,
      severity: effectOf2(statement, facts) === "info" ? "info" : "warning",
      why: "it is held by where the request comes from, which is not what runs there"
    }))
  },
  {
    id: "R41",
    name: "iam-policies-elsewhere",
    safeForm: "Look at the IAM policies of the account that name this key or every key: IAM Access Analyzer, or iam:SimulatePrincipalPolicy.",
    find: (facts) => allowsOf(facts).filter((statement) => accountsOf(statement).length > 0 && !isAttested(statement)).filter((statement) => reaches(statement, facts)).map((statement) => ({
      statement,
      severity: "unknown",
      why: `IAM policies of ${listed(accountsOf(statement))} say who has what it gives, and they are not in this document`
    }))
  }
];
function unattested(facts) {
  return allowsOf(facts).filter(
    (statement) => !isAttested(statement) && dataActionsOf(statement, facts).length > 0
  );
}
function reaches(statement, facts) {
  return dataActionsOf(statement, facts).length > 0 || authorityActions(facts.description).some((action) => coversAction(statement, action));
}
function namesSomebody(statement) {
  const accounts = accountsOf(statement).length;
  return principalsOf2(statement).filter((one) => !isEverybody(one)).length > accounts;
}
function isOwn(account, facts) {
  const own2 = ownAccount(facts);
  return own2 === void 0 || own2 === account;
}

// src/keypolicy/rules/tuple-rules.ts
var TUPLE_RULES = [
  {
    id: "R29",
    name: "image-anywhere",
    safeForm: "Bind PCR3, the role of the parent instance, too.",
    find: (facts) => attestedAllows(facts).filter((statement) => !isOurs(statement, facts)).filter((statement) => {
      const pins = pinsOf(statement);
      return pinsImage(pins) && !["PCR3", "PCR4", "PCR8"].some((register) => pins.has(register));
    }).map((statement) => {
      const isWide = principalsOf2(statement).some(isEverybody) || accountsOf(statement).length > 0;
      return {
        statement,
        severity: isWide ? "warning" : "info",
        why: "it binds the image and not where it runs: the same image on another instance has the same values"
      };
    })
  },
  {
    id: "R30",
    name: "signer-only",
    safeForm: "Bind PCR0 too, with one statement for each release.",
    find: (facts) => attestedAllows(facts).filter((statement) => !isProjected(statement, facts)).filter((statement) => pinsOf(statement).has("PCR8") && !pinsImage(pinsOf(statement))).map((statement) => ({
      statement,
      severity: "warning",
      why: "it admits every image that the certificate ever signed, old ones included"
    }))
  },
  {
    id: "R31",
    name: "stale-measurement",
    safeForm: "Remove the values that the allow-list does not have, or let adopt replace the statement.",
    find: (facts) => attestedAllows(facts).filter((statement) => !isOfList(statement, facts)).flatMap((statement) => {
      const { stale, revoked } = staleValues(statement, facts);
      const [first] = revoked;
      if (first !== void 0) {
        const why2 = `it still admits ${short(first)}, which was revoked`;
        return [{ statement, severity: "critical", why: why2 }];
      }
      if (stale.length === 0) return [];
      const why = `it admits ${listed(stale.map(short))}, which the allow-list does not have`;
      return [{ statement, severity: "warning", why }];
    })
  },
  {
    id: "R32",
    name: "mixed-pairs",
    safeForm: "One statement for each release.",
    find: (facts) => attestedAllows(facts).flatMap((statement) => {
      const lists = [...pinsOf(statement)].filter(([, values]) => new Set(values).size > 1);
      if (lists.length < 2) return [];
      const why = `${listed(lists.map(([register]) => register))} have several values each: it admits one of one release with one of another`;
      return [{ statement, severity: "warning", why }];
    })
  },
  {
    id: "R33",
    name: "looser-sibling",
    safeForm: "Bind the same registers in every statement for the role, or remove the looser one.",
    find: (facts) => {
      const ways = attestedAllows(facts).map((statement) => wayOf(statement, facts));
      return ways.filter(({ statement }) => !isOurs(statement, facts)).flatMap((way) => {
        const tighter = tighterOf(way, ways, facts);
        if (tighter === void 0) return [];
        const why = `another way for the same principal also binds ${listed(tighter)}: any of the two is enough`;
        return [{ statement: way.statement, severity: "warning", why }];
      });
    }
  },
  {
    id: "R34",
    name: "sid-twice",
    safeForm: "Give each statement a Sid of its own.",
    find: (facts) => {
      const { statements } = facts.policy;
      return statements.filter(
        ({ sid, index }) => sid !== void 0 && statements.findIndex((one) => one.sid === sid) < index
      ).map((statement) => ({
        statement,
        severity: isOfList(statement, facts) && statement.sid !== DENY_DEBUG_SID ? "critical" : "warning",
        why: "another statement has the same Sid: tools that look for one may edit the other"
      }));
    }
  }
];
function attestedAllows(facts) {
  return allowsOf(facts).filter(
    (statement) => pinsOf(statement).size > 0 && dataActionsOf(statement, facts).length > 0
  );
}
function isProjected(statement, facts) {
  const bind = facts.key?.bind ?? [];
  const registers2 = [...pinsOf(statement).keys()];
  return isOurs(statement, facts) && registers2.length === bind.length && bind.every((register) => registers2.includes(register));
}
function staleValues(statement, { list, now }) {
  const accepted = list.releases.filter((release) => isAcceptedAt(release, now));
  const known = {
    PCR0: accepted.map(({ measurements }) => measurements.PCR0),
    PCR1: accepted.map(({ measurements }) => measurements.PCR1),
    PCR2: accepted.map(({ measurements }) => measurements.PCR2),
    PCR8: [
      ...accepted.map(({ measurements }) => measurements.PCR8),
      ...list.projection.certificates.map(({ PCR8 }) => PCR8)
    ]
  };
  const pins = pinsOf(statement);
  const stale = Object.entries(known).flatMap(
    ([register, values]) => (pins.get(register) ?? []).filter((value) => !values.includes(value))
  ).filter((value) => /^[0-9a-f]{96}$/.test(value) && value !== ZERO_PCR);
  const tombstones = list.removed.filter(({ why }) => why === "revoked").map(({ PCR0 }) => PCR0);
  const images = pins.get("PCR0") ?? [];
  return {
    stale: [...new Set(stale)],
    revoked: images.filter((value) => tombstones.includes(value))
  };
}
function wayOf(statement, facts) {
  return {
    statement,
    registers: [...pinsOf(statement).keys()],
    names: principalsOf2(statement).map(({ kind, value }) => `${kind} ${value}`),
    actions: dataActionsOf(statement, facts)
  };
}
function tighterOf({ registers: own2, names, actions }, ways, { list, key }) {
  const isTighter = (registers2) => registers2.length > own2.length && own2.every((one) => registers2.includes(one));
  const other = ways.find(
    (one) => isTighter(one.registers) && one.names.some((name) => names.includes(name)) && one.actions.some((action) => actions.includes(action))
  );
  const isListed2 = list.projection.instanceRoles.some(({ arn }) => names.includes(`AWS ${arn}`));
  const bind = isListed2 && key !== void 0 && isTighter(key.bind) ? key.bind : void 0;
  return (bind ?? other?.registers)?.filter((one) => !own2.includes(one));
}
function short(value) {
  return `${value.slice(0, 12)}\u2026`;
}

// src/iam/condition-keys.ts
var KMS_KEYS = new Set(
  "BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec EncryptionAlgorithm EncryptionContextKeys ExpirationModel GrantConstraintSourceArn GrantConstraintType GrantIsForAWSResource GrantOperations GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm TrailingDaysWithoutKeyUsage ValidTo ViaService WrappingAlgorithm WrappingKeySpec".split(" ").map((name) => `kms:${name}`.toLowerCase())
);
function isConditionKey(key) {
  const name = key.toLowerCase();
  if (looksAttested(name)) return attestationKeyOf(name) !== void 0;
  return KMS_KEYS.has(name) || /^(?:kms:encryptioncontext:|aws:)./.test(name);
}

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

// src/keypolicy/rules/value-rules.ts
var ROLE = /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;
var VALUE_RULES = [
  {
    id: "R24",
    name: "zero-measurement",
    safeForm: "Remove the value: zeros are debug mode (PCR0 to PCR2), no role (PCR3) or no signature (PCR8).",
    find: (facts) => allowsOf(facts).flatMap(
      (statement) => statement.conditions.flatMap((condition) => {
        const register = attestationKeyOf(condition.key)?.register ?? "";
        const isZero = condition.values.some((value) => isZeroUnsafe(register, value));
        if (!isZero || isNegated(condition)) return [];
        const severity = atLeast(effectOf2(statement, facts), "warning");
        return [
          {
            statement,
            severity,
            why: `${condition.key} with 96 zeros trusts what was not measured`
          }
        ];
      })
    )
  },
  {
    id: "R26",
    name: "malformed-measurement",
    safeForm: "Write 96 hexadecimal digits, as nitro-cli prints them.",
    find: (facts) => inStatements(facts, (condition) => {
      if (attestationKeyOf(condition.key) === void 0 || familyOf(condition) !== "text")
        return [];
      const wrong = condition.values.filter((value) => !hasWildcard(value)).flatMap((value) => {
        const fault = measurementFault(value);
        return fault === void 0 ? [] : [fault];
      });
      return wrong.slice(0, 1).map((fault) => `${condition.key} never matches a value that ${fault}`);
    })
  },
  {
    id: "R27",
    name: "upper-case-measurement",
    safeForm: "Write the value in lower case, or use StringEqualsIgnoreCase.",
    find: (facts) => inStatements(
      facts,
      ({ operator, key, values }) => attestationKeyOf(key) !== void 0 && /^string(?:not)?(?:equals|like)$/i.test(operator) && values.some((value) => /[A-F]/.test(value) && measurementFault(value) === void 0) ? [
        `${operator} minds case, and attestation documents are compared in lower case: ${key} never matches`
      ] : []
    )
  },
  {
    id: "R28",
    name: "unknown-name",
    safeForm: "Use a condition key and an operator that KMS documents, such as kms:RecipientAttestation:PCR0.",
    find: (facts) => [
      ...inStatements(facts, ({ key, operator }) => [
        ...isOperator(operator) ? [] : [`${operator} is no operator of IAM`],
        ...isConditionKey(key) ? [] : [
          `${key} is no condition key: in an Allow it never matches, in a Deny with Null it always does`
        ]
      ]),
      ...facts.policy.statements.flatMap(
        (statement) => statement.notUnderstood.filter(({ message }) => message !== "expected an operator of IAM").map(
          ({ path, message }) => ({
            statement,
            severity: "warning",
            why: `${elementOf(path)}: ${message}`
          })
        )
      )
    ]
  },
  {
    id: "R42",
    name: "role-measurement",
    safeForm: "PCR3 is SHA-384 over 48 zero bytes and the role\u2019s ARN as text: compute it with `measure --role-arn`.",
    find: (facts) => allowsOf(facts).flatMap((statement) => roleHits(statement, facts))
  }
];
function inStatements({ policy }, say) {
  return policy.statements.flatMap(
    (statement) => statement.conditions.flatMap(
      (condition) => say(condition).map((why) => ({ statement, severity: "warning", why }))
    )
  );
}
function measurementFault(value) {
  if (/^[0-9a-f]{96}$/i.test(value)) return void 0;
  if (value === "") return "is empty";
  if (/^\s|\s$/.test(value)) return "has white space around it";
  if (/^0x/i.test(value)) return "begins with 0x";
  if (/^[0-9a-f]{64}$/i.test(value)) return "is a SHA-256 digest";
  if (/^[A-Za-z0-9+/]{64}$/.test(value)) return "is base64, as CloudTrail writes it";
  if (/^[0-9a-f]+$/i.test(value)) return `has ${value.length} digits and not 96`;
  return "is not hexadecimal";
}
function elementOf(path) {
  return path.split("/").slice(3).join("/") || "the statement";
}
function roleHits(statement, { list }) {
  const values = pinsOf(statement).get("PCR3");
  if (values === void 0 || !statement.conditions.some(({ key }) => looksAttested(key)))
    return [];
  return (statement.principals ?? []).flatMap(({ kind, value: arn }) => {
    if (kind !== "AWS" || !ROLE.test(arn)) return [];
    const listed2 = list.projection.instanceRoles.filter((one) => one.arn === arn);
    const own2 = [...listed2.map(({ PCR3 }) => PCR3), pcr3OfRole(arn, portableHashing)];
    if (own2.some((value) => values.includes(value))) return [];
    const why = values.includes(doubleHashedText(arn, portableHashing)) ? `the value of PCR3 is made of a digest of ${arn}, and no enclave has it` : `PCR3 has no value of ${arn}: it never matches, or it binds another role`;
    return [{ statement, severity: "warning", why }];
  });
}

// src/keypolicy/rules/all-rules.ts
var RULES = [
  ...ACTION_RULES,
  ...GUARD_RULES,
  ...KEY_RULES,
  ...OPERATOR_RULES,
  ...PRINCIPAL_RULES,
  ...TUPLE_RULES,
  ...VALUE_RULES
].sort((a, b) => a.id < b.id ? -1 : 1);

// src/keypolicy/lint.ts
function lintKeyPolicy(facts) {
  const ruleFacts = { ...facts, dataActions: actionsByStatement(facts) };
  return RULES.flatMap(({ id: id2, name, safeForm: safe, find }) => {
    const seen = /* @__PURE__ */ new Set();
    return find(ruleFacts).flatMap(({ statement, grantId, severity, why, safeForm = safe }) => {
      const sid = statement === void 0 ? void 0 : nameInFindings(statement);
      const place2 = JSON.stringify([statement?.index, grantId, why]);
      if (seen.has(place2)) return [];
      seen.add(place2);
      return [
        {
          rule: id2,
          name,
          severity,
          ...sid === void 0 ? {} : { sid },
          ...grantId === void 0 ? {} : { grantId },
          why,
          safeForm
        }
      ];
    });
  });
}
var UNNAMED = /* @__PURE__ */ new WeakMap();
function nameInFindings(statement) {
  if (statement.sid !== void 0) return statement.sid;
  const there = UNNAMED.get(statement);
  if (there !== void 0) return there;
  const digest = encodeHex(sha256(encodeUtf8(normalStatementText(statement))));
  const name = `unnamed-${digest.slice(0, 12)}`;
  UNNAMED.set(statement, name);
  return name;
}
function actionsByStatement({ policy, description }) {
  const names = dataActions(policy.statements, description).filter(({ kind }) => kind !== "later").map(({ name }) => name);
  return policy.statements.map(
    (statement) => names.filter((name) => coversAction(statement, name))
  );
}

// src/keypolicy/list-tuples.ts
function beyondList(admitted, list, key, now) {
  const tuples = key === void 0 || key.detached === true ? [] : listTuples(list, key, now);
  return admitted.filter((one) => !isListed(one, tuples, key));
}
function listTuples({ projection, releases }, { bind }, now) {
  return projection.instanceRoles.flatMap(
    ({ arn, PCR3 }) => releases.filter((release) => isAcceptedAt(release, now)).map((release) => {
      const values = new Map(Object.entries({ ...release.measurements, PCR3 }));
      const until = release.state === "retiring" ? release.retireAt : Number.POSITIVE_INFINITY;
      return {
        role: arn,
        values: new Map([...values].filter(([name]) => isBound(bind, name))),
        until
      };
    }).filter(({ values }) => values.size === bind.length)
  );
}
function isListed({ principal, actions, registers: registers2, until = Number.POSITIVE_INFINITY }, tuples, key) {
  if (key === void 0 || actions.some((action) => !key.actions.includes(action))) return false;
  const lists = key.bind.map((register) => registers2[register]);
  if (lists.some((values) => values === void 0)) return false;
  const pairs = lists.reduce((product, values) => product * (values?.length ?? 0), 1);
  const meant = new Set(
    tuples.filter((tuple) => tuple.role === principal && until <= tuple.until).filter(({ values }) => hasValues(registers2, values)).map(({ values }) => JSON.stringify([...values].sort()))
  );
  return meant.size === pairs;
}
function hasValues(registers2, values) {
  for (const [name, value] of values) if (registers2[name]?.includes(value) !== true) return false;
  return true;
}
function isBound(bind, name) {
  return bind.includes(name);
}

// src/keypolicy/assess-key-policy.ts
var DATA_RULES = [
  ...["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R11", "R12", "R13", "R14", "R18", "R24"]
];
var AUTHORITY_RULES = {
  "kms:PutKeyPolicy": ["R19"],
  "kms:CreateGrant": ["R17"],
  "kms:ReplicateKey": ["R20"],
  "kms:UpdatePrimaryRegion": ["R20"]
};
function assessKeyPolicy(text3, facts, policy = parseKeyPolicy(text3)) {
  const { description, grants, now } = facts;
  const proof = proveKeyPolicy({ policy, description, grants, now });
  const rules = lintKeyPolicy({ ...facts, policy, proof });
  const proved = [
    ...dataFindings(policy, proof, facts, rules),
    ...authorityFindings(policy, proof, facts, rules)
  ];
  return {
    findings: [...rules.map(planFinding), ...proved],
    policyWriters: writersOf(proof),
    verdict: verdictOf(proof),
    admitted: proof.data.admitted.filter(holdsItself(policy)).map(({ source, registers: registers2, until }) => ({
      ...source.kind === "statement" && source.sid !== void 0 ? { sid: source.sid } : {},
      registers: registers2,
      ...until === void 0 ? {} : { until }
    })),
    proof
  };
}
function holdsItself(policy) {
  return ({ source }) => {
    const statement = source.kind === "grant" ? void 0 : policy.statements[source.index];
    return statement !== void 0 && isAttested(statement);
  };
}
function verdictOf({ data }) {
  switch (data.answer) {
    case "locked":
      return `the data is locked to ${counted(data.admitted.length, "attested way")}`;
    case "open":
      return `the data is open in ${counted(data.openings.length, "way")} that no measurement guards`;
    case "unknown":
      return `whether the data is locked could not be told, for ${counted(data.doubts.length, "reason")}`;
  }
}
function planFinding({
  rule,
  name,
  severity,
  sid,
  grantId,
  why,
  safeForm
}) {
  return { rule, name, severity, ...place(sid, grantId), message: why, fix: safeForm };
}
function dataFindings(policy, { data }, { list, key, now }, rules) {
  const openings = data.openings.filter(({ source }) => !isSaid(rules, DATA_RULES, nameOfSource(policy, source))).map(
    (opening) => ({
      rule: "P01",
      name: "data-open",
      severity: "critical",
      ...placeOf(policy, opening.source),
      message: openingText(opening),
      fix: "Put the attestation condition on it, or turn guard on."
    })
  );
  const doubts = data.doubts.map(
    ({ source, actions, why }) => ({
      rule: "P02",
      name: "data-could-not-tell",
      severity: "unknown",
      ...source === void 0 ? {} : placeOf(policy, source),
      message: `whether it gives ${actions.join(", ") || "the data"} could not be told: ${why.join("; ")}`,
      fix: "Write the condition in a form that is understood, or turn guard on."
    })
  );
  const beyond = beyondList(data.admitted, list, key, now).filter(holdsItself(policy)).map(({ source, principal, registers: registers2 }) => {
    const sid = source.kind === "statement" ? source.sid : void 0;
    const isOther = ownerOfSid(sid, list.list).kind === "other-list";
    return {
      rule: "P04",
      name: "beyond-the-list",
      severity: isOther ? "info" : "warning",
      ...placeOf(policy, source),
      message: `it admits ${principal} with ${Object.keys(registers2).join(", ")} that the list does not name together`,
      fix: "Let adopt replace the statement, or remove it."
    };
  });
  return onceEach([...openings, ...doubts, ...beyond]);
}
function authorityFindings(policy, { authority }, { administrators }, rules) {
  const others = authority.holders.filter(
    ({ principal }) => !isAdministrator(principal, administrators)
  );
  const findings = others.flatMap(
    ({ principal, by, doubts }) => by.flatMap(({ source, actions }) => {
      const name = nameOfSource(policy, source);
      const unsaid = actions.filter(
        (action) => !isSaid(rules, AUTHORITY_RULES[action] ?? [], name)
      );
      if (unsaid.length === 0) return [];
      const unless = doubts.length > 0 ? `, if it comes out so: ${doubts.join("; ")}` : "";
      return [
        {
          rule: "P03",
          name: "authority",
          severity: doubts.length > 0 ? "unknown" : "critical",
          ...placeOf(policy, source),
          message: `${principal} has ${unsaid.join(", ")} and is no administrator${unless}`,
          fix: "Take these actions out, or name the principal under administrators."
        }
      ];
    })
  );
  return onceEach(findings);
}
function isSaid(findings, rules, name) {
  return findings.some(
    ({ rule, severity, sid, grantId }) => severity === "critical" && rules.includes(rule) && (sid ?? grantId) === name
  );
}
function onceEach(findings) {
  const names = findings.map(
    ({ rule, sid, grantId, message }) => JSON.stringify([rule, sid, grantId, message])
  );
  return [...new Map(findings.map((finding, i) => [names[i], finding])).values()];
}
function writersOf({ authority: { holders, unknown: unknown2 } }) {
  const writers = holders.filter(({ actions }) => actions.includes("kms:PutKeyPolicy"));
  if (unknown2.some((why) => why.includes("cases")) || writers.some(({ doubts }) => doubts.length > 0)) {
    return "unknown";
  }
  return writers.map(({ principal }) => principal);
}
function nameOfSource({ statements }, source) {
  if (source.kind === "grant") return source.grantId;
  const statement = statements[source.index];
  return statement && nameInFindings(statement);
}
function placeOf(policy, source) {
  const name = nameOfSource(policy, source);
  return source.kind === "grant" ? place(void 0, name) : place(name, void 0);
}
function place(sid, grantId) {
  return { ...sid === void 0 ? {} : { sid }, ...grantId === void 0 ? {} : { grantId } };
}

// src/iam/policy-text.ts
function policySha256(policy) {
  return encodeHex(sha256(encodeUtf8(policy)));
}
function policySizeBytes(policy) {
  return encodeUtf8(policy).length;
}

// src/keypolicy/own-statement.ts
var ATTESTED_ACTIONS = [
  "kms:Decrypt",
  "kms:DeriveSharedSecret",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyPair"
];
var KEYLESS_ACTION = "kms:GenerateRandom";
var MOVES = ["kms:Decapsulate", "kms:ReEncryptFrom"];
var DATE_OPERATOR = "DateLessThan";
var DATE_KEY = "aws:CurrentTime";
function attestationKey(register) {
  return `kms:RecipientAttestation:${register}`;
}
function allowStatement(sid, { role, pcrs }, actions, until) {
  const registers2 = Object.entries(pcrs).sort(([a], [b]) => a < b ? -1 : 1);
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: role },
    Action: actions,
    Resource: "*",
    Condition: {
      StringEqualsIgnoreCase: Object.fromEntries(
        registers2.map(([register, value]) => [attestationKey(register), value])
      ),
      ...until === void 0 ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(until) } }
    }
  };
}
var DENY_DEBUG = {
  Sid: DENY_DEBUG_SID,
  Effect: "Deny",
  Principal: "*",
  Action: [...ATTESTED_ACTIONS, KEYLESS_ACTION],
  Resource: "*",
  Condition: { StringEqualsIgnoreCase: { [attestationKey("ImageSha384")]: ZERO_PCR } }
};
function guardStatements(list, bind, actions, tuples) {
  const bound = actions.length === 0 ? [] : [...bind].sort();
  const guards = bound.map((register) => {
    const values = [...new Set(tuples.flatMap(({ pcrs }) => pcrs[register] ?? []))].sort();
    return guardStatement(guardSid(list, register), actions, register, values);
  });
  return [...guards, guardStatement(guardMovesSid(list), MOVES, void 0, [])];
}
function guardStatement(sid, actions, register, values) {
  const deny = {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: "*"
  };
  if (register === void 0 || values.length === 0) return deny;
  return {
    ...deny,
    Condition: { StringNotEqualsIgnoreCase: { [attestationKey(register)]: values } }
  };
}

// src/keypolicy/own-shape.ts
var MEMBERS2 = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];
function readOwnShape(statement) {
  if (!isObject5(statement)) return void 0;
  if (Object.keys(statement).some((member) => !MEMBERS2.includes(member))) return void 0;
  const { Effect: effect, Principal, Action, Resource, Condition = {} } = statement;
  const principal = principalOf(Principal);
  const actions = textsOf(Action);
  if (effect !== "Allow" && effect !== "Deny") return void 0;
  if (principal === void 0 || actions === void 0 || actions.length === 0) return void 0;
  if (textsOf(Resource)?.join() !== "*" || !isObject5(Condition)) return void 0;
  const conditions = conditionsOf(Condition);
  return conditions && { effect, principal, actions: sorted(actions), ...conditions };
}
function sameShape(a, b) {
  if (a === void 0 || b === void 0) return false;
  return a.effect === b.effect && a.principal === b.principal && a.until === b.until && sameTexts(a.actions, b.actions) && sameEquals(a.equals, b.equals) && a.except?.key === b.except?.key && sameTexts(a.except?.values ?? [], b.except?.values ?? []);
}
function meetOf(a, b) {
  if (a.effect !== b.effect || a.principal !== b.principal) return void 0;
  if (!sameEquals(a.equals, b.equals)) return void 0;
  return a.effect === "Allow" ? meetOfAllows(a, b) : meetOfDenies(a, b);
}
function sameEquals(a, b) {
  const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
  return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.get(key) === value);
}
function sameTexts(a, b) {
  return a.length === b.length && a.every((text3, i) => text3 === b[i]);
}
function meetOfAllows(a, b) {
  const actions = a.actions.filter((action) => b.actions.includes(action));
  if (actions.length === 0 || a.except !== void 0 || b.except !== void 0) return void 0;
  const until = Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY);
  const { effect, principal, equals } = a;
  return { effect, principal, actions, equals, ...Number.isFinite(until) ? { until } : {} };
}
function meetOfDenies(a, b) {
  if (a.until !== void 0 || b.until !== void 0) return void 0;
  const actions = sorted([.../* @__PURE__ */ new Set([...a.actions, ...b.actions])]);
  const { effect, principal, equals } = a;
  const always = { effect, principal, actions, equals };
  if (a.except === void 0 || b.except === void 0) return always;
  if (a.except.key !== b.except.key) return void 0;
  const others = b.except.values;
  const values = a.except.values.filter((value) => others.includes(value));
  return values.length === 0 ? always : { ...always, except: { key: a.except.key, values } };
}
function conditionsOf(condition) {
  let found = { equals: {} };
  const seen = /* @__PURE__ */ new Set();
  for (const [name, block2] of Object.entries(condition)) {
    const operator = name.toLowerCase();
    if (!isObject5(block2) || seen.has(operator)) return void 0;
    seen.add(operator);
    const read = READERS.get(operator)?.(Object.entries(block2));
    if (read === void 0) return void 0;
    found = { ...found, ...read };
  }
  return found;
}
var READERS = /* @__PURE__ */ new Map([
  ["stringequalsignorecase", readEquals],
  ["stringnotequalsignorecase", readExcept],
  [DATE_OPERATOR.toLowerCase(), readUntil]
]);
function readEquals(block2) {
  const equals = /* @__PURE__ */ new Map();
  for (const [key, value] of block2) {
    const [text3, ...more] = textsOf(value) ?? [];
    if (text3 === void 0 || more.length > 0 || equals.has(key.toLowerCase())) return void 0;
    equals.set(key.toLowerCase(), text3.toLowerCase());
  }
  return { equals: Object.fromEntries(equals) };
}
function readExcept(block2) {
  const [first, ...more] = block2;
  const values = first === void 0 ? void 0 : textsOf(first[1]);
  if (first === void 0 || more.length > 0 || !values?.length) return void 0;
  return { except: { key: first[0].toLowerCase(), values: sorted(values) } };
}
function readUntil(block2) {
  const [first, ...more] = block2;
  const [text3, ...others] = first === void 0 ? [] : textsOf(first[1]) ?? [];
  if (first?.[0].toLowerCase() !== DATE_KEY.toLowerCase()) return void 0;
  if (text3 === void 0 || more.length > 0 || others.length > 0) return void 0;
  const until = instantIn(text3);
  return until === void 0 ? void 0 : { until };
}
function instantIn(text3) {
  try {
    return parseInstant(text3);
  } catch (error) {
    if (error instanceof FormatError) return void 0;
    throw error;
  }
}
function principalOf(principal) {
  if (principal === "*") return "*";
  if (principal === void 0 || !isObject5(principal)) return void 0;
  const { AWS, ...more } = principal;
  const [one, ...others] = textsOf(AWS) ?? [];
  return Object.keys(more).length > 0 || others.length > 0 ? void 0 : one;
}
function textsOf(value) {
  const values = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === "string") ? values : void 0;
}
function sorted(texts) {
  return [...new Set(texts.map((text3) => text3.toLowerCase()))].sort();
}
function isObject5(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/keypolicy/bound-values.ts
function boundValuesOf({
  after,
  before = null
}) {
  const shape = readOwnShape(after === void 0 ? before : after);
  if (shape?.effect !== "Allow") return void 0;
  const pcrs = Object.entries(shape.equals).map(([key, value]) => {
    return [key.slice(key.lastIndexOf(":") + 1).toUpperCase(), value];
  });
  return { role: shape.principal, pcrs: Object.fromEntries(pcrs) };
}
function withFormerReleases(slots, { releases, removed }) {
  return slots.map((slot) => {
    const { change } = slot;
    const bound = change?.action === "delete" ? boundValuesOf(change) : void 0;
    if (change === void 0 || bound === void 0) return slot;
    const { PCR3: _, ...pcrs } = bound.pcrs;
    const has = (values) => Object.entries(pcrs).every(([register, value]) => values[register] === value);
    const ended = releases.filter(({ measurements }) => has({ ...measurements }));
    const gone = removed.filter(({ PCR0 }) => PCR0 === pcrs["PCR0"]);
    const ids = new Set([...ended, ...gone].map(({ id: id2 }) => id2));
    return { ...slot, change: { ...change, releases: [...ids].sort() } };
  });
}

// src/keypolicy/desired-statements.ts
function desiredStatements(list, key, now) {
  if (key.detached === true) {
    return { key: key.key, detached: true, statements: [], leftOut: [], open: [] };
  }
  const actions = ATTESTED_ACTIONS.filter((action) => key.actions.includes(action));
  const held2 = heldTuples(list, key, now);
  const allows = actions.length === 0 ? [] : held2.map((one) => desiredAllow(list.list, one, actions));
  const tuples = held2.map(({ tuple }) => tuple);
  const guards = key.guard ? guardStatements(list.list, key.bind, actions, tuples) : [];
  const denies = [DENY_DEBUG, ...guards].map((statement) => ({ statement, releases: [] }));
  return {
    key: key.key,
    detached: false,
    statements: [...allows, ...denies],
    leftOut: [...actionsLeftOut(key), ...releasesLeftOut(list, key, now)],
    open: key.bind.includes("PCR0") ? [] : openTuples(held2)
  };
}
function heldTuples({ projection, releases }, { bind }, now) {
  const held2 = /* @__PURE__ */ new Map();
  for (const { arn, PCR3 } of projection.instanceRoles) {
    for (const release of releases) {
      if (!isAcceptedAt(release, now)) continue;
      const pcrs = boundPcrs(bind, { ...release.measurements, PCR3 });
      if (pcrs === void 0) continue;
      const tuple = { role: arn, pcrs };
      const name = JSON.stringify(canonicalTuple(tuple));
      const found = held2.get(name);
      if (found === void 0) held2.set(name, { tuple, releases: [release] });
      else found.releases.push(release);
    }
  }
  return [...held2.values()];
}
function boundPcrs(bind, values) {
  const entries = [];
  for (const register of [...bind].sort()) {
    const value = values[register];
    if (value === void 0) return void 0;
    entries.push([register, value]);
  }
  return Object.fromEntries(entries);
}
function canonicalTuple({ role, pcrs }) {
  return { ...pcrs, role };
}
function desiredAllow(list, { tuple, releases }, actions) {
  const sid = allowSid(list, canonicalTuple(tuple));
  return {
    statement: allowStatement(sid, tuple, actions, endOf2(releases)),
    releases: releases.map(({ id: id2 }) => id2)
  };
}
function endOf2(releases) {
  const ends = releases.map(
    (release) => release.state === "retiring" ? release.retireAt : Number.POSITIVE_INFINITY
  );
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : void 0;
}
function actionsLeftOut({ actions }) {
  return actions.filter((action) => !ATTESTED_ACTIONS.includes(action)).map((name) => ({
    what: "action",
    name,
    reason: "it takes no attestation document, or consults no key policy"
  }));
}
function releasesLeftOut({ releases }, { bind }, now) {
  const measured = bind.filter((register) => register !== "PCR3");
  return releases.filter((release) => isAcceptedAt(release, now)).flatMap(({ id: id2, measurements }) => {
    const missing = measured.find((register) => !(register in measurements));
    if (missing === void 0) return [];
    const reason = `the key is bound to ${missing}, and the image has none`;
    return [{ what: "release", name: id2, reason }];
  });
}
function openTuples(held2) {
  const open = /* @__PURE__ */ new Map();
  for (const { tuple, releases } of held2) {
    const { PCR3: _, ...pcrs } = tuple.pcrs;
    open.set(JSON.stringify(pcrs), { pcrs, releases: releases.map(({ id: id2 }) => id2) });
  }
  return [...open.values()];
}

// src/keypolicy/key-policy-limits.ts
var POLICY_MAX_BYTES = 32768;
var LEASE_MS = 6 * MINUTE_MS;
var LEASE_MAX_BYTES = 16 * 1024;
var LATE_READ_MAX_MS = 15 * MINUTE_MS;
var READ_BACK_MAX_MS = 3 * MINUTE_MS;

// src/keypolicy/plan-changes.ts
function planChanges(current, desired, list, adopt) {
  const wanted = new Map(desired.statements.map((one) => [one.statement.Sid, one]));
  const chosen = chosenPlaces(current, wanted);
  const slots = current.map((statement, place2) => {
    const { sid, raw } = statement;
    const owner = ownerOfSid(sid, list).kind;
    const want = sid === void 0 ? void 0 : wanted.get(sid);
    if (sid !== void 0 && want !== void 0) {
      return chosen.get(sid) === place2 ? keptOrUpdated(raw, want) : deleted(sid, raw, want);
    }
    if (sid !== void 0 && owner === "ours") return deleted(sid, raw, void 0);
    if (sid !== void 0 && owner === "foreign" && adopt.includes(sid)) return adopted(sid, raw);
    return { before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  });
  const there = new Set(chosen.keys());
  const created = desired.statements.filter(({ statement }) => !there.has(statement.Sid));
  return [...slots, ...created.map(createdSlot)];
}
function chosenPlaces(current, wanted) {
  const chosen = /* @__PURE__ */ new Map();
  const equal = /* @__PURE__ */ new Set();
  for (const [place2, { sid, raw }] of current.entries()) {
    const want = sid === void 0 ? void 0 : wanted.get(sid);
    if (sid === void 0 || want === void 0 || equal.has(sid)) continue;
    const isEqual = sameShape(readOwnShape(raw), shapeOf(want.statement));
    if (isEqual) equal.add(sid);
    if (isEqual || !chosen.has(sid)) chosen.set(sid, place2);
  }
  return chosen;
}
function keptOrUpdated(raw, want) {
  const { statement, releases } = want;
  const before = readOwnShape(raw);
  const shape = shapeOf(statement);
  const base = { sid: statement.Sid, releases, adopted: false, before: raw, after: statement };
  const whole = plain(statement);
  if (sameShape(before, shape)) {
    const change2 = { ...base, action: "keep", effect: "none" };
    return { change: change2, before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  }
  const meet = before && shape && meetOf(before, shape);
  const effect = sameShape(meet, shape) ? "narrows" : "widens";
  const change = { ...base, action: "update", effect };
  const slot = { change, before: raw, whole, isNewDeny: false };
  if (sameShape(meet, before)) return { ...slot, narrowed: raw };
  if (meet !== void 0) return { ...slot, narrowed: plain(tightened(statement, meet)) };
  return statement.Effect === "Deny" ? { ...slot, narrowed: whole } : slot;
}
function deleted(sid, raw, want) {
  const shape = readOwnShape(raw);
  const isSpare = want !== void 0 && sameShape(shape, shapeOf(want.statement));
  const isDeny = effectOf3(raw) === "deny";
  const change = {
    action: "delete",
    sid,
    releases: [],
    effect: isSpare ? "none" : isDeny ? "widens" : "narrows",
    adopted: false,
    before: raw
  };
  const slot = { change, before: raw, isNewDeny: false };
  return isDeny && !isSpare ? { ...slot, narrowed: raw } : slot;
}
function adopted(sid, raw) {
  const change = {
    action: "delete",
    sid,
    releases: [],
    effect: "widens",
    adopted: true,
    before: raw
  };
  return { change, before: raw, narrowed: raw, isNewDeny: false };
}
function createdSlot({ statement, releases }) {
  const isDeny = statement.Effect === "Deny";
  const change = {
    action: "create",
    sid: statement.Sid,
    releases,
    effect: isDeny ? "narrows" : "widens",
    adopted: false,
    after: statement
  };
  const whole = plain(statement);
  return { change, whole, isNewDeny: isDeny, ...isDeny ? { narrowed: whole } : {} };
}
function tightened(statement, meet) {
  const { Condition: condition, ...rest } = statement;
  const Action = meet.actions.map(
    (action) => ATTESTED_ACTIONS.find((name) => name.toLowerCase() === action) ?? action
  );
  if (meet.effect === "Allow") {
    const { until } = meet;
    const date2 = until === void 0 ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(until) } };
    return { ...rest, Action, Condition: { ...condition, ...date2 } };
  }
  if (meet.except === void 0) return { ...rest, Action };
  const { values } = meet.except;
  const excepts = Object.entries(condition ?? {}).map(([operator, block2]) => {
    return [operator, Object.fromEntries(Object.keys(block2).map((key) => [key, values]))];
  });
  return { ...rest, Action, Condition: Object.fromEntries(excepts) };
}
function shapeOf(statement) {
  return readOwnShape(plain(statement));
}
function plain(statement) {
  return statement;
}
function effectOf3(raw) {
  const { Effect } = raw ?? {};
  return typeof Effect === "string" ? Effect.toLowerCase() : "";
}

// src/keypolicy/plan-narrowed.ts
function narrowedSlots(slots, refusals) {
  const widens = slots.some(({ change }) => change?.effect === "widens");
  const guardRefused = refusals.some(({ about }) => about === "guard");
  if (!widens && !guardRefused) return slots;
  return slots.map(
    (slot) => slot.isNewDeny && slot.change?.sid !== DENY_DEBUG_SID ? held(slot) : slot
  );
}
function fitted(slots, sizeOf) {
  let left = slots;
  for (let place2 = slots.length - 1; place2 >= 0; place2--) {
    if (sizeOf(left) <= POLICY_MAX_BYTES) break;
    const slot = left[place2];
    if (slot !== void 0 && grows(slot)) left = left.with(place2, held(slot));
  }
  return left;
}
function held(slot) {
  const { narrowed: _, ...rest } = slot;
  return slot.before === void 0 ? rest : { ...rest, narrowed: slot.before };
}
function grows({ before, narrowed: narrowed2 }) {
  return (JSON.stringify(narrowed2)?.length ?? 0) > (JSON.stringify(before)?.length ?? 0);
}

// src/iam/deleted-principals.ts
function deletedPrincipals({ sid, raw }) {
  const { Principal, NotPrincipal } = raw ?? {};
  return [Principal, NotPrincipal].flatMap((found) => typeof found === "object" && found ? Object.values(found) : [found]).flat().filter(
    (text3) => typeof text3 === "string" && /^A(?:ID|RO)A[A-Z0-9]+$/.test(text3)
  ).map((id2) => ({ id: id2, ...sid === void 0 ? {} : { sid } }));
}

// src/keypolicy/plan-refusals.ts
function refusalsOf(input) {
  const always = [...sizeRefusals(input), ...guardRefusals(input)];
  if (!input.isWidening) return always;
  if (input.isDetached) return [...expiryRefusals(input), ...principalRefusals(input)];
  return [
    ...expiryRefusals(input),
    ...input.unknown.map(unknownRefusal),
    ...always,
    ...adoptRefusals(input),
    ...principalRefusals(input),
    ...lockOutRefusals(input),
    ...findingRefusals(input)
  ];
}
function expiryRefusals({ list, now }) {
  if (now < list.expiresAt) return [];
  return [
    {
      code: "list-expired",
      about: "list",
      message: `the allow-list expired at ${formatInstant(list.expiresAt)}`,
      hint: "Renew the list. Until then key policies only become narrower."
    }
  ];
}
function unknownRefusal(message) {
  const hint = "Until they are read, the policy of this key only becomes narrower.";
  return { code: "key-unavailable", about: "key", message, hint };
}
function sizeRefusals({ sizeBytes }) {
  if (sizeBytes <= POLICY_MAX_BYTES) return [];
  return [
    {
      code: "policy-too-large",
      about: "size",
      message: `the policy would have ${sizeBytes} bytes, of ${POLICY_MAX_BYTES}`,
      hint: "Retire releases, remove roles, or bind fewer registers."
    }
  ];
}
function guardRefusals({ list, statements, changes }) {
  const others = statements.filter(({ sid }) => ownerOfSid(sid, list.list).kind === "other-list");
  const isGuard = (sid) => sid.includes("Guard");
  const adds = changes.find(({ action, sid }) => action === "create" && isGuard(sid));
  const theirs = others.find(({ sid }) => isGuard(sid ?? ""));
  const allows = changes.find(({ effect }) => effect === "widens");
  const [first] = others;
  const refusal8 = (message, sid) => ({
    code: "policy-unsafe",
    about: "guard",
    message,
    ...sid === void 0 ? {} : { sid },
    hint: "Give each list a key of its own, or leave guard out for both."
  });
  return [
    ...adds && first ? [refusal8("a guard would stop another list on this key", first.sid)] : [],
    ...allows && theirs ? [refusal8("a guard of another list stops ours on this key", theirs.sid)] : []
  ];
}
function adoptRefusals({ rules, statements }) {
  return rules.adopt.filter((name) => statements.filter(({ sid }) => sid === name).length > 1).map((sid) => ({
    code: "policy-unsafe",
    about: "adopt",
    message: `several statements have the Sid ${sid}, which adopt names`,
    sid,
    hint: "Give each statement a Sid of its own, and name the one that is meant."
  }));
}
function principalRefusals({ statements, changes }) {
  const gone = new Set(
    changes.filter(({ action }) => action !== "keep").map(({ before }) => before)
  );
  return statements.filter(({ raw }) => !gone.has(raw)).flatMap((statement) => deletedPrincipals(statement)).map(({ id: id2, sid }) => ({
    code: "policy-unsafe",
    about: "principal",
    message: `the principal ${id2} no longer exists`,
    ...sid === void 0 ? {} : { sid },
    hint: "Remove it from the statement. A role that was made anew under the same name is another principal."
  }));
}
function lockOutRefusals({ rules, before, after }) {
  const [had, has] = [before.policyWriters, after.policyWriters];
  if (had === "unknown" || has === "unknown") return [];
  const lost = (who) => had.includes(who) && !has.includes(who);
  const message = has.length === 0 ? "nobody would be able to put another policy" : rules.caller !== void 0 && lost(rules.caller) ? `${rules.caller} would not be able to put another policy` : void 0;
  if (message === void 0) return [];
  const hint = "Leave kms:PutKeyPolicy to an administrator in a statement that adopt does not name.";
  return [{ code: "policy-lock-out", about: "lock-out", message, hint }];
}
function findingRefusals({ rules, now, before, after }) {
  const known = new Set(before.findings.map(nameOfFinding));
  return after.findings.filter((finding) => finding.severity === "critical" || !known.has(nameOfFinding(finding))).filter((finding) => !isAccepted(finding, rules.accept, now)).map((finding) => ({
    code: "policy-unsafe",
    about: "finding",
    message: `${finding.rule}: ${finding.message}`,
    ...finding.sid === void 0 ? {} : { sid: finding.sid },
    hint: finding.fix ?? "Accept the finding by rule and Sid, with a reason and a date."
  }));
}
function nameOfFinding({ rule, sid, grantId }) {
  return JSON.stringify([rule, sid ?? null, grantId ?? null]);
}
function isAccepted({ rule, sid, grantId }, accept, now) {
  const about = sid ?? grantId ?? "key";
  return accept.some((one) => one.rule === rule && one.sid === about && now < one.until);
}

// src/keypolicy/plan-key.ts
function planKey(request) {
  const { list, id: id2, key, policy, rules, assess, unknown: unknown2, now } = request;
  const parsed = parseKeyPolicy(policy);
  const { members: members2, statements } = parsed;
  const desired = desiredStatements(list, key, now);
  const slots = withFormerReleases(planChanges(statements, desired, list.list, rules.adopt), list);
  const changes = slots.flatMap(({ change }) => change ?? []);
  const isWidening = changes.some(({ effect }) => effect === "widens");
  const text3 = (which, from) => JSON.stringify({ ...members2, Statement: from.flatMap((slot) => slot[which] ?? []) });
  const whole = text3("whole", slots);
  const wholeBytes = policySizeBytes(whole);
  const before = assess(policy, parsed);
  const after = wholeBytes > POLICY_MAX_BYTES ? before : assess(whole);
  const refusals = refusalsOf({
    list,
    rules,
    unknown: unknown2,
    now,
    isWidening,
    isDetached: desired.detached,
    statements,
    changes,
    sizeBytes: wholeBytes,
    before,
    after
  });
  const sizeOf = (from) => policySizeBytes(text3("narrowed", from));
  const narrowed2 = refusals.length === 0 ? slots : fitted(narrowedSlots(slots, refusals), sizeOf);
  const put = refusals.length === 0 ? whole : text3("narrowed", narrowed2);
  const isNothing = refusals.length === 0 ? isUnchanged(slots) : isUnchangedNarrowed(narrowed2);
  return {
    key: key.key,
    computedFrom: { policySha256: policySha256(policy), list: id2, at: now },
    changes,
    foreign: slots.flatMap(({ change }, i) => change ? [] : [statements[i]?.sid]),
    withheld: refusals.length === 0 ? [] : withheldOf(narrowed2),
    refusals,
    policy: isNothing ? policy : put,
    isNothing,
    isWidening,
    sizeBytes: {
      before: policySizeBytes(policy),
      whole: wholeBytes,
      after: policySizeBytes(isNothing ? policy : put),
      limit: POLICY_MAX_BYTES
    },
    before,
    after,
    isDetached: desired.detached,
    leftOut: desired.leftOut,
    open: desired.open
  };
}
function isUnchanged(slots) {
  return slots.every(({ change }) => change === void 0 || change.action === "keep");
}
function isUnchangedNarrowed(slots) {
  return slots.every(({ before, narrowed: narrowed2 }) => sameJson(before, narrowed2));
}
function withheldOf(slots) {
  return slots.flatMap(
    ({ change, whole, narrowed: narrowed2 }) => change === void 0 || sameJson(whole, narrowed2) ? [] : [change]
  );
}
function sameJson(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

// src/measure/pcr-comparison.ts
function comparePcrs(expected, found) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byIndex);
  return names.flatMap((pcr3) => {
    const wanted = expected[pcr3]?.toLowerCase();
    const seen = found[pcr3]?.toLowerCase();
    if (wanted === seen) return [];
    if (seen === void 0) return [{ kind: "missing", pcr: pcr3, expected: wanted ?? "" }];
    if (wanted === void 0) return [{ kind: "extra", pcr: pcr3, found: seen }];
    return [{ kind: "different", pcr: pcr3, expected: wanted, found: seen }];
  });
}
function byIndex(a, b) {
  return Number(a.slice(3)) - Number(b.slice(3));
}

// src/measure/expectation.ts
var OF_THE_IMAGE = ["PCR0", "PCR1", "PCR2", "PCR8"];
function parseExpectation(text3, name) {
  const found = jsonObjectsIn(text3, name).flatMap(measurementsIn);
  const [first, ...others] = found.map((object2) => pcrValuesOf(object2, name));
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
    context.instanceIds.map((id2) => pcr4OfInstance(id2, hashing))
  );
  const notComputed = Object.keys(expected).filter(
    (pcr3) => computed[pcr3] === void 0 && !OF_THE_IMAGE.includes(pcr3)
  );
  const known = Object.fromEntries(
    Object.entries(expected).filter(([pcr3]) => !notComputed.includes(pcr3))
  );
  const differences = comparePcrs(known, computed);
  return {
    differences,
    notComputed,
    explanations: differences.flatMap((difference) => explain(difference, context, hashing))
  };
}
function addNearest(computed, pcr3, expected, values) {
  const wanted = expected[pcr3];
  const [first] = values;
  if (wanted === void 0 || first === void 0) return;
  computed[pcr3] = values.find((value) => value === wanted) ?? first;
}
function explain(difference, { roleArns, instanceIds }, hashing) {
  if (difference.kind === "extra") return [];
  const { pcr: pcr3, expected } = difference;
  if (expected === ZERO_PCR && difference.kind === "missing") {
    return [
      `The expected ${pcr3} is all zeros, which the enclave of an unsigned image has; no image measures to it: leave it out`
    ];
  }
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr3} is all zeros: a debug enclave, an unsigned image or no role shows that, never this image`
    ];
  }
  const texts = pcr3 === "PCR3" ? roleArns : pcr3 === "PCR4" ? instanceIds : [];
  return texts.flatMap((text3) => {
    if (expected === doubleHashedText(text3, hashing)) {
      return [
        `The expected ${pcr3} is what nitro-cli pcr --input makes of ${text3}: it hashes twice, and no enclave will have it`
      ];
    }
    if ([`${text3}
`, `${text3}\r
`].some((line) => expected === extend(encodeUtf8(line), hashing))) {
      return [
        `The expected ${pcr3} was made of ${text3} with a line end behind it, and no enclave will have it`
      ];
    }
    return [];
  });
}
function jsonObjectsIn(text3, name) {
  return outermostBraces(text3).map(([start, end]) => text3.slice(start, end)).filter((piece) => piece.includes("PCR")).map((piece) => parsePiece(piece, name)).filter((value) => value instanceof Map);
}
function outermostBraces(text3) {
  const open = [];
  const pairs = [];
  let inString = false;
  for (let i = 0; i < text3.length; i++) {
    const character = text3[i];
    if (inString) {
      if (character === "\\" && text3[i + 1] !== "\n") i++;
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
function measurementsIn(object2) {
  if (object2.has("PCR0")) return [object2];
  return ["Measurements", "measurements", "result"].flatMap((key) => {
    const inner = object2.get(key);
    return inner instanceof Map ? measurementsIn(inner) : [];
  });
}
function pcrValuesOf(object2, name) {
  const values = {};
  for (const [key, value] of object2) {
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
    reproducible: !pcrs.some(({ pcr: pcr3 }) => pcr3 !== "PCR8"),
    sameSigner: !pcrs.some(({ pcr: pcr3 }) => pcr3 === "PCR8"),
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
function requireCounts(version3, sections, file) {
  const count2 = (type) => sections.filter((section) => section.type === type).length;
  const refuse = (type, expected) => {
    const seen = sections.filter((section) => section.type === type);
    throw new FormatError("section-count", `expected ${expected}, found ${seen.length}`, {
      at: {
        file,
        offsetBytes: seen[1]?.offsetBytes ?? seen[0]?.offsetBytes ?? HEADER_OFFSET.count
      }
    });
  };
  if (count2("kernel") !== 1) refuse("kernel", "one kernel");
  if (count2("cmdline") !== 1) refuse("cmdline", "one command line");
  const metadata = version3 === 4 ? 1 : 0;
  if (count2("metadata") !== metadata)
    refuse("metadata", `${metadata === 1 ? "one" : "no"} metadata section in version ${version3}`);
  const signatures = version3 === 2 ? 0 : 1;
  if (count2("signature") > signatures) {
    refuse(
      "signature",
      `${signatures === 1 ? "at most one" : "no"} signature section in version ${version3}`
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
  const signature2 = sections.find((section) => section.type === "signature");
  if (signature2 !== void 0 && signature2.sizeBytes > SIGNATURE_SECTION_MAX_BYTES) {
    throw new FormatError(
      "signature-format",
      `expected a signature section of at most ${SIGNATURE_SECTION_MAX_BYTES} bytes, found ${signature2.sizeBytes}`,
      { at: { file, offsetBytes: signature2.offsetBytes } }
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
  requireKeys2(value, KEYS, KEYS.slice(0, -1), "metadata", at);
  const build = value.get("BuildMetadata");
  if (!(build instanceof Map)) throw refusal7("expected BuildMetadata to be an object", at);
  requireKeys2(build, BUILD_KEYS, BUILD_KEYS, "BuildMetadata", at);
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
  if (!(value instanceof Map)) throw refusal7("expected metadata to be a JSON object", at);
  return value;
}
function requireKeys2(object2, known, required2, name, at) {
  for (const key of required2) {
    if (!object2.has(key)) throw refusal7(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object2.keys()) {
    if (!known.includes(key))
      throw refusal7(
        `expected only ${known.join(", ")} in ${name}, found ${JSON.stringify(key)}`,
        at
      );
  }
}
function textOf(object2, key, at) {
  const value = object2.get(key);
  if (typeof value !== "string") throw refusal7(`expected ${key} to be a text`, at);
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
function refusal7(message, at) {
  return new FormatError("metadata", message, { at });
}

// src/measure/node-digester.ts
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import("./chunks/on-demand-DC43P4ZA.js");
    return digestWithThreads(source, sections, observe);
  }
};

// src/measure/measure-eif.ts
async function measureEif(source, options = {}) {
  const layout = await parseEifLayout(source);
  const { header, sections } = layout;
  const signature2 = sections.find((section) => section.type === "signature");
  const metadata = sections.find((section) => section.type === "metadata");
  const kept = new KeptContent([signature2, metadata]);
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
  const verified = signature2 === void 0 ? void 0 : await verifySignature2(kept, signature2, PCR0, source.name, digester.hashing);
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
async function verifySignature2(kept, section, pcr0, file, hashing) {
  const { verifyEifSignature } = await import("./chunks/on-demand-DC43P4ZA.js");
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
export {
  AdapterError,
  CodedError,
  EMPTY_CONTENT_PCR,
  EXPORT_TARGETS,
  FormatError,
  TrustError,
  UsageError,
  ZERO_PCR,
  assessKeyPolicy,
  compareImages,
  comparePcrs,
  compareWithExpectation,
  digestInThread,
  digestWithNode,
  exportAllowList,
  extend,
  measureEif,
  memorySource,
  nodeHashing,
  openFileSource,
  parseExpectation,
  parseKeyPolicy,
  parsePublicKeyPem,
  pcr3OfRole,
  pcr4OfInstance,
  pcr8OfCertificate,
  planKey,
  portableHashing,
  proveKeyPolicy,
  verifyAllowList,
  verifyEnvelope,
  verifyManifest
};
