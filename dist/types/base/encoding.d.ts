/** Bytes to lower-case hexadecimal, two digits a byte. */
export declare function encodeHex(bytes: Uint8Array): string;
/**
 * Hexadecimal to bytes, in either case. Refused with `encoding`: an odd number of digits and any other character,
 * with its offset in the text. Node's own decoder stops silently at the first fault, so it is not used.
 */
export declare function decodeHex(text: string): Uint8Array<ArrayBuffer>;
/** Bytes to base64 (RFC 4648 section 4), padded, on one line. */
export declare function encodeBase64(bytes: Uint8Array): string;
/**
 * Canonical base64 (RFC 4648 sections 3.5 and 4) to bytes: padded, no white space, unused bits zero, so that one
 * value has one text. Refused with `encoding` otherwise.
 */
export declare function decodeBase64(text: string): Uint8Array<ArrayBuffer>;
/** As `decodeBase64`, of a text that is given in UTF-8; undefined where that refuses it. */
export declare function decodeBase64Digits(codes: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
/** UTF-8 to text. Refused with `encoding`: a malformed sequence or a byte order mark. Nothing is replaced. */
export declare function decodeUtf8(bytes: Uint8Array): string;
/** Text to UTF-8. */
export declare function encodeUtf8(text: string): Uint8Array<ArrayBuffer>;
/** Whether two byte strings are equal in length and content. Not for secrets: it stops at the first difference. */
export declare function equalBytes(a: Uint8Array, b: Uint8Array): boolean;
/**
 * Whether two byte strings are equal, in a time that does not tell how many bytes were: what somebody else must not
 * guess step by step is compared so. Lengths are no secret.
 */
export declare function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean;
