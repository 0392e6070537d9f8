/**
 * Every bound on input from outside: the name carries the unit, the comment the attack or mistake that it stops.
 * A length is compared with its limit before memory is taken.
 */
/** Metadata holds `docker inspect` output: kilobytes. Stops a claimed size from filling the memory. */
export declare const METADATA_MAX_BYTES: number;
/** SIGNATURE_MAX_SIZE of the EIF specification. */
export declare const SIGNATURE_SECTION_MAX_BYTES = 32768;
/** Nesting of JSON from outside. Stops a stack overflow; `docker inspect` reaches about 6. */
export declare const JSON_MAX_DEPTH = 64;
/** Values in one JSON text. Stops a megabyte of `[[],[],…]` from becoming a hundred megabytes of objects. */
export declare const JSON_MAX_VALUES = 100000;
/** A configuration, expectation or log file that is read whole. */
export declare const TEXT_FILE_MAX_BYTES: number;
/** Nesting of CBOR: an EIF signature section needs 3, an attestation document 4. */
export declare const CBOR_MAX_DEPTH = 8;
/** Items in one CBOR value: a signature section spells a certificate as one integer a byte. */
export declare const CBOR_MAX_ITEMS = 100000;
/** One DER certificate. Image-signing and Nitro certificates are under 2 KB. */
export declare const CERTIFICATE_MAX_BYTES: number;
/** One PEM block: a certificate in base64. */
export declare const PEM_MAX_BYTES: number;
/** Nesting of DER inside a certificate: names and extensions need 6. */
export declare const DER_MAX_DEPTH = 16;
