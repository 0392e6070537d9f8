import type { KeyDescription } from './kms-key.js';
import type { PolicyStatement } from './policy.js';
export declare const KNOWN_ACTIONS: readonly string[];
/** Actions that give out what the key protects. */
export declare const DATA_ACTIONS: readonly string[];
/** What a caller reaches: existing data, or only data keys that are made from now on. */
export type Reach = 'existing-data' | 'new-data-keys';
/** What data actions reach together. An unknown action counts as the worst. */
export declare function reachOf(actions: readonly string[]): Reach;
/** Actions that let a caller give the data actions to anybody. */
export declare const AUTHORITY_ACTIONS: readonly string[];
/**
 * This action takes an attestation document, but uses no key and so consults no key policy (AWS KMS API Reference,
 * "GenerateRandom").
 */
export declare const KEYLESS_ACTION = "kms:GenerateRandom";
/** Actions with a `Recipient`. Only their requests have the attestation keys. */
export declare const RECIPIENT_ACTIONS: ReadonlySet<string>;
/** A data action, and how a policy names it. */
export interface DataAction {
    readonly name: string;
    /** `later`: no such action is known, but a wildcard around data actions would cover it if KMS adds it. */
    readonly kind: 'known' | 'named' | 'later';
}
/**
 * The data actions that matter to a policy: those of keys of this kind, every unknown KMS action that the policy names, and
 * later actions that a wildcard around data actions would cover.
 */
export declare function dataActions(statements: readonly PolicyStatement[], description: KeyDescription | undefined): readonly DataAction[];
/** The authority actions of keys of this kind. */
export declare function authorityActions(description: KeyDescription | undefined): readonly string[];
/** Whether this version does not know the KMS action. */
export declare function isUnknownAction(name: string): boolean;
