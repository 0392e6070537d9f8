import { FormatError } from '../base/errors.js';
import { type PlainJson } from './strict-json.js';
/**
 * Reads the JSON of signed formats field by field. Each refusal is FormatError `statement-format`, names the format, and
 * carries the path of the field, or the offset where the text is no strict JSON.
 */
export declare class FieldReader {
    private readonly format;
    constructor(format: string);
    parse(bytes: Uint8Array): PlainJson;
    object(value: PlainJson | undefined, path: string): PlainObject;
    text(members: PlainObject, key: string, path: string): string;
    /** A part whose form somebody else judges: a number that no double holds is its text there. */
    plain(value: PlainObject): PlainObject;
    refusal(message: string, path: string, cause?: unknown): FormatError;
}
export type PlainObject = {
    readonly [key: string]: PlainJson;
};
