import { type Instant } from '../base/instant.js';
import type { PlainJson } from '../format/strict-json.js';
/**
 * The content of a statement in our form, independent of how KMS writes it: sets in any order, one element or an array of one,
 * names in any case. Texts are in lower case, except the principal.
 */
export interface StatementShape {
    readonly effect: 'Allow' | 'Deny';
    /** `*`, or one ARN. */
    readonly principal: string;
    readonly actions: readonly string[];
    /** StringEqualsIgnoreCase: the values of each key, sorted, each once. */
    readonly equals: Readonly<Record<string, readonly string[]>>;
    /** StringNotEqualsIgnoreCase on one key. Without a value there is no exception. */
    readonly except?: {
        readonly key: string;
        readonly values: readonly string[];
    };
    /** DateLessThan `aws:CurrentTime`. */
    readonly until?: Instant;
    /** DateGreaterThanEquals `aws:CurrentTime`. */
    readonly from?: Instant;
}
/**
 * The shape of a statement, or undefined if it is not in our form: it has another member, several principals, another resource,
 * another operator, or several dates. A statement that is not understood never counts as ours.
 */
export declare function parseStatementShape(statement: PlainJson): StatementShape | undefined;
/** Whether both have the same content. A statement that was not understood equals nothing. */
export declare function sameShape(a: StatementShape | undefined, b: StatementShape | undefined): boolean;
/** The keys with different values. Undefined if the two do not compare the same keys. */
export declare function differingKeys(a: StatementShape['equals'], b: StatementShape['equals']): readonly string[] | undefined;
