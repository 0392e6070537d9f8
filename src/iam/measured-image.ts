import { ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS, TPM } from '../format/platform.js';
import { answersOf, type Document, type Domain, type Masks } from './domain.js';

/** Registers with the possible values of each. Several values of two registers mean every pair of them. */
export type RegisterValues = Readonly<Record<string, readonly string[]>>;

/** How a request passes without a restriction to measurements of an image. */
export type OpeningKind = 'no-document' | 'any-image' | 'debug' | 'unsigned';

/** The meaning of the registers of a case. `undefined` where they restrict it to images. */
export type Openness = { readonly how: OpeningKind } | { readonly doubt: string } | undefined;

/** Zeros in all of these mean debug mode. */
const DEBUG: readonly string[] = PLATFORMS['nitro-enclave'].debug;

/** The doubt about a statement that binds the signer and not the image. */
export const DEBUG_DOUBT = 'debug mode is not denied, and PCR0 is not bound';

const TPM_DOUBT =
  'it admits attested EC2 instances, and does not bind NitroTPMPCR4 together with NitroTPMPCR7 or NitroTPMPCR12';

/** NitroTPMPCR7 of every instance that starts without Secure Boot, for any image. */
const NO_SECURE_BOOT =
  '98441c7f7625d10058c47683aec486ce311c633235eb555593a7ee791121e3578ae72d04ecef661f272d59058b77af35';

/** The registers of the document for which a case leaves only values that the policy lists. */
export function pinnedRegisters(domain: Domain, masks: Masks, document: Document): RegisterValues {
  const entries = domain.registers.flatMap(({ place, question, asked }) => {
    if (asked.platform !== document) return [];
    if (((masks[place] ?? 0n) & question.several) !== 0n) return [];
    const values = answersOf(domain, masks, question.key);
    if (values.includes(undefined)) return [];
    return [[asked.register, values.filter((value) => value !== undefined)] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether requests of a case pass without a restriction to measurements of an image. */
export function opennessOf(
  domain: Domain,
  masks: Masks,
  registers: RegisterValues,
  document: Document,
): Openness {
  if (document === 'none') return { how: 'no-document' };
  if (document === 'tpm') return holdsInstance(registers) ? undefined : { doubt: TPM_DOUBT };
  if (!holdsImage(registers)) return { how: 'any-image' };
  const isDebug = DEBUG.every((register) => {
    const pinned = registers[register];
    if (pinned !== undefined) return pinned.includes(ZERO_PCR);
    const key = `kms:recipientattestation:${register.toLowerCase()}`;
    return domain.placeOf(key) === undefined || answersOf(domain, masks, key).includes(ZERO_PCR);
  });
  if (holdsBytes(registers)) return isDebug ? { how: 'debug' } : undefined;
  if (registers[ENCLAVE.signer]?.includes(ZERO_PCR) === true) return { how: 'unsigned' };
  return isDebug ? { doubt: DEBUG_DOUBT } : undefined;
}

/** Whether the registers identify the image or its signer. */
export function holdsImage(registers: RegisterValues): boolean {
  return registers[ENCLAVE.signer] !== undefined || holdsBytes(registers);
}

/** Whether the registers identify the image. */
function holdsBytes(registers: RegisterValues): boolean {
  return (
    registers[ENCLAVE.image] !== undefined ||
    (registers[ENCLAVE.boot] !== undefined && registers[ENCLAVE.application] !== undefined)
  );
}

/**
 * Whether the registers of a NitroTPM identify the image: the boot code together with either the keys of Secure Boot or the
 * command line. The boot code alone leaves the command line to whoever starts the instance (GHSA-xrv8-2pf5-f3q7).
 */
export function holdsInstance(registers: RegisterValues): boolean {
  const [code, keys, line] = [TPM.image, TPM.signer, TPM.commandLine].map(
    (register) => registers[`${PLATFORMS['nitro-tpm'].conditionKeys.prefix}${register}`],
  );
  if (code === undefined) return false;
  return line !== undefined || (keys !== undefined && !keys.includes(NO_SECURE_BOOT));
}

/** Removes debug mode, and unsigned images where only the signer counts. Undefined where nothing is left. */
export function nonZeroRegisters(registers: RegisterValues): RegisterValues | undefined {
  const measured = holdsBytes(registers) ? DEBUG : [...DEBUG, ENCLAVE.signer];
  const entries = Object.entries(registers).map(([register, values]) => {
    const isMeasured = measured.includes(register);
    return [register, isMeasured ? values.filter((value) => value !== ZERO_PCR) : values] as const;
  });
  return entries.some(([, values]) => values.length === 0)
    ? undefined
    : Object.fromEntries(entries);
}
