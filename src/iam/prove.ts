import { type PathFacts, Paths } from './paths.js';
import { type AuthorityProof, proveAuthority } from './prove-authority.js';
import { type DataProof, proveData } from './prove-data.js';

/** Who can get at what a key protects, and who can change that. */
export interface Proof {
  readonly data: DataProof;
  readonly authority: AuthorityProof;
}

/**
 * Proves a key policy together with the key's grants, from `now` on, by case analysis over the whole document, including
 * Denies. `Paths` documents the assumptions about IAM policies. What is not understood never counts as a lock. Not checked:
 * IAM policies, service and resource control policies, other keys of a multi-Region set.
 */
export function proveKeyPolicy(facts: PathFacts): Proof {
  const paths = new Paths(facts);
  const data = proveData(paths, facts);
  return { data, authority: proveAuthority(paths, facts) };
}
