import type { Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { attestationKeyOf, looksAttested } from './attestation-keys.js';
import { type Caller, callerAnswer, isCallerKey } from './callers.js';
import { comparedTexts, matchersOf } from './compared-texts.js';
import { dateOf, type Family, familyOf } from './condition-operators.js';
import { classGlob, literalGlob } from './glob.js';
import { type Budget, Matcher } from './matcher.js';
import type { Condition } from './policy.js';
import { representativesOf } from './representatives.js';

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
export const NO_NUMBER = 'no number';

export const TIME_KEY = 'aws:currenttime';

/** Keys with several values at once, and keys that the KMS key itself decides. A policy alone does not show those. */
const NOT_ASKED =
  /^(?:aws:tagkeys|aws:principalorgpaths|aws:resourceorgpaths|aws:sourceorgpaths|aws:principalservicenameslist|aws:calledvia.*|kms:encryptioncontextkeys|kms:grantoperations|kms:resourcealiases|kms:requestalias|aws:resource.*|kms:key(?:origin|spec|usage)|kms:customermasterkey.*|kms:multiregion.*|kms:primaryregion)$/;

/** Keys with only the values `true` and `false` (IAM User Guide, "Global condition context keys"; AWS KMS). */
const TRUE_OR_FALSE =
  /^(?:aws:(?:securetransport|viaawsservice|multifactorauthpresent)|kms:(?:bypasspolicylockoutsafetycheck|grantisforawsresource|reencryptonsamekey))$/;

/** The question of a key. Undefined where the policy does not show how a condition on the key decides. */
export function questionKeyOf(key: string): string | undefined {
  const name = key.toLowerCase();
  const attested = attestationKeyOf(name);
  if (attested !== undefined) return `kms:recipientattestation:${attested.register.toLowerCase()}`;
  if (looksAttested(name) || NOT_ASKED.test(name)) return undefined;
  return /^(?:aws|kms):./.test(name) ? name : undefined;
}

/** The question that these conditions on one key ask. Its answers are incomplete where the budget ran out. */
export function questionOf(
  key: string,
  conditions: readonly Condition[],
  callers: readonly Caller[],
  now: Instant,
  budget: Budget,
): Question {
  const family = conditions.map(familyOf).find((one) => one !== 'any') ?? 'text';
  if (key === TIME_KEY) return timeQuestion(key, conditions, now);
  const mentioned = conditions.filter((one) => familyOf(one) === family);
  const values = mentioned.flatMap((one) => one.values);
  if (isCallerKey(key)) {
    const given = callers.flatMap((caller) => callerAnswer(key, caller) ?? []);
    return { key, family: 'text', answers: [undefined, ...new Set(given)], several: 0n };
  }
  if (TRUE_OR_FALSE.test(key)) {
    return { key, family: 'text', answers: [undefined, 'true', 'false'], several: 0n };
  }
  if (family === 'date') {
    const instants = values.flatMap((one) => dateOf(one) ?? []);
    return orderedQuestion(key, family, instants);
  }
  if (family === 'number') {
    return orderedQuestion(key, family, values.map(Number).filter(Number.isFinite));
  }
  return attestationKeyOf(key) === undefined
    ? textQuestion(key, mentioned, budget)
    : registerQuestion(key, mentioned, budget);
}

/** Time only moves forward, so no answer is before now. */
function timeQuestion(key: string, conditions: readonly Condition[], now: Instant): Question {
  const instants = conditions
    .filter((one) => familyOf(one) === 'date')
    .flatMap(({ values }) => values.flatMap((one) => dateOf(one) ?? []));
  const around = instants.flatMap((instant) => [instant - 1, instant, instant + 1]);
  const answers = sortedNumbers([now, ...around.filter((instant) => instant >= now)]).map(String);
  return { key, family: 'date', answers, several: 0n };
}

/** Each mentioned number, one between each two, one at each end, and a text that is not a number. */
function orderedQuestion(key: string, family: Family, mentioned: readonly number[]): Question {
  const sorted = sortedNumbers(mentioned);
  const between = sorted.slice(1).map((number, i) => (number + (sorted[i] ?? number)) / 2);
  const ends = [(sorted[0] ?? 0) - 1, (sorted.at(-1) ?? 0) + 1];
  const numbers = sortedNumbers([...sorted, ...between, ...ends]).map(String);
  const answers = [undefined, ...numbers, NO_NUMBER];
  return { key, family, answers, several: maskOf(answers.map((_, i) => i > 0)) };
}

/** Each mentioned text, and one for each way in which the patterns distinguish all others. */
function textQuestion(key: string, conditions: readonly Condition[], budget: Budget): Question {
  const { exact, globs } = comparedTexts(conditions);
  const matchers = matchersOf(globs, budget);
  const others =
    matchers.length === 0
      ? [freshFor(new Set(exact), (i) => `other-${i}`)]
      : representativesOf(
          {
            template: new Matcher([classGlob('any', 'many')], budget),
            except: new Matcher(
              exact.map((text) => literalGlob(text)),
              budget,
            ),
            matchers,
          },
          budget,
        );
  return questionWith(key, exact, others);
}

/**
 * As `textQuestion`, for values of 96 lower-case hexadecimal digits, because no document has a value in another form. Zeros
 * count as mentioned.
 */
function registerQuestion(key: string, conditions: readonly Condition[], budget: Budget): Question {
  const isOfNoCase = ({ operator }: Condition) => /ignorecase$/i.test(operator);
  const { exact, globs } = comparedTexts(conditions.filter((one) => !isOfNoCase(one)));
  const lower = conditions
    .filter(isOfNoCase)
    .flatMap(({ values }) => values.map((value) => value.toLowerCase()));
  const values = [...new Set([ZERO_PCR, ...exact, ...lower])].filter((value) =>
    /^[0-9a-f]{96}$/.test(value),
  );
  const matchers = matchersOf(globs, budget);
  const others =
    matchers.length === 0
      ? [freshFor(new Set(values), registerValue)]
      : representativesOf(
          {
            template: new Matcher([classGlob('hex', 96)], budget),
            except: new Matcher(
              values.map((text) => literalGlob(text)),
              budget,
            ),
            matchers,
          },
          budget,
        );
  return questionWith(key, values, others);
}

function questionWith(key: string, exact: readonly string[], several: readonly string[]): Question {
  const answers = [undefined, ...exact, ...several];
  return { key, family: 'text', answers, several: maskOf(answers.map((_, i) => i > exact.length)) };
}

/** The first value of a series that is not mentioned. */
function freshFor(mentioned: ReadonlySet<string>, nth: (i: number) => string): string {
  let i = 1;
  while (mentioned.has(nth(i))) i++;
  return nth(i);
}

function registerValue(i: number): string {
  return i.toString(16).padStart(2, 'a').repeat(48).slice(0, 96);
}

export function maskOf(bits: readonly boolean[]): bigint {
  const first = bits.indexOf(true);
  if (first === bits.lastIndexOf(true)) return first < 0 ? 0n : 1n << BigInt(first);
  let mask = '0b';
  for (let i = bits.length - 1; i >= 0; i--) mask += bits[i] ? '1' : '0';
  return BigInt(mask);
}

function sortedNumbers(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
