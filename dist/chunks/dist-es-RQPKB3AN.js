import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
} from "./chunk-MX74JVIN.js";
import "./chunk-4U42V4O6.js";
import "./chunk-ZCT4VLVV.js";
import "./chunk-SEGEAAET.js";
import "./chunk-XBHJ6A6I.js";
import "./chunk-YEUS5SGJ.js";
import "./chunk-G53Q23FQ.js";
import "./chunk-W66BBWQ2.js";
import "./chunk-OEXZQEQP.js";
export {
  credentialsTreatedAsExpired,
  credentialsWillNeedRefresh,
  defaultProvider
};
