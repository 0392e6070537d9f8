import type { Instant } from '../base/instant.js';
import { type Caller } from './callers.js';
import { type Document, Domain, type Masks } from './domain.js';
import type { KeyDescription, KeyGrant } from './kms-key.js';
import type { KeyPolicy, PolicyStatement, Principal } from './policy.js';
import { type Case } from './search.js';
/** What lets somebody in: a statement, or a grant. */
export type Source = {
    readonly kind: 'statement';
    readonly index: number;
    readonly sid?: string;
} | {
    readonly kind: 'grant';
    readonly grantId: string;
};
/** Whom a source lets in, as the document names them. */
export interface Path {
    readonly source: Source;
    readonly principal: Principal;
    readonly caller: Caller;
    readonly action: string;
}
export interface PathFacts {
    readonly policy: KeyPolicy;
    readonly description: KeyDescription | undefined;
    /** Undefined where they could not be read. */
    readonly grants: readonly KeyGrant[] | undefined;
    readonly now: Instant;
}
/**
 * A policy made ready for questions of the form: by which requests does this source let this caller do that? Assumed of
 * what no key policy shows: whoever is let in only together with an IAM policy (an account that is named, a principal of
 * another account) has that policy, and no IAM policy denies. A statement without Effect, Principal, Action or Resource
 * has no effect, as KMS says.
 */
export declare class Paths {
    readonly domain: Domain;
    readonly callers: readonly Caller[];
    /** By the place of the statement. */
    private readonly allows;
    private readonly denies;
    private readonly applying;
    private readonly facts;
    private readonly budget;
    constructor(facts: PathFacts);
    /** Whether the work was more than was allowed: then what was found is not all. */
    get isExhausted(): boolean;
    /** Everybody whom the policy or a grant may let do the action, each with whom the document names for it. */
    pathsOf(action: string): readonly Path[];
    /** The documents that make a difference to an action. */
    documentsFor(action: string): readonly Document[];
    /** The requests with such a document that pass on this path. Empty also where the work ran out: see `isExhausted`. */
    cases({ source, caller, action }: Path, document: Document): readonly Case[];
    /** The Denies that may apply, for all paths and documents of this caller and action. */
    private deniesFor;
    private allowLiterals;
    /** Undefined for a statement that has no effect on this key. */
    private literalsOf;
}
/** How a source is named to people. */
export declare function sourceName(source: Source): string;
/** Whether the statement's Action or NotAction means the action. */
export declare function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean;
/**
 * Whether a statement's Principal or NotPrincipal means the caller. A NotPrincipal excepts for certain only whoever is
 * named together with the own account (IAM User Guide, "NotPrincipal"); else undefined.
 */
export declare function meansStatement({ principals, notPrincipals }: PolicyStatement, caller: Caller): boolean | undefined;
/** The answers that a case leaves to the question of a key; none where no condition puts it. */
export declare function answersOf(domain: Domain, masks: Masks, key: string): readonly (string | undefined)[];
