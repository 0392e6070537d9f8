import type { DocumentPayload, Registers } from './payload.js';
/** What signs with certificates below the root of AWS Nitro. Only an enclave is one. */
export type DocumentKind = 'enclave' | 'nitro-tpm' | 'other';
/** The parts of an enclave's `module_id`: the parent instance, and the enclave's number on it. */
export interface ModuleId {
    readonly instanceId: string;
    /** 16 hexadecimal digits. */
    readonly enclaveId: string;
}
/** A document whose registers and name are those of an enclave. */
export interface EnclavePayload extends DocumentPayload {
    readonly pcrs: Registers;
}
/** `i-<instance>-enc<64 bits>`, or undefined for every other name. */
export declare function parseModuleId(moduleId: string): ModuleId | undefined;
/** What the document calls itself, by its registers and its `module_id`. */
export declare function kindOf({ moduleId, pcrs }: DocumentPayload): DocumentKind;
/**
 * Refuses what is no enclave and chains to the same root all the same: documents of a NitroTPM, which measure a whole
 * instance into registers of other meanings, and every kind that is not known here. Throws TrustError `not-an-enclave`.
 */
export declare function requireEnclave<Document extends DocumentPayload>(document: Document): asserts document is Document & EnclavePayload;
