import { type Digester } from './digester.js';
/** Node's hashes, and threads for large images. What runs the threads is loaded when there is such an image. */
export declare const digestWithNode: Digester;
