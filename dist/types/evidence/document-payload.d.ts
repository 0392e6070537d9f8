import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
/** Registers by index. Every index is from 0 to 31, every value 96 lower-case hexadecimal digits. */
export type Registers = ReadonlyMap<number, PcrValue>;
/** What the payload of an attestation document says. An optional field that is null or absent is null here. */
export interface DocumentPayload {
    readonly moduleId: string;
    readonly digest: 'SHA384';
    readonly timestamp: Instant;
    /** The registers of an enclave, PCR0, 1 and 2 among them; undefined where the document is of a NitroTPM. */
    readonly pcrs: Registers | undefined;
    /** The registers of a NitroTPM, which have other meanings; undefined where the document is of an enclave. */
    readonly nitroTpmPcrs: Registers | undefined;
    /** The certificate of the key that signed, in DER. */
    readonly certificate: Uint8Array;
    /** The certificates above it, in DER: the root first. */
    readonly cabundle: readonly Uint8Array[];
    readonly publicKey: Uint8Array | null;
    readonly userData: Uint8Array | null;
    readonly nonce: Uint8Array | null;
}
/**
 * Reads the payload of an attestation document (AWS Nitro Enclaves NSM API, "Attestation process", with the limits of
 * real documents). In order: one map in strict CBOR, definite or indefinite at its top level and nowhere else, no key
 * twice, nothing behind it; no key but the nine, where a NitroTPM document has `nitrotpm_pcrs` in the place of `pcrs`;
 * `module_id`, a text that is not empty; `digest`, which is SHA384; `timestamp`, in milliseconds; the registers, 1 to
 * 32 of them, with an index from 0 to 31 and 48 bytes each, PCR0, 1 and 2 among those of an enclave; `certificate` and
 * at least one in `cabundle`, of 1 to 1,024 bytes each; `public_key`, `user_data` and `nonce`, of 0 to
 * EVIDENCE_FIELD_MAX_BYTES each, where null and absent mean the same. AWS names a limit of 1,024 bytes for these three
 * that the Nitro Security Module does not hold: it writes longer ones, and an empty `public_key`.
 *
 * Throws FormatError `payload-format` with the path of the field, or with the offset in the payload.
 */
export declare function parsePayload(payload: Uint8Array): DocumentPayload;
