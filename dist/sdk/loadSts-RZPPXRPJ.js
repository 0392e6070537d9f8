import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AssumeRoleCommand,
  STSClient
} from "./chunk-7EVBGAUU.js";
import "./chunk-W3G64HYC.js";
import "./chunk-BP4RMF2Y.js";
import "./chunk-KQ4AAKU3.js";
import "./chunk-GNEFBZDP.js";
import "./chunk-AWC6HEEC.js";
import "./chunk-XMPRLG7W.js";
import "./chunk-C44WSYF2.js";
import "./chunk-NO6HMKRL.js";
import "./chunk-46B2I6SQ.js";
import "./chunk-CT7GLJ5Z.js";
import "./chunk-KW2NVRWM.js";
import "./chunk-4VBWY57F.js";
export {
  AssumeRoleCommand,
  STSClient
};
