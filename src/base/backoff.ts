import type { DurationMs } from './instant.js';

/** The longest first wait, and the longest wait of all. */
export interface BackoffBounds {
  readonly firstMs: DurationMs;
  readonly maxMs: DurationMs;
}

/** More doublings exceed every bound, and in the end the range of numbers. */
const MAX_DOUBLINGS = 10;

/**
 * The wait before a retry. The bound doubles with each retry up to `maxMs`, and the wait is `fraction` of it. A fraction
 * that is random from 0 to 1 is full jitter, which loses the fewest races (AWS Architecture Blog, "Exponential Backoff and
 * Jitter"). The first retry is number 0.
 */
export function backoffMs(
  retry: number,
  fraction: number,
  { firstMs, maxMs }: BackoffBounds,
): DurationMs {
  return fraction * Math.min(maxMs, firstMs * 2 ** Math.min(retry, MAX_DOUBLINGS));
}
