import type { Admitted, DataProof } from '../iam/prove-data.js';
import type { ReleaseAccess } from './release-access.js';
/**
 * What the policy means for the data. `outage`: nobody gets at it, or no accepted release does. `wider`: no one without
 * measurements of the list gets at it, but guards let registers of different releases through together, or a release longer
 * than the list does. `not-applicable`: the question has no answer for this key or document. The others as `DataProof` has
 * them.
 */
export type DataStanding = DataProof['answer'] | 'outage' | 'wider';
/** Both halves of the proof as one word. `mixed` are the ways that are wider than the list (`mixedBeyondList`). */
export declare function dataStanding(data: DataProof, access: readonly ReleaseAccess[], mixed: readonly Admitted[]): DataStanding;
/** Both halves of the proof in one sentence, for people. */
export declare function verdictOf(data: DataProof, access: readonly ReleaseAccess[], standing: DataStanding): string;
