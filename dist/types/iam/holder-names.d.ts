import { type Caller } from './callers.js';
import type { KeyPolicy } from './policy.js';
/** How a holder is named: never by an ARN that the document does not have. */
export interface HolderName {
    /** An ARN, a pattern as the document writes it, an account's root ARN for everybody in it, a service, or `*`. */
    readonly principal: string;
    /** Patterns, each of which the whole holder matches; an account that is known is put in. */
    readonly within: readonly string[];
}
/** Names callers by the patterns of one document. */
export declare class HolderNames {
    private readonly arns;
    private readonly accounts;
    constructor({ statements }: Pick<KeyPolicy, 'statements'>);
    /** Whether it stands for all of its account and type whom no pattern of the document singles out. */
    isRest(caller: Caller): boolean;
    /** Everybody in the caller's account: its root ARN; a pattern of accounts in it, or `*` for every account. */
    account(caller: Caller): HolderName;
    /** Everybody for whom the caller stands: by the longest of the patterns that it matches, or by its type. */
    name(caller: Caller): HolderName;
    private accountText;
}
/**
 * Whether a holder is one of the administrators: by the same text, the same account, or a pattern of theirs that means all
 * of whom the holder's name means.
 */
export declare function isAdministrator(holder: string | HolderName, administrators: readonly string[]): boolean;
