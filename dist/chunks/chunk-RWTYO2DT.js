import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:path
var dirname = /* @__PURE__ */ (() => __require("node:path").dirname)();
var join = /* @__PURE__ */ (() => __require("node:path").join)();
var relative = /* @__PURE__ */ (() => __require("node:path").relative)();
var resolve = /* @__PURE__ */ (() => __require("node:path").resolve)();

export {
  dirname,
  join,
  relative,
  resolve
};
