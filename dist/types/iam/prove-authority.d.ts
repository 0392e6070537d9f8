import { type HolderName } from './holder-names.js';
import type { PathFacts, Paths, Source } from './paths.js';
/**
 * A principal that can give others access to the data. `principal` is the ARN of a role or user, a pattern of the document,
 * the root ARN of an account for everybody that its IAM policies name, a service, or `*`.
 */
export interface Holder extends HolderName {
    readonly actions: readonly string[];
    /** The sources of the authority, each with its actions. */
    readonly by: readonly {
        readonly source: Source;
        readonly actions: readonly string[];
    }[];
    /** Conditions that were not understood and decide about it. Empty where it is certain. */
    readonly doubts: readonly string[];
}
/** Who holds authority over a key. */
export interface AuthorityProof {
    /** In the order of the document. */
    readonly holders: readonly Holder[];
    /** What is unknown: the grants, or the remaining cases. */
    readonly unknown: readonly string[];
    /** Assumptions of the answer that could not be checked. */
    readonly assumptions: readonly string[];
}
/**
 * Proves who can change access to the data: with PutKeyPolicy, CreateGrant, RevokeGrant, ReplicateKey, UpdatePrimaryRegion
 * and ImportKeyMaterial, where keys of this kind have them, minus what every Deny removes. A named account means everybody
 * that its IAM policies name. Its root ARN is the holder. Where Denies leave only a part of the account, the holders are
 * the patterns that match this part.
 */
export declare function proveAuthority(paths: Paths, { policy, description, grants }: PathFacts): AuthorityProof;
