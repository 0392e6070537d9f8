import { type CoseSign1 } from '../format/cose-sign1.js';
import { type DocumentPayload } from './document-payload.js';
/** An attestation document before verification. Anybody can write one. */
export interface UnverifiedDocument extends DocumentPayload {
    /** Protected header, payload and signature as received: the input of signature verification. */
    readonly envelope: CoseSign1;
}
/**
 * Reads an attestation document: raw COSE_Sign1, untagged or with tag 18 (RFC 9052 section 4.2; AWS Nitro Enclaves NSM API,
 * "Attestation process"). In order: its size; the envelope, an array of exactly four with the protected header {1: -35}
 * (ES384) alone, an empty unprotected header, a payload that is not empty and fits, 96 bytes of signature, and nothing
 * after it; then the payload, by `parsePayload`.
 *
 * Not checked: the signature, the certificates, the time, the kind of the document.
 *
 * Throws FormatError `envelope-format` for the envelope and `payload-format` for the payload, with the place of the fault.
 */
export declare function parseDocument(bytes: Uint8Array): UnverifiedDocument;
