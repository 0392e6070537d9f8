import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();
var createPrivateKey = /* @__PURE__ */ (() => __require("node:crypto").createPrivateKey)();
var createPublicKey = /* @__PURE__ */ (() => __require("node:crypto").createPublicKey)();
var generateKeyPairSync = /* @__PURE__ */ (() => __require("node:crypto").generateKeyPairSync)();
var randomBytes = /* @__PURE__ */ (() => __require("node:crypto").randomBytes)();
var randomInt = /* @__PURE__ */ (() => __require("node:crypto").randomInt)();
var randomUUID = /* @__PURE__ */ (() => __require("node:crypto").randomUUID)();
var sign = /* @__PURE__ */ (() => __require("node:crypto").sign)();

export {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  randomUUID,
  sign
};
