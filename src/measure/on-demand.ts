/**
 * What only signed or large images need, behind one `import()`: every file that a program loads costs its start about a
 * millisecond, and so would code that is not used.
 */
export { digestWithThreads } from './digest-threads.js';
export { verifyEifSignature } from './eif-signature.js';
