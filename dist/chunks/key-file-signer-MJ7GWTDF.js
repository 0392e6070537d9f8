import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  generateKeyPair,
  openKeyFile
} from "./chunk-3M6NBLUM.js";
import "./chunk-BJLSW7HD.js";
import "./chunk-RED47MN7.js";
import "./chunk-JJPC5VQQ.js";
import "./chunk-Y5JD6MO5.js";
import "./chunk-545SHK5C.js";
import "./chunk-POKFQCOA.js";
import "./chunk-RWTYO2DT.js";
import "./chunk-52V52ITK.js";
import "./chunk-PSIR7QIB.js";
import "./chunk-DUTF5YP6.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";
export {
  generateKeyPair,
  openKeyFile
};
