import type { PlainJson } from '../format/strict-json.js';
import type { PolicyStatement } from '../iam/policy.js';
import type { DesiredKey } from './desired-statements.js';
import { type OwnStatement } from './own-statement.js';
import { type StatementShape } from './statement-shape.js';
/** A statement of the policy as it is: its Sid and its text are all that counts here. */
export type CurrentStatement = Pick<PolicyStatement, 'sid' | 'raw'>;
/** What a plan does to one statement of ours, or to one that ours replace. */
export interface PlannedChange {
    readonly action: 'create' | 'update' | 'delete' | 'keep';
    readonly sid: string;
    /** The releases that hold it up, or that a deleted one was for. */
    readonly releases: readonly string[];
    /** Whether it lets anybody do more. A foreign statement that is replaced counts as that: only people can tell. */
    readonly effect: 'widens' | 'narrows' | 'none';
    /** A hand-written statement that `adopt` names. */
    readonly adopted: boolean;
    readonly before?: PlainJson;
    readonly after?: OwnStatement;
}
/** One place in the policy: what stands there after the whole plan, and after what only narrows. */
export interface PolicySlot {
    /** Undefined for a statement that is not ours and stays as it is. */
    readonly change?: PlannedChange;
    readonly before?: PlainJson;
    readonly whole?: PlainJson;
    readonly narrowed?: PlainJson;
    /** A Deny that is new: it goes in with what only narrows where there is nothing else. */
    readonly isNewDeny: boolean;
    /** It gives on what statements gave that go: without it, somebody would lose what the list lets him have. */
    readonly keepsAccess?: true;
}
/**
 * What is to become of each statement, in the order of the policy, new ones last. Ours by Sid alone: equal in form is
 * kept; another form is replaced; a Sid twice is kept once; what is no longer wanted goes. The Deny of debug mode, which
 * all lists share, never goes. Statements that `adopt` names go together with the whole plan, unless another list wants
 * them (`others`). Every other statement stays unchanged.
 */
export declare function planChanges(current: readonly CurrentStatement[], desired: DesiredKey, list: string, adopt: readonly string[], others?: readonly OwnStatement[]): readonly PolicySlot[];
/** The shape of a statement of ours. */
export declare function shapeOf(statement: OwnStatement): StatementShape | undefined;
