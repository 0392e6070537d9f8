import type { Instant } from '../base/instant.js';

/** The only place that reads the current time. */
export function systemNow(): Instant {
  return Date.now();
}
