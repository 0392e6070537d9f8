import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  isBucketName,
  parseS3Address,
  s3Store
} from "./chunk-Z5SMZ3Y2.js";
import "./chunk-IZR5D2V6.js";
import "./chunk-SZNFZP45.js";
import "./chunk-OE3EU23R.js";
import "./chunk-PSIR7QIB.js";
import "./chunk-DUTF5YP6.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";
export {
  isBucketName,
  parseS3Address,
  s3Store
};
