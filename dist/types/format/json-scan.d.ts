/** JSON as ordinary values of the language, for `JSON.stringify` and its like. */
export type PlainJson = null | boolean | number | string | readonly PlainJson[] | {
    readonly [key: string]: PlainJson;
};
/**
 * Counts what stands between the strings of a text without escapes, before anything is built: its colons, and the values
 * that it has where it is JSON. Undefined where a number is not one that every double holds, or the text is too deep.
 */
export declare function scanOutsideStrings(text: string, maxDepth: number): {
    readonly colons: number;
    readonly values: number;
} | undefined;
/** The members of all objects of a value, whose depth is bounded. */
export declare function countKeys(value: PlainJson): number;
