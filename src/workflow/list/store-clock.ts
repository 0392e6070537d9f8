import type { Warning } from '../../base/errors.js';
import { type DurationMs, MINUTE_MS } from '../../base/instant.js';
import type { ListPorts, OpenedStore } from '../ports.js';

/** From this difference on a writer warns: readers refuse a list that is issued five minutes ahead of their clock. */
const CLOCK_FAR_MS: DurationMs = 2 * MINUTE_MS;

/** What there is to say of this machine's clock, by the last answer of the store; nothing where the store has no clock. */
export function clockWarnings({
  clockAheadMs,
}: Pick<OpenedStore, 'clockAheadMs'>): readonly Warning[] {
  const aheadMs = clockAheadMs?.() ?? 0;
  if (Math.abs(aheadMs) < CLOCK_FAR_MS) return [];
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  const message = `the clock of this machine is ${minutes} minutes ${aheadMs > 0 ? 'ahead of' : 'behind'} the store's: what is signed here gets wrong times`;
  return [{ code: 'clock-differs', message }];
}

/** Says it at once, before anything is signed, and gives it for the outcome. */
export function tellClock(
  opened: OpenedStore,
  ports: Pick<ListPorts, 'onWait'>,
): readonly Warning[] {
  const warnings = clockWarnings(opened);
  for (const { message } of warnings) ports.onWait?.(message);
  return warnings;
}
