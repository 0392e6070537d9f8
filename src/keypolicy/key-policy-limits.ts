import type { BackoffBounds } from '../base/backoff.js';
import { type DurationMs, MINUTE_MS } from '../base/instant.js';

/** Limits of key policies. The name carries the unit, and the comment gives the reason. */

/** AWS KMS quota "Key policy document size", not adjustable. */
export const POLICY_MAX_BYTES = 32_768;

/** From this part of POLICY_MAX_BYTES on, a plan warns, because freeing room takes an approval. */
export const POLICY_NEARLY_FULL = 0.8;

/**
 * If separate Allows for all tuples would take at least this many bytes, tuples share statements where possible. Below, each
 * release has its own statement, which is easier to read.
 */
export const MERGE_FROM_BYTES = 12 * 1024;

/** How long a lease lasts from its last renewal: longer than one put and its read-back. */
export const LEASE_MS: DurationMs = 6 * MINUTE_MS;

/** No put within this time before the end of the lease, because requests take time and clocks differ. */
export const LEASE_MARGIN_MS: DurationMs = MINUTE_MS;

/** How far clocks may differ. No run takes a lease that ends later than LEASE_MS plus this time from now. */
export const LEASE_SKEW_MS: DurationMs = 5 * MINUTE_MS;

/** Longest time in which a sent request to KMS may still take effect: the time-out of the client. */
export const LATE_PUT_MAX_MS: DurationMs = MINUTE_MS;

/** A lease file is some hundreds of bytes. Stops a store from filling the memory. */
export const LEASE_MAX_BYTES = 16 * 1024;

/** Policies that a lease remembers as replaced: they distinguish a late read from a foreign write. */
export const LEASE_MAX_REPLACED = 8;

/** KMS API reference, eventual consistency: mostly seconds, "in some cases several minutes". */
export const LATE_READ_MAX_MS: DurationMs = 15 * MINUTE_MS;

/** How long reads look for a put before the outcome is "could not tell". */
export const READ_BACK_MAX_MS: DurationMs = 3 * MINUTE_MS;

/** Equal reads in a row that count as stable. */
export const STABLE_READS = 3;

/** The waits between two reads. */
export const READ_WAIT: BackoffBounds = { firstMs: 400, maxMs: 5_000 };

/** How long after a put a probe that finds the data open is repeated: KMS may still decide by the old policy. */
export const PROBE_MAX_MS: DurationMs = 60_000;

/** Rounds of one key before `conflict`. Each further round means that the list changed, or a foreign write. */
export const APPLY_MAX_ROUNDS = 8;

/** Keys that are processed in parallel. */
export const KEYS_AT_ONCE = 16;

/** Time between two PutKeyPolicy of one account and region. KMS accepts 15 a second, and others also write. */
export const PUT_INTERVAL_MS: DurationMs = 100;
