/**
 * The document in an input of unknown encoding. The first bytes decide, since no two encodings of a COSE_Sign1 begin
 * alike:
 *
 * - bytes 84 or d2: the document itself;
 * - `84` or `d2`, with or without `0x` in front: hexadecimal;
 * - `h` or `0`: base64 or base64url, padded or not;
 * - `{`, `[` or a quote with a backslash behind it: JSON, as `documentInJson` reads it.
 *
 * Where `names` are given, the input is JSON, and they name its members down to the document.
 *
 * A UTF-8 byte order mark in front, white space around a text, one pair of quotes of either kind around it, and line
 * breaks within its digits do not count. `parseDocument` judges the bytes.
 *
 * Throws FormatError `envelope-format` for an input that begins otherwise, is UTF-16 or is too long, and `encoding` or
 * `json-format` for a text that is not strict.
 */
export declare function decodeDocument(input: Uint8Array, names?: readonly string[]): Uint8Array;
