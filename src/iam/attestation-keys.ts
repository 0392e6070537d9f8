/** One of KMS's attestation keys: what an attestation document says of one register. */
export interface AttestationKey {
  readonly platform: 'enclave' | 'tpm';
  /** As the key names it, `PCR0`; `ImageSha384` is PCR0 of the same document. */
  readonly register: string;
}

const ENCLAVE_LAST = 31;
const TPM_LAST = 23;
const FIRST_OF_APPLICATION = 16;

/** What every attestation key begins with, in lower case. */
export const ATTESTATION_PREFIX = 'kms:recipientattestation';

/** By key, as AWS writes it and in lower case: a policy of 32 KB asks for thousands of keys. */
const KEYS: ReadonlyMap<string, AttestationKey> = new Map(
  [
    keyed('ImageSha384', 'enclave', 'PCR0'),
    ...Array.from({ length: ENCLAVE_LAST + 1 }, (_, i) => keyed(`PCR${i}`, 'enclave')),
    ...Array.from({ length: TPM_LAST + 1 }, (_, i) => keyed(`NitroTPMPCR${i}`, 'tpm')),
  ].flatMap(([key, asked]) => [[key, asked] as const, [key.toLowerCase(), asked] as const]),
);

function keyed(
  name: string,
  platform: AttestationKey['platform'],
  register = name,
): readonly [string, AttestationKey] {
  return [`kms:RecipientAttestation:${name}`, { platform, register }];
}

/**
 * The register of a condition key, in any case (AWS KMS Developer Guide, "Condition keys for attested platforms"):
 * `ImageSha384`, PCR0 to PCR31, NitroTPMPCR0 to NitroTPMPCR23. Undefined for every other key, of which
 * `kms:RecipientAttestation` itself is one.
 */
export function attestationKeyOf(key: string): AttestationKey | undefined {
  return KEYS.get(key) ?? KEYS.get(key.toLowerCase());
}

/**
 * Whether every document of the platform has the register. A document holds the registers that are locked when it is made:
 * those of an enclave are PCR0 to PCR15 from its start, PCR16 to PCR31 only once the enclave locks them (NSM API,
 * `Attestation`).
 */
export function isAlwaysThere({ platform, register }: AttestationKey): boolean {
  return platform === 'tpm' || Number(register.slice('PCR'.length)) < FIRST_OF_APPLICATION;
}

/** Whether the key begins like an attestation key, existing or not. */
export function looksAttested(key: string): boolean {
  return key.toLowerCase().startsWith(ATTESTATION_PREFIX);
}
