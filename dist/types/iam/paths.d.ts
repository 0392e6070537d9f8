import type { Instant } from '../base/instant.js';
import { type Caller } from './callers.js';
import { type Document, Domain } from './domain.js';
import type { KeyDescription, ListedGrants } from './kms-key.js';
import { type KeyPolicy, type Principal } from './policy.js';
import { type Case } from './search.js';
/** What admits a caller: a statement, or a grant. */
export type Source = {
    readonly kind: 'statement';
    readonly index: number;
    readonly sid?: string;
} | {
    readonly kind: 'grant';
    readonly grantId: string;
};
/** The callers that a source admits, as the document names them. */
export interface Path {
    readonly source: Source;
    readonly principal: Principal;
    /** The first of `members`. The policy treats them alike, and like `standIn`, which answers the questions. */
    readonly caller: Caller;
    readonly members: readonly Caller[];
    readonly standIn: Caller;
    readonly action: string;
}
export interface PathFacts {
    readonly policy: KeyPolicy;
    readonly description: KeyDescription | undefined;
    /** Undefined where the grants could not be read. */
    readonly grants: ListedGrants | undefined;
    readonly now: Instant;
}
/** Stands for all grants that could not be listed. */
export declare const UNREAD_GRANTS = "unread";
/**
 * A policy that is prepared for questions of the form: with which requests does this source let this caller do this action?
 * A key policy does not show IAM policies. This class assumes that every caller that also needs an IAM policy (one of a
 * named account, a principal of another account) has it, and that no IAM policy denies. A statement without Effect,
 * Principal, Action or Resource has no effect, as KMS documents.
 */
export declare class Paths {
    readonly domain: Domain;
    private readonly classes;
    /** By the index of the statement. */
    private readonly allows;
    private readonly denies;
    /** By the ARN of a member, with only the members of that ARN. */
    private readonly byValue;
    /** By principal. */
    private readonly meant;
    /** By action and caller. */
    private readonly applying;
    /** By the Denies that apply, and caller. Actions with the same Denies share the cases. */
    private readonly alike;
    private readonly facts;
    private readonly grants;
    private readonly searching;
    private readonly drawing;
    constructor(facts: PathFacts);
    /** The reason why the result is incomplete. Undefined where it is complete. */
    get exhausted(): string | undefined;
    /** Every caller that the policy or a grant may let do the action, with the principal that the document names for it. */
    pathsOf(action: string): readonly Path[];
    /** Every caller that an unlisted grant may give the action to. */
    unreadGrantPaths(action: string): readonly Path[];
    /** The parts of a path's statement that were not understood and are not conditions. The statement may mean something else. */
    faultsOf({ source }: Path): readonly string[];
    /** The documents that make a difference to an action. */
    documentsFor(action: string): readonly Document[];
    /** The requests with such a document that pass on this path. Incomplete where the budget ran out: see `exhausted`. */
    cases(path: Path, document: Document): readonly Case[];
    private searched;
    /** The callers that the principal means. Callers that are named by their own ARN come first. */
    private pathsFor;
    private meantBy;
    /** The classes that a principal can mean. For a role, only those of its ARN. */
    private classesFor;
    /** The Denies that may apply, for all paths and documents of this caller and action. */
    private deniesFor;
    private allowLiterals;
    /** Undefined for a statement that has no effect on this key. */
    private literalsOf;
    /** The statement with one more condition: what a variable of its Resource demands. */
    private withResourceCondition;
}
/** The name of a source for people. */
export declare function sourceName(source: Source): string;
