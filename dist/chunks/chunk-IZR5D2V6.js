import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/allowlist/store.ts
var POINTER_NAME = "allowlist.dsse.json";

export {
  POINTER_NAME
};
