import type { Instant } from '../base/instant.js';
import type { Caller } from './callers.js';
import { type Family } from './condition-operators.js';
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
/** Stands for a value of which nobody can say which wildcards it matches. */
export declare const UNCLEAR = "\0";
export declare const TIME_KEY = "aws:currenttime";
/** The question of a key, or why it is none: then nobody can tell from the policy how a condition on it comes out. */
export declare function questionKeyOf(key: string): string | undefined;
/** The question that these conditions, all on one key, put. */
export declare function questionOf(key: string, conditions: readonly Condition[], callers: readonly Caller[], now: Instant): Question;
/** What a caller answers to one of the questions that the principal decides; undefined where it has no such key. */
export declare function callerAnswer(key: string, { kind, value, account }: Caller): string | undefined;
export declare function isCallerKey(key: string): boolean;
export declare function maskOf(bits: readonly boolean[]): bigint;
