import { type PlainJson } from './json-scan.js';
export type { PlainJson } from './json-scan.js';
/** A JSON value with nothing lost: members in the order of the text under any key, numbers as written. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;
/** A Map, so that `__proto__` is a key like any other. */
export type JsonObject = Map<string, JsonValue>;
/** A number as its text (RFC 8259 section 6): `1.0` stays `1.0`, and neither 1e400 nor 2^64 is rounded. */
export declare class JsonNumber {
    readonly text: string;
    constructor(text: string);
}
export interface JsonLimits {
    /** Arrays and objects inside one another. JSON_MAX_DEPTH by default. */
    readonly maxDepth?: number;
    /** Values of every kind, without keys. JSON_MAX_VALUES by default. */
    readonly maxValues?: number;
}
/**
 * Parses one JSON text (RFC 8259) in UTF-8 without a byte order mark. It checks the grammar, the depth, the number of
 * values, that no object has a duplicate key after unescaping (RFC 8259 section 4 leaves open which one counts), and that
 * no string has a lone surrogate (section 8.2); then that only white space follows. The caller bounds the size of the text.
 *
 * Throws FormatError `json-format` with the fault's offset in bytes.
 */
export declare function parseStrictJson(bytes: Uint8Array, limits?: JsonLimits): JsonValue;
/**
 * The same text as ordinary values: `toPlain(parseStrictJson(bytes))`, and its refusals. Usual texts take about a tenth of
 * the time. Values and depth are counted before anything is built, JSON.parse checks the grammar, and this function checks
 * only what JSON.parse accepts wrongly. The strict parser reads every unusual text, and builds at most `maxValues`.
 */
export declare function parsePlainJson(bytes: Uint8Array, limits?: JsonLimits, inexact?: typeof textOfNumber): PlainJson;
/**
 * JSON text with one member or element per line, as serde_json's `to_string_pretty` writes it: two spaces per level by
 * default, `{}` and `[]` where empty, only `"`, `\` and control characters escaped. No line end follows. Numbers keep their
 * text, while serde_json would write `1e2` as `100.0`.
 */
export declare function renderJson(value: JsonValue, indentSpaces?: number): string;
/**
 * The value with ordinary objects and numbers. A number that a double cannot represent exactly, digit for digit, becomes
 * its text: 1.0 becomes 1, and 1e400 and 18446744073709551615 become strings. Every key is an own property, `__proto__` too
 * (copy with spread, not with Object.assign); keys that look like array indices move to the front, as in any object.
 */
export declare function toPlain(value: JsonValue, inexact?: typeof textOfNumber): PlainJson;
declare function textOfNumber({ text }: JsonNumber): PlainJson;
