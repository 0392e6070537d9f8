/**
 * The DER of the one certificate in a PEM text; `parsePem` says what is taken and what is thrown. Not checked: what
 * the bytes are; `parseCertificate` does that.
 */
export declare function parseCertificatePem(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
/**
 * The content of a PEM text (RFC 7468 section 2) that holds one block of this label and, around it, nothing but line
 * ends, which are \n or \r\n. In order: at most PEM_MAX_BYTES; no private key where none is asked for; the block
 * begins the text, with the right label; it ends with the same label; nothing follows; between lie lines of base64 and
 * nothing else, so no empty line, no space and no header; joined, they are canonical base64 (RFC 4648 section 3.5).
 *
 * OpenSSL skips what stands around and takes the first certificate of several, while other readers take the last: here
 * there is only one to take.
 *
 * Throws FormatError `pem-format` with the fault's offset, and names what seems to be there instead. No part of the
 * content is ever quoted, for it may be a secret that went into the wrong place.
 */
export declare function parsePem(bytes: Uint8Array, label: string): Uint8Array<ArrayBuffer>;
/** The block `parsePem` takes: lines of 64 characters, each with \n. */
export declare function encodePem(label: string, der: Uint8Array): string;
