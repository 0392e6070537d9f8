import { DAY_MS, formatInstant, type Instant } from '../base/instant.js';
import type { DriftReport, TimelineEntry } from '../drift/drift-report.js';
import { ENCLAVE } from '../format/platform.js';
import { type Html, markup } from './html.js';

/** Rows of the picture; the newest are kept, the table below has all. */
const SHOWN = 30;
const WIDTH = 960;
const LABELS = 150;
const ROW = 26;
const TOP = 24;
const TICKS = 5;

const STATES = ['active', 'retiring', 'retired', 'revoked'] as const;
type State = (typeof STATES)[number];

/** When each release was accepted: a picture, and the same as a table for those who do not see it. */
export function timelineHtml({ timeline, measuredAt }: DriftReport): Html {
  if (timeline.length === 0) return markup`<p class="soft">No release has ever been accepted.</p>`;
  const shown = timeline.slice(-SHOWN);
  return markup`<div class="wide">${picture(shown, measuredAt)}</div>
<ul class="legend" aria-hidden="true">${STATES.map((state) => markup`<li><i class="${state}"></i>${state}</li>`)}</ul>
<details><summary>As a table (${timeline.length})</summary><div class="wide"><table>
<thead><tr><th>release</th><th>PCR0</th><th>from</th><th>until</th><th></th><th>approved by</th></tr></thead>
<tbody>${[...timeline].reverse().map(row)}</tbody></table></div></details>`;
}

function row(entry: TimelineEntry): Html {
  const { release, [ENCLAVE.image]: imagePcr, from, fromVersion, until, approvedBy } = entry;
  return markup`<tr><td>${release}</td><td><code title="${imagePcr}">${imagePcr.slice(0, 12)}…</code></td>
<td>${formatInstant(from)} (version ${fromVersion})</td><td>${until === undefined ? '' : formatInstant(until)}</td>
<td>${stateOf(entry)}</td><td>${approvedBy.join(', ') || 'nobody was asked'}</td></tr>`;
}

function stateOf({ end }: TimelineEntry): State {
  return end ?? 'active';
}

function picture(entries: readonly TimelineEntry[], now: Instant): Html {
  const ends = entries.map(({ until }) => until ?? now);
  const first = Math.min(...entries.map(({ from }) => from));
  const last = Math.max(now, ...ends);
  const span = Math.max(last - first, DAY_MS / 24);
  const place = (at: Instant): number =>
    Math.round(LABELS + ((at - first) / span) * (WIDTH - LABELS - 12));
  const height = TOP + entries.length * ROW + 8;
  const ticks = Array.from({ length: TICKS }, (_, i) => first + (span * i) / (TICKS - 1));
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="When each release was accepted by verifiers">
${ticks.map((at, i) => tick(place(at), at, height, i, span))}
${entries.map((entry, i) => bar(entry, i, place, last))}
<line class="now" x1="${place(now)}" x2="${place(now)}" y1="${TOP - 4}" y2="${height}"/></svg>`;
}

function tick(x: number, at: Instant, height: number, i: number, span: number): Html {
  const text = formatInstant(at);
  const label = span < 3 * DAY_MS ? text.slice(5, 16).replace('T', ' ') : text.slice(0, 10);
  const anchor = i === 0 ? 'start' : i === TICKS - 1 ? 'end' : 'middle';
  return markup`<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${height}"/><text class="axis" x="${x}" y="12" text-anchor="${anchor}">${label}</text>`;
}

/** What has no end goes on beyond the picture, whose last instant `open` is. */
function bar(entry: TimelineEntry, i: number, place: (at: Instant) => number, open: Instant): Html {
  const { release, from, until } = entry;
  const y = TOP + i * ROW;
  const [x, end] = [place(from), place(until ?? open)];
  const label = release.length > 20 ? `${release.slice(0, 19)}…` : release;
  const words = `${release}: ${stateOf(entry)}, from ${formatInstant(from)}${until === undefined ? '' : ` until ${formatInstant(until)}`}`;
  return markup`<text x="0" y="${y + 15}">${label}</text><rect class="${stateOf(entry)}" x="${x}" y="${y + 4}" width="${Math.max(3, end - x)}" height="14" rx="3"><title>${words}</title></rect>`;
}
