/** Bytes to lower-case hexadecimal, two digits a byte. */
export declare function encodeHex(bytes: Uint8Array): string;
/**
 * Hexadecimal to bytes, in either case. Throws FormatError `encoding` for an odd number of digits and for any other
 * character, with its offset in the text. Node's own decoder stops silently at the first fault, so it is not used.
 */
export declare function decodeHex(text: string): Uint8Array<ArrayBuffer>;
/** Bytes to base64 (RFC 4648 section 4), padded, on one line. */
export declare function encodeBase64(bytes: Uint8Array): string;
/**
 * Canonical base64 (RFC 4648 sections 3.5 and 4) to bytes: padded, no white space, unused bits zero, so that each value has
 * exactly one text. Throws FormatError `encoding` for any other text.
 */
export declare function decodeBase64(text: string): Uint8Array<ArrayBuffer>;
/** As `decodeBase64`, for text in UTF-8. Undefined where `decodeBase64` would throw. */
export declare function decodeBase64Digits(codes: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
/** UTF-8 to text. Throws FormatError `encoding` for a malformed sequence or a byte order mark. Nothing is replaced. */
export declare function decodeUtf8(bytes: Uint8Array): string;
/** Text to UTF-8. */
export declare function encodeUtf8(text: string): Uint8Array<ArrayBuffer>;
/** Whether two byte strings are equal in length and content. Not for secrets: it stops at the first difference. */
export declare function equalBytes(a: Uint8Array, b: Uint8Array): boolean;
/**
 * Whether two byte strings are equal, in a time that does not depend on how many bytes are equal. For values that an
 * attacker must not guess step by step. Lengths are not secret.
 */
export declare function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean;
