import type { ProjectedKey } from '../allowlist/allow-list.js';
import type { PlannedChange } from './plan-changes.js';
import type { DataCaller } from './plan-refusals.js';
/** Something that the owners of a key should know, and that holds nothing back. */
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
    /** Whether releases of the list are signed: else PCR8 is missing for a reason. */
    readonly isSigned: boolean;
}
/** The notes of a plan, none for a key that left the projection. */
export declare function planNotes(facts: NoteFacts): readonly PlanNote[];
