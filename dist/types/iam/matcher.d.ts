import { type Glob } from './glob.js';
/** Bounds the work of a proof: exhausted, the proof says so and nothing counts as proved. */
export interface Budget {
    left: number;
}
/**
 * Whether a text matches any of some globs, character by character: the automaton of their union, whose states are made
 * as they are met. Each new state takes from the budget by the places that it is made of.
 */
export declare class Matcher {
    readonly globs: readonly Glob[];
    readonly start: number;
    private readonly budget;
    /** By state: the places that a text may have reached, each as a glob and a token of it. */
    private readonly places;
    private readonly states;
    /** By state, then by character. */
    private readonly steps;
    private readonly accepting;
    constructor(globs: readonly Glob[], budget: Budget);
    /** The state after one more character. */
    step(state: number, char: string): number;
    accepts(state: number): boolean;
    /** Whether nothing that follows can match. */
    isDead(state: number): boolean;
    private stateOf;
    private named;
}
