import type { BackoffBounds } from '../base/backoff.js';
import { type DurationMs, MINUTE_MS } from '../base/instant.js';

/** Bounds of key policies: the name carries the unit, the comment what it is bound by. */

/** AWS KMS quota "Key policy document size", not adjustable. */
export const POLICY_MAX_BYTES = 32_768;

/** From this part of POLICY_MAX_BYTES on a plan warns: what frees room takes an approval. */
export const POLICY_NEARLY_FULL = 0.8;

/**
 * From so many bytes of Allows, one for each tuple, on those that can share a statement do. Below, each release has a
 * statement of its own, which is easier to read.
 */
export const MERGE_FROM_BYTES = 12 * 1024;

/** How long a lease lasts from its last renewal: longer than one put and its read-back. */
export const LEASE_MS: DurationMs = 6 * MINUTE_MS;

/** Nothing is put so shortly before the lease's end: requests take time, and clocks differ. */
export const LEASE_MARGIN_MS: DurationMs = MINUTE_MS;

/** How far clocks may differ: a lease that reaches further than LEASE_MS and this is not one that any run took. */
export const LEASE_SKEW_MS: DurationMs = 5 * MINUTE_MS;

/** Longest time in which a request to KMS that was sent may still take effect: the client's time-out. */
export const LATE_PUT_MAX_MS: DurationMs = MINUTE_MS;

/** A lease file is some hundreds of bytes. Stops a store from filling the memory. */
export const LEASE_MAX_BYTES = 16 * 1024;

/** Policies that a lease remembers as replaced: they distinguish a late read from a foreign write. */
export const LEASE_MAX_REPLACED = 8;

/** KMS API reference, eventual consistency: mostly seconds, "in some cases several minutes". */
export const LATE_READ_MAX_MS: DurationMs = 15 * MINUTE_MS;

/** How long a put is looked for in reads before the answer is that nobody can tell. */
export const READ_BACK_MAX_MS: DurationMs = 3 * MINUTE_MS;

/** Equal reads in a row that count as stable. */
export const STABLE_READS = 3;

/** The waits between two reads. */
export const READ_WAIT: BackoffBounds = { firstMs: 400, maxMs: 5_000 };

/** How long after a put a probe is asked again that finds the data open: KMS may decide by the policy before it. */
export const PROBE_MAX_MS: DurationMs = 60_000;

/** Rounds of one key before `conflict`: each is a list that moved, or a foreign write. */
export const APPLY_MAX_ROUNDS = 8;

/** Keys that are worked on side by side. */
export const KEYS_AT_ONCE = 16;

/** Time between two PutKeyPolicy of one account and region: KMS takes 15 a second, and others write too. */
export const PUT_INTERVAL_MS: DurationMs = 100;
