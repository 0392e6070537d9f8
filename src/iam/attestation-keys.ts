import {
  ENCLAVE,
  FIRST_CUSTOM_REGISTER,
  PLATFORMS,
  registerAt,
  registerNumber,
} from '../format/platform.js';

/** One of KMS's attestation keys: what an attestation document says of one register. */
export interface AttestationKey {
  readonly platform: 'enclave' | 'tpm';
  /** As the key names it, `PCR0`; `ImageSha384` is PCR0 of the same document. */
  readonly register: string;
}

const KEYS = {
  enclave: PLATFORMS['nitro-enclave'].conditionKeys,
  tpm: PLATFORMS['nitro-tpm'].conditionKeys,
};

/** What every attestation key begins with, in lower case. */
export const ATTESTATION_PREFIX = 'kms:recipientattestation';

/**
 * The register of a condition key, in any case (AWS KMS Developer Guide, "Condition keys for attested platforms"):
 * `ImageSha384`, PCR0 to PCR31, NitroTPMPCR0 to NitroTPMPCR23. Undefined for every other key, of which
 * `kms:RecipientAttestation` itself is one.
 */
export function attestationKeyOf(key: string): AttestationKey | undefined {
  const name = key.toLowerCase();
  if (name === `${ATTESTATION_PREFIX}:imagesha384`)
    return { platform: 'enclave', register: ENCLAVE.image };
  const [, tpm, digits] = /^kms:recipientattestation:(nitrotpm)?pcr(0|[1-9]\d?)$/.exec(name) ?? [];
  if (digits === undefined) return undefined;
  const platform = tpm === undefined ? 'enclave' : 'tpm';
  const { prefix, lastNumber } = KEYS[platform];
  const number = Number(digits);
  return number > lastNumber ? undefined : { platform, register: `${prefix}${registerAt(number)}` };
}

/**
 * Whether every document of the platform has the register. A document holds the registers that are locked when it is made:
 * those of an enclave are PCR0 to PCR15 from its start, PCR16 to PCR31 only once the enclave locks them (NSM API,
 * `Attestation`).
 */
export function isAlwaysThere({ platform, register }: AttestationKey): boolean {
  return platform === 'tpm' || registerNumber(register) < FIRST_CUSTOM_REGISTER;
}

/** Whether the key begins like an attestation key, existing or not. */
export function looksAttested(key: string): boolean {
  return key.toLowerCase().startsWith(ATTESTATION_PREFIX);
}
