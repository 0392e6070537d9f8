/**
 * Every bound on input from outside. The name has the unit, and the comment names the attack or mistake that the bound
 * stops. A length is compared with its limit before memory is allocated.
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

/** One DSSE envelope. A list of 1,000 releases with their approvals is smaller. Stops a store from filling the memory. */
export const DSSE_MAX_BYTES = 16 * 1024 * 1024;

/** Signatures in one envelope, by known keys or not. Stops an envelope from demanding thousands of verifications. */
export const DSSE_MAX_SIGNATURES = 8;

/** Trusted keys. Each is tried once per envelope, so this also bounds the verifications of one envelope. */
export const TRUST_MAX_KEYS = 32;

/** Subjects of one in-toto statement: the bound of sigstore-go, so that cosign reads what we write. */
export const STATEMENT_MAX_SUBJECTS = 1024;

/** Digests of one subject: the bound of sigstore-go. */
export const SUBJECT_MAX_DIGESTS = 32;

/** One attestation document: a payload of up to 16 KiB and its envelope. Real ones take 4 to 8 KB. */
export const EVIDENCE_MAX_BYTES = 32 * 1024;

/** Payload of an attestation document, as AWS specifies it. */
export const EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;

/**
 * `user_data`, `nonce` and `public_key`, each. AWS's CDDL says 1,024, but the Nitro Security Module does not enforce it.
 * Its Linux driver accepts requests of at most 4,096 bytes (NSM_REQUEST_MAX_SIZE).
 */
export const EVIDENCE_FIELD_MAX_BYTES = 4096;

/** Each certificate of an attestation document, as AWS specifies it. Real ones take up to about 720 bytes. */
export const EVIDENCE_CERTIFICATE_MAX_BYTES = 1024;

/** Certificates of `cabundle`. Real ones hold 4. Stops a document from demanding dozens of verifications. */
export const CABUNDLE_MAX_CERTIFICATES = 8;

/** `module_id`. Real ones have 39 characters. Stops a name from filling a log. */
export const MODULE_ID_MAX_LENGTH = 128;

/** The nonce of a verifier. Fewer random bytes could repeat, and an old document would then pass as new. */
export const NONCE_MIN_BYTES = 16;

/** One downloaded image. Real ones take up to a few GB. Stops a response from filling the disk. */
export const EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;

/** Files that are compared in one ramdisk. Distributions have some ten thousand. Stops an archive from filling the memory. */
export const RAMDISK_MAX_FILES = 200_000;

/** Characters of all paths of one ramdisk, for the same reason. */
export const RAMDISK_MAX_PATH_CHARACTERS = 32 * 1024 * 1024;

/** One unpacked ramdisk. Stops a small image from demanding hours of decompression. */
export const RAMDISK_MAX_UNPACKED_BYTES = 16 * 1024 * 1024 * 1024;

/** PATH_MAX of Linux. Its own reader of initial ramdisks has the same bound. */
export const RAMDISK_PATH_MAX_BYTES = 4096;

/**
 * Window of one zstd frame. RFC 8878 recommends support for 8 MiB, which level 19 uses. Stops a frame from filling the
 * memory.
 */
export const ZSTD_WINDOW_MAX_BYTES = 32 * 1024 * 1024;

/** Total bytes of window that zstd blocks move or frames allocate. Stops tiny blocks with a large window. */
export const ZSTD_WINDOW_WORK_MAX_BYTES = 64 * 1024 * 1024 * 1024;

/** A command line or another short section that is shown as text. */
export const SHOWN_SECTION_MAX_BYTES = 16 * 1024;

/** One key policy as text. KMS accepts 32,768 bytes, but a file that people wrote has much white space. */
export const KEY_POLICY_MAX_BYTES = 8 * 32_768;
