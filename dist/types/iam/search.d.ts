import type { Literal, Masks } from './domain.js';
import type { Budget } from './matcher.js';
/** A set of requests: any combination of these answers, if what is in doubt comes out so. */
export interface Case {
    readonly masks: Masks;
    /** Conditions that were not understood, on which it hangs whether these requests pass. */
    readonly doubts: readonly string[];
}
/**
 * All requests that meet every literal of an Allow and escape every Deny, in cases that may overlap where something is
 * in doubt and leave out none. By case analysis: a Deny that cannot apply is dropped, one that applies ends the case, and
 * one that may apply is split by the first of its literals that fails. False where the budget ran out.
 */
export declare function searchCases(start: Masks, allow: readonly Literal[], denies: readonly (readonly Literal[])[], budget: Budget, found: (one: Case) => void): boolean;
