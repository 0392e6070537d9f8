import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  VERSION
} from "./chunk-R7BLJFAU.js";

// src/adapters/aws-client.ts
var TIMEOUTS = { connectMs: 5e3, answerMs: 6e4, idleMs: 3e4 };
var READ_ATTEMPTS = 4;
function awsClientOptions({ connectMs, answerMs, idleMs } = TIMEOUTS) {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return {
    customUserAgent: [["pcr-allowlist", VERSION]],
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs
    }
  };
}

export {
  READ_ATTEMPTS,
  awsClientOptions
};
