import { type Instant, instantOf } from '../base/instant.js';
import { matchesArnPattern, matchesPattern } from './pattern.js';
import type { Condition } from './policy.js';
import { OPERATORS } from './policy-elements.js';

/** What an operator compares. `any` only checks presence. `other` is not understood. */
export type Family = 'text' | 'date' | 'number' | 'any' | 'other';

type Comparison = (value: string, expected: string) => boolean;

const TEXT: Readonly<Record<string, Comparison>> = {
  stringequals: (value, expected) => value === expected,
  stringequalsignorecase: sameInAnyCase,
  stringlike: (value, expected) => matchesPattern(expected, value),
  arnequals: (value, expected) => matchesArnPattern(expected, value),
  arnlike: (value, expected) => matchesArnPattern(expected, value),
  bool: sameInAnyCase,
};

const NUMBER: Readonly<Record<string, (value: number, expected: number) => boolean>> = {
  equals: (value, expected) => value === expected,
  lessthan: (value, expected) => value < expected,
  lessthanequals: (value, expected) => value <= expected,
  greaterthan: (value, expected) => value > expected,
  greaterthanequals: (value, expected) => value >= expected,
};

export function familyOf({ operator }: Pick<Condition, 'operator'>): Family {
  return FAMILIES.get(operator) ?? readFamily(operator);
}

/** By operator, as AWS writes it. A table, because the proof looks up every condition many times. */
const FAMILIES: ReadonlyMap<string, Family> = new Map(
  OPERATORS.map((operator) => [operator, readFamily(operator)]),
);

function readFamily(operator: string): Family {
  const name = operator.toLowerCase();
  if (name === 'null') return 'any';
  const positive = name.replace('not', '');
  if (Object.hasOwn(TEXT, positive)) return 'text';
  if (positive.startsWith('date')) return 'date';
  if (positive.startsWith('numeric')) return 'number';
  return 'other';
}

/** Whether the operator holds where no value is equal, and therefore also without the key, as `StringNotEquals` does. */
export function isNegated({ operator }: Pick<Condition, 'operator'>): boolean {
  return /^(?:string|arn|date|numeric)not/i.test(operator);
}

/** Whether wildcards in its values count. */
export function takesWildcards({ operator }: Pick<Condition, 'operator'>): boolean {
  return /^(?:string(?:not)?like|arn.*)$/i.test(operator);
}

/**
 * A condition on a key with at most one value, as a function: see `conditionHolds`. A caller that tests many conditions on
 * one value also passes the value in lower case.
 */
export type ConditionTest = (value: string | undefined, lower?: string) => boolean | undefined;

/** `conditionHolds` for one condition, prepared for many calls. */
export function conditionTest(condition: Condition): ConditionTest {
  const { qualifier, ifExists, values } = condition;
  if (familyOf(condition) === 'any') {
    const lower = values.map((one) => one.toLowerCase());
    return (value) => lower.includes(String(value === undefined));
  }
  const negated = isNegated(condition);
  const isEqual = equalityOf(condition);
  const absent =
    qualifier !== 'ForAnyValue' && (ifExists || qualifier === 'ForAllValues' || negated);
  return (value, lower) => {
    if (value === undefined) return absent;
    return isEqual === undefined ? undefined : isEqual(value, lower) !== negated;
  };
}

/** Whether one of the condition's values is equal under its operator. Undefined for an operator that is not understood. */
function equalityOf(
  condition: Condition,
): ((value: string, lower?: string) => boolean) | undefined {
  const { values } = condition;
  const compare = comparisonOf(condition);
  if (compare === undefined) return undefined;
  if (compare === sameInAnyCase) {
    const expected = new Set(values.map((one) => one.toLowerCase()));
    return (value, lower = value.toLowerCase()) => expected.has(lower);
  }
  return (value) => values.some((expected) => compare(value, expected));
}

/**
 * Whether a condition on a key with at most one value holds (IAM User Guide, "Condition operators" and "Set operators"):
 * without the key, `IfExists`, `ForAllValues` and negated operators hold, others do not, and `ForAnyValue` never does. A
 * positive operator holds where any value is equal. A negated one holds where none is. Undefined where the condition is not
 * understood.
 */
export function conditionHolds(
  condition: Condition,
  value: string | undefined,
): boolean | undefined {
  return conditionTest(condition)(value);
}

/** Whether the values of a condition are all of the kind that its operator compares. */
export function hasReadableValues(condition: Condition): boolean {
  const { values } = condition;
  if (values.length === 0 || values.some((value) => value.includes('${'))) return false;
  switch (familyOf(condition)) {
    case 'date':
      return values.every((value) => dateOf(value) !== undefined);
    case 'number':
      // Longer numbers are not exact in JavaScript, and would compare as other numbers.
      return values.every((value) => /^-?\d{1,15}$|^-?(?=[\d.]{1,16}$)\d+\.\d+$/.test(value));
    case 'any':
      return values.every((value) => /^(?:true|false)$/i.test(value));
    case 'other':
      return false;
    default:
      // AWS does not document how an ARN operator treats a value that is not an ARN.
      if (/^arn/i.test(condition.operator)) return values.every(isArnPattern);
      // The case of letters beyond ASCII differs between implementations.
      return (
        !/ignorecase$/i.test(condition.operator) || values.every((one) => /^[ -~]*$/.test(one))
      );
  }
}

function isArnPattern(value: string): boolean {
  return value === '*' || value.split(':').length >= 6;
}

/**
 * A date of IAM: ISO 8601 as the W3C profile has it (a day, or a day and a time with Z or an offset), or seconds since
 * 1970. Undefined for anything else.
 */
export function dateOf(text: string): Instant | undefined {
  if (/^\d{1,12}$/.test(text) && text.length !== 4) return Number(text) * 1000;
  const fields =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/.exec(
      text,
    );
  if (fields === null) return undefined;
  const [year, month, day, hour, minute, second] = fields
    .slice(1, 7)
    .map((one) => Number(one ?? 0));
  const instant = instantOf(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
  const [fraction = '', sign, hours, minutes] = fields.slice(7);
  const offsetMinutes = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (instant === undefined) return undefined;
  return (
    instant + Number(fraction.padEnd(3, '0')) - (sign === '-' ? -1 : 1) * offsetMinutes * 60_000
  );
}

function comparisonOf(condition: Condition): Comparison | undefined {
  const name = condition.operator.toLowerCase().replace('not', '');
  if (familyOf(condition) === 'text') return TEXT[name];
  const compare = NUMBER[name.replace(/^(?:date|numeric)/, '')];
  if (compare === undefined) return undefined;
  // Answers to a question of dates are in milliseconds already.
  const read =
    familyOf(condition) === 'date' ? (text: string) => dateOf(text) ?? Number.NaN : Number;
  return (value, expected) => compare(Number(value), read(expected));
}

function sameInAnyCase(value: string, expected: string): boolean {
  return value.toLowerCase() === expected.toLowerCase();
}
