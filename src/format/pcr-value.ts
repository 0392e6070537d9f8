/** A PCR value: 96 lower-case hexadecimal digits, the 48 bytes of a SHA-384 register. */
export type PcrValue = string;

/** PCR values by name, such as PCR0. */
export type PcrValues = Readonly<Record<string, PcrValue>>;

export const PCR_BYTES = 48;

/** A register that was never extended: debug mode (PCR0 to PCR2), no role (PCR3), an unsigned image (PCR8). */
export const ZERO_PCR: PcrValue = '0'.repeat(2 * PCR_BYTES);
