/**
 * The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme): no white space, members sorted by the UTF-16
 * code units of their keys (section 3.2.3), numbers as ECMAScript prints them (section 3.2.2.3), strings with the
 * shortest escapes (section 3.2.2.2). Takes null, booleans, finite numbers, strings, arrays and plain objects.
 *
 * Throws FormatError `encoding` with the path for anything else: `undefined`, NaN, an infinity, half of a surrogate
 * pair, an object of another kind (a Map, a Date), and more than JSON_MAX_DEPTH levels, which a cycle has.
 */
export declare function canonicalJson(value: unknown): string;
