import type { KeyDescription } from './kms-key.js';
import type { PolicyStatement } from './policy.js';
export declare const KNOWN_ACTIONS: readonly string[];
/** Actions that give out what the key protects. */
export declare const DATA_ACTIONS: readonly string[];
/** What somebody reaches: data that exists, or only data keys that are made from now on. */
export type Reach = 'existing-data' | 'new-data-keys';
/** What data actions reach together. An action that this version does not know counts with the worst. */
export declare function reachOf(actions: readonly string[]): Reach;
/** Actions with which somebody can give the data actions to anybody. */
export declare const AUTHORITY_ACTIONS: readonly string[];
/** Takes an attestation document, uses no key, and so consults no key policy (AWS KMS API Reference, "GenerateRandom"). */
export declare const KEYLESS_ACTION = "kms:GenerateRandom";
/** Actions with a `Recipient`, whose requests have the attestation keys: of all others those keys are absent. */
export declare const RECIPIENT_ACTIONS: ReadonlySet<string>;
/** A data action as far as a policy names it. */
export interface DataAction {
    readonly name: string;
    /** `later`: no action of this name is known; a wildcard around data actions would cover it once there is one. */
    readonly kind: 'known' | 'named' | 'later';
}
/**
 * The data actions that matter to a policy: those that keys of this kind have, every action of KMS that the policy
 * names and this version does not know, and what a wildcard around data actions would cover later.
 */
export declare function dataActions(statements: readonly PolicyStatement[], description: KeyDescription | undefined): readonly DataAction[];
/** The authority actions that keys of this kind have. */
export declare function authorityActions(description: KeyDescription | undefined): readonly string[];
/** An action of KMS that this version does not know. */
export declare function isUnknownAction(name: string): boolean;
