import type { PcrValues } from './pcr-value.js';

/** What a platform's registers mean to a manifest, a list and a key policy. */
export interface PlatformRow {
  /** The registers that an image determines, in the order in which they are shown. */
  readonly measured: readonly string[];
  /** Those that not every image has. */
  readonly optional: readonly string[];
  /** Those that an image may be expected to leave at 48 zero bytes; in all others zeros are no measurement. */
  readonly zeros: readonly string[];
  /** The register that names an image: in subjects, tombstones and approvals. */
  readonly image: string;
  /** What the value of that register is called among the digests of an in-toto subject. */
  readonly subjectDigest: string;
  /** The register that stands for whoever signed the image. */
  readonly signer?: string;
  /** The register that stands for the IAM role of the parent instance. */
  readonly role?: string;
  /** The registers that a key policy may compare. */
  readonly bindable: readonly string[];
  /** A key policy compares at least all registers of one of these sets. */
  readonly bound: readonly (readonly string[])[];
}

/**
 * The platforms that attest under the root of AWS Nitro, and their registers: names, order and zero rule. No other file
 * of the formats knows the number of a register.
 *
 * `nitro-enclave`: AWS Nitro Enclaves User Guide, "Cryptographic attestation"; zeros in PCR0, PCR1 or PCR2 are debug mode,
 * zeros in PCR8 an unsigned image. `nitro-tpm`: Amazon EC2 User Guide, "Attestable AMIs"; zeros in PCR12 are normal, since
 * nothing is passed to the kernel image from outside. `nitro-sandbox`: AWS documents PCR17 alone.
 */
export const PLATFORMS = {
  'nitro-enclave': {
    measured: ['PCR0', 'PCR1', 'PCR2', 'PCR8'],
    optional: ['PCR8'],
    zeros: [],
    image: 'PCR0',
    subjectDigest: 'awsNitroPcr0',
    signer: 'PCR8',
    role: 'PCR3',
    bindable: ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'],
    bound: [
      ['PCR0', 'PCR3'],
      ['PCR3', 'PCR8'],
    ],
  },
  'nitro-tpm': {
    measured: ['PCR4', 'PCR7', 'PCR12'],
    optional: ['PCR7'],
    zeros: ['PCR12'],
    image: 'PCR4',
    subjectDigest: 'awsNitroTpmPcr4',
    signer: 'PCR7',
    bindable: ['PCR4', 'PCR7', 'PCR12'],
    bound: [['PCR4', 'PCR12'], ['PCR7']],
  },
  'nitro-sandbox': {
    measured: ['PCR17'],
    optional: [],
    zeros: [],
    image: 'PCR17',
    subjectDigest: 'awsNitroSandboxPcr17',
    bindable: ['PCR17'],
    bound: [['PCR17']],
  },
} as const satisfies { readonly [platform: string]: PlatformRow };

export type Platform = keyof typeof PLATFORMS;

/** In the order in which pages name them. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as [Platform, ...Platform[]];

/** A register that images of the platform are measured into. */
export type MeasuredName<Of extends Platform> = (typeof PLATFORMS)[Of]['measured'][number];

/** Those of them that not every image has. */
export type OptionalName<Of extends Platform> = (typeof PLATFORMS)[Of]['optional'][number];

/** A register that key policies may compare for the platform. */
export type BindableName<Of extends Platform> = (typeof PLATFORMS)[Of]['bindable'][number];

/** One text for all measured registers of an image: two images are the same one exactly where it is equal. */
export function measurementsKey(platform: Platform, values: PcrValues): string {
  const { measured } = PLATFORMS[platform];
  return [platform, ...measured.map((name) => values[name] ?? '')].join('/');
}

/** Whether a key policy that compares these registers binds an image of the platform, each register named once. */
export function isBinding(platform: Platform, registers: readonly string[]): boolean {
  const { bindable, bound }: PlatformRow = PLATFORMS[platform];
  return (
    new Set(registers).size === registers.length &&
    registers.every((name) => bindable.includes(name)) &&
    bound.some((set) => set.every((name) => registers.includes(name)))
  );
}
