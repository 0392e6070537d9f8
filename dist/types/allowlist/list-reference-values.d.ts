import type { ReferenceValues } from '../evidence/reference-values.js';
import type { Release } from './allow-list.js';
import type { VerifiedAllowList } from './verify-allow-list.js';
/**
 * The Reference Values of a verified list: what `acceptance` says, and the instance roles of its projection, which are
 * `unapproved` where the approval keys of the trust did not approve them. Expiry, revocations and states are judged at
 * every question, so that they may be kept as long as the list is current.
 */
export declare function referenceValuesOf(verified: VerifiedAllowList): ReferenceValues<Release>;
