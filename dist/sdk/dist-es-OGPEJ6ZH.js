import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  ENV_ACCOUNT_ID,
  ENV_CREDENTIAL_SCOPE,
  ENV_EXPIRATION,
  ENV_KEY,
  ENV_SECRET,
  ENV_SESSION,
  fromEnv
} from "./chunk-DPZ34ZBF.js";
import "./chunk-XMPRLG7W.js";
import "./chunk-C44WSYF2.js";
import "./chunk-NO6HMKRL.js";
import "./chunk-46B2I6SQ.js";
import "./chunk-CT7GLJ5Z.js";
import "./chunk-KW2NVRWM.js";
import "./chunk-4VBWY57F.js";
export {
  ENV_ACCOUNT_ID,
  ENV_CREDENTIAL_SCOPE,
  ENV_EXPIRATION,
  ENV_KEY,
  ENV_SECRET,
  ENV_SESSION,
  fromEnv
};
