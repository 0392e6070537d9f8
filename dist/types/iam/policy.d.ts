import { type JsonValue, type PlainJson } from '../format/strict-json.js';
import { type Condition, type Principal } from './policy-elements.js';
export type { Condition, Principal } from './policy-elements.js';
/** A resource-based policy (IAM User Guide, "Grammar of the IAM JSON policy language") as KMS keeps it for a key. */
export interface KeyPolicy {
    readonly version?: string;
    readonly id?: string;
    /** In the order of the document. */
    readonly statements: readonly PolicyStatement[];
    /** Every member but `Statement`, unchanged. */
    readonly members: Readonly<Record<string, PlainJson>>;
    /** Of the document and of its statements. */
    readonly notUnderstood: readonly NotUnderstood[];
}
/** What an element did not say in a known way. It is kept in `raw`, and whoever decides must count with the worst. */
export interface NotUnderstood {
    /** JSON pointer (RFC 6901) in the document. */
    readonly path: string;
    /** What was expected, as a sentence for people. */
    readonly message: string;
}
/** One statement. An element is absent here exactly when the document leaves it out. */
export interface PolicyStatement {
    /** Its place in the document, from 0. */
    readonly index: number;
    readonly sid?: string;
    /** `missing`: KMS takes such a statement, and it has no effect. `unknown`: neither Allow nor Deny. */
    readonly effect: 'Allow' | 'Deny' | 'missing' | 'unknown';
    readonly principals?: readonly Principal[];
    readonly notPrincipals?: readonly Principal[];
    /** As written: `kms:Decrypt`, `kms:*`. Names are compared without regard to case. */
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly conditions: readonly Condition[];
    readonly notUnderstood: readonly NotUnderstood[];
    /** The statement as the document has it. */
    readonly raw: PlainJson;
}
/**
 * A key policy from its text: structure only. In order: its size; strict JSON; an object with one or several statements,
 * each an object. What is inside a statement is never refused: what is not understood is reported and kept in `raw`.
 *
 * Throws FormatError `json-format`.
 */
export declare function parseKeyPolicy(source: string | Uint8Array | JsonValue): KeyPolicy;
/** The document of these statements, unchanged and without white space: the inverse of `parseKeyPolicy`, but for layout. */
export declare function encodeKeyPolicy({ members, statements, }: Pick<KeyPolicy, 'members' | 'statements'>): string;
/**
 * The policy with these statements in place of its own: as `parseKeyPolicy` of the text with them, where those that the
 * policy has already need no second reading. Throws FormatError `json-format` for a statement that is no object.
 */
export declare function withStatements(policy: KeyPolicy, raws: readonly PlainJson[]): KeyPolicy;
/** One statement alone, at its place in a document. Throws FormatError `json-format` for any other value. */
export declare function parsePolicyStatement(raw: PlainJson | undefined, index?: number): PolicyStatement;
/** How a statement is named to people: its Sid, or its place. */
export declare function nameOfStatement({ sid, index }: Pick<PolicyStatement, 'sid' | 'index'>): string;
