import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
} from "./chunk-F65EBUSO.js";
import "./chunk-3GXGLKY2.js";
import "./chunk-2TNPWWHA.js";
import "./chunk-C44WSYF2.js";
import "./chunk-CH7ZT2U6.js";
import "./chunk-46B2I6SQ.js";
import "./chunk-CT7GLJ5Z.js";
import "./chunk-KW2NVRWM.js";
import "./chunk-44PLPJH4.js";
export {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
};
