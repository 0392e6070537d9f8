import { type Caller } from './callers.js';
import type { KeyPolicy } from './policy.js';
/** The name of a holder. It is never an ARN that the document does not have. */
export interface HolderName {
    /** An ARN, a pattern as the document writes it, an account's root ARN for everybody in it, a service, or `*`. */
    readonly principal: string;
    /** Patterns that the whole holder matches, with the account filled in where it is known. */
    readonly within: readonly string[];
}
/** Names callers by the patterns of one document. */
export declare class HolderNames {
    private readonly arns;
    private readonly accounts;
    constructor({ statements }: Pick<KeyPolicy, 'statements'>);
    /** Whether it stands for every caller of its account and type that no pattern of the document singles out. */
    isRest(caller: Caller): boolean;
    /** The name of everybody in the caller's account: its root ARN, a pattern of accounts, or `*` for every account. */
    account(caller: Caller): HolderName;
    /** The name of every caller that this one stands for: the longest of its matching patterns, or its type. */
    name(caller: Caller): HolderName;
    private accountText;
}
/**
 * Whether a holder is one of the administrators: it has the same text or the same account, or an administrator's pattern
 * includes everybody that the holder's name means.
 */
export declare function isAdministrator(holder: string | HolderName, administrators: readonly string[]): boolean;
