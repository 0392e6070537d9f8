import type { DataProof } from '../iam/prove-data.js';
import type { ReleaseAccess } from './release-access.js';
/**
 * What the policy means for the data. `outage`: nobody gets at it, or no accepted release does. `not-applicable`: the
 * question has no answer for this key or document. The others as `DataProof` has them.
 */
export type DataStanding = DataProof['answer'] | 'outage';
/** Both halves of the proof as one word. */
export declare function dataStanding(data: DataProof, access: readonly ReleaseAccess[]): DataStanding;
/** Both halves of the proof in one sentence, for people. */
export declare function verdictOf(data: DataProof, access: readonly ReleaseAccess[], standing: DataStanding): string;
