/** JSON as ordinary values of the language, for `JSON.stringify` and its like. */
export type PlainJson = null | boolean | number | string | readonly PlainJson[] | {
    readonly [key: string]: PlainJson;
};
/**
 * Counts the colons and the values between the strings of a JSON text without escapes, before anything is built. Undefined
 * where a number may not be an exact double, or the text is too deep.
 */
export declare function scanOutsideStrings(text: string, maxDepth: number): {
    readonly colons: number;
    readonly values: number;
} | undefined;
/** The number of members in all objects of a value. The caller bounds its depth. */
export declare function countKeys(value: PlainJson): number;
