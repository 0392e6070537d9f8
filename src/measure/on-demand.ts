/**
 * Code that only signed or large images need, behind one `import()`. Every file that a program loads delays its start by
 * about a millisecond, even where the code is not used.
 */
export { digestWithThreads } from './digest-threads.js';
export { verifyEifSignature } from './eif-signature.js';
