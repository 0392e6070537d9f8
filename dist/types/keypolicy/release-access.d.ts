import { type AllowList, type ProjectedKey } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { KeyDescription } from '../iam/kms-key.js';
import type { KeyPolicy } from '../iam/policy.js';
import { type Passage, type StatementPlace } from '../iam/prove-tuples.js';
/** The rule, and the name of the finding: the policy denies a release that the list accepts. */
export declare const ACCEPTED_BUT_DENIED = "accepted-but-denied";
/** Whether the whole policy allows an accepted release one action, as one of the roles of the list. */
export interface ReleaseAccess {
    readonly release: string;
    readonly role: string;
    readonly action: string;
    readonly answer: Passage['answer'];
    /** For `denied`: by a Deny, or because no Allow matches. */
    readonly why?: 'deny' | 'no-allow';
    /** The statements that decide it. Empty if no Allow matches. */
    readonly by: readonly StatementPlace[];
    /** The conditions that could not be decided. */
    readonly doubts: readonly string[];
}
/**
 * The positive half of the proof: whether the policy admits each release that the list accepts at `now` and that has the
 * registers that the key binds, for each role and each action of the projection (`proveTuples`). Empty for a key that left the
 * projection.
 */
export declare function releaseAccess(policy: KeyPolicy, description: KeyDescription | undefined, { projection, releases }: Pick<AllowList, 'projection' | 'releases'>, key: ProjectedKey | undefined, now: Instant): readonly ReleaseAccess[];
