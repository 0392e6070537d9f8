import type { Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { attestationKeyOf, looksAttested } from './attestation-keys.js';
import type { Caller } from './callers.js';
import { dateOf, type Family, familyOf } from './condition-operators.js';
import { hasWildcard, matchesPattern } from './pattern.js';
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

/** Stands for a value whose matching wildcards are unknown. */
export const UNCLEAR = '\u0000';

export const TIME_KEY = 'aws:currenttime';

/** What the principal decides. */
const CALLER_KEYS = ['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount'];

/** Keys with several values at once, and those that the key itself decides, which a policy alone does not show. */
const NOT_ASKED =
  /^(?:aws:tagkeys|aws:principalorgpaths|aws:resourceorgpaths|aws:calledvia.*|kms:encryptioncontextkeys|kms:grantoperations|kms:resourcealiases|kms:requestalias|aws:resource.*|kms:key(?:origin|spec|usage)|kms:customermasterkey.*|kms:multiregion.*|kms:primaryregion)$/;

/** The question of a key, or why there is no question: then the policy does not show how a condition on the key decides. */
export function questionKeyOf(key: string): string | undefined {
  const name = key.toLowerCase();
  const attested = attestationKeyOf(name);
  if (attested !== undefined) return `kms:recipientattestation:${attested.register.toLowerCase()}`;
  if (looksAttested(name) || NOT_ASKED.test(name)) return undefined;
  return /^(?:aws|kms):./.test(name) ? name : undefined;
}

/** The question that these conditions, all on one key, put. */
export function questionOf(
  key: string,
  conditions: readonly Condition[],
  callers: readonly Caller[],
  now: Instant,
): Question {
  const family = conditions.map(familyOf).find((one) => one !== 'any') ?? 'text';
  if (key === TIME_KEY) return timeQuestion(key, conditions, now);
  const mentioned = conditions.filter((one) => familyOf(one) === family);
  const values = mentioned.flatMap((one) => one.values);
  if (CALLER_KEYS.includes(key)) {
    const answers = [
      undefined,
      ...new Set(callers.flatMap((caller) => callerAnswer(key, caller) ?? [])),
    ];
    return { key, family: 'text', answers, several: 0n };
  }
  if (family === 'date')
    return orderedQuestion(
      key,
      family,
      values.flatMap((one) => dateOf(one) ?? []),
    );
  if (family === 'number') {
    return orderedQuestion(key, family, values.map(Number).filter(Number.isFinite));
  }
  return textQuestion(key, mentioned);
}

/** What a caller answers to one of the questions that the principal decides; undefined where it has no such key. */
export function callerAnswer(key: string, { kind, value, account }: Caller): string | undefined {
  if (kind !== 'AWS') return undefined;
  if (key !== 'aws:principalarn') return account;
  const [, before, owner, role] =
    /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(value) ?? [];
  return role === undefined ? value : `${before}:iam::${owner}:role/${role}`;
}

export function isCallerKey(key: string): boolean {
  return CALLER_KEYS.includes(key);
}

/** Time only goes on: answers before now are none. */
function timeQuestion(key: string, conditions: readonly Condition[], now: Instant): Question {
  const instants = conditions
    .filter((one) => familyOf(one) === 'date')
    .flatMap(({ values }) => values.flatMap((one) => dateOf(one) ?? []));
  const around = instants.flatMap((instant) => [instant - 1, instant, instant + 1]);
  const answers = sortedNumbers([now, ...around.filter((instant) => instant >= now)]).map(String);
  return { key, family: 'date', answers, several: 0n };
}

/** Each number that is mentioned, one between each two, and one at each end. */
function orderedQuestion(key: string, family: Family, mentioned: readonly number[]): Question {
  const sorted = sortedNumbers(mentioned);
  const between = sorted.slice(1).map((number, i) => (number + (sorted[i] ?? number)) / 2);
  const ends = [(sorted[0] ?? 0) - 1, (sorted.at(-1) ?? 0) + 1];
  const answers = [undefined, ...sortedNumbers([...sorted, ...between, ...ends]).map(String)];
  return { key, family, answers, several: maskOf(answers.map((_, i) => i > 0)) };
}

function textQuestion(key: string, conditions: readonly Condition[]): Question {
  const isAttested = looksAttested(key);
  const patterns = new Set<string>();
  const exact = new Set<string>(/:pcr\d+$/.test(key) ? [ZERO_PCR] : []);
  for (const condition of conditions) {
    const isPattern = /like$|^arn/i.test(condition.operator);
    for (const value of condition.values) {
      const text = isAttested ? value.toLowerCase() : value;
      if (isPattern && hasWildcard(text)) patterns.add(text);
      else for (const one of isAttested ? [text] : spellings(condition, text)) exact.add(one);
    }
  }
  const instances = [...patterns].map((text) => text.replaceAll('*', 'fe').replaceAll('?', 'f'));
  const fresh = freshFor(exact, isAttested);
  const others = [...new Set([...instances, fresh])].filter((text) => !exact.has(text));
  const partial = [...patterns].filter((pattern) => !/^\*+$/.test(pattern));
  // An instance of one pattern and a value that does not match it decide that pattern; several may overlap in more ways.
  const isUnclear = partial.length > 1 || partial.some((pattern) => matchesPattern(pattern, fresh));
  const several = [...others, ...(isUnclear ? [UNCLEAR] : [])];
  const answers = [undefined, ...exact, ...several];
  return { key, family: 'text', answers, several: maskOf(answers.map((_, i) => i > exact.size)) };
}

/** Operators that do not mind case match texts that no policy spells out. */
function spellings({ operator }: Condition, text: string): readonly string[] {
  if (!/ignorecase|bool/i.test(operator)) return [text];
  const mixed = [...text].map((c, i) => (i % 2 === 0 ? c.toUpperCase() : c.toLowerCase())).join('');
  return [text, text.toLowerCase(), text.toUpperCase(), mixed];
}

/** A value that no condition mentions; of a register it has the form of one. */
function freshFor(mentioned: ReadonlySet<string>, isAttested: boolean): string {
  for (let i = 1; ; i++) {
    const text = isAttested
      ? i.toString(16).padStart(2, 'a').repeat(48).slice(0, 96)
      : `other-${i}`;
    if (!mentioned.has(text)) return text;
  }
}

export function maskOf(bits: readonly boolean[]): bigint {
  let mask = '0b';
  for (let i = bits.length - 1; i >= 0; i--) mask += bits[i] ? '1' : '0';
  return mask === '0b' ? 0n : BigInt(mask);
}

function sortedNumbers(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
