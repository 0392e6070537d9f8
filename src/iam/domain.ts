import type { Instant } from '../base/instant.js';
import { type AttestationKey, attestationKeyOf } from './attestation-keys.js';
import type { Caller } from './callers.js';
import {
  comparesPattern,
  conditionTest,
  familyOf,
  hasReadableValues,
} from './condition-operators.js';
import type { Condition, PolicyStatement } from './policy.js';
import {
  callerAnswer,
  isCallerKey,
  maskOf,
  type Question,
  questionKeyOf,
  questionOf,
  UNCLEAR,
} from './question.js';

/** What the request brings: no attestation document, one of an enclave, or one of an attested EC2 instance. */
export type Document = 'none' | 'enclave' | 'tpm';

/** A condition by the answers to its question, or one whose answer is unknown. */
export type Literal =
  | {
      readonly question: number;
      readonly holds: bigint;
      readonly fails: bigint;
      readonly text: string;
    }
  | { readonly question?: never; readonly text: string };

/** The answers that are still possible, by question. */
export type Masks = readonly bigint[];

/** All questions that a policy puts, and its conditions as answers to them. */
export class Domain {
  readonly questions: readonly Question[];
  /** The questions of registers, with what they ask. */
  readonly registers: readonly {
    readonly place: number;
    readonly question: Question;
    readonly asked: AttestationKey;
  }[];
  private readonly places: ReadonlyMap<string, number>;
  /** By question: the platform of a register; whether the caller answers it; all answers. */
  private readonly kinds: readonly {
    readonly platform: AttestationKey['platform'] | undefined;
    readonly isCallers: boolean;
    readonly all: bigint;
  }[];

  constructor(statements: readonly PolicyStatement[], callers: readonly Caller[], now: Instant) {
    const byKey = new Map<string, Condition[]>();
    for (const { conditions } of statements) {
      for (const condition of conditions) {
        const key = questionKeyOf(condition.key);
        if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), condition]);
      }
    }
    this.questions = [...byKey].map(([key, all]) => questionOf(key, all, callers, now));
    this.places = new Map(this.questions.map(({ key }, place) => [key, place]));
    this.registers = this.questions.flatMap((question, place) => {
      const asked = attestationKeyOf(question.key);
      return asked === undefined ? [] : [{ place, question, asked }];
    });
    const platforms = new Map(this.registers.map(({ place, asked }) => [place, asked.platform]));
    this.kinds = this.questions.map(({ key, answers }, place) => ({
      platform: platforms.get(place),
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
    const isPattern = comparesPattern(condition);
    const results = question.answers.map((answer) =>
      answer === UNCLEAR && isPattern ? undefined : holds(answer),
    );
    return {
      question: place,
      holds: maskOf(results.map((result) => result === true)),
      fails: maskOf(results.map((result) => result === false)),
      text,
    };
  }

  /** Every answer that a request of this caller with this document can give. */
  start(caller: Caller, document: Document): Masks {
    return this.kinds.map(({ platform, isCallers, all }, place) => {
      if (platform !== undefined) return platform === document ? all & ~1n : 1n;
      const question = this.questions[place];
      if (!isCallers || question === undefined) return all;
      const { key, answers } = question;
      return 1n << BigInt(Math.max(0, answers.indexOf(callerAnswer(key, caller))));
    });
  }

  /** Whether a condition asks for a document of an attested EC2 instance: else those need no case of their own. */
  get asksForTpm(): boolean {
    return this.registers.some(({ asked }) => asked.platform === 'tpm');
  }

  /** The place of a question by its key; undefined where no condition puts it. */
  placeOf(key: string): number | undefined {
    return this.places.get(key);
  }
}

/** A condition as people read it. */
export function conditionText({ operator, qualifier, ifExists, key, values }: Condition): string {
  const name = `${qualifier === undefined ? '' : `${qualifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  const [first = '', ...more] = values;
  return `${name} ${key} ${first.slice(0, 100)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}
