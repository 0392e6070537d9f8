import type { AllowList } from '../allowlist/allow-list.js';
import { DAY_MS, type DurationMs, HOUR_MS, type Instant, MINUTE_MS } from '../base/instant.js';
import { pluralize } from '../base/plural.js';

const BAR_CELLS = 20;

/** A duration for people, in its largest whole unit. A negative duration counts as zero. */
export function ageText(lengthMs: DurationMs): string {
  if (lengthMs >= 2 * DAY_MS) return pluralize(Math.floor(lengthMs / DAY_MS), 'day');
  if (lengthMs >= 2 * HOUR_MS) return pluralize(Math.floor(lengthMs / HOUR_MS), 'hour');
  if (lengthMs >= MINUTE_MS) return pluralize(Math.floor(lengthMs / MINUTE_MS), 'minute');
  return 'less than a minute';
}

/** The elapsed share of the life of a list, as a bar and in words. */
export function lifeText({ issuedAt, expiresAt }: AllowList, now: Instant): string {
  if (now >= expiresAt) return `EXPIRED ${ageText(now - expiresAt)} ago`;
  const share = Math.min(1, Math.max(0, (now - issuedAt) / (expiresAt - issuedAt)));
  const cells = Math.floor(share * BAR_CELLS);
  const bar = '█'.repeat(cells) + '░'.repeat(BAR_CELLS - cells);
  return `in ${ageText(expiresAt - now)}  ${bar} ${Math.floor(share * 100)}% of its life`;
}
