import { type Hashing } from './hashing.js';
/** OpenSSL's hashes through Node: the speed that images of gigabytes need. */
export declare const nodeHashing: Hashing;
