import type { JsonLimits, PlainJson } from './strict-json.js';
/** `payloadType` of an envelope that carries a statement (in-toto attestation framework 1.2, envelope.md). */
export declare const STATEMENT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** `_type`: it stays v1 for every 1.x of the specification (statement.md). */
export declare const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** The versions of the signed documents. In v1 every image is of a Nitro Enclave. */
export type DocumentFormat = 'v1' | 'v2';
/** What a statement is about. Subjects match by digest alone. The name is for people. */
export interface Subject {
    readonly name: string;
    /** Lower-case hex by algorithm, such as `sha256`. */
    readonly digest: Readonly<Record<string, string>>;
}
/** An in-toto Statement v1. Parsing alone makes nothing in it trusted. */
export interface Statement {
    readonly subject: readonly Subject[];
    readonly predicateType: string;
    readonly predicate: {
        readonly [field: string]: PlainJson;
    };
}
/**
 * Parses a statement (in-toto attestation framework 1.2, statement.md and digest_set.md): strict JSON; an object with the
 * `_type` of version 1; `subject`, one to STATEMENT_MAX_SUBJECTS objects, each with `name` and a `digest` of one to
 * SUBJECT_MAX_DIGESTS lower-case hex texts; a `predicateType` that is not empty; an object as `predicate`. Unknown fields
 * are ignored, as the specification demands. The specification does not demand a name for each subject or hex for each
 * digest, but every statement that we write has them. The envelope bounds the size, `limits` the number of values.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset in text that is not strict JSON.
 */
export declare function parseStatement(payload: Uint8Array, limits?: JsonLimits): Statement;
/** Whether a predicate type is this stem with the number of a format after v2. */
export declare function isLaterFormat(predicateType: string, stem: string): boolean;
/** The statement as canonical JSON (RFC 8785). Throws FormatError `encoding` for a value that is not JSON. */
export declare function encodeStatement(statement: Statement): Uint8Array<ArrayBuffer>;
