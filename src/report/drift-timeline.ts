import type { DriftReport, TimelineEntry } from '../drift/drift-report.js';

/** The maximum number of entries in a diagram. It keeps the newest. */
const SHOWN_ENTRIES = 40;

/**
 * The times when each release was accepted, as a Mermaid Gantt chart for GitHub. Release ids contain only letters,
 * digits and `. _ + -` (docs/allow-list.md), so they cannot be markup here.
 */
export function renderMermaidTimeline({ timeline, measuredAt }: DriftReport): string {
  if (timeline.length === 0) return '';
  const shown = timeline.slice(-SHOWN_ENTRIES);
  const left = timeline.length - shown.length;
  const more = left === 0 ? '' : `\n${left} older entries are omitted.\n`;
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

/** Mermaid's own colors, in which accepted and revoked releases stand out. */
function tagOf({ end }: TimelineEntry): string {
  if (end === 'revoked') return 'crit, ';
  return end === 'retired' ? 'done, ' : 'active, ';
}

/** At least a minute, so that a release that was revoked at once is visible. */
function lastOf({ from, until }: TimelineEntry, measuredAt: number): number {
  return Math.max(until ?? measuredAt, from + 60_000);
}

function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}
