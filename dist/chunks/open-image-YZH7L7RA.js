import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  openImage
} from "./chunk-UJT33H5X.js";
import "./chunk-Y5JD6MO5.js";
import "./chunk-52V52ITK.js";
import "./chunk-DUTF5YP6.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";
export {
  openImage
};
