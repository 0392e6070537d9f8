/** One of KMS's attestation keys (condition keys): the value of one register in an attestation document. */
export interface AttestationKey {
    readonly platform: 'enclave' | 'tpm';
    /** The name in the key, such as `PCR0`. `ImageSha384` is PCR0 of the same document. */
    readonly register: string;
}
/** The prefix of every attestation key, in lower case. */
export declare const ATTESTATION_PREFIX = "kms:recipientattestation";
/**
 * The register of a condition key, in any case (AWS KMS Developer Guide, "Condition keys for attested platforms"):
 * `ImageSha384`, PCR0 to PCR31, NitroTPMPCR0 to NitroTPMPCR23. Undefined for every other key, including
 * `kms:RecipientAttestation` itself.
 */
export declare function attestationKeyOf(key: string): AttestationKey | undefined;
/**
 * Whether every document of the platform has the register. A document holds the registers that are locked when it is made:
 * those of an enclave are PCR0 to PCR15 from its start, and PCR16 to PCR31 after the enclave locks them (NSM API,
 * `Attestation`).
 */
export declare function isAlwaysThere({ platform, register }: AttestationKey): boolean;
/** Whether the key begins like an attestation key, existing or not. */
export declare function looksAttested(key: string): boolean;
