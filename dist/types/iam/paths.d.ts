import type { Instant } from '../base/instant.js';
import { type Caller } from './callers.js';
import { type Document, Domain } from './domain.js';
import type { KeyDescription, ListedGrants } from './kms-key.js';
import { type KeyPolicy, type Principal } from './policy.js';
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
    /** The first of `members`: the policy treats them alike, and like `standIn`, by whom questions are answered. */
    readonly caller: Caller;
    readonly members: readonly Caller[];
    readonly standIn: Caller;
    readonly action: string;
}
export interface PathFacts {
    readonly policy: KeyPolicy;
    readonly description: KeyDescription | undefined;
    /** Undefined where they could not be read. */
    readonly grants: ListedGrants | undefined;
    readonly now: Instant;
}
/** Stands for all grants that nobody could list. */
export declare const UNREAD_GRANTS = "unread";
/**
 * A policy made ready for questions of the form: by which requests does this source let this caller do that? Assumed of
 * what no key policy shows: whoever is let in only together with an IAM policy (an account that is named, a principal of
 * another account) has that policy, and no IAM policy denies. A statement without Effect, Principal, Action or Resource
 * has no effect, as KMS says.
 */
export declare class Paths {
    readonly domain: Domain;
    private readonly classes;
    /** By the place of the statement. */
    private readonly allows;
    private readonly denies;
    /** By the ARN of a member, with the members of that ARN alone. */
    private readonly byValue;
    /** By principal. */
    private readonly meant;
    /** By action and caller. */
    private readonly applying;
    /** By the Denies that apply, and caller: actions that the same ones stop share the cases. */
    private readonly alike;
    private readonly facts;
    private readonly grants;
    private readonly searching;
    private readonly drawing;
    constructor(facts: PathFacts);
    /** Why what was found is not all; undefined where it is. */
    get exhausted(): string | undefined;
    /** Everybody whom the policy or a grant may let do the action, each with whom the document names for it. */
    pathsOf(action: string): readonly Path[];
    /** Everybody to whom a grant that nobody could list may give the action. */
    unreadGrantPaths(action: string): readonly Path[];
    /** What was not understood of the statement of a path and is no further condition: it may not say what it seems to. */
    faultsOf({ source }: Path): readonly string[];
    /** The documents that make a difference to an action. */
    documentsFor(action: string): readonly Document[];
    /** The requests with such a document that pass on this path. Not all where the work ran out: see `exhausted`. */
    cases(path: Path, document: Document): readonly Case[];
    private searched;
    /** Those whom the principal means; who is named by his own ARN comes first. */
    private pathsFor;
    private meantBy;
    /** The classes that a principal can mean: of a role, those of its ARN alone. */
    private classesFor;
    /** The Denies that may apply, for all paths and documents of this caller and action. */
    private deniesFor;
    private allowLiterals;
    /** Undefined for a statement that has no effect on this key. */
    private literalsOf;
    /** The statement with what a variable of its Resource demands as one condition more. */
    private withResourceCondition;
}
/** How a source is named to people. */
export declare function sourceName(source: Source): string;
