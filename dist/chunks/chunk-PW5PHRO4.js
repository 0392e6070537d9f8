import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  decodeUtf8,
  encodeUtf8
} from "./chunk-POKFQCOA.js";
import {
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES
} from "./chunk-PSIR7QIB.js";
import {
  CodedError,
  FormatError
} from "./chunk-UHMTJ6P3.js";

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
  "sha256-mismatch": 3,
  "certificate-not-listed": 3,
  "certificate-expired": 3,
  "certificate-not-yet-valid": 3,
  "certificate-ends-soon": 3,
  "pcr-mismatch": 3,
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
  "store-unsupported": 3,
  conflict: 4,
  "not-computed": 6,
  "list-unavailable": 6,
  "key-unavailable": 6
};
function outcomeKind(exitCode) {
  return OUTCOME_KINDS[exitCode];
}
function exitCodeOf(code) {
  return EXIT_CODES[code];
}
function failed(command, error, warnings = []) {
  const failure = failureOf(error);
  return { command, exitCode: exitCodeOf(failure.code), error: failure, warnings };
}
function failureOf(error) {
  if (!(error instanceof CodedError)) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      code: "internal",
      message,
      hint: "This is a fault of pcr-allowlist: please report it with the command and the version."
    };
  }
  return {
    code: error.code,
    message: error.message,
    ...error.at === void 0 ? {} : { at: error.at },
    ...error.hint === void 0 ? {} : { hint: error.hint }
  };
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

export {
  JsonNumber,
  parseStrictJson,
  renderJson,
  toPlain,
  outcomeKind,
  exitCodeOf,
  failed,
  failureOf
};
