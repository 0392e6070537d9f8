import type { PcrValues } from './pcr-value.js';

/** The registers of an enclave that this program names, by what they hold. */
export const ENCLAVE = {
  /** The kernel, its command line and all ramdisks. */
  image: 'PCR0',
  /** Of those, the kernel, its command line and the first ramdisk. */
  boot: 'PCR1',
  /** Of those, the ramdisks after the first. */
  application: 'PCR2',
  /** The IAM role of the parent instance. */
  role: 'PCR3',
  /** The id of the parent instance. */
  instance: 'PCR4',
  /** The certificate that the image is signed with. */
  signer: 'PCR8',
} as const;

/** As `ENCLAVE`, for an EC2 instance with a NitroTPM. */
export const TPM = {
  /** The code that boots. */
  image: 'PCR4',
  /** The keys of Secure Boot. */
  signer: 'PCR7',
  /** The command line of the kernel. */
  commandLine: 'PCR12',
} as const;

/** As `ENCLAVE`, for a sandbox. */
const SANDBOX = { image: 'PCR17' } as const;

/** From this number on, an enclave extends and locks its registers itself (NSM API, `Attestation`). */
export const FIRST_CUSTOM_REGISTER = 16;

/** The last register that an attestation document can have. */
export const LAST_REGISTER = 31;

/** `PCR0` to `PCR31`. */
export const REGISTER_NAME = /^PCR(?:\d|[12]\d|3[01])$/;

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
export const PLATFORMS = {
  'nitro-enclave': {
    measured: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application, ENCLAVE.signer],
    optional: [ENCLAVE.signer],
    zeros: [],
    debug: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application],
    image: ENCLAVE.image,
    subjectDigest: 'awsNitroPcr0',
    signer: ENCLAVE.signer,
    role: ENCLAVE.role,
    bindable: [ENCLAVE.image, ENCLAVE.boot, ENCLAVE.application, ENCLAVE.role, ENCLAVE.signer],
    bound: [
      [ENCLAVE.image, ENCLAVE.role],
      [ENCLAVE.role, ENCLAVE.signer],
    ],
    conditionKeys: { prefix: '', lastNumber: LAST_REGISTER },
  },
  'nitro-tpm': {
    measured: [TPM.image, TPM.signer, TPM.commandLine],
    optional: [TPM.signer],
    zeros: [TPM.commandLine],
    debug: [],
    image: TPM.image,
    subjectDigest: 'awsNitroTpmPcr4',
    signer: TPM.signer,
    bindable: [TPM.image, TPM.signer, TPM.commandLine],
    bound: [[TPM.image, TPM.commandLine], [TPM.signer]],
    conditionKeys: { prefix: 'NitroTPM', lastNumber: 23 },
  },
  'nitro-sandbox': {
    measured: [SANDBOX.image],
    optional: [],
    zeros: [],
    debug: [],
    image: SANDBOX.image,
    subjectDigest: 'awsNitroSandboxPcr17',
    bindable: [SANDBOX.image],
    bound: [[SANDBOX.image]],
  },
} as const satisfies { readonly [platform: string]: PlatformRow };

export type Platform = keyof typeof PLATFORMS;

/** In the order in which pages name them. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as [Platform, ...Platform[]];

/** A register that images of the platform are measured into. */
export type MeasuredName<Of extends Platform> = (typeof PLATFORMS)[Of]['measured'][number];

/** A measured register that not every image has. */
export type OptionalName<Of extends Platform> = (typeof PLATFORMS)[Of]['optional'][number];

/** A register that key policies may compare for the platform. */
export type BindableName<Of extends Platform> = (typeof PLATFORMS)[Of]['bindable'][number];

/** The name of a register, from the number that attestation documents have. */
export function registerAt(number: number): string {
  return `PCR${number}`;
}

/** The number of a register by its name. */
export function registerNumber(name: string): number {
  return Number(name.slice('PCR'.length));
}

/** One text for all measured registers of an image. Two images are the same exactly where it is equal. */
export function measurementsKey(platform: Platform, values: PcrValues): string {
  const { measured } = PLATFORMS[platform];
  return [platform, ...measured.map((name) => values[name] ?? '')].join('/');
}

/** Whether a key policy that compares these registers, each named once, binds an image of the platform. */
export function isBinding(platform: Platform, registers: readonly string[]): boolean {
  const { bindable, bound }: PlatformRow = PLATFORMS[platform];
  return (
    new Set(registers).size === registers.length &&
    registers.every((name) => bindable.includes(name)) &&
    bound.some((set) => set.every((name) => registers.includes(name)))
  );
}
