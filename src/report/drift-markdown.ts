import { formatInstant } from '../base/instant.js';
import type { DriftFinding, DriftReport } from '../drift/drift-report.js';
import { driftSentence, durationText } from './drift-text.js';
import { renderMermaidTimeline } from './drift-timeline.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';

/** The space that a report has. What does not fit is left out, and the report says how much is missing. */
export interface MarkdownLimits {
  readonly maxCharacters: number;
}

/** A job summary has 1 MiB; this leaves room for what other steps of the job add. */
const SUMMARY: MarkdownLimits = { maxCharacters: 900 * 1024 };

const ICONS: Readonly<Record<DriftFinding['severity'], string>> = {
  critical: '🔴',
  high: '🟠',
  low: '🟡',
  unknown: '❔',
  info: 'ℹ️',
};

/**
 * The report as Markdown: a status line, the findings worst first, where the list and the keys stand, measures, and the
 * timeline. Findings are left out from the end until the rest fits into `maxCharacters`.
 */
export function renderDriftMarkdown(
  report: DriftReport,
  { maxCharacters }: MarkdownLimits = SUMMARY,
): string {
  const { findings } = report;
  const around = [standing(report), keys(report), measures(report), renderMermaidTimeline(report)];
  for (const blocks of [around, around.slice(0, 3), around.slice(0, 1)]) {
    const room = maxCharacters - length([title(report), ...blocks]) - LEFT_OUT_CHARACTERS;
    const rows = fitting(findings.map(findingRow), room - HEAD.length);
    if (rows.length < findings.length && blocks.length > 1) continue;
    const left = findings.length - rows.length;
    const text = joinBlocks([
      title(report),
      markdownTable(COLUMNS, rows),
      left === 0 ? '' : `${left} more findings do not fit here: the report files have them.`,
      ...blocks,
    ]);
    if (text.length <= maxCharacters) return text;
  }
  return title(report).slice(0, maxCharacters);
}

const COLUMNS = ['', 'severity', 'rule', 'subject', 'finding', 'next'];
const HEAD = markdownTable(COLUMNS, [['']]);
const LEFT_OUT_CHARACTERS = 120;

function title(report: DriftReport): string {
  const icon = { none: '🟢', drift: '🔴', unknown: '❔' }[report.status];
  const { pin, measuredAt } = report;
  const enclave = pin.enclave === undefined ? '' : ` of ${escapeMarkdown(pin.enclave)}`;
  return `### ${icon} ${driftSentence(report)}${enclave}\n\nMeasured at ${formatInstant(measuredAt)}.`;
}

function findingRow(finding: DriftFinding): readonly string[] {
  const { severity, rule, subject, sid, message, expected, found, since, fix } = finding;
  const details = [
    escapeMarkdown(message),
    ...(expected === undefined ? [] : [`expected ${code(expected)}`]),
    ...(found === undefined ? [] : [`found ${code(found)}`]),
    ...(since === undefined ? [] : [`since ${formatInstant(since)}`]),
  ];
  return [
    ICONS[severity],
    severity,
    code(rule),
    code(sid === undefined ? subject : `${subject} ${sid}`),
    details.join('<br>'),
    fix === undefined ? '' : escapeMarkdown(fix),
  ];
}

/** The first rows that have room. */
function fitting(
  rows: readonly (readonly string[])[],
  maxCharacters: number,
): readonly (readonly string[])[] {
  let used = 0;
  const end = rows.findIndex((row) => {
    used += row.join(' | ').length + 5;
    return used > maxCharacters;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function length(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + block.length + 1, 0);
}

function standing({ list }: DriftReport): string {
  if (list === undefined) return '';
  const { version, sha256 } = list.id;
  const { issuedAt, expiresAt } = list.current;
  return `Allow-list version ${version} (${code(sha256)}), issued ${formatInstant(issuedAt)}, expires ${formatInstant(expiresAt)}.`;
}

function keys({ keys: all }: DriftReport): string {
  return markdownTable(
    ['key', 'data', 'proof', 'size'],
    all.map(({ key, data, verdict, sizeBytes, maxBytes }) => [
      code(key),
      data === 'outage' ? '🔴 outage' : data,
      escapeMarkdown(verdict),
      sizeBytes === undefined ? '' : `${sizeBytes} of ${maxBytes} bytes`,
    ]),
  );
}

function measures({ measures: found, probes }: DriftReport): string {
  const { publishToActive, revokeToNarrowed, driftOpenMs, acceptedImages, oldestAcceptedMs } =
    found;
  const through = probes.filter(({ answer }) => answer === 'allowed').length;
  const [published] = publishToActive.slice(-1);
  const [revoked] = revokeToNarrowed.slice(-1);
  return markdownTable(
    ['measure', ''],
    [
      ['images accepted now', String(acceptedImages)],
      ...(oldestAcceptedMs === undefined
        ? []
        : [['age of the oldest', durationText(oldestAcceptedMs)]]),
      ...(published === undefined
        ? []
        : [
            [
              `from publish to active, ${escapeMarkdown(published.release)}`,
              durationText(published.durationMs),
            ],
          ]),
      ...(revoked === undefined
        ? []
        : [
            [
              `from revoke to every key, ${escapeMarkdown(revoked.release)}`,
              durationText(revoked.durationMs),
            ],
          ]),
      ...(driftOpenMs === undefined ? [] : [['drift open for', durationText(driftOpenMs)]]),
      ['false-allow probes that got through', `${through} of ${probes.length}`],
    ],
  );
}
