import { type Instant } from '../base/instant.js';
import type { PlainJson } from '../format/strict-json.js';
/**
 * What a statement of our own form says, however KMS writes it: sets without an order, one element or an array of one,
 * names in any case. Texts are in lower case, except the principal.
 */
export interface StatementShape {
    readonly effect: 'Allow' | 'Deny';
    /** `*`, or one ARN. */
    readonly principal: string;
    readonly actions: readonly string[];
    /** StringEqualsIgnoreCase: the values of each key, sorted, each once. */
    readonly equals: Readonly<Record<string, readonly string[]>>;
    /** StringNotEqualsIgnoreCase on one key; with no value it has no exception. */
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
 * The shape of a statement, or undefined where it is not of our form: another member, several principals, another
 * resource, another operator, several dates. What is not understood is never taken for ours.
 */
export declare function parseStatementShape(statement: PlainJson): StatementShape | undefined;
/** Whether both say the same; what was not understood equals nothing. */
export declare function sameShape(a: StatementShape | undefined, b: StatementShape | undefined): boolean;
/** The keys whose values differ; undefined where the two do not compare the same keys. */
export declare function differingKeys(a: StatementShape['equals'], b: StatementShape['equals']): readonly string[] | undefined;
