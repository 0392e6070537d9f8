/**
 * Decodes a document in an unknown encoding. The first bytes decide, because no two encodings of a COSE_Sign1 begin alike:
 *
 * - bytes 84 or d2: the document itself;
 * - `84` or `d2`, with or without `0x` before it: hexadecimal;
 * - `h` or `0`: base64 or base64url, padded or not;
 * - `{`, `[`, or a quote if the text has a backslash: JSON, as `documentInJson` reads it.
 *
 * With `names`, the input is JSON, and `names` is the path of members to the document.
 *
 * Ignores a UTF-8 byte order mark, white space around a text, one pair of quotes of either kind around it, and line breaks
 * within its digits. `parseDocument` checks the bytes.
 *
 * Throws FormatError `envelope-format` for an input with any other beginning, in UTF-16 or too long, and `encoding` or
 * `json-format` for a text that is not strict.
 */
export declare function decodeDocument(input: Uint8Array, names?: readonly string[]): Uint8Array;
