import { type Glob } from './glob.js';
/** Bounds the work of a proof. If it runs out, the proof reports that and nothing counts as proved. */
export interface Budget {
    left: number;
}
/**
 * Matches a text against several globs, character by character: the automaton of their union, with states that are made
 * when needed. The cost of a new state grows with its number of places.
 */
export declare class Matcher {
    readonly globs: readonly Glob[];
    readonly start: number;
    private readonly budget;
    /** By state: the places that a text may have reached, each a glob and one of its tokens. */
    private readonly places;
    private readonly states;
    /** By state, then by character. */
    private readonly steps;
    private readonly accepting;
    constructor(globs: readonly Glob[], budget: Budget);
    /** The state after one more character. */
    step(state: number, char: string): number;
    accepts(state: number): boolean;
    /** Whether no continuation can match. */
    isDead(state: number): boolean;
    private stateOf;
    private named;
}
