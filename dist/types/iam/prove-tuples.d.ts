import type { Instant } from '../base/instant.js';
import type { PathFacts } from './paths.js';
/** One attested request that a list should admit. */
export interface AttestedTuple {
    /** ARN of the IAM role, with its path. */
    readonly role: string;
    /**
     * Every known register of the image and of the instance, by name (`PCR0`), 96 lower-case hexadecimal digits. A condition
     * on any other register is undecided.
     */
    readonly registers: Readonly<Record<string, string>>;
    /** With the prefix: `kms:Decrypt`. */
    readonly actions: readonly string[];
    readonly at: Instant;
}
/** A statement of the policy, with its index from 0. */
export interface StatementPlace {
    readonly index: number;
    readonly sid?: string;
}
/** Whether the whole policy admits one tuple for one action. */
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
/** The conditions that decide it and that the tuple does not decide. `by` are the statements with these conditions. */
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
 * Whether the whole policy admits each tuple, for each of its actions: an Allow certainly matches and no Deny can apply
 * (`admitted`); no Allow can match, or a Deny certainly applies (`denied`); else `could-not-tell`. Grants are ignored,
 * because a release must not depend on one. A Deny with an undecided condition counts as one that may apply.
 *
 * A tuple is a request that an enclave sends itself, over TLS, as a session of its role, and not through another AWS
 * service. Everything else that a condition can ask, such as the network or tags, is undecided.
 */
export declare function proveTuples({ policy, description }: Pick<PathFacts, 'policy' | 'description'>, tuples: readonly AttestedTuple[]): readonly TuplePassages[];
