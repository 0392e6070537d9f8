import type { TrustCode } from '../base/errors.js';
/** Why something is refused. `expected` and `found` are texts for people and logs; the code is the contract. */
export interface Reason {
    readonly code: TrustCode;
    readonly message: string;
    readonly expected: string;
    readonly found: string;
}
/** What an appraisal looks at, in its order. */
export type Check = 'freshness' | 'nonce' | 'public-key' | 'user-data' | 'instance'
/** Registers that the caller expects, whichever they are. */
 | 'custom-pcrs' | 'list-version' | 'image' | 'instance-role';
/** What came of one check. Each appraisal has one finding for every check, those that nobody asked for included. */
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
 * Whether the evidence is bound to a key or a statement that the caller expects, and so to the channel that it uses: one
 * of the two is met, and none is refused.
 */
export declare function isChannelBound(findings: readonly DocumentFinding[]): boolean;
export declare function metCheck(check: Check): DocumentFinding;
export declare function notRequiredCheck(check: Check): DocumentFinding;
export declare function refusedCheck(check: Check, reason: Reason): DocumentFinding;
