import { type Instant } from '../base/instant.js';
import type { Condition } from './policy.js';
/** What an operator compares. `any` only checks presence. `other` is not understood. */
export type Family = 'text' | 'date' | 'number' | 'any' | 'other';
export declare function familyOf({ operator }: Pick<Condition, 'operator'>): Family;
/** Whether the operator holds where no value is equal, and therefore also without the key, as `StringNotEquals` does. */
export declare function isNegated({ operator }: Pick<Condition, 'operator'>): boolean;
/** Whether wildcards in its values count. */
export declare function takesWildcards({ operator }: Pick<Condition, 'operator'>): boolean;
/**
 * A condition on a key with at most one value, as a function: see `conditionHolds`. A caller that tests many conditions on
 * one value also passes the value in lower case.
 */
export type ConditionTest = (value: string | undefined, lower?: string) => boolean | undefined;
/** `conditionHolds` for one condition, prepared for many calls. */
export declare function conditionTest(condition: Condition): ConditionTest;
/**
 * Whether a condition on a key with at most one value holds (IAM User Guide, "Condition operators" and "Set operators"):
 * without the key, `IfExists`, `ForAllValues` and negated operators hold, others do not, and `ForAnyValue` never does. A
 * positive operator holds where any value is equal. A negated one holds where none is. Undefined where the condition is not
 * understood.
 */
export declare function conditionHolds(condition: Condition, value: string | undefined): boolean | undefined;
/** Whether the values of a condition are all of the kind that its operator compares. */
export declare function hasReadableValues(condition: Condition): boolean;
/**
 * A date of IAM: ISO 8601 as the W3C profile has it (a day, or a day and a time with Z or an offset), or seconds since
 * 1970. Undefined for anything else.
 */
export declare function dateOf(text: string): Instant | undefined;
