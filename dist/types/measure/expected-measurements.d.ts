import { type PcrValues } from '../format/pcr-value.js';
import type { Hashing } from './hashing.js';
import { type Measurements, type PcrDifference } from './pcr.js';
/** PCR values that an image is expected to have, by name; PCR0 is always among them. */
export type Expectation = PcrValues;
/** What the expected PCR3 and PCR4 are compared with, since no image determines them. */
export interface ExpectationContext {
    readonly roleArns: readonly string[];
    readonly instanceIds: readonly string[];
    /** The image's signing certificate in DER: what a wrong PCR8 may have been made of. */
    readonly certificate?: Uint8Array;
}
export interface ExpectationReport {
    readonly differences: readonly PcrDifference[];
    /** Expected registers that neither the image nor the context determines: neither equal nor different. */
    readonly notComputed: readonly string[];
    /** What a differing value probably is. */
    readonly explanations: readonly string[];
}
/**
 * Compares an expectation with an image, in both directions: a register of the image that is not expected is a
 * difference too. An expected PCR3 (PCR4) is met by any of the roles (instances) of the context.
 */
export declare function compareWithExpectation(expected: Expectation, measurements: Measurements, context: ExpectationContext, hashing: Hashing): ExpectationReport;
