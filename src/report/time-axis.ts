import { DAY_MS, type DurationMs, HOUR_MS, type Instant, MINUTE_MS } from '../base/instant.js';
import { dateText, minuteText } from './html-time.js';

/** A tick of the axis, at a whole multiple of the step. */
export interface Tick {
  readonly at: Instant;
  readonly label: string;
}

export interface TimeAxis {
  readonly from: Instant;
  readonly until: Instant;
  readonly ticks: readonly Tick[];
}

const TICKS_MAX = 6;
const STEPS: readonly DurationMs[] = [
  ...[10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182].map((days) => days * DAY_MS),
];

/**
 * The axis from the first to the last of some instants. It is at least one hour long: a shorter axis begins earlier.
 * Steps are round times in UTC, and no two labels are equal. Throws nothing.
 */
export function timeAxis(first: Instant, last: Instant): TimeAxis {
  const from = Math.min(first, last - HOUR_MS);
  const step = STEPS.find((one) => (last - from) / one < TICKS_MAX) ?? longStep(last - from);
  const start = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((last - start) / step) + 1);
  const ticks = Array.from({ length: count }, (_, i) => {
    const at = start + i * step;
    return { at, label: step < DAY_MS ? minuteText(at).slice(5) : dateText(at) };
  });
  return { from, until: last, ticks };
}

function longStep(length: DurationMs): DurationMs {
  return Math.ceil(length / (TICKS_MAX - 1) / (365 * DAY_MS)) * 365 * DAY_MS;
}
