import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AdapterError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/store-name.ts
var FORBIDDEN = /[\u0000-\u001f\u007f\\]/;
var NAME_MAX_BYTES = 1024;
function objectNameParts(name) {
  const parts = name.split("/");
  const fault = Buffer.byteLength(name) > NAME_MAX_BYTES ? `it has more than ${NAME_MAX_BYTES} bytes` : !isWellFormed(name) ? "it is no well-formed text" : FORBIDDEN.test(name) ? "it has a control character or a backslash" : parts.some((part) => part === "" || part.startsWith(".")) ? "a part of it is empty or begins with a dot" : void 0;
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

export {
  objectNameParts,
  isObjectName,
  compareNames
};
