import type { PolicyStatement, Principal } from './policy.js';
/** Somebody who asks: a principal of IAM, or one that stands for all of an account that the policy does not name. */
export interface Caller {
    readonly kind: Principal['kind'];
    /** What `aws:PrincipalArn` says of it, or the name of a service. */
    readonly value: string;
    readonly account?: string;
    /** Set where it stands for everybody whom the policy does not name: `*`, or the account's root ARN. */
    readonly standsFor?: string;
}
/** KMS shows a principal that was deleted by its unique id: nobody is that any more. */
export declare function isDeletedPrincipal(value: string): boolean;
/**
 * Everybody who can differ for a policy: each principal that it names, in statements or by `aws:PrincipalArn`, and for
 * each account that it names, and for one that it does not, somebody whom it does not name.
 */
export declare function callersOf(statements: readonly PolicyStatement[], account: string | undefined): readonly Caller[];
/** Those of the callers to whom an Allow with this principal may apply; one that stands for the rest comes first. */
export declare function callersFor(principal: Principal, all: readonly Caller[]): readonly Caller[];
/**
 * Whether a principal of a statement means this caller; undefined where that cannot be told. An account means everybody
 * in it, and a role all of its sessions; one session is not all of a role.
 */
export declare function meansCaller(principal: Principal, caller: Caller): boolean | undefined;
