import type { Instant } from '../base/instant.js';
import { type AttestationKey } from './attestation-keys.js';
import { type Caller } from './callers.js';
import type { Budget } from './matcher.js';
import type { Condition, PolicyStatement } from './policy.js';
import { type Question } from './question.js';
/** What the request brings: no attestation document, one of an enclave, or one of an attested EC2 instance. */
export type Document = 'none' | 'enclave' | 'tpm';
/** A condition by the answers to its question, or one whose answer is unknown. */
export type Literal = {
    readonly question: number;
    readonly holds: bigint;
    readonly fails: bigint;
    readonly text: string;
} | {
    readonly question?: never;
    readonly text: string;
};
/** The answers that are still possible, by question. */
export type Masks = readonly bigint[];
/** All questions that a policy puts, and its conditions as answers to them. */
export declare class Domain {
    readonly questions: readonly Question[];
    /** The questions of registers, with what they ask. */
    readonly registers: readonly {
        readonly place: number;
        readonly question: Question;
        readonly asked: AttestationKey;
    }[];
    private readonly places;
    /** By question: its answers in lower case, which all its conditions compare with. */
    private readonly lower;
    /** By question: the register that it asks for; whether the caller answers it; all answers. */
    private readonly kinds;
    constructor(statements: readonly PolicyStatement[], callers: readonly Caller[], now: Instant, budget: Budget);
    literal(condition: Condition): Literal;
    /** Every answer that a request of this caller with this document can give. */
    start(caller: Caller, document: Document): Masks;
    /** Whether a condition asks for a document of an attested EC2 instance: else those need no case of their own. */
    get asksForTpm(): boolean;
    /** The place of a question by its key; undefined where no condition puts it. */
    placeOf(key: string): number | undefined;
}
/** A condition as people read it. */
export declare function conditionText({ operator, qualifier, ifExists, key, values }: Condition): string;
/** The answers that a case leaves to the question of a key; none where no condition puts it. */
export declare function answersOf(domain: Domain, masks: Masks, key: string): readonly (string | undefined)[];
