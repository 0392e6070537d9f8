import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  __require
} from "./chunk-OEXZQEQP.js";

// builtin:node:timers/promises
var setTimeout = /* @__PURE__ */ (() => __require("node:timers/promises").setTimeout)();

export {
  setTimeout
};
