import type { ProjectedKey } from '../allowlist/allow-list.js';
import type { PlannedChange } from './plan-changes.js';
import type { DataCaller } from './plan-refusals.js';
/** A note for the owners of a key. It withholds nothing. */
export interface PlanNote {
    readonly code: 'allows-merged' | 'bind-leaves-out' | 'guard-leaves-out' | 'guard-stops' | 'policy-nearly-full';
    readonly message: string;
}
export interface NoteFacts {
    readonly key: ProjectedKey;
    readonly changes: readonly PlannedChange[];
    readonly callers: {
        readonly before: readonly DataCaller[];
        readonly after: readonly DataCaller[];
    };
    readonly sizeBytes: number;
    readonly form: 'single' | 'merged';
    /** Whether releases of the list are signed. If not, there is a reason for the missing PCR8. */
    readonly isSigned: boolean;
}
/** The notes of a plan. Empty for a key that left the projection. */
export declare function planNotes(facts: NoteFacts): readonly PlanNote[];
