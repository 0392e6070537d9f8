import type { Hashing } from './hashing.js';
/** Runs anywhere, browsers included; about a tenth of the speed of `nodeHashing`. */
export declare const portableHashing: Hashing;
