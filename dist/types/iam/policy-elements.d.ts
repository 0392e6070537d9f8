import type { PlainJson } from '../format/strict-json.js';
/** Whom a statement is about. `Principal: "*"` is `{kind: 'AWS', value: '*'}`: IAM makes no difference. */
export interface Principal {
    readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
    /** As written: an ARN, twelve digits of an account, a service name, or `*`. */
    readonly value: string;
}
/** One condition: all of a statement hold together. */
export interface Condition {
    /** The operator's name alone, as written: `StringEquals` of `ForAnyValue:StringEqualsIfExists`. */
    readonly operator: string;
    readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
    readonly ifExists: boolean;
    /** The condition key, as written. Keys are compared without regard to case. */
    readonly key: string;
    /** Any of them; numbers and booleans as their text. */
    readonly values: readonly string[];
}
/** Reports what was not understood, by its path inside the statement. */
export type ReportFault = (path: string, message: string) => void;
/** Operators of IAM ("IAM JSON policy elements: Condition operators"), which are compared without regard to case. */
export declare const OPERATORS: readonly string[];
/** Two conditions that IAM takes for one: nobody knows which of them counts. */
export declare const TWICE = "expected each operator and key once, in any case";
/** Whether IAM has an operator of this name, in any case. */
export declare function isOperator(name: string): boolean;
/** `Action`, `Resource` and their negations: one text or several. Undefined where the element is absent. */
export declare function parseTexts(value: PlainJson | undefined, path: string, report: ReportFault): readonly string[] | undefined;
/** `Principal` and `NotPrincipal`: `*`, or texts by kind. */
export declare function parsePrincipals(value: PlainJson | undefined, path: string, report: ReportFault): readonly Principal[] | undefined;
/** `Condition`: values by key by operator. One entry for each operator and key, in the order of the document. */
export declare function parseConditions(value: PlainJson | undefined, path: string, report: ReportFault): readonly Condition[];
