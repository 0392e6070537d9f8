import type { PlainJson } from '../format/strict-json.js';

/** A principal of a statement. `Principal: "*"` is `{kind: 'AWS', value: '*'}`, because IAM treats both alike. */
export interface Principal {
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  /** As written: an ARN, twelve digits of an account, a service name, or `*`. */
  readonly value: string;
}

/** One condition. A statement applies where all its conditions hold. */
export interface Condition {
  /** The operator's name without qualifier and `IfExists`, as written: `StringEquals` of `ForAnyValue:StringEqualsIfExists`. */
  readonly operator: string;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** The condition key, as written. Keys are compared without regard to case. */
  readonly key: string;
  /** Alternatives. Numbers and booleans are their text. */
  readonly values: readonly string[];
}

/** Reports a part that was not understood, by its path inside the statement. */
export type ReportFault = (path: string, message: string) => void;

const KINDS: readonly Principal['kind'][] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Operators of IAM ("IAM JSON policy elements: Condition operators"), which are compared without regard to case. */
export const OPERATORS: readonly string[] = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals'],
  ...['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null'],
];

const IN_LOWER_CASE: ReadonlySet<string> = new Set(OPERATORS.map((name) => name.toLowerCase()));

/**
 * The Kelvin sign. It is the only character beyond ASCII with an ASCII letter as its lower case. Where case does not count,
 * it would be a k here, but not at AWS.
 */
const KELVIN_SIGN = '\u212a';
const NO_KELVIN_SIGN = 'expected the letter K, found the Kelvin sign';

/** The fault of two conditions that IAM treats as one: which of them counts is unknown. */
export const TWICE = 'expected each operator and key once, in any case';

/** Whether IAM has an operator of this name, in any case. */
export function isOperator(name: string): boolean {
  return !name.includes(KELVIN_SIGN) && IN_LOWER_CASE.has(name.toLowerCase());
}

/** Parses `Action`, `Resource` and their negations: one or more strings. Undefined where the element is absent. */
export function parseTexts(
  value: PlainJson | undefined,
  path: string,
  report: ReportFault,
): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const all: readonly PlainJson[] = Array.isArray(value) ? value : [value];
  const texts = all.filter((one) => typeof one === 'string');
  if (texts.length < all.length || texts.length === 0) report(path, 'expected one or more strings');
  if (texts.some((text) => text.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}

/** Parses `Principal` and `NotPrincipal`: `*`, or strings by kind. */
export function parsePrincipals(
  value: PlainJson | undefined,
  path: string,
  report: ReportFault,
): readonly Principal[] | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return [{ kind: 'AWS', value: '*' }];
  if (!isObject(value) || Object.keys(value).length === 0) {
    report(path, 'expected "*" or principals by kind');
    return [];
  }
  return Object.entries(value).flatMap(([name, values]) => {
    const kind = KINDS.find((known) => known === name);
    if (kind === undefined) report(`${path}/${name}`, `expected ${KINDS.join(', ')}`);
    const texts = parseTexts(values, `${path}/${name}`, report) ?? [];
    return kind === undefined ? [] : texts.map((text) => ({ kind, value: text }));
  });
}

/** Parses `Condition`: values by key by operator. One entry for each operator and key, in the order of the document. */
export function parseConditions(
  value: PlainJson | undefined,
  path: string,
  report: ReportFault,
): readonly Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    report(path, 'expected an object');
    return [];
  }
  const seen = new Set<string>();
  return Object.entries(value).flatMap(([name, block]) => {
    const at = `${path}/${name}`;
    if (!isObject(block)) {
      report(at, 'expected an object');
      return [];
    }
    const operator = parseOperator(name);
    if (!isOperator(operator.operator)) report(at, 'expected an operator of IAM');
    return Object.entries(block).map(([key, values]): Condition => {
      const both = `${name} ${key}`.toLowerCase();
      if (seen.has(both)) report(`${at}/${key}`, TWICE);
      seen.add(both);
      if (key.includes(KELVIN_SIGN)) report(`${at}/${key}`, NO_KELVIN_SIGN);
      return { ...operator, key, values: parseValues(values, `${at}/${key}`, report) };
    });
  });
}

function parseOperator(name: string): Pick<Condition, 'operator' | 'qualifier' | 'ifExists'> {
  const [, qualifier, bare = name, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/is.exec(name) ?? [];
  return {
    operator: bare,
    ...(qualifier === undefined
      ? {}
      : { qualifier: /all/i.test(qualifier) ? 'ForAllValues' : 'ForAnyValue' }),
    ifExists: ifExists !== undefined,
  };
}

function parseValues(value: PlainJson, path: string, report: ReportFault): readonly string[] {
  const all: readonly PlainJson[] = Array.isArray(value) ? value : [value];
  const scalars = all.filter((one) => one !== null && typeof one !== 'object');
  if (scalars.length < all.length || all.length === 0) report(path, 'expected one or more values');
  const texts = scalars.map(String);
  if (texts.some((text) => text.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}

function isObject(value: PlainJson): value is { readonly [key: string]: PlainJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
