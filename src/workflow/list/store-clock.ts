import type { Warning } from '../../base/errors.js';
import { type DurationMs, MINUTE_MS } from '../../base/instant.js';
import type { ListPorts, OpenedStore } from '../ports.js';

/**
 * The difference from which a writer warns. Readers refuse a list that is issued more than five minutes ahead of their
 * clock.
 */
const CLOCK_FAR_MS: DurationMs = 2 * MINUTE_MS;

/** Warnings about the clock of this machine, from the last answer of the store. Empty for a store without a clock. */
export function clockWarnings({
  clockAheadMs,
}: Pick<OpenedStore, 'clockAheadMs'>): readonly Warning[] {
  const aheadMs = clockAheadMs?.() ?? 0;
  if (Math.abs(aheadMs) < CLOCK_FAR_MS) return [];
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  const message = `the clock of this machine is ${minutes} minutes ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of the store, so signatures get wrong times`;
  return [{ code: 'clock-differs', message }];
}

/** Reports the warnings at once, before anything is signed, and returns them for the outcome. */
export function tellClock(
  opened: OpenedStore,
  ports: Pick<ListPorts, 'onWait'>,
): readonly Warning[] {
  const warnings = clockWarnings(opened);
  for (const { message } of warnings) ports.onWait?.(message);
  return warnings;
}
