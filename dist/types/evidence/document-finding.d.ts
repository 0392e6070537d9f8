import type { TrustCode } from '../base/errors.js';
/** The reason of a refusal. `expected` and `found` are for people and logs. The code is the contract. */
export interface Reason {
    readonly code: TrustCode;
    readonly message: string;
    readonly expected: string;
    readonly found: string;
}
/** The checks of an appraisal, in order. */
export type Check = 'freshness' | 'nonce' | 'public-key' | 'user-data' | 'instance'
/** Any registers that the caller expects. */
 | 'custom-pcrs' | 'list-version' | 'image' | 'instance-role';
/** The result of one check. Each appraisal has one finding for every check, also for checks that nobody requested. */
export type DocumentFinding = {
    readonly check: Check;
    readonly verdict: 'met' | 'not-required';
} | {
    readonly check: Check;
    readonly verdict: 'refused';
    readonly reason: Reason;
};
/** The reasons of all refusals, in the order of the checks. */
export declare function reasonsOf(findings: readonly DocumentFinding[]): readonly Reason[];
/**
 * Whether the evidence is bound to a public key or user data that the caller expects, and so to the caller's channel: one
 * of the two checks is met, and neither is refused.
 */
export declare function isChannelBound(findings: readonly DocumentFinding[]): boolean;
export declare function metCheck(check: Check): DocumentFinding;
export declare function notRequiredCheck(check: Check): DocumentFinding;
export declare function refusedCheck(check: Check, reason: Reason): DocumentFinding;
