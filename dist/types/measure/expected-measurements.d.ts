import { type PcrValues } from '../format/pcr-value.js';
import type { Hashing } from './hashing.js';
import { type Measurements, type PcrDifference } from './pcr.js';
/** The expected PCR values of an image, by name. PCR0 is always present. */
export type Expectation = PcrValues;
/** The inputs for the expected PCR3 and PCR4, because no image determines them. */
export interface ExpectationContext {
    readonly roleArns: readonly string[];
    readonly instanceIds: readonly string[];
    /** The image's signing certificate in DER, to explain a wrong PCR8. */
    readonly certificate?: Uint8Array;
}
export interface ExpectationReport {
    readonly differences: readonly PcrDifference[];
    /** Expected registers that neither the image nor the context determines: neither equal nor different. */
    readonly notComputed: readonly string[];
    /** Likely explanations of differing values. */
    readonly explanations: readonly string[];
}
/**
 * Compares an expectation with an image, in both directions: a register of the image that is not expected is a difference
 * too. Any of the roles (instances) of the context meets an expected PCR3 (PCR4).
 */
export declare function compareWithExpectation(expected: Expectation, measurements: Measurements, context: ExpectationContext, hashing: Hashing): ExpectationReport;
