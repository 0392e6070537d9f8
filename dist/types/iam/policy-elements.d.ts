import type { PlainJson } from '../format/strict-json.js';
/** A principal of a statement. `Principal: "*"` is `{kind: 'AWS', value: '*'}`, because IAM treats both alike. */
export interface Principal {
    readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
    /** As written: an ARN, twelve digits of an account, a service name, or `*`. */
    readonly value: string;
}
/** One condition. A statement applies where all its conditions hold. */
export interface Condition {
    /** The operator's name without qualifier and `IfExists`, as written: `StringEquals` of `ForAnyValue:StringEqualsIfExists`. */
    readonly operator: string;
    readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
    readonly ifExists: boolean;
    /** The condition key, as written. Keys are compared without regard to case. */
    readonly key: string;
    /** Alternatives. Numbers and booleans are their text. */
    readonly values: readonly string[];
}
/** Reports a part that was not understood, by its path inside the statement. */
export type ReportFault = (path: string, message: string) => void;
/** Operators of IAM ("IAM JSON policy elements: Condition operators"), which are compared without regard to case. */
export declare const OPERATORS: readonly string[];
/** The fault of two conditions that IAM treats as one: which of them counts is unknown. */
export declare const TWICE = "expected each operator and key once, in any case";
/** Whether IAM has an operator of this name, in any case. */
export declare function isOperator(name: string): boolean;
/** Parses `Action`, `Resource` and their negations: one or more strings. Undefined where the element is absent. */
export declare function parseTexts(value: PlainJson | undefined, path: string, report: ReportFault): readonly string[] | undefined;
/** Parses `Principal` and `NotPrincipal`: `*`, or strings by kind. */
export declare function parsePrincipals(value: PlainJson | undefined, path: string, report: ReportFault): readonly Principal[] | undefined;
/** Parses `Condition`: values by key by operator. One entry for each operator and key, in the order of the document. */
export declare function parseConditions(value: PlainJson | undefined, path: string, report: ReportFault): readonly Condition[];
