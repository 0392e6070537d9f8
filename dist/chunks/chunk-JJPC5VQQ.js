import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:fs/promises
var mkdtemp = /* @__PURE__ */ (() => __require("node:fs/promises").mkdtemp)();
var rm = /* @__PURE__ */ (() => __require("node:fs/promises").rm)();
var stat = /* @__PURE__ */ (() => __require("node:fs/promises").stat)();
var writeFile = /* @__PURE__ */ (() => __require("node:fs/promises").writeFile)();

export {
  mkdtemp,
  rm,
  stat,
  writeFile
};
