import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  generateKeyPair,
  openKeyFile
} from "./chunk-LS4THUZP.js";
import "./chunk-BJLSW7HD.js";
import "./chunk-NUEOL5Q4.js";
import "./chunk-JJPC5VQQ.js";
import "./chunk-ZPN63QK5.js";
import "./chunk-545SHK5C.js";
import "./chunk-POKFQCOA.js";
import "./chunk-RWTYO2DT.js";
import "./chunk-22T3FCND.js";
import "./chunk-PSIR7QIB.js";
import "./chunk-DUTF5YP6.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";
export {
  generateKeyPair,
  openKeyFile
};
