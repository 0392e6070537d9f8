import { type HolderName } from './holder-names.js';
import type { PathFacts, Paths, Source } from './paths.js';
/**
 * Somebody who can let others at the data. `principal` is the ARN of a role or user, a pattern of the document, an account's
 * root ARN where whoever its IAM policies name has it, a service, or `*`.
 */
export interface Holder extends HolderName {
    readonly actions: readonly string[];
    /** What gives it, and which of the actions each. */
    readonly by: readonly {
        readonly source: Source;
        readonly actions: readonly string[];
    }[];
    /** Conditions that were not understood, on which it hangs; none where it is certain. */
    readonly doubts: readonly string[];
}
/** Who holds authority over a key. */
export interface AuthorityProof {
    /** In the order of the document. */
    readonly holders: readonly Holder[];
    /** What could not be known: the grants, or all cases. */
    readonly unknown: readonly string[];
    /** What the answer takes for granted and nobody could look up. */
    readonly assumptions: readonly string[];
}
/**
 * Who can change who gets at the data: by PutKeyPolicy, CreateGrant, RevokeGrant, ReplicateKey, UpdatePrimaryRegion and
 * ImportKeyMaterial, as far as keys of this kind have them, less what every Deny takes. An account that is let in is
 * everybody whom its IAM policies name: it is held by the account's root ARN, unless only some of it is left; that is named
 * by the patterns that leave it.
 */
export declare function proveAuthority(paths: Paths, { policy, description, grants }: PathFacts): AuthorityProof;
