import type { PlainJson } from '../format/strict-json.js';
import type { PolicyStatement } from '../iam/policy.js';
import type { DesiredKey } from './desired-statements.js';
import { type OwnStatement } from './own-statement.js';
import { type StatementShape } from './statement-shape.js';
/** A statement of the current policy. Only its Sid and its text count here. */
export type CurrentStatement = Pick<PolicyStatement, 'sid' | 'raw'>;
/** The change of a plan to one statement of ours, or to one that ours replace. */
export interface PlannedChange {
    readonly action: 'create' | 'update' | 'delete' | 'keep';
    readonly sid: string;
    /** The releases that require the statement, or that a deleted one was for. */
    readonly releases: readonly string[];
    /** Whether it allows anybody more. Replacing a foreign statement counts as `widens`, because only people can judge it. */
    readonly effect: 'widens' | 'narrows' | 'none';
    /** A hand-written statement that `adopt` names. */
    readonly adopted: boolean;
    readonly before?: PlainJson;
    readonly after?: OwnStatement;
}
/** One place in the policy: the statement after the whole plan, and after the narrowing part alone. */
export interface PolicySlot {
    /** Undefined for a foreign statement that stays unchanged. */
    readonly change?: PlannedChange;
    readonly before?: PlainJson;
    readonly whole?: PlainJson;
    readonly narrowed?: PlainJson;
    /** A new Deny. It is part of the narrowing plan only if nothing widens. */
    readonly isNewDeny: boolean;
    /** It continues the access of deleted statements. Without it, somebody would lose access that the list gives. */
    readonly keepsAccess?: true;
}
/**
 * The planned change of each statement, in the order of the policy, new statements last. The Sid alone decides which ones are
 * ours. Of ours, a statement of equal form is kept, one of another form is replaced, a duplicate Sid is kept once, and one that
 * the list does not require is deleted. The Deny of debug mode, which all lists share, is never deleted. Statements under
 * `adopt` are deleted with the whole plan, unless another list requires them (`others`). Every other statement stays unchanged.
 */
export declare function planChanges(current: readonly CurrentStatement[], desired: DesiredKey, list: string, adopt: readonly string[], others?: readonly OwnStatement[]): readonly PolicySlot[];
/** The shape of a statement of ours. */
export declare function shapeOf(statement: OwnStatement): StatementShape | undefined;
