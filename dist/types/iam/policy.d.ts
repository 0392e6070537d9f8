import { type JsonValue, type PlainJson } from '../format/strict-json.js';
import { type Condition, type Principal } from './policy-elements.js';
export type { Condition, Principal } from './policy-elements.js';
/** A resource-based policy (IAM User Guide, "Grammar of the IAM JSON policy language") as KMS keeps it for a key. */
export interface KeyPolicy {
    readonly version?: string;
    readonly id?: string;
    /** In the order of the document. */
    readonly statements: readonly PolicyStatement[];
    /** Every member except `Statement`, unchanged. */
    readonly members: Readonly<Record<string, PlainJson>>;
    /** Of the document and of its statements. */
    readonly notUnderstood: readonly NotUnderstood[];
}
/** A part of an element that was not understood. It stays in `raw`, and decisions must assume the worst. */
export interface NotUnderstood {
    /** JSON pointer (RFC 6901) in the document. */
    readonly path: string;
    /** What was expected, as a sentence for people. */
    readonly message: string;
}
/** One statement. An element is absent here exactly where it is absent in the document. */
export interface PolicyStatement {
    /** Its index in the document, from 0. */
    readonly index: number;
    readonly sid?: string;
    /** `missing`: KMS accepts such a statement, and it has no effect. `unknown`: neither Allow nor Deny. */
    readonly effect: 'Allow' | 'Deny' | 'missing' | 'unknown';
    readonly principals?: readonly Principal[];
    readonly notPrincipals?: readonly Principal[];
    /** As written: `kms:Decrypt`, `kms:*`. Case does not count. */
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly conditions: readonly Condition[];
    readonly notUnderstood: readonly NotUnderstood[];
    /** The statement, unchanged. */
    readonly raw: PlainJson;
}
/**
 * Parses a key policy: structure only. In order: its size; strict JSON; an object with one or several statements, each an
 * object. The content of a statement is never refused: a part that is not understood is reported and stays in `raw`.
 *
 * Throws FormatError `json-format`.
 */
export declare function parseKeyPolicy(source: string | Uint8Array | JsonValue): KeyPolicy;
/**
 * The document with these statements, unchanged and without white space: the inverse of `parseKeyPolicy`, except for
 * layout.
 */
export declare function encodeKeyPolicy({ members, statements, }: Pick<KeyPolicy, 'members' | 'statements'>): string;
/**
 * The policy with these statements in place of its own. The result is that of `parseKeyPolicy`, but unchanged statements
 * are not parsed again. Throws FormatError `json-format` for a statement that is not an object.
 */
export declare function withStatements(policy: KeyPolicy, raws: readonly PlainJson[]): KeyPolicy;
/** Parses one statement at its index in a document. Throws FormatError `json-format` for any other value. */
export declare function parsePolicyStatement(raw: PlainJson | undefined, index?: number): PolicyStatement;
/** The name of a statement for people: its Sid, or its number. */
export declare function nameOfStatement({ sid, index }: Pick<PolicyStatement, 'sid' | 'index'>): string;
