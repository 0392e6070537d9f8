import type { Instant } from '../base/instant.js';
import type { PathFacts } from './paths.js';
/** One attested request that a list stands for. */
export interface AttestedTuple {
    /** ARN of the IAM role, with its path. */
    readonly role: string;
    /**
     * Every register that is known of the image and of the instance, by name (`PCR0`), 96 lower-case hexadecimal digits. A
     * condition on a register that is not given here has no answer.
     */
    readonly registers: Readonly<Record<string, string>>;
    /** With the prefix: `kms:Decrypt`. */
    readonly actions: readonly string[];
    readonly at: Instant;
}
/** A statement of the policy, by its place from 0. */
export interface StatementPlace {
    readonly index: number;
    readonly sid?: string;
}
/** Whether the whole policy lets one tuple do one action. */
export type Passage = {
    readonly action: string;
} & ({
    readonly answer: 'admitted';
    readonly by: StatementPlace;
}
/** `deny`: these statements stop it. `no-allow`: no Allow matches, and `by` is empty. */
 | {
    readonly answer: 'denied';
    readonly why: 'deny' | 'no-allow';
    readonly by: readonly StatementPlace[];
}
/** The conditions that decide it and are not decided by the tuple; `by` are the statements that hold them. */
 | {
    readonly answer: 'could-not-tell';
    readonly doubts: readonly string[];
    readonly by: readonly StatementPlace[];
});
/** The answers for one tuple, in the order of its actions. */
export interface TuplePassages {
    readonly tuple: AttestedTuple;
    readonly passages: readonly Passage[];
}
/**
 * Whether the policy as a whole lets each tuple through, for each of its actions: an Allow matches for certain and no Deny
 * can fire (`admitted`); no Allow can match, or a Deny fires for certain (`denied`); else `could-not-tell`. Grants are not
 * looked at: a release must not hang on one. Of a Deny with a condition that is not decided, it counts that it may fire.
 *
 * A tuple is a request that an enclave sends itself, by TLS, as a session of its role: not through another service of AWS.
 * What else a condition can ask, such as the network or tags, is not decided.
 */
export declare function proveTuples({ policy, description }: Pick<PathFacts, 'policy' | 'description'>, tuples: readonly AttestedTuple[]): readonly TuplePassages[];
