import type { Principal } from './policy.js';
/** What kind of principal of an account it is; `other` for services, identity providers and the like. */
export type CallerType = 'root' | 'user' | 'role' | 'federated-user' | 'other';
/** Somebody who asks. */
export interface Caller {
    readonly kind: Principal['kind'];
    readonly type: CallerType;
    /** What `aws:PrincipalArn` says of it (of a session the ARN of its role), or the name of a service or provider. */
    readonly value: string;
    readonly account?: string;
    /** Only sessions of this name; absent for every session that the policy does not name. */
    readonly session?: string;
    /** The document names it. Else it stands for everybody of its account and type whom conditions do not tell from it. */
    readonly isNamed: boolean;
    /** Set where no statement names its account. */
    readonly isOfAnyAccount?: boolean;
    /** A federated session, while the document writes `arn:…:iam::*:*` for everybody, which no such session matches. */
    readonly isBeyondIam?: boolean;
    /** Why it may be nobody at all. */
    readonly doubts: readonly string[];
}
/** KMS shows a principal that was deleted by its unique id: nobody is that any more. */
export declare function isDeletedPrincipal(value: string): boolean;
/**
 * Whether a principal of a statement means this caller; undefined where this is unknown. An account means everybody
 * in it, a role all of its sessions, and a user may have made any federated session of the account.
 */
export declare function meansCaller(principal: Principal, caller: Caller): boolean | undefined;
/** A session of a role, as its ARN has it: without the path of the role. */
export interface RoleSession {
    readonly partition: string;
    readonly account: string;
    readonly role: string;
    readonly name: string;
}
export declare function sessionOf(value: string): RoleSession | undefined;
/** Whether the ARN of a role is one that the session can be of. Names of roles are unique, whatever their paths. */
export declare function isSessionOf({ partition, account, role }: RoleSession, { value }: Pick<Caller, 'value'>): boolean;
/** Somebody whom a document names by ARN or by the name of a service. A session is of the role without a path. */
export declare function callerOf({ kind, value }: Principal): Caller;
/** How a caller is named: a session by its own ARN, which leaves out the path of its role. */
export declare function callerName({ value, session }: Caller): string;
export declare function partitionOf(named: string | Caller): string | undefined;
export declare function accountIn(value: string): string | undefined;
/** Whether the caller alone decides the value of the condition key, given in lower case. */
export declare function isCallerKey(key: string): boolean;
/** What a caller answers to such a key; undefined where it has none. */
export declare function callerAnswer(key: string, caller: Caller): string | undefined;
/** Whether every request of the caller has the key, given in lower case (IAM User Guide, "Global condition context keys"). */
export declare function alwaysHasKey(key: string, { kind, type }: Caller): boolean;
/** Whether requests of the caller cannot have the key, given in lower case, whatever its value elsewhere. */
export declare function lacksKey(key: string, { kind, type }: Caller): boolean;
