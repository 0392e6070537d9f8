import type { ReferenceValues } from '../evidence/reference-values.js';
import type { Release } from './allow-list.js';
import type { VerifiedAllowList } from './verify-allow-list.js';
/**
 * The Reference Values of a verified list: the answers of `acceptance`, and the instance roles of its projection, which are
 * `unapproved` if the approval keys of the trust did not approve them. Every question checks expiry, revocations and states
 * again, so a caller may keep the values as long as the list is current.
 */
export declare function referenceValuesOf(verified: VerifiedAllowList): ReferenceValues<Release>;
