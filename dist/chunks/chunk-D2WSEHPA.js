import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

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
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var TrustError = class extends CodedError {
  name = "TrustError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var AdapterError = class extends CodedError {
  name = "AdapterError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var UsageError = class extends CodedError {
  name = "UsageError";
  code = "usage";
};

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
var NO_DIGIT = 64;
var BASE64_BITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [i, digit] of [...BASE64_DIGITS].entries()) BASE64_BITS[digit.charCodeAt(0)] = i;
function decodeBase64(text) {
  const codes = encodeUtf8(text);
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = codes.length - padding;
  const bytes = new Uint8Array(digits * 6 >> 3);
  const bitsAt = (i2) => BASE64_BITS[codes[i2] ?? 0] ?? NO_DIGIT;
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
  if (seen < NO_DIGIT && codes.length % 4 === 0 && bits === 0) return bytes;
  throw base64Fault(text);
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

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();
var createPrivateKey = /* @__PURE__ */ (() => __require("node:crypto").createPrivateKey)();
var createPublicKey = /* @__PURE__ */ (() => __require("node:crypto").createPublicKey)();
var createSign = /* @__PURE__ */ (() => __require("node:crypto").createSign)();
var generateKeyPairSync = /* @__PURE__ */ (() => __require("node:crypto").generateKeyPairSync)();
var randomBytes = /* @__PURE__ */ (() => __require("node:crypto").randomBytes)();
var randomInt = /* @__PURE__ */ (() => __require("node:crypto").randomInt)();
var randomUUID = /* @__PURE__ */ (() => __require("node:crypto").randomUUID)();
var sign = /* @__PURE__ */ (() => __require("node:crypto").sign)();

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
var DSSE_MAX_SIGNATURES = 32;
var TRUST_MAX_KEYS = 32;
var STATEMENT_MAX_SUBJECTS = 1024;
var SUBJECT_MAX_DIGESTS = 32;
var EVIDENCE_MAX_BYTES = 32 * 1024;
var EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;
var EVIDENCE_FIELD_MAX_BYTES = 1024;
var EVIDENCE_CERTIFICATE_MAX_BYTES = 1024;
var CABUNDLE_MAX_CERTIFICATES = 8;
var MODULE_ID_MAX_LENGTH = 128;
var NONCE_MIN_BYTES = 16;
var EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;
var KEY_POLICY_MAX_BYTES = 8 * 32768;

// src/base/ecdsa.ts
var SIGNATURE_BYTES = {
  "P-256": 64,
  "P-384": 96,
  "P-521": 132
};
var HASH = {
  "P-256": "SHA-256",
  "P-384": "SHA-384",
  "P-521": "SHA-512"
};
var SPKI_HEAD = {
  "P-256": decodeHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
  "P-384": decodeHex("3076301006072a8648ce3d020106052b8104002203620004")
};
async function verifyEcdsa(verification) {
  const { data, signature } = verification;
  return verifyWithKey(await importEcdsaKey(verification), data, signature);
}
async function importEcdsaKey({
  curve,
  spkiDer
}) {
  return { curve, key: await importKey(spkiDer, curve) };
}
async function verifyWithKey({ curve, key }, data, signature) {
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: "ECDSA", hash: HASH[curve] },
    key,
    ownBytes(signature),
    ownBytes(data)
  );
}
function ownBytes(bytes) {
  return bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}
async function importKey(spkiDer, curve) {
  const algorithm = { name: "ECDSA", namedCurve: curve };
  const point = pointOf(spkiDer, curve);
  const [form, bytes] = point === void 0 ? ["spki", spkiDer] : ["raw", point];
  try {
    return await crypto.subtle.importKey(form, new Uint8Array(bytes), algorithm, false, ["verify"]);
  } catch (cause) {
    throw new FormatError(
      "encoding",
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause }
    );
  }
}
function pointOf(spkiDer, curve) {
  if (curve === "P-521") return void 0;
  const head = SPKI_HEAD[curve];
  return equalBytes(spkiDer.subarray(0, head.length), head) ? spkiDer.subarray(head.length - 1) : void 0;
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
    throw refusal(label, `expected at most ${PEM_MAX_BYTES} bytes, found ${bytes.length}`, 0);
  }
  const text = textOf(bytes);
  if (!label.includes("PRIVATE KEY") && text.includes("PRIVATE KEY-----")) {
    const hint = "Keep the private key where only its owner reads it, and give the other file.";
    throw refusal(label, "found a private key", Math.max(0, text.indexOf("-----BEGIN")), hint);
  }
  const lines = linesOf(text);
  const first = lines.findIndex(({ text: line }) => line !== "");
  const begin = lines[first];
  if (begin?.text !== `-----BEGIN ${label}-----`) throw notTheBegin(text, begin, label);
  const last = lines.findIndex(({ text: line }, i) => i > first && line.startsWith("-----"));
  const end = lines[last];
  if (end?.text !== `-----END ${label}-----`) {
    throw refusal(label, "expected the end of the block", end?.offsetBytes ?? bytes.length);
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
    throw refusal(label, `expected a line of base64, found ${what}`, wrong.offsetBytes);
  }
  if (lines.length === 0) throw refusal(label, "expected content, found none", end.offsetBytes);
  try {
    return decodeBase64(lines.map(({ text }) => text).join(""));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw refusal(label, "expected canonical, padded base64", lines[0]?.offsetBytes ?? 0);
  }
}
function notTheBegin(text, found, label) {
  const offsetBytes = found?.offsetBytes ?? 0;
  if (found === void 0) return refusal(label, "found an empty text", offsetBytes);
  const other = labelOf(found.text);
  if (other !== void 0) {
    const hint2 = other.endsWith("CERTIFICATE") ? "Convert it with: openssl x509 -in FILE -out certificate.pem" : void 0;
    return refusal(label, `expected a block ${label}, found a block ${other}`, offsetBytes, hint2);
  }
  if (text.charCodeAt(0) === DER_SEQUENCE && !text.includes("-----")) {
    const hint2 = "Convert it with: openssl x509 -inform DER -in FILE -out certificate.pem";
    return refusal(label, "expected text, found what looks like DER", 0, hint2);
  }
  const what = text.startsWith(UTF8_BYTE_ORDER_MARK) ? "a byte order mark" : "something else";
  const hint = text.includes(`-----BEGIN ${label}-----`) ? "Remove everything in front of the block." : void 0;
  return refusal(label, `expected the block to begin the text, found ${what}`, offsetBytes, hint);
}
function notTheEnd({ text, offsetBytes }, label) {
  const other = labelOf(text);
  if (other === void 0) return refusal(label, "found text behind the block", offsetBytes);
  const hint = "Keep the one block that is meant; an image is signed with a single certificate.";
  return refusal(label, `expected one block, found another one, ${other}`, offsetBytes, hint);
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
function refusal(label, message, offsetBytes, hint) {
  return new FormatError("pem-format", `PEM ${label}: ${message}`, {
    at: { offsetBytes },
    ...hint === void 0 ? {} : { hint }
  });
}

// builtin:node:os
var availableParallelism = /* @__PURE__ */ (() => __require("node:os").availableParallelism)();
var hostname = /* @__PURE__ */ (() => __require("node:os").hostname)();
var tmpdir = /* @__PURE__ */ (() => __require("node:os").tmpdir)();

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
      `expected the end, found ${leftBytes} bytes more`,
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
  /** The next part. Throws FormatError `der-format` where there is none, or one of another tag than `tag`. */
  take(what, tag) {
    const next = this.peek;
    if (next === void 0) {
      throw derRefusal(`${this.what}: expected ${what}, found the end`, this.endOffsetBytes);
    }
    if (tag !== void 0) confirmTag(next, tag, `${this.what}: ${what}`);
    this.index++;
    return next;
  }
  /** The next part where it has this tag. */
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
function nameOf(element, what) {
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

// src/format/x509-extensions.ts
var KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly"
];
var NO_EXTENSIONS = { critical: [], unknownCritical: [] };
var OID = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35"
};
var KEY_IDENTIFIER_TAG = 128;
var CERT_ISSUER_TAG = 161;
var CERT_SERIAL_NUMBER_TAG = 130;
function extensionsOf(list) {
  const extensions = list.children.map(extensionOf);
  const seen = /* @__PURE__ */ new Set();
  for (const { oid, octets } of extensions) {
    if (seen.has(oid)) throw refusal3(`expected the extension ${oid} once, found it again`, octets);
    seen.add(oid);
  }
  if (extensions.length === 0) throw refusal3("expected at least one extension, found none", list);
  const named = (oid) => extensions.find((extension) => extension.oid === oid);
  const critical = extensions.filter((extension) => extension.critical).map(({ oid }) => oid);
  const known = Object.values(OID);
  return {
    ...basicConstraintsOf(named(OID.basicConstraints)),
    ...keyUsageOf(named(OID.keyUsage)),
    ...subjectKeyIdentifierOf(named(OID.subjectKeyIdentifier)),
    ...authorityKeyIdentifierOf(named(OID.authorityKeyIdentifier)),
    critical,
    unknownCritical: critical.filter((oid) => !known.includes(oid))
  };
}
function extensionOf(element) {
  const fields = new DerFields(element, TAG.sequence, "extension");
  const oid = objectIdentifierOf(fields.take("its type"), "extension type");
  const critical = flagOf(fields.takeOptional(TAG.boolean), `extension ${oid}: critical`);
  const octets = fields.take("its value", TAG.octetString);
  fields.end();
  return { oid, critical, octets };
}
function flagOf(flag, what) {
  return flag !== void 0 && booleanOf(flag, what);
}
function inner({ octets }) {
  return parseDer(octets.content, octets.contentOffsetBytes);
}
function basicConstraintsOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "basicConstraints");
  const ca = flagOf(fields.takeOptional(TAG.boolean), "basicConstraints: cA");
  const length = fields.takeOptional(TAG.integer);
  fields.end();
  const pathLength = length === void 0 ? {} : { pathLength: countOf(length, "pathLenConstraint") };
  return { basicConstraints: { critical: extension.critical, ca, ...pathLength } };
}
function keyUsageOf(extension) {
  if (extension === void 0) return {};
  const { bytes } = bitStringOf(inner(extension), "keyUsage");
  const usages = KEY_USAGES.filter(
    (_, bit) => ((bytes[bit >> 3] ?? 0) & 128 >> (bit & 7)) !== 0
  );
  if (usages.length === 0) {
    throw derRefusal("keyUsage: expected a usage, found none", extension.octets.offsetBytes);
  }
  return { keyUsage: { critical: extension.critical, usages } };
}
function subjectKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const value = inner(extension);
  confirmTag(value, TAG.octetString, "subjectKeyIdentifier");
  return { subjectKeyIdentifier: value.content };
}
function authorityKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "authorityKeyIdentifier");
  const identifier = fields.takeOptional(KEY_IDENTIFIER_TAG);
  fields.takeOptional(CERT_ISSUER_TAG);
  fields.takeOptional(CERT_SERIAL_NUMBER_TAG);
  fields.end();
  return identifier === void 0 ? {} : { authorityKeyIdentifier: identifier.content };
}
function refusal3(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/format/x509.ts
var VERSION_TAG = 160;
var UNIQUE_IDENTIFIER_TAGS = [129, 130];
var EXTENSIONS_TAG = 163;
var EC_PUBLIC_KEY = "1.2.840.10045.2.1";
var CURVES = /* @__PURE__ */ new Map(
  [
    ["1.2.840.10045.3.1.7", { curve: "P-256", pointBytes: 65 }],
    ["1.3.132.0.34", { curve: "P-384", pointBytes: 97 }],
    ["1.3.132.0.35", { curve: "P-521", pointBytes: 133 }]
  ]
);
var UNCOMPRESSED = 4;
function parseCertificate(der) {
  if (der.length > CERTIFICATE_MAX_BYTES) {
    throw new FormatError(
      "certificate-format",
      `expected a certificate of at most ${CERTIFICATE_MAX_BYTES} bytes, found ${der.length}`
    );
  }
  try {
    return certificateOf(parseDer(der));
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === "certificate-format") throw cause;
    const at = cause.at === void 0 ? {} : { at: cause.at };
    throw new FormatError("certificate-format", `certificate: ${cause.message}`, { cause, ...at });
  }
}
function certificateOf(element) {
  const outer = new DerFields(element, TAG.sequence, "certificate");
  const tbs = outer.take("tbsCertificate", TAG.sequence);
  const signatureAlgorithm = algorithmOf(outer.take("signatureAlgorithm"));
  const signature = wholeBitStringOf(outer.take("signatureValue"), "signatureValue");
  outer.end();
  return {
    der: element.encoded,
    tbsDer: tbs.encoded,
    signatureAlgorithm,
    signature,
    ...tbsOf(tbs, signatureAlgorithm)
  };
}
function tbsOf(tbs, outer) {
  const fields = new DerFields(tbs, TAG.sequence, "tbsCertificate");
  const version = versionOf(fields.takeOptional(VERSION_TAG));
  const serialNumber = serialText(integerBytes(fields.take("serialNumber"), "serialNumber"));
  const inner2 = fields.take("signature", TAG.sequence);
  if (!equalBytes(inner2.encoded, outer.der)) {
    throw refusal4("expected the same signature algorithm inside and outside", inner2);
  }
  const issuer = nameOf(fields.take("issuer"), "issuer");
  const validity = new DerFields(fields.take("validity"), TAG.sequence, "validity");
  const notBefore = timeOf(validity.take("notBefore"), "notBefore");
  const notAfter = timeOf(validity.take("notAfter"), "notAfter");
  validity.end();
  const subject = nameOf(fields.take("subject"), "subject");
  const publicKey = publicKeyOf(fields.take("subjectPublicKeyInfo"));
  if (version > 1) for (const tag of UNIQUE_IDENTIFIER_TAGS) fields.takeOptional(tag);
  const tagged = version === 3 ? fields.takeOptional(EXTENSIONS_TAG) : void 0;
  fields.end();
  const extensions = tagged === void 0 ? NO_EXTENSIONS : extensionsOf(explicit(tagged, "extensions", TAG.sequence));
  return { version, serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions };
}
function serialText(twosComplement) {
  const value = BigInt.asIntN(8 * twosComplement.length, BigInt(`0x${encodeHex(twosComplement)}`));
  const digits = (value < 0n ? -value : value).toString(16);
  return `${value < 0n ? "-" : ""}${digits.padStart(digits.length + digits.length % 2, "0")}`;
}
function versionOf(tagged) {
  if (tagged === void 0) return 1;
  const number = countOf(explicit(tagged, "version", TAG.integer), "version");
  if (number !== 1 && number !== 2)
    throw refusal4(`expected certificate version 1, 2 or 3, found ${number + 1}`, tagged);
  return number === 1 ? 2 : 3;
}
function explicit(tagged, what, tag) {
  const fields = new DerFields(tagged, tagged.tag, what);
  const value = fields.take("its value", tag);
  fields.end();
  return value;
}
function algorithmOf(element) {
  const { oid } = algorithmParts(element);
  return { oid, der: element.encoded };
}
function algorithmParts(element) {
  const fields = new DerFields(element, TAG.sequence, "algorithm");
  const oid = objectIdentifierOf(fields.take("its identifier"), "algorithm");
  const [, parameters] = element.children;
  if (parameters !== void 0) fields.take("its parameters");
  fields.end();
  return { oid, ...parameters === void 0 ? {} : { parameters } };
}
function publicKeyOf(element) {
  const fields = new DerFields(element, TAG.sequence, "subjectPublicKeyInfo");
  const { oid, parameters } = algorithmParts(fields.take("algorithm"));
  const key = wholeBitStringOf(fields.take("subjectPublicKey"), "subjectPublicKey");
  fields.end();
  const named = oid === EC_PUBLIC_KEY && parameters?.tag === TAG.objectIdentifier ? CURVES.get(objectIdentifierOf(parameters, "namedCurve")) : void 0;
  const usable = named !== void 0 && key.length === named.pointBytes && key[0] === UNCOMPRESSED;
  return { spkiDer: element.encoded, algorithmOid: oid, ...usable ? { curve: named.curve } : {} };
}
function refusal4(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/measure/crc32.ts
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
        hint: "Images with other flag bits are measured by another formula, so a PCR0 computed here would be wrong."
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

// src/format/pcr-value.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);

// src/measure/pcr.ts
var HASH_ALGORITHM = "Sha384 { ... }";
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
  const shown = JSON.stringify(text);
  if (/\s/.test(text))
    throw new UsageError(`role ARN ${shown} holds white space, which would change PCR3`);
  const assumed = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(text);
  if (assumed !== null) {
    throw new UsageError(`${shown} is an assumed role; PCR3 is made of the role`, {
      hint: `Give arn:${assumed[1]}:iam::${assumed[2]}:role/${assumed[3]}, with the role's path where it has one.`
    });
  }
  if (/^arn:[^:]+:iam::\d{12}:instance-profile\//.test(text)) {
    throw new UsageError(`${shown} is an instance profile; PCR3 is made of the role inside it`, {
      hint: "Give the role ARN, such as arn:aws:iam::111122223333:role/NAME: aws iam get-instance-profile shows it."
    });
  }
  throw new UsageError(
    `expected a role ARN such as arn:aws:iam::111122223333:role/NAME, found ${shown}`
  );
}

// src/measure/tracks.ts
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
      const PCR1 = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { PCR0: extend(everything.digest(), hashing), PCR1 };
    }
  };
}
function sectionsTrack(sections, hashing) {
  const sha384 = [];
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
      sha384.push(encodeHex(current.digest()));
    }
  );
  return { update, finish: () => ({ PCR2: extend(application.digest(), hashing), sha384 }) };
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

// src/measure/digester.ts
var PIECE_BYTES = 1024 * 1024;
function digestInThread(hashing) {
  const digest = async (source, sections, observe) => {
    const track = joinTracks(["image", "sections", "sha256", "crc32"], sections, hashing);
    const buffer = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
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

// src/format/cbor.ts
var MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 };
var FALSE = 244;
var TRUE = 245;
var NULL = 246;
var INDEFINITE_MAP = 191;
var BREAK = 255;
function parseCbor(bytes, options = {}) {
  return new Reader(bytes).outermost(options);
}
function encodeCbor(value) {
  const parts = [];
  encodeItem(value, parts);
  const encoded = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}
var Reader = class {
  bytes;
  offset = 0;
  items = 0;
  constructor(bytes) {
    this.bytes = bytes;
  }
  outermost({ topLevelIndefiniteMap = false, topLevelTag }) {
    if (topLevelTag !== void 0 && this.bytes[0] === (MAJOR.tag << 5 | topLevelTag)) {
      this.offset++;
    }
    const isIndefinite = topLevelIndefiniteMap && this.bytes[this.offset] === INDEFINITE_MAP;
    const value = isIndefinite ? this.indefiniteMap() : this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal5(`expected the end, found ${this.left} bytes more`, this.offset);
    }
    return value;
  }
  indefiniteMap() {
    this.count();
    this.offset++;
    const map = /* @__PURE__ */ new Map();
    while (this.bytes[this.offset] !== BREAK) this.entry(map, 1);
    this.offset++;
    return map;
  }
  /** `depth` is the number of arrays and maps around the item. */
  item(depth) {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.unsigned:
        return head.argument;
      case MAJOR.negative:
        return -1 - head.argument;
      case MAJOR.bytes:
        return new Uint8Array(this.taken(head));
      case MAJOR.text:
        return this.text(head);
      case MAJOR.array: {
        confirmDepth(head, depth);
        const array = [];
        for (let left = this.fitting(head, 1); left > 0; left--) array.push(this.item(depth + 1));
        return array;
      }
      case MAJOR.map: {
        confirmDepth(head, depth);
        const map = /* @__PURE__ */ new Map();
        for (let left = this.fitting(head, 2); left > 0; left--) this.entry(map, depth + 1);
        return map;
      }
      case MAJOR.tag:
        throw refusal5(`expected no tag, found tag ${head.argument}`, head.offset);
      default:
        return head.argument === (NULL & 31) ? null : head.argument === (TRUE & 31);
    }
  }
  entry(map, depth) {
    const start = this.offset;
    const key = this.item(depth);
    if (typeof key !== "string" && typeof key !== "number") {
      throw refusal5("expected a map key that is text or an integer", start);
    }
    if (map.has(key)) {
      const found = encodeHex(this.bytes.subarray(start, this.offset)).slice(0, 80);
      throw refusal5(`expected each map key once, found ${found} again`, start);
    }
    map.set(key, this.item(depth));
  }
  text(head) {
    const bytes = this.taken(head);
    try {
      return decodeUtf8(bytes);
    } catch (cause) {
      throw refusal5("expected text in UTF-8 without a byte order mark", head.offset, cause);
    }
  }
  /** The content of a byte or text string; it shares memory with the input. */
  taken(head) {
    const start = this.offset;
    this.offset += this.fitting(head, 1);
    return this.bytes.subarray(start, this.offset);
  }
  /** Initial byte and argument (RFC 8949 section 3). */
  head() {
    const offset = this.offset;
    const initial = this.byte();
    const major = initial >> 5;
    const information = initial & 31;
    if (major === MAJOR.simple) {
      if (initial === FALSE || initial === TRUE || initial === NULL) {
        return { major, argument: information, offset };
      }
      throw refusal5(
        `expected false, true or null, found ${encodeHex(Uint8Array.of(initial))}`,
        offset
      );
    }
    if (information < 24) return { major, argument: information, offset };
    if (information === 31) {
      throw refusal5("expected a definite length, found an indefinite one", offset);
    }
    if (information > 27) throw refusal5(`reserved additional information ${information}`, offset);
    const sizeBytes = 1 << information - 24;
    let argument = 0;
    for (let i = 0; i < sizeBytes; i++) argument = argument * 256 + this.byte();
    if (argument < (sizeBytes === 1 ? 24 : 256 ** (sizeBytes / 2))) {
      throw refusal5(`expected the shortest form of ${argument}, found ${sizeBytes} bytes`, offset);
    }
    if (argument > Number.MAX_SAFE_INTEGER - (major === MAJOR.negative ? 1 : 0)) {
      throw refusal5("expected an integer from -(2^53 - 1) to 2^53 - 1", offset);
    }
    return { major, argument, offset };
  }
  /** The head's length or number of entries, of `minimumBytes` each, once they fit what is left. */
  fitting({ argument, offset }, minimumBytes) {
    if (argument * minimumBytes <= this.left) return argument;
    throw refusal5(`expected at least ${argument * minimumBytes} bytes, found ${this.left}`, offset);
  }
  count() {
    if (++this.items > CBOR_MAX_ITEMS) {
      throw refusal5(`expected at most ${CBOR_MAX_ITEMS} items, found more`, this.offset);
    }
  }
  byte() {
    const byte = this.bytes[this.offset];
    if (byte === void 0) throw refusal5("expected more bytes, found the end", this.offset);
    this.offset++;
    return byte;
  }
  get left() {
    return this.bytes.length - this.offset;
  }
};
function confirmDepth({ offset }, depth) {
  if (depth >= CBOR_MAX_DEPTH) {
    throw refusal5(`expected at most ${CBOR_MAX_DEPTH} levels, found more`, offset);
  }
}
function refusal5(message, offsetBytes, cause) {
  return new FormatError("cbor-format", message, { at: { offsetBytes }, cause });
}
function encodeItem(value, parts) {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new FormatError("cbor-format", `expected a safe integer, found ${value}`);
    }
    parts.push(
      value < 0 ? encodeHead(MAJOR.negative, -1 - value) : encodeHead(MAJOR.unsigned, value)
    );
  } else if (typeof value === "string") {
    const text = encodeUtf8(value);
    parts.push(encodeHead(MAJOR.text, text.length), text);
  } else if (value instanceof Uint8Array) {
    parts.push(encodeHead(MAJOR.bytes, value.length), value);
  } else if (Array.isArray(value)) {
    parts.push(encodeHead(MAJOR.array, value.length));
    for (const element of value) encodeItem(element, parts);
  } else if (value instanceof Map) {
    parts.push(encodeHead(MAJOR.map, value.size));
    for (const [key, entry] of value) {
      encodeItem(key, parts);
      encodeItem(entry, parts);
    }
  } else {
    parts.push(Uint8Array.of(value === null ? NULL : value ? TRUE : FALSE));
  }
}
function encodeHead(major, argument) {
  if (argument < 24) return Uint8Array.of(major << 5 | argument);
  const information = [24, 25, 26, 27].find((info) => argument < 256 ** (1 << info - 24)) ?? 27;
  const head = new Uint8Array(1 + (1 << information - 24));
  head[0] = major << 5 | information;
  let rest = argument;
  for (let i = head.length - 1; i > 0; i--) {
    head[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return head;
}

// src/format/cose-sign1.ts
var COSE_SIGN1_TAG = 18;
var ALGORITHM_OF_PROTECTED = /* @__PURE__ */ new Map([
  ["a10126", "ES256"],
  ["a1013822", "ES384"],
  ["a1013823", "ES512"]
]);
var ALGORITHM_SIGNATURE_BYTES = {
  ES256: SIGNATURE_BYTES["P-256"],
  ES384: SIGNATURE_BYTES["P-384"],
  ES512: SIGNATURE_BYTES["P-521"]
};
function parseCoseSign1(bytes) {
  const fields = parseFields(bytes);
  if (fields.length !== 4) throw faultAt(0, `expected an array of 4, found ${fields.length}`);
  const [protectedBytes, unprotected, payload, signature] = fields;
  const refusal6 = (index, expected) => {
    const rest = fields.slice(index).map((field) => encodeCbor(field).length);
    return faultAt(bytes.length - rest.reduce((a, b) => a + b), `expected ${expected}`);
  };
  if (!(protectedBytes instanceof Uint8Array)) {
    throw refusal6(0, "a protected header in a byte string");
  }
  const algorithm = ALGORITHM_OF_PROTECTED.get(encodeHex(protectedBytes));
  if (algorithm === void 0) {
    const found = encodeHex(protectedBytes.subarray(0, 32));
    throw refusal6(0, `a protected header of a10126, a1013822 or a1013823, found ${found}`);
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) {
    throw refusal6(1, "an empty unprotected header");
  }
  if (!(payload instanceof Uint8Array) || payload.length === 0) {
    throw refusal6(2, "a payload in a byte string that is not empty");
  }
  const signatureBytes = ALGORITHM_SIGNATURE_BYTES[algorithm];
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    throw refusal6(3, `a signature of ${signatureBytes} bytes for ${algorithm}`);
  }
  return { algorithm, protectedBytes, payload, signature };
}
function sigStructure({ protectedBytes, payload }, externalAad = new Uint8Array()) {
  return encodeCbor(["Signature1", protectedBytes, externalAad, payload]);
}
function parseFields(bytes) {
  let value;
  try {
    value = parseCbor(bytes, { topLevelTag: COSE_SIGN1_TAG });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw faultAt(cause.at?.offsetBytes ?? 0, cause.message, cause);
  }
  if (!Array.isArray(value)) throw faultAt(0, "expected an array of 4");
  return value;
}
function faultAt(offsetBytes, message, cause) {
  return new FormatError("cose-format", `COSE_Sign1: ${message}`, { at: { offsetBytes }, cause });
}

export {
  __require,
  __commonJS,
  __export,
  __toESM,
  CodedError,
  FormatError,
  TrustError,
  AdapterError,
  UsageError,
  MINUTE_MS,
  HOUR_MS,
  DAY_MS,
  parseInstant,
  instantOf,
  formatInstant,
  parseDuration,
  encodeHex,
  decodeHex,
  encodeBase64,
  decodeBase64,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  equalInConstantTime,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  randomUUID,
  sign,
  METADATA_MAX_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  YAML_MAX_CHARACTERS,
  YAML_MAX_DEPTH,
  TEXT_FILE_MAX_BYTES,
  DSSE_MAX_BYTES,
  DSSE_MAX_SIGNATURES,
  TRUST_MAX_KEYS,
  STATEMENT_MAX_SUBJECTS,
  SUBJECT_MAX_DIGESTS,
  EVIDENCE_MAX_BYTES,
  EVIDENCE_PAYLOAD_MAX_BYTES,
  EVIDENCE_FIELD_MAX_BYTES,
  EVIDENCE_CERTIFICATE_MAX_BYTES,
  CABUNDLE_MAX_CERTIFICATES,
  MODULE_ID_MAX_LENGTH,
  NONCE_MIN_BYTES,
  EIF_MAX_BYTES,
  KEY_POLICY_MAX_BYTES,
  SIGNATURE_BYTES,
  SPKI_HEAD,
  verifyEcdsa,
  importEcdsaKey,
  verifyWithKey,
  parseCertificatePem,
  parsePem,
  encodePem,
  availableParallelism,
  hostname,
  tmpdir,
  ZERO_PCR,
  nameToRfc4514,
  HASH_ALGORITHM,
  pcr8OfCertificate,
  pcr3OfRole,
  rolePathWarning,
  pcr4OfInstance,
  doubleHashedText,
  parseCertificate,
  crc32,
  nodeHashing,
  EIF_HEADER_BYTES,
  SECTION_HEADER_BYTES,
  CRC_OFFSET_BYTES,
  HEADER_OFFSET,
  parseEifHeader,
  sectionTableRefusal,
  joinTracks,
  PIECE_BYTES,
  digestInThread,
  parseCbor,
  encodeCbor,
  parseCoseSign1,
  sigStructure
};
