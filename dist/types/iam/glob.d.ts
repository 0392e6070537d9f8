/** The sets of characters that patterns and ARNs distinguish. */
declare const CLASSES: {
    readonly any: RegExp;
    readonly 'no-colon': RegExp;
    readonly digit: RegExp;
    readonly hex: RegExp;
    /** Of the name of a role or a user (IAM User Guide, "IAM identifiers"). */
    readonly name: RegExp;
    /** Of a path: visible ASCII. */
    readonly path: RegExp;
};
export type CharClass = keyof typeof CLASSES;
/** One place of a pattern: this character, in either case where `fold` is set, or any character of the class. */
export type Token = {
    readonly char: string;
    readonly fold: boolean;
    readonly many?: never;
}
/** `many`: any number of them, or none. */
 | {
    readonly of: CharClass;
    readonly many: boolean;
    readonly char?: never;
};
/** A pattern in a form that automata take. */
export type Glob = readonly Token[];
/** The text alone. */
export declare function literalGlob(text: string, fold?: boolean): Glob;
/** Characters of one class: `many` for any number of them, else exactly `count`. */
export declare function classGlob(of: CharClass, count: number | 'many'): Glob;
/** A pattern as `matchesPattern` reads it. */
export declare function textGlob(pattern: string, within?: CharClass): Glob;
/** A pattern as `matchesArnPattern` reads it: `*` does not reach over a colon, but in the sixth part. */
export declare function arnGlob(pattern: string): Glob;
/** ARNs whose account matches a pattern. */
export declare function accountGlob(pattern: string): Glob;
export declare function tokenTakes(token: Token, char: string): boolean;
/**
 * Characters that stand for all: every one that the globs mention, in both cases where case does not count, and of those
 * that they do not mention one for each way in which the classes tell characters apart. Letters come first.
 */
export declare function alphabetOf(globs: readonly Glob[]): readonly string[];
export {};
