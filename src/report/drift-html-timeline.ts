import { formatInstant, type Instant } from '../base/instant.js';
import type { DriftReport, TimelineEntry } from '../drift/drift-report.js';
import { ENCLAVE } from '../format/platform.js';
import { type Html, markup } from './html.js';
import { cardTable } from './html-table.js';
import { timeHtml } from './html-time.js';
import { type Tick, timeAxis } from './time-axis.js';

/** The maximum number of rows in the picture. It keeps the newest rows. The table below has all. */
const SHOWN = 30;
const WIDTH = 960;
const LABELS = 150;
const RIGHT = WIDTH - 12;
const ROW = 26;
const TOP = 24;
/** The minimum width, so that a release that was accepted for seconds is visible. */
const BAR_MIN = 12;
/** The room for half a label next to its tick. */
const HALF_LABEL = 40;

const STATES = ['active', 'retiring', 'retired', 'revoked'] as const;
type State = (typeof STATES)[number];

/**
 * The times when each release was accepted: a picture, and a table with the same content for people who cannot see the
 * picture.
 */
export function timelineHtml({ timeline, measuredAt }: DriftReport): Html {
  if (timeline.length === 0) return markup`<p class="soft">No release has ever been accepted.</p>`;
  const shown = timeline.slice(-SHOWN);
  return markup`<p class="scrolls">The chart scrolls horizontally. The table below it has the same times.</p>
<div class="wide" tabindex="0" role="region" aria-label="Timeline">${picture(shown, measuredAt)}</div>
<ul class="legend" aria-hidden="true">${STATES.map((state) => markup`<li><i class="${state}"></i>${state}</li>`)}<li><i class="now"></i>time of this report</li></ul>
<details><summary>As a table (${timeline.length})</summary>${cardTable(
    ['release', ENCLAVE.image, 'from', 'until', 'state', 'approved by'],
    [...timeline].reverse().map(row),
  )}</details>`;
}

function row(entry: TimelineEntry) {
  const { release, [ENCLAVE.image]: imagePcr, from, fromVersion, until, approvedBy } = entry;
  return {
    cells: [
      markup`${release}`,
      markup`<code title="${imagePcr}">${imagePcr.slice(0, 12)}…</code>`,
      markup`${timeHtml(from)} (version ${fromVersion})`,
      until === undefined ? markup`no end` : timeHtml(until),
      markup`${stateOf(entry)}`,
      markup`${approvedBy.join(', ') || 'no approval was required'}`,
    ],
  };
}

function stateOf({ end }: TimelineEntry): State {
  return end ?? 'active';
}

function picture(entries: readonly TimelineEntry[], now: Instant): Html {
  const first = Math.min(now, ...entries.map(({ from }) => from));
  const last = Math.max(now, ...entries.map(({ until }) => until ?? now));
  const axis = timeAxis(first, last);
  const place = (at: Instant): number =>
    Math.round(LABELS + ((at - axis.from) / (axis.until - axis.from)) * (RIGHT - LABELS));
  const height = TOP + entries.length * ROW + 8;
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="When each release was accepted by verifiers">
${axis.ticks.map((one) => tick(one, place(one.at), height))}
${entries.map((entry, i) => bar(entry, i, place, last))}
<line class="now" x1="${place(now)}" x2="${place(now)}" y1="${TOP - 4}" y2="${height}"><title>this report: ${formatInstant(now)}</title></line></svg>`;
}

function tick({ at, label }: Tick, x: number, height: number): Html {
  const anchor = x > RIGHT - HALF_LABEL ? 'end' : x < LABELS + HALF_LABEL ? 'start' : 'middle';
  return markup`<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${height}"/><text class="axis" x="${x}" y="12" text-anchor="${anchor}">${label}<title>${formatInstant(at)}</title></text>`;
}

/** An entry without an end reaches the end of the picture, at the instant `open`. */
function bar(entry: TimelineEntry, i: number, place: (at: Instant) => number, open: Instant): Html {
  const { release, from, until } = entry;
  const y = TOP + i * ROW;
  const length = Math.max(BAR_MIN, place(until ?? open) - place(from));
  const x = Math.min(place(from), RIGHT - length);
  const label = release.length > 20 ? `${release.slice(0, 19)}…` : release;
  const words = `${release}: ${stateOf(entry)}, from ${formatInstant(from)}${until === undefined ? '' : ` until ${formatInstant(until)}`}`;
  return markup`<text x="0" y="${y + 15}">${label}<title>${release}</title></text><rect class="${stateOf(entry)}" x="${x}" y="${y + 4}" width="${length}" height="14" rx="3"><title>${words}</title></rect>`;
}
