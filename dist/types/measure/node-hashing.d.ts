import { type Hashing } from './hashing.js';
/** OpenSSL's hashes through Node, which images of gigabytes need for speed. */
export declare const nodeHashing: Hashing;
