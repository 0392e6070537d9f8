import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  ENV_ACCOUNT_ID,
  ENV_CREDENTIAL_SCOPE,
  ENV_EXPIRATION,
  ENV_KEY,
  ENV_SECRET,
  ENV_SESSION,
  fromEnv
} from "./chunk-DALAC7E5.js";
import "./chunk-KVSDRE7O.js";
import "./chunk-SEGEAAET.js";
import "./chunk-CYT6T26N.js";
import "./chunk-YEUS5SGJ.js";
import "./chunk-G53Q23FQ.js";
import "./chunk-W66BBWQ2.js";
export {
  ENV_ACCOUNT_ID,
  ENV_CREDENTIAL_SCOPE,
  ENV_EXPIRATION,
  ENV_KEY,
  ENV_SECRET,
  ENV_SESSION,
  fromEnv
};
