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

// src/base/encoding.ts
var HEX_DIGITS = "0123456789abcdef";
function encodeHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15);
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
function decodeBase64(text) {
  const fault = text.search(/[^A-Za-z0-9+/=]/);
  if (fault >= 0) {
    throw new FormatError(
      "encoding",
      `expected a base64 digit, found ${JSON.stringify(text.charAt(fault))}`,
      {
        at: { offsetBytes: fault }
      }
    );
  }
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new FormatError("encoding", `expected padded base64, found ${text.length} characters`);
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (encodeBase64(bytes) !== text) {
    throw new FormatError(
      "encoding",
      "expected canonical base64: bits after the last byte must be zero",
      {
        at: { offsetBytes: text.length - 4 }
      }
    );
  }
  return bytes;
}
function decodeUtf8(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
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
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export {
  __require,
  __commonJS,
  __toESM,
  CodedError,
  FormatError,
  TrustError,
  AdapterError,
  UsageError,
  encodeHex,
  decodeHex,
  decodeBase64,
  decodeUtf8,
  encodeUtf8,
  equalBytes
};
