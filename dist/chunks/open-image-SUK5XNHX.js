import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  openImage
} from "./chunk-OLX5KHMF.js";
import "./chunk-ZPN63QK5.js";
import "./chunk-22T3FCND.js";
import "./chunk-DUTF5YP6.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";
export {
  openImage
};
