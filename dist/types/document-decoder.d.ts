/**
 * The forms in which people and endpoints hand over attestation documents, from `dist/document-decoder.js`: apart from the
 * verifier, because a caller that has the bytes of a document needs none of it. Errors have the classes of this file;
 * compare their `code`.
 *
 * ```ts
 * import { decodeDocument } from 'pcr-allowlist/document-decoder';
 *
 * const verdict = await verifier.verify(decodeDocument(answer), { nonce, maxAgeMs: 300_000 });
 * ```
 */
export { decodeDocument } from './evidence/document-encoding.js';
