import type { DurationMs } from './instant.js';

/** How long the first wait may take, and how long any wait may take. */
export interface BackoffBounds {
  readonly firstMs: DurationMs;
  readonly maxMs: DurationMs;
}

/** Further doublings would leave every bound behind, and in the end the range of numbers. */
const MAX_DOUBLINGS = 10;

/**
 * The wait before a retry: the bound doubles with each retry up to `maxMs`, and `fraction` says how much of it is
 * waited. A fraction that is random from 0 to 1 is full jitter, which loses the fewest races (AWS Architecture Blog,
 * "Exponential Backoff and Jitter"). The first retry is number 0.
 */
export function backoffMs(
  retry: number,
  fraction: number,
  { firstMs, maxMs }: BackoffBounds,
): DurationMs {
  return fraction * Math.min(maxMs, firstMs * 2 ** Math.min(retry, MAX_DOUBLINGS));
}
