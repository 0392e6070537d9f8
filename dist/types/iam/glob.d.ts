/** The classes of characters that patterns and ARNs distinguish. */
declare const CLASSES: {
    readonly any: RegExp;
    readonly 'no-colon': RegExp;
    readonly digit: RegExp;
    readonly hex: RegExp;
    /** Characters in the name of a role or a user (IAM User Guide, "IAM identifiers"). */
    readonly name: RegExp;
    /** Characters in a path: visible ASCII. */
    readonly path: RegExp;
};
export type CharClass = keyof typeof CLASSES;
/** One position in a pattern: this character, in either case where `fold` is set, or any character of the class. */
export type Token = {
    readonly char: string;
    readonly fold: boolean;
    readonly many?: never;
}
/** `many`: zero or more of them. */
 | {
    readonly of: CharClass;
    readonly many: boolean;
    readonly char?: never;
};
/** A pattern in a form for automata. */
export type Glob = readonly Token[];
/** A pattern that only this text matches. */
export declare function literalGlob(text: string, fold?: boolean): Glob;
/** Characters of one class: `many` for zero or more, else exactly `count`. */
export declare function classGlob(of: CharClass, count: number | 'many'): Glob;
/** A pattern as `matchesPattern` reads it. */
export declare function textGlob(pattern: string, within?: CharClass): Glob;
/** A pattern as `matchesArnPattern` reads it: `*` does not match a colon, except in the sixth part. */
export declare function arnGlob(pattern: string): Glob;
/** ARNs with an account that matches a pattern. */
export declare function accountGlob(pattern: string): Glob;
export declare function tokenTakes(token: Token, char: string): boolean;
/**
 * Characters that represent all: every one that the globs mention, in both cases where case does not count, and one other
 * character for each way in which the classes distinguish characters. Letters come first.
 */
export declare function alphabetOf(globs: readonly Glob[]): readonly string[];
export {};
