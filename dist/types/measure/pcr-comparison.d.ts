import type { PcrValue, PcrValues } from '../format/pcr-value.js';
/** One register in which two sets of PCR values do not agree. */
export type PcrDifference = {
    readonly kind: 'different';
    readonly pcr: string;
    readonly expected: PcrValue;
    readonly found: PcrValue;
} | {
    readonly kind: 'missing';
    readonly pcr: string;
    readonly expected: PcrValue;
} | {
    readonly kind: 'extra';
    readonly pcr: string;
    readonly found: PcrValue;
};
/**
 * Compares in both directions: a register that is expected and not there is `missing`, one that is there and not
 * expected is `extra`. Equal sets give an empty list. Letter case of the digits does not count.
 */
export declare function comparePcrs(expected: PcrValues, found: PcrValues): readonly PcrDifference[];
