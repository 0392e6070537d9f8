import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
} from "./chunk-MEH472L2.js";
import "./chunk-DALAC7E5.js";
import "./chunk-KVSDRE7O.js";
import "./chunk-SEGEAAET.js";
import "./chunk-CYT6T26N.js";
import "./chunk-YEUS5SGJ.js";
import "./chunk-G53Q23FQ.js";
import "./chunk-W66BBWQ2.js";
export {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
};
