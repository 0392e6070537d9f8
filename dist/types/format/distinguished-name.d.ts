import { type DerElement } from './der.js';
export interface NameAttribute {
    readonly oid: string;
    /** The value. Its tag names the character set. */
    readonly value: DerElement;
}
/** A distinguished name (RFC 5280 section 4.1.2.4): sets of attributes, in the order of the certificate. */
export interface Name {
    readonly der: Uint8Array;
    readonly rdns: readonly (readonly NameAttribute[])[];
}
/** Reads a Name. Throws FormatError `der-format`. */
export declare function nameOf(element: DerElement, what: string): Name;
/** The name as text (RFC 4514): last set first. Values of unknown types and undecodable values are `#` and hex. */
export declare function nameToRfc4514({ rdns }: Name): string;
/**
 * The characters of an ASN.1 string, or undefined for another type and for bytes that are invalid in it. One-byte types,
 * including TeletexString, are read as ISO 8859-1, as OpenSSL does.
 */
export declare function directoryText({ tag, content }: DerElement): string | undefined;
