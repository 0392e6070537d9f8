import { type Instant } from '../base/instant.js';
import { type DerElement } from './der.js';
/**
 * A BOOLEAN: 00 is false and ff is true (X.690 section 11.1). Throws FormatError `der-format` for every other content.
 */
export declare function booleanOf(element: DerElement, what: string): boolean;
/**
 * The two's-complement bytes of an INTEGER (X.690 section 8.3). Throws FormatError `der-format` where there are none,
 * or where the first nine bits are equal, so that a shorter form exists.
 */
export declare function integerBytes(element: DerElement, what: string): Uint8Array;
/** A small INTEGER from zero on. Throws FormatError `der-format` for one below zero or of more than 48 bits. */
export declare function countOf(element: DerElement, what: string): number;
/**
 * An OBJECT IDENTIFIER as dotted decimals. In order: not empty; its last byte ends an arc; every arc is in its shortest
 * form (X.690 section 8.19) and has at most ARC_MAX_BYTES. Throws FormatError `der-format`.
 */
export declare function objectIdentifierOf(element: DerElement, what: string): string;
/**
 * The bytes of a BIT STRING; the last may have unused bits, which are zero. Throws FormatError `der-format` where the
 * number of unused bits is missing, above 7 or above what is there, or where an unused bit is set (X.690 sections 8.6
 * and 11.2.1).
 */
export declare function bitStringOf(element: DerElement, what: string): {
    readonly bytes: Uint8Array;
    readonly unusedBits: number;
};
/** A BIT STRING of whole bytes. Throws FormatError `der-format` as `bitStringOf`, and where bits are unused. */
export declare function wholeBitStringOf(element: DerElement, what: string): Uint8Array;
/**
 * A date as certificates have it (RFC 5280 section 4.1.2.5): UTCTime `YYMMDDHHMMSSZ` from 1950 to 2049, and
 * GeneralizedTime `YYYYMMDDHHMMSSZ` from 2050 on, with seconds, in Greenwich time, without fractions. Throws FormatError
 * `der-format` for another form, a year that belongs to the other type, and a date that the calendar does not have.
 */
export declare function timeOf(element: DerElement, what: string): Instant;
