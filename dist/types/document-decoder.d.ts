/**
 * Decodes the encodings in which people and endpoints provide attestation documents, from `dist/document-decoder.js`. It is
 * separate from the verifier, because a caller with the bytes of a document does not need it. Errors have the classes of
 * this file, so compare their `code`.
 *
 * ```ts
 * import { decodeDocument } from 'pcr-allowlist/document-decoder';
 *
 * const verdict = await verifier.verify(decodeDocument(answer), { nonce, maxAgeMs: 300_000 });
 * ```
 */
export { decodeDocument } from './evidence/document-encoding.js';
