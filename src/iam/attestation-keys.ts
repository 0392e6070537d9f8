import {
  ENCLAVE,
  FIRST_CUSTOM_REGISTER,
  PLATFORMS,
  registerAt,
  registerNumber,
} from '../format/platform.js';

/** One of KMS's attestation keys (condition keys): the value of one register in an attestation document. */
export interface AttestationKey {
  readonly platform: 'enclave' | 'tpm';
  /** The name in the key, such as `PCR0`. `ImageSha384` is PCR0 of the same document. */
  readonly register: string;
}

const KEYS = {
  enclave: PLATFORMS['nitro-enclave'].conditionKeys,
  tpm: PLATFORMS['nitro-tpm'].conditionKeys,
};

/** The prefix of every attestation key, in lower case. */
export const ATTESTATION_PREFIX = 'kms:recipientattestation';

/** By key, both as AWS writes it and in lower case, because a policy of 32 KB looks up thousands of keys. */
const BY_KEY: ReadonlyMap<string, AttestationKey> = new Map(
  [
    keyed('ImageSha384', 'enclave', ENCLAVE.image),
    ...registersOf('enclave').map((register) => keyed(register, 'enclave', register)),
    ...registersOf('tpm').map((register) => keyed(register, 'tpm', register)),
  ].flatMap(([key, asked]) => [[key, asked] as const, [key.toLowerCase(), asked] as const]),
);

function registersOf(platform: AttestationKey['platform']): readonly string[] {
  const { prefix, lastNumber } = KEYS[platform];
  return Array.from({ length: lastNumber + 1 }, (_, number) => `${prefix}${registerAt(number)}`);
}

function keyed(
  name: string,
  platform: AttestationKey['platform'],
  register: string,
): readonly [string, AttestationKey] {
  return [`kms:RecipientAttestation:${name}`, { platform, register }];
}

/**
 * The register of a condition key, in any case (AWS KMS Developer Guide, "Condition keys for attested platforms"):
 * `ImageSha384`, PCR0 to PCR31, NitroTPMPCR0 to NitroTPMPCR23. Undefined for every other key, including
 * `kms:RecipientAttestation` itself.
 */
export function attestationKeyOf(key: string): AttestationKey | undefined {
  return BY_KEY.get(key) ?? BY_KEY.get(key.toLowerCase());
}

/**
 * Whether every document of the platform has the register. A document holds the registers that are locked when it is made:
 * those of an enclave are PCR0 to PCR15 from its start, and PCR16 to PCR31 after the enclave locks them (NSM API,
 * `Attestation`).
 */
export function isAlwaysThere({ platform, register }: AttestationKey): boolean {
  return platform === 'tpm' || registerNumber(register) < FIRST_CUSTOM_REGISTER;
}

/** Whether the key begins like an attestation key, existing or not. */
export function looksAttested(key: string): boolean {
  return key.toLowerCase().startsWith(ATTESTATION_PREFIX);
}
