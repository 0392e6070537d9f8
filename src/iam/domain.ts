import type { Instant } from '../base/instant.js';
import { type AttestationKey, attestationKeyOf, isAlwaysThere } from './attestation-keys.js';
import { alwaysHasKey, type Caller, callerAnswer, isCallerKey, lacksKey } from './callers.js';
import { conditionTest, familyOf, hasReadableValues, isNegated } from './condition-operators.js';
import type { Budget } from './matcher.js';
import type { Condition, PolicyStatement } from './policy.js';
import { maskOf, NO_NUMBER, type Question, questionKeyOf, questionOf } from './question.js';

/** The attestation document of the request: none, one of an enclave, or one of an attested EC2 instance. */
export type Document = 'none' | 'enclave' | 'tpm';

/** A condition as answers to its question, or one without a known answer. */
export type Literal =
  | {
      readonly question: number;
      readonly holds: bigint;
      readonly fails: bigint;
      readonly text: string;
    }
  | { readonly question?: never; readonly text: string };

/** The answers that remain possible, by question. */
export type Masks = readonly bigint[];

/** All questions that a policy asks, and its conditions as answers to them. */
export class Domain {
  readonly questions: readonly Question[];
  /** The questions about registers, with their registers. */
  readonly registers: readonly {
    readonly place: number;
    readonly question: Question;
    readonly asked: AttestationKey;
  }[];
  private readonly places: ReadonlyMap<string, number>;
  /** By question: its answers in lower case, for all its conditions. */
  private readonly lower: readonly (readonly (string | undefined)[])[];
  /** By question: its register, whether the caller answers it, and all answers. */
  private readonly kinds: readonly {
    readonly asked: AttestationKey | undefined;
    readonly isCallers: boolean;
    readonly all: bigint;
  }[];

  constructor(
    statements: readonly PolicyStatement[],
    callers: readonly Caller[],
    now: Instant,
    budget: Budget,
  ) {
    const byKey = new Map<string, Condition[]>();
    for (const { conditions } of statements) {
      for (const condition of conditions) {
        const key = questionKeyOf(condition.key);
        if (key === undefined) continue;
        const there = byKey.get(key);
        if (there === undefined) byKey.set(key, [condition]);
        else there.push(condition);
      }
    }
    this.questions = [...byKey].map(([key, all]) => questionOf(key, all, callers, now, budget));
    this.lower = this.questions.map(({ answers }) => answers.map((one) => one?.toLowerCase()));
    this.places = new Map(this.questions.map(({ key }, place) => [key, place]));
    this.registers = this.questions.flatMap((question, place) => {
      const asked = attestationKeyOf(question.key);
      return asked === undefined ? [] : [{ place, question, asked }];
    });
    this.kinds = this.questions.map(({ key, answers }) => ({
      asked: attestationKeyOf(key),
      isCallers: isCallerKey(key),
      all: (1n << BigInt(answers.length)) - 1n,
    }));
  }

  literal(condition: Condition): Literal {
    const text = conditionText(condition);
    const place = this.places.get(questionKeyOf(condition.key) ?? '');
    const question = place === undefined ? undefined : this.questions[place];
    const family = familyOf(condition);
    if (place === undefined || question === undefined || !hasReadableValues(condition))
      return { text };
    if (family !== 'any' && family !== question.family) return { text };
    const holds = conditionTest(condition);
    const isUnclear = isNegated(condition);
    const lower = this.lower[place] ?? [];
    const results = question.answers.map((answer, i) =>
      answer === NO_NUMBER && isUnclear && family !== 'text' ? undefined : holds(answer, lower[i]),
    );
    const held = maskOf(results.map((result) => result === true));
    const fails = results.includes(undefined)
      ? maskOf(results.map((result) => result === false))
      : (this.kinds[place]?.all ?? 0n) & ~held;
    return { question: place, holds: held, fails, text };
  }

  /** Every answer that a request of this caller with this document can give. */
  start(caller: Caller, document: Document): Masks {
    return this.kinds.map(({ asked, isCallers, all }, place) => {
      if (asked !== undefined) {
        if (asked.platform !== document) return 1n;
        return isAlwaysThere(asked) ? all & ~1n : all;
      }
      const question = this.questions[place];
      if (question === undefined) return all;
      const { key, answers } = question;
      if (lacksKey(key, caller)) return 1n;
      if (!isCallers) return alwaysHasKey(key, caller) ? all & ~1n : all;
      return 1n << BigInt(Math.max(0, answers.indexOf(callerAnswer(key, caller))));
    });
  }

  /** Whether a condition asks for a document of an attested EC2 instance. Else such documents need no separate case. */
  get asksForTpm(): boolean {
    return this.registers.some(({ asked }) => asked.platform === 'tpm');
  }

  /** The index of a question by its key. Undefined where no condition asks it. */
  placeOf(key: string): number | undefined {
    return this.places.get(key);
  }
}

/** A condition as text for people. */
export function conditionText({ operator, qualifier, ifExists, key, values }: Condition): string {
  const name = `${qualifier === undefined ? '' : `${qualifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  const [first = '', ...more] = values;
  return `${name} ${key} ${first.slice(0, 100)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}

/** The answers that a case leaves to the question of a key. Empty where no condition asks it. */
export function answersOf(
  domain: Domain,
  masks: Masks,
  key: string,
): readonly (string | undefined)[] {
  const place = domain.placeOf(key);
  const question = place === undefined ? undefined : domain.questions[place];
  if (place === undefined || question === undefined) return [];
  const mask = masks[place] ?? 0n;
  // As text, in which the last digit is the first answer, because shifting a bigint for each answer takes longer.
  const digits = mask.toString(2);
  const last = digits.length - 1;
  const isOne = mask !== 0n && (mask & (mask - 1n)) === 0n;
  if (isOne) return question.answers.slice(last, last + 1);
  return question.answers.filter((_, i) => digits[last - i] === '1');
}
