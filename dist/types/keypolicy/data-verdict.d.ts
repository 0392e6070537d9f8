import type { Admitted, DataProof } from '../iam/prove-data.js';
import type { ReleaseAccess } from './release-access.js';
/**
 * The effect of the policy on the data. `outage`: nobody, or no accepted release, can reach it. `wider`: nobody can reach it
 * without measurements, but the policy admits more than the list accepts: a statement admits other registers, guards admit those of
 * different releases together, or a release lasts longer than in the list. `not-applicable`: the question has no answer for this
 * key or document. The others are as in `DataProof`.
 */
export type DataStanding = DataProof['answer'] | 'outage' | 'wider';
/** Both halves of the proof as one word. `beyond` are the ways that are wider than the list (`registersBeyondList`). */
export declare function dataStanding(data: DataProof, access: readonly ReleaseAccess[], beyond: readonly Admitted[]): DataStanding;
/** Both halves of the proof in one sentence, for people. */
export declare function verdictOf(data: DataProof, access: readonly ReleaseAccess[], beyond: readonly Admitted[]): string;
