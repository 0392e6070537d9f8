import { type PcrValues } from '../format/pcr-value.js';
import type { Hashing } from './hashing.js';
import { type Measurements, type PcrDifference } from './pcr.js';
/** PCR values that an image is expected to have, by name; PCR0 is always among them. */
export type Expectation = PcrValues;
/** What the expected PCR3 and PCR4 are compared with, since no image determines them. */
export interface ExpectationContext {
    readonly roleArns: readonly string[];
    readonly instanceIds: readonly string[];
}
export interface ExpectationReport {
    readonly differences: readonly PcrDifference[];
    /** Expected registers that neither the image nor the context determines: neither equal nor different. */
    readonly notComputed: readonly string[];
    /** What a differing value probably is. */
    readonly explanations: readonly string[];
}
/**
 * Finds the measurements in the output of `nitro-cli build-enclave`, `nitro-cli describe-eif` or `eif_build`, or of our
 * own `measure --json`: an object with PCR0, flat or inside `Measurements` or `measurements`, with any text around
 * it. `HashAlgorithm` is not compared: it names the same hash differently in different versions of the tools.
 *
 * Throws UsageError where there is no such object, where two of them differ, for a duplicate key, a key that only
 * looks like a register, and a value that is not 96 hexadecimal digits.
 */
export declare function parseExpectation(text: string, name: string): Expectation;
/**
 * Compares an expectation with an image, in both directions: a register of the image that is not expected is a
 * difference too. An expected PCR3 (PCR4) is met by any of the roles (instances) of the context.
 */
export declare function compareWithExpectation(expected: Expectation, measurements: Measurements, context: ExpectationContext, hashing: Hashing): ExpectationReport;
