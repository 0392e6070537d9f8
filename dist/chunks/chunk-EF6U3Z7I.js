import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/adapters/clock.ts
function systemNow() {
  return Date.now();
}

export {
  systemNow
};
