/**
 * Every bound on input from outside: the name carries the unit, the comment the attack or mistake that it stops.
 * A length is compared with its limit before memory is taken.
 */

/** Metadata holds `docker inspect` output: kilobytes. Stops a claimed size from filling the memory. */
export const METADATA_MAX_BYTES = 1024 * 1024;

/** SIGNATURE_MAX_SIZE of the EIF specification. */
export const SIGNATURE_SECTION_MAX_BYTES = 32768;

/** Nesting of JSON from outside. Stops a stack overflow; `docker inspect` reaches about 6. */
export const JSON_MAX_DEPTH = 64;

/** Values in one JSON text. Stops a megabyte of `[[],[],…]` from becoming a hundred megabytes of objects. */
export const JSON_MAX_VALUES = 100_000;

/** One YAML text: a configuration with a hundred keys takes 60,000. Stops it from becoming a hundred megabytes of nodes. */
export const YAML_MAX_CHARACTERS = 1024 * 1024;

/** Nesting of YAML: a configuration needs 4. Stops a stack overflow, which the parser does not always survive. */
export const YAML_MAX_DEPTH = 32;

/** A configuration, expectation or log file that is read whole. */
export const TEXT_FILE_MAX_BYTES = 8 * 1024 * 1024;

/** Nesting of CBOR: an EIF signature section needs 3, an attestation document 4. */
export const CBOR_MAX_DEPTH = 8;

/** Items in one CBOR value: a signature section spells a certificate as one integer a byte. */
export const CBOR_MAX_ITEMS = 100_000;

/** One DER certificate. Image-signing and Nitro certificates are under 2 KB. */
export const CERTIFICATE_MAX_BYTES = 16 * 1024;

/** One PEM block: a certificate in base64. */
export const PEM_MAX_BYTES = 32 * 1024;

/** Nesting of DER inside a certificate: names and extensions need 6. */
export const DER_MAX_DEPTH = 16;

/** One DSSE envelope. A list of 1,000 releases with their approvals stays below; stops a store from filling the memory. */
export const DSSE_MAX_BYTES = 16 * 1024 * 1024;

/** Signatures in one envelope, of known keys or not. Stops an envelope from ordering thousands of verifications. */
export const DSSE_MAX_SIGNATURES = 8;

/** Keys that one trust names. Each is tried once for an envelope, so this is the most verifications of one. */
export const TRUST_MAX_KEYS = 32;

/** Subjects of one in-toto statement: the bound of sigstore-go, so that cosign reads what we write. */
export const STATEMENT_MAX_SUBJECTS = 1024;

/** Digests of one subject: the bound of sigstore-go. */
export const SUBJECT_MAX_DIGESTS = 32;

/** One attestation document: a payload of 16 KiB and its envelope. Real ones take 4 to 8 KB. */
export const EVIDENCE_MAX_BYTES = 32 * 1024;

/** Payload of an attestation document, as AWS specifies it. */
export const EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;

/**
 * `user_data`, `nonce` and `public_key`, each. AWS's CDDL says 1,024, which the Nitro Security Module does not enforce;
 * Linux's driver for it takes a request of at most 4,096 bytes (NSM_REQUEST_MAX_SIZE).
 */
export const EVIDENCE_FIELD_MAX_BYTES = 4096;

/** Each certificate of an attestation document, as AWS specifies it. Real ones take up to about 720 bytes. */
export const EVIDENCE_CERTIFICATE_MAX_BYTES = 1024;

/** Certificates of `cabundle`. Real ones hold 4; stops a document from ordering dozens of verifications. */
export const CABUNDLE_MAX_CERTIFICATES = 8;

/** `module_id`: real ones take 39 characters. Stops a name from filling a log. */
export const MODULE_ID_MAX_LENGTH = 128;

/** A nonce that a verifier asks for. Fewer random bytes could come up again, and an old document with them. */
export const NONCE_MIN_BYTES = 16;

/** One image that comes from an address; real ones take up to a few GB. Stops an answer from filling the disk. */
export const EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;

/** Files in one ramdisk that are compared. Distributions have some ten thousand; stops an archive from filling the memory. */
export const RAMDISK_MAX_FILES = 200_000;

/** Characters of all paths of one ramdisk, for the same reason. */
export const RAMDISK_MAX_PATH_CHARACTERS = 32 * 1024 * 1024;

/** One ramdisk, unpacked. Stops a small image from ordering hours of decompression. */
export const RAMDISK_MAX_UNPACKED_BYTES = 16 * 1024 * 1024 * 1024;

/** PATH_MAX of Linux, which its reader of initial ramdisks holds too. */
export const RAMDISK_PATH_MAX_BYTES = 4096;

/** Window of one zstd frame. RFC 8878 asks for 8 MiB, which is that of level 19; stops a frame from filling the memory. */
export const ZSTD_WINDOW_MAX_BYTES = 32 * 1024 * 1024;

/** Bytes of window that zstd blocks move or frames allocate, all together. Stops tiny blocks with a large window. */
export const ZSTD_WINDOW_WORK_MAX_BYTES = 64 * 1024 * 1024 * 1024;

/** A command line or another short section that is shown as text. */
export const SHOWN_SECTION_MAX_BYTES = 16 * 1024;

/** One key policy as text. KMS takes 32,768 bytes; a document that people wrote into a file has much white space. */
export const KEY_POLICY_MAX_BYTES = 8 * 32_768;
