import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AssumeRoleCommand,
  STSClient
} from "./chunk-I7CHBISC.js";
import "./chunk-ZFE32EEW.js";
import "./chunk-WJSUFSIY.js";
import "./chunk-V24ZLR2B.js";
import "./chunk-H4JB2HVC.js";
import "./chunk-JJUL77WV.js";
import "./chunk-KVSDRE7O.js";
import "./chunk-SEGEAAET.js";
import "./chunk-CYT6T26N.js";
import "./chunk-YEUS5SGJ.js";
import "./chunk-G53Q23FQ.js";
import "./chunk-W66BBWQ2.js";
export {
  AssumeRoleCommand,
  STSClient
};
