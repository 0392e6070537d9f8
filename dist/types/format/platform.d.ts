import type { PcrValues } from './pcr-value.js';
/** The registers of an enclave that this program names, by what they hold. */
export declare const ENCLAVE: {
    /** The kernel, its command line and all ramdisks. */
    readonly image: 'PCR0';
    /** Of those, the kernel, its command line and the first ramdisk. */
    readonly boot: 'PCR1';
    /** Of those, the ramdisks after the first. */
    readonly application: 'PCR2';
    /** The IAM role of the parent instance. */
    readonly role: 'PCR3';
    /** The id of the parent instance. */
    readonly instance: 'PCR4';
    /** The certificate that the image is signed with. */
    readonly signer: 'PCR8';
};
/** As `ENCLAVE`, for an EC2 instance with a NitroTPM. */
export declare const TPM: {
    /** The code that boots. */
    readonly image: 'PCR4';
    /** The keys of Secure Boot. */
    readonly signer: 'PCR7';
    /** The command line of the kernel. */
    readonly commandLine: 'PCR12';
};
/** From this number on, an enclave extends and locks its registers itself (NSM API, `Attestation`). */
export declare const FIRST_CUSTOM_REGISTER = 16;
/** The last register that an attestation document can have. */
export declare const LAST_REGISTER = 31;
/** `PCR0` to `PCR31`. */
export declare const REGISTER_NAME: RegExp;
/** The meaning of a platform's registers in a manifest, a list and a key policy. */
export interface PlatformRow {
    /** The registers that an image determines, in the order in which they are shown. */
    readonly measured: readonly string[];
    /** The measured registers that not every image has. */
    readonly optional: readonly string[];
    /** The registers that an image may leave at 48 zero bytes. In all others zeros are not a measurement. */
    readonly zeros: readonly string[];
    /** Zeros in one of these mean debug mode, in which the host can look into the enclave. */
    readonly debug: readonly string[];
    /** The register that identifies an image in subjects, approvals and tombstones (the records of revoked images). */
    readonly image: string;
    /** The name of that register's value among the digests of an in-toto subject. */
    readonly subjectDigest: string;
    /** The register that stands for the signer of the image. */
    readonly signer?: string;
    /** The register that stands for the IAM role of the parent instance. */
    readonly role?: string;
    /** The registers that a key policy may compare. */
    readonly bindable: readonly string[];
    /** A key policy compares at least all registers of one of these sets. */
    readonly bound: readonly (readonly string[])[];
    /** The registers that KMS has condition keys for. Absent where KMS has none. */
    readonly conditionKeys?: {
        /** The prefix of the register's name, after `kms:RecipientAttestation:`. */
        readonly prefix: string;
        readonly lastNumber: number;
    };
}
/**
 * The platforms that attest under the root of AWS Nitro, and their registers: names, order and zero rule. No other
 * file knows the number of a register; `__tests__/house/registers.test.ts` checks this.
 *
 * `nitro-enclave`: AWS Nitro Enclaves User Guide, "Cryptographic attestation"; zeros in PCR0, PCR1 or PCR2 are debug mode,
 * zeros in PCR8 an unsigned image. `nitro-tpm`: Amazon EC2 User Guide, "Attestable AMIs"; zeros in PCR12 are normal, since
 * nothing is passed to the kernel image from outside. `conditionKeys`: AWS KMS Developer Guide, "Condition keys for attested
 * platforms". `nitro-sandbox`: AWS documents PCR17 alone.
 */
export declare const PLATFORMS: {
    readonly 'nitro-enclave': {
        readonly measured: readonly ["PCR0", "PCR1", "PCR2", "PCR8"];
        readonly optional: readonly ["PCR8"];
        readonly zeros: readonly [];
        readonly debug: readonly ["PCR0", "PCR1", "PCR2"];
        readonly image: "PCR0";
        readonly subjectDigest: 'awsNitroPcr0';
        readonly signer: "PCR8";
        readonly role: "PCR3";
        readonly bindable: readonly ["PCR0", "PCR1", "PCR2", "PCR3", "PCR8"];
        readonly bound: readonly [readonly ["PCR0", "PCR3"], readonly ["PCR3", "PCR8"]];
        readonly conditionKeys: {
            readonly prefix: '';
            readonly lastNumber: 31;
        };
    };
    readonly 'nitro-tpm': {
        readonly measured: readonly ["PCR4", "PCR7", "PCR12"];
        readonly optional: readonly ["PCR7"];
        readonly zeros: readonly ["PCR12"];
        readonly debug: readonly [];
        readonly image: "PCR4";
        readonly subjectDigest: 'awsNitroTpmPcr4';
        readonly signer: "PCR7";
        readonly bindable: readonly ["PCR4", "PCR7", "PCR12"];
        readonly bound: readonly [readonly ["PCR4", "PCR12"], readonly ["PCR7"]];
        readonly conditionKeys: {
            readonly prefix: 'NitroTPM';
            readonly lastNumber: 23;
        };
    };
    readonly 'nitro-sandbox': {
        readonly measured: readonly ["PCR17"];
        readonly optional: readonly [];
        readonly zeros: readonly [];
        readonly debug: readonly [];
        readonly image: "PCR17";
        readonly subjectDigest: 'awsNitroSandboxPcr17';
        readonly bindable: readonly ["PCR17"];
        readonly bound: readonly [readonly ["PCR17"]];
    };
};
export type Platform = keyof typeof PLATFORMS;
/** In the order in which pages name them. */
export declare const PLATFORM_NAMES: [Platform, ...Platform[]];
/** A register that images of the platform are measured into. */
export type MeasuredName<Of extends Platform> = (typeof PLATFORMS)[Of]['measured'][number];
/** A measured register that not every image has. */
export type OptionalName<Of extends Platform> = (typeof PLATFORMS)[Of]['optional'][number];
/** A register that key policies may compare for the platform. */
export type BindableName<Of extends Platform> = (typeof PLATFORMS)[Of]['bindable'][number];
/** The name of a register, from the number that attestation documents have. */
export declare function registerAt(number: number): string;
/** The number of a register by its name. */
export declare function registerNumber(name: string): number;
/** One text for all measured registers of an image. Two images are the same exactly where it is equal. */
export declare function measurementsKey(platform: Platform, values: PcrValues): string;
/** Whether a key policy that compares these registers, each named once, binds an image of the platform. */
export declare function isBinding(platform: Platform, registers: readonly string[]): boolean;
