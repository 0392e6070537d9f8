import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:os
var availableParallelism = /* @__PURE__ */ (() => __require("node:os").availableParallelism)();
var hostname = /* @__PURE__ */ (() => __require("node:os").hostname)();
var tmpdir = /* @__PURE__ */ (() => __require("node:os").tmpdir)();

export {
  availableParallelism,
  hostname,
  tmpdir
};
