import type { Principal } from './policy.js';
/** The type of a principal in an account. `other` is for services, identity providers and similar principals. */
export type CallerType = 'root' | 'user' | 'role' | 'federated-user' | 'other';
/** A principal that makes requests. */
export interface Caller {
    readonly kind: Principal['kind'];
    readonly type: CallerType;
    /** Its `aws:PrincipalArn` (for a session the ARN of its role), or the name of a service or provider. */
    readonly value: string;
    readonly account?: string;
    /** Only sessions with this name. Absent for every session that the policy does not name. */
    readonly session?: string;
    /**
     * Whether the document names it. Else it stands for every principal of its account and type that conditions do not
     * distinguish from it.
     */
    readonly isNamed: boolean;
    /** Set where no statement names its account. */
    readonly isOfAnyAccount?: boolean;
    /** A federated session, where the document writes `arn:…:iam::*:*` for everybody. No such session matches that pattern. */
    readonly isBeyondIam?: boolean;
    /** The reasons why it may not exist. */
    readonly doubts: readonly string[];
}
/** Whether the value is the unique id of a deleted principal, which KMS shows in place of its ARN. */
export declare function isDeletedPrincipal(value: string): boolean;
/**
 * Whether a principal of a statement means this caller. Undefined where this is unknown. An account means every principal
 * in it, a role means all of its sessions, and a user may have made any federated session of the account.
 */
export declare function meansCaller(principal: Principal, caller: Caller): boolean | undefined;
/** A session of a role from its ARN, which does not have the path of the role. */
export interface RoleSession {
    readonly partition: string;
    readonly account: string;
    readonly role: string;
    readonly name: string;
}
export declare function sessionOf(value: string): RoleSession | undefined;
/** Whether the session can be of the role with this ARN. Names of roles are unique across paths. */
export declare function isSessionOf({ partition, account, role }: RoleSession, { value }: Pick<Caller, 'value'>): boolean;
/** The caller that a document names by ARN or by the name of a service. A session is of the role without a path. */
export declare function callerOf({ kind, value }: Principal): Caller;
/** The name of a caller. A session has its own ARN, without the path of its role. */
export declare function callerName({ value, session }: Caller): string;
export declare function partitionOf(named: string | Caller): string | undefined;
export declare function accountIn(value: string): string | undefined;
/** Whether the caller alone decides the value of the condition key, given in lower case. */
export declare function isCallerKey(key: string): boolean;
/** The value of such a key for a caller. Undefined where the caller has none. */
export declare function callerAnswer(key: string, caller: Caller): string | undefined;
/** Whether every request of the caller has the key, given in lower case (IAM User Guide, "Global condition context keys"). */
export declare function alwaysHasKey(key: string, { kind, type }: Caller): boolean;
/** Whether no request of the caller can have the key, given in lower case. */
export declare function lacksKey(key: string, { kind, type }: Caller): boolean;
