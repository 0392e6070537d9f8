import { type AllowList, type ProjectedKey } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { KeyDescription } from '../iam/kms-key.js';
import type { KeyPolicy } from '../iam/policy.js';
import { type Passage, type StatementPlace } from '../iam/prove-tuples.js';
/** The rule, and the finding's name: a release that the list accepts does not get through. */
export declare const ACCEPTED_BUT_DENIED = "accepted-but-denied";
/** Whether the policy as a whole lets an accepted release do one action, as one of the list's roles. */
export interface ReleaseAccess {
    readonly release: string;
    readonly role: string;
    readonly action: string;
    readonly answer: Passage['answer'];
    /** Of `denied`: by a Deny, or because no Allow matches. */
    readonly why?: 'deny' | 'no-allow';
    /** The statements that decide it: none where no Allow matches. */
    readonly by: readonly StatementPlace[];
    /** What could not be decided. */
    readonly doubts: readonly string[];
}
/**
 * The positive half of the proof: for each release that the list accepts at `now` and has the registers that the key binds,
 * each role and each action of the projection, whether the policy lets it through (`proveTuples`). None for a key that
 * left the projection.
 */
export declare function releaseAccess(policy: KeyPolicy, description: KeyDescription | undefined, { projection, releases }: Pick<AllowList, 'projection' | 'releases'>, key: ProjectedKey | undefined, now: Instant): readonly ReleaseAccess[];
