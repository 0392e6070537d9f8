import type { BackoffBounds } from '../base/backoff.js';
import { type DurationMs, MINUTE_MS } from '../base/instant.js';

/** Bounds of the allow-list: the name carries the unit, the comment the attack or mistake that it stops. */

/** One list as the payload of its envelope. 1,000 releases with two key approvals each take about 4 MB. */
export const LIST_MAX_BYTES = 8 * 1024 * 1024;

/** Releases of one list, and so its subjects beside the first: sigstore-go reads 1,024. */
export const LIST_MAX_RELEASES = 1000;

/** What was removed. Past it the oldest that ended by time are forgotten; a revocation never is. */
export const LIST_MAX_REMOVED = 4000;

/** Instance roles, certificates and keys of a projection, each. */
export const PROJECTION_MAX_ENTRIES = 100;

/** Evidence of one approval: one statement for each key, one for each other source. */
export const RELEASE_MAX_APPROVALS = 16;

/** What a release remembers of its own course; past it the oldest are forgotten (history has them). */
export const RELEASE_MAX_CHANGES = 8;

/** Staged projections that were approved: none is approved twice. Past it the oldest are forgotten. */
export const PROJECTION_MAX_STAGED = 100;

/** A name, an ARN or a reason, in UTF-16 code units. */
export const TEXT_MAX_LENGTH = 2048;

/** The highest version: ten digits, as file names in the history have them. */
export const VERSION_MAX = 9_999_999_999;

/** How far a list may have been issued ahead of the reader's clock. Stops a list dated for later. */
export const ISSUED_AHEAD_MAX_MS: DurationMs = 5 * MINUTE_MS;

/** Life of a list and time until a release is retired: a hundred years would be no expiry. */
export const DURATION_MAX_MS: DurationMs = 3660 * 24 * 60 * MINUTE_MS;

/** Rounds of one update: forty writers at once each need far fewer, with full jitter between. */
export const UPDATE_MAX_ATTEMPTS = 24;

/** The waits after a lost race. */
export const UPDATE_WAIT: BackoffBounds = { firstMs: 400, maxMs: 12_800 };
