import type { Instant } from '../base/instant.js';
import { type Caller } from './callers.js';
import { type Family } from './condition-operators.js';
import { type Budget } from './matcher.js';
import type { Condition } from './policy.js';
/**
 * One condition key as a question with finitely many answers, one for each value that the conditions of a policy can
 * distinguish. In masks, a bit stands for an answer.
 */
export interface Question {
    /** In lower case. `ImageSha384` counts as PCR0. */
    readonly key: string;
    readonly family: Family;
    /** Undefined stands for a request without the key. Where the family is `date`, instants are milliseconds as text. */
    readonly answers: readonly (string | undefined)[];
    /** The answers that stand for several values. */
    readonly several: bigint;
}
/** An answer to a question of numbers or dates that is neither. */
export declare const NO_NUMBER = "no number";
export declare const TIME_KEY = "aws:currenttime";
/** The question of a key. Undefined where the policy does not show how a condition on the key decides. */
export declare function questionKeyOf(key: string): string | undefined;
/** The question that these conditions on one key ask. Its answers are incomplete where the budget ran out. */
export declare function questionOf(key: string, conditions: readonly Condition[], callers: readonly Caller[], now: Instant, budget: Budget): Question;
export declare function maskOf(bits: readonly boolean[]): bigint;
