import { type PathFacts } from './paths.js';
import { type AuthorityProof } from './prove-authority.js';
import { type DataProof } from './prove-data.js';
/** Who gets at what a key protects, and who can change that. */
export interface Proof {
    readonly data: DataProof;
    readonly authority: AuthorityProof;
}
/**
 * The proof of a key policy with the key's grants, from `now` on: by case analysis over the whole document, Denies
 * included (`Paths` says what is assumed of what no key policy shows). What is not understood is never taken for a lock.
 * Not looked at: IAM policies, service and resource control policies, other keys of a multi-Region set.
 */
export declare function proveKeyPolicy(facts: PathFacts): Proof;
