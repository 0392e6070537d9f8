/**
 * The document in an input of unknown encoding. Its first character decides, since no two encodings of a COSE_Sign1
 * begin alike: bytes 84 or d2 are the document itself; `84` or `d2` in digits is hexadecimal; `h` or `0` is base64 or
 * base64url, in lines or not, padded or not; `"` is JSON of such a text, and `{` JSON with it in `attestation_document`
 * or `document`. White space around a text does not count. What the bytes are is judged by `parseDocument`.
 *
 * Throws FormatError `envelope-format` for an input that begins otherwise or is too long, and `encoding` or
 * `json-format` for a text that is not strict.
 */
export declare function decodeDocument(input: Uint8Array): Uint8Array;
