import type { Instant } from '../base/instant.js';
import { type Caller } from './callers.js';
import { type Family } from './condition-operators.js';
import { type Budget } from './matcher.js';
import type { Condition } from './policy.js';
/**
 * One condition key as a question with finitely many answers: the conditions of a policy can tell no others apart.
 * Answers stand by their bit in masks.
 */
export interface Question {
    /** In lower case; `ImageSha384` counts as PCR0. */
    readonly key: string;
    readonly family: Family;
    /** Undefined: the request has no such key. Instants in milliseconds, as text, where the family is `date`. */
    readonly answers: readonly (string | undefined)[];
    /** The answers that stand for several values. */
    readonly several: bigint;
}
/** An answer to a question of numbers or dates that is neither. */
export declare const NO_NUMBER = "no number";
export declare const TIME_KEY = "aws:currenttime";
/** The question of a key, or why there is no question: then the policy does not show how a condition on the key decides. */
export declare function questionKeyOf(key: string): string | undefined;
/** The question that these conditions, all on one key, put. Its answers are not all where the budget ran out. */
export declare function questionOf(key: string, conditions: readonly Condition[], callers: readonly Caller[], now: Instant, budget: Budget): Question;
export declare function maskOf(bits: readonly boolean[]): bigint;
