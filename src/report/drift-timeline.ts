import type { DriftReport, TimelineEntry } from '../drift/drift-report.js';

/** Entries of a diagram; the newest are kept. */
const SHOWN_ENTRIES = 40;

/**
 * When each release was accepted, as a Gantt chart that GitHub draws (Mermaid). Ids of releases hold letters, digits and
 * `. _ + -` alone (docs/allow-list.md), so that nothing of them is markup here.
 */
export function renderMermaidTimeline({ timeline, measuredAt }: DriftReport): string {
  if (timeline.length === 0) return '';
  const shown = timeline.slice(-SHOWN_ENTRIES);
  const left = timeline.length - shown.length;
  const more = left === 0 ? '' : `\n${left} older entries are left out.\n`;
  const lines = shown.flatMap((entry) => [
    `  section ${entry.release}`,
    `  ${wordOf(entry)} :${tagOf(entry)}${seconds(entry.from)}, ${seconds(lastOf(entry, measuredAt))}`,
  ]);
  return [
    '```mermaid',
    'gantt',
    '  title Accepted by verifiers',
    '  dateFormat X',
    '  axisFormat %Y-%m-%d',
    ...lines,
    `  section now`,
    `  measured :milestone, ${seconds(measuredAt)}, 0s`,
    '```',
    more,
  ].join('\n');
}

function wordOf({ end, until }: TimelineEntry): string {
  if (until === undefined) return 'active';
  return end ?? 'ended';
}

/** Mermaid’s own colours: what is accepted stands out, what was revoked too. */
function tagOf({ end }: TimelineEntry): string {
  if (end === 'revoked') return 'crit, ';
  return end === 'retired' ? 'done, ' : 'active, ';
}

/** At least a minute, so that what was revoked at once is still seen. */
function lastOf({ from, until }: TimelineEntry, measuredAt: number): number {
  return Math.max(until ?? measuredAt, from + 60_000);
}

function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}
