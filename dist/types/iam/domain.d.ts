import type { Instant } from '../base/instant.js';
import { type AttestationKey } from './attestation-keys.js';
import { type Caller } from './callers.js';
import type { Budget } from './matcher.js';
import type { Condition, PolicyStatement } from './policy.js';
import { type Question } from './question.js';
/** The attestation document of the request: none, one of an enclave, or one of an attested EC2 instance. */
export type Document = 'none' | 'enclave' | 'tpm';
/** A condition as answers to its question, or one without a known answer. */
export type Literal = {
    readonly question: number;
    readonly holds: bigint;
    readonly fails: bigint;
    readonly text: string;
} | {
    readonly question?: never;
    readonly text: string;
};
/** The answers that remain possible, by question. */
export type Masks = readonly bigint[];
/** All questions that a policy asks, and its conditions as answers to them. */
export declare class Domain {
    readonly questions: readonly Question[];
    /** The questions about registers, with their registers. */
    readonly registers: readonly {
        readonly place: number;
        readonly question: Question;
        readonly asked: AttestationKey;
    }[];
    private readonly places;
    /** By question: its answers in lower case, for all its conditions. */
    private readonly lower;
    /** By question: its register, whether the caller answers it, and all answers. */
    private readonly kinds;
    constructor(statements: readonly PolicyStatement[], callers: readonly Caller[], now: Instant, budget: Budget);
    literal(condition: Condition): Literal;
    /** Every answer that a request of this caller with this document can give. */
    start(caller: Caller, document: Document): Masks;
    /** Whether a condition asks for a document of an attested EC2 instance. Else such documents need no separate case. */
    get asksForTpm(): boolean;
    /** The index of a question by its key. Undefined where no condition asks it. */
    placeOf(key: string): number | undefined;
}
/** A condition as text for people. */
export declare function conditionText({ operator, qualifier, ifExists, key, values }: Condition): string;
/** The answers that a case leaves to the question of a key. Empty where no condition asks it. */
export declare function answersOf(domain: Domain, masks: Masks, key: string): readonly (string | undefined)[];
