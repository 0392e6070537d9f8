import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:fs
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();
var existsSync = /* @__PURE__ */ (() => __require("node:fs").existsSync)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var fsyncSync = /* @__PURE__ */ (() => __require("node:fs").fsyncSync)();
var linkSync = /* @__PURE__ */ (() => __require("node:fs").linkSync)();
var lstatSync = /* @__PURE__ */ (() => __require("node:fs").lstatSync)();
var mkdirSync = /* @__PURE__ */ (() => __require("node:fs").mkdirSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readFileSync = /* @__PURE__ */ (() => __require("node:fs").readFileSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var readdirSync = /* @__PURE__ */ (() => __require("node:fs").readdirSync)();
var readlinkSync = /* @__PURE__ */ (() => __require("node:fs").readlinkSync)();
var renameSync = /* @__PURE__ */ (() => __require("node:fs").renameSync)();
var rmSync = /* @__PURE__ */ (() => __require("node:fs").rmSync)();
var statSync = /* @__PURE__ */ (() => __require("node:fs").statSync)();
var writeFileSync = /* @__PURE__ */ (() => __require("node:fs").writeFileSync)();
var writeSync = /* @__PURE__ */ (() => __require("node:fs").writeSync)();

export {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync
};
