import type { Literal, Masks } from './domain.js';
import type { Budget } from './matcher.js';
/** A set of requests: any combination of these answers, provided that the doubts are resolved that way. */
export interface Case {
    readonly masks: Masks;
    /** Conditions that were not understood and decide whether these requests pass. */
    readonly doubts: readonly string[];
}
/**
 * Finds all requests that meet every literal of an Allow and escape every Deny. The cases leave out no request, and may
 * overlap where something is in doubt. By case analysis: a Deny that cannot apply is dropped, one that applies ends the
 * case, and one that may apply is split by its first failing literal. False where the budget ran out.
 */
export declare function searchCases(start: Masks, allow: readonly Literal[], denies: readonly (readonly Literal[])[], budget: Budget, found: (one: Case) => void): boolean;
