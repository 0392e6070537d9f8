import type { BackoffBounds } from '../base/backoff.js';
import { type DurationMs, MINUTE_MS } from '../base/instant.js';

/** Limits of the allow-list. The name carries the unit, and the comment names the attack or mistake that the limit stops. */

/** One list in format v1 as the payload of its envelope. */
export const LIST_V1_MAX_BYTES = 8 * 1024 * 1024;

/** One list as the payload of its envelope: in base64 it stays below DSSE_MAX_BYTES. */
export const LIST_MAX_BYTES = 12_550_000;

/** Values of every kind in one list, keys not counted. Stops a payload of `[[],[],…]` from filling the memory. */
export const LIST_MAX_VALUES = 250_000;

/** Like LIST_MAX_VALUES, for a list in format v1: readers of that format accept no more. */
export const LIST_V1_MAX_VALUES = 100_000;

/** Releases of one list. Each is a subject, in addition to the first one, and sigstore-go reads 1,024 subjects. */
export const LIST_MAX_RELEASES = 1000;

/**
 * Removed entries. Above this number, the list drops the oldest entries that ended by time, but never a revocation. Each
 * release of a full list can still be revoked in addition to 4,000 tombstones.
 */
export const LIST_MAX_REMOVED = 5000;

/** Like LIST_MAX_REMOVED, for a list in format v1. */
export const LIST_V1_MAX_REMOVED = 4000;

/** Tombstones that a reader keeps, including those that lists have dropped. Stops a memory from growing without end. */
export const SEEN_MAX_REVOCATIONS = 20_000;

/** Statements of revocation that one list carries. */
export const LIST_MAX_REVOCATIONS = 64;

/** Used evidence, which cannot be used again. */
export const LIST_MAX_USED_APPROVALS = 4000;

/** Approvals that carry releases over to a changed approval policy. */
export const PROJECTION_MAX_CARRY_OVERS = 64;

/** Instance roles, certificates and keys of a projection, each. */
export const PROJECTION_MAX_ENTRIES = 100;

/** Evidence of one approval: one statement for each key, one for each other source. */
export const RELEASE_MAX_APPROVALS = 16;

/** Statements of one release by rebuilders. */
export const RELEASE_MAX_REBUILDS = 16;

/** Keys of one source of approval. */
export const POLICY_MAX_KEYS = 16;

/** Changes that a release records. Above this number, the oldest are dropped (the history has them). */
export const RELEASE_MAX_CHANGES = 8;

/** Staged projections that were approved, so that none is approved twice. Above this number, the oldest are dropped. */
export const PROJECTION_MAX_STAGED = 100;

/** The reason of a revocation in bytes, as JSON writes it: so 4,000 of them fit into a list. */
export const REASON_MAX_BYTES = 256;

/** How far a list may have been issued ahead of the reader's clock. Stops a list dated for later. */
export const ISSUED_AHEAD_MAX_MS: DurationMs = 5 * MINUTE_MS;

/** Lifetime of a list, and time until a release is retired. Stops an expiry so late that it has no effect. */
export const DURATION_MAX_MS: DurationMs = 3660 * 24 * 60 * MINUTE_MS;

/** Rounds of one update: forty writers at once each need far fewer, with full jitter between. */
export const UPDATE_MAX_ATTEMPTS = 24;

/** The waits after a lost race. */
export const UPDATE_WAIT: BackoffBounds = { firstMs: 400, maxMs: 12_800 };
