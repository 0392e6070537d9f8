import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
/** Registers by index. Every index is from 0 to 31. Every value has 96 lower-case hexadecimal digits. */
export type Registers = ReadonlyMap<number, PcrValue>;
/** The payload of an attestation document. An optional field that is null or absent is null here. */
export interface DocumentPayload {
    readonly moduleId: string;
    readonly digest: 'SHA384';
    readonly timestamp: Instant;
    /** The registers of an enclave, including PCR0, 1 and 2. Undefined for the document of a NitroTPM. */
    readonly pcrs: Registers | undefined;
    /** The registers of a NitroTPM, which have other meanings. Undefined for the document of an enclave. */
    readonly nitroTpmPcrs: Registers | undefined;
    /** The certificate of the signing key, in DER. */
    readonly certificate: Uint8Array;
    /** The certificates above it, in DER, the root first. */
    readonly cabundle: readonly Uint8Array[];
    readonly publicKey: Uint8Array | null;
    readonly userData: Uint8Array | null;
    readonly nonce: Uint8Array | null;
}
/**
 * Reads the payload of an attestation document (AWS Nitro Enclaves NSM API, "Attestation process", with the limits of real
 * documents). In order: one map in strict CBOR, definite or indefinite at its top level, definite everywhere else, without
 * duplicate keys, nothing after it; no key but the nine (a NitroTPM document has `nitrotpm_pcrs` in place of `pcrs`);
 * `module_id`, a non-empty string; `digest`, which is SHA384; `timestamp`, in milliseconds; the registers, 1 to 32 of them,
 * with an index from 0 to 31 and 48 bytes each, PCR0, 1 and 2 among those of an enclave; `certificate` and at least one in
 * `cabundle`, of 1 to 1,024 bytes each; `public_key`, `user_data` and `nonce`, of 0 to EVIDENCE_FIELD_MAX_BYTES each, where
 * null and absent mean the same. AWS documents a limit of 1,024 bytes for these three, but the Nitro Security Module does
 * not enforce it. It writes longer ones, and an empty `public_key`.
 *
 * Throws FormatError `payload-format` with the path of the field, or with the offset in the payload.
 */
export declare function parsePayload(payload: Uint8Array): DocumentPayload;
