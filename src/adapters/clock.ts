import type { Instant } from '../base/instant.js';

/** The one place that asks what time it is. */
export function systemNow(): Instant {
  return Date.now();
}
