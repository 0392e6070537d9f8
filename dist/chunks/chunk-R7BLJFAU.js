import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/base/version.ts
var VERSION = "0.1.0";

export {
  VERSION
};
