import { formatInstant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import type { DriftFinding, DriftReport, KeyReport } from '../drift/drift-report.js';
import { driftSentence, durationText } from './drift-text.js';
import { renderMermaidTimeline } from './drift-timeline.js';
import {
  code,
  escapeMarkdown,
  factList,
  joinBlocks,
  markdownTable,
  proseWithCommands,
} from './markdown.js';

/** The room for a report. Findings that do not fit are omitted, and the report says how many. */
export interface MarkdownLimits {
  readonly maxCharacters: number;
}

/** A job summary has 1 MiB. This leaves room for other steps of the job. */
const SUMMARY: MarkdownLimits = { maxCharacters: 900 * 1024 };

const SEVERITY_WORDS: Readonly<Record<DriftFinding['severity'], string>> = {
  critical: 'critical',
  high: 'high',
  low: 'low',
  unknown: 'could not tell',
  info: 'information',
};

const ICONS: Readonly<Record<DriftFinding['severity'], string>> = {
  critical: '🔴',
  high: '🟠',
  low: '🟡',
  unknown: '❔',
  info: 'ℹ️',
};

/**
 * The report as Markdown: a status line, the findings worst first, the list and the keys, measures, and the timeline.
 * Findings are omitted from the end until the rest fits into `maxCharacters`.
 */
export function renderDriftMarkdown(
  report: DriftReport,
  { maxCharacters }: MarkdownLimits = SUMMARY,
): string {
  const { findings } = report;
  const around = [standing(report), keys(report), measures(report), renderMermaidTimeline(report)];
  for (const blocks of [around, around.slice(0, 3), around.slice(0, 1)]) {
    const room = maxCharacters - length([title(report), ...blocks]) - LEFT_OUT_CHARACTERS;
    const items = fitting(findings.map(findingItem), room);
    if (items.length < findings.length && blocks.length > 1) continue;
    const left = findings.length - items.length;
    const text = joinBlocks([
      title(report),
      items.join(''),
      left === 0
        ? ''
        : `${pluralize(left, 'more finding does', 'more findings do')} not fit here. The report files have ${left === 1 ? 'it' : 'them'}.`,
      ...blocks,
    ]);
    if (text.length <= maxCharacters) return text;
  }
  return title(report).slice(0, maxCharacters);
}

const LEFT_OUT_CHARACTERS = 120;

function title(report: DriftReport): string {
  const icon = { none: '🟢', drift: '🔴', unknown: '❔' }[report.status];
  const { pin, measuredAt } = report;
  const enclave = pin.enclave === undefined ? '' : ` of ${escapeMarkdown(pin.enclave)}`;
  return `### ${icon} ${driftSentence(report)}${enclave}\n\nMeasured at ${formatInstant(measuredAt)}.`;
}

/** A finding as a list item, in which long values wrap. */
function findingItem(finding: DriftFinding): string {
  const { severity, rule, subject, sid, message, expected, found, since, fix } = finding;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['at', code(sid === undefined ? subject : `${subject} ${sid}`)],
    ['expected', expected && code(expected)],
    ['found', found && code(found)],
    ['since', since === undefined ? undefined : formatInstant(since)],
    ['next', fix && proseWithCommands(fix)],
    ['rule', code(rule)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`  - ${name}: ${value}\n`],
  );
  return `- ${ICONS[severity]} ${SEVERITY_WORDS[severity]}: ${proseWithCommands(message)}\n${lines.join('')}`;
}

/** The first items that fit. */
function fitting(items: readonly string[], maxCharacters: number): readonly string[] {
  let used = 0;
  const end = items.findIndex((item) => {
    used += item.length;
    return used > maxCharacters;
  });
  return end === -1 ? items : items.slice(0, end);
}

function length(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + block.length + 2, 0);
}

function standing({ list }: DriftReport): string {
  if (list === undefined) return '';
  const { version, sha256 } = list.id;
  const { issuedAt, expiresAt } = list.current;
  return `#### List\n\n${factList([
    ['Version', String(version)],
    ['SHA-256 of the list', code(sha256)],
    ['Issued', formatInstant(issuedAt)],
    ['Expires', formatInstant(expiresAt)],
  ])}`;
}

function keys({ keys: all }: DriftReport): string {
  if (all.length === 0) return '';
  return `#### Keys\n\n${factList(
    all.map(({ key, data, verdict, sizeBytes, maxBytes }) => [
      `${KEY_ICONS[data]} Key ${code(key)}`,
      `${escapeMarkdown(verdict)}${sizeBytes === undefined ? '' : ` (${sizeBytes} of ${maxBytes} bytes of policy)`}`,
    ]),
  )}`;
}

const KEY_ICONS: Readonly<Record<KeyReport['data'], string>> = {
  locked: '🟢',
  open: '🔴',
  outage: '🔴',
  wider: '🟠',
  unknown: '❔',
  unread: '❔',
  'not-applicable': '⚪',
};

function measures({ measures: found, probes }: DriftReport): string {
  const { publishToActive, revokeToNarrowed, driftOpenMs, acceptedImages, oldestAcceptedMs } =
    found;
  const through = probes.filter(({ answer }) => answer === 'allowed').length;
  const [published] = publishToActive.slice(-1);
  const [revoked] = revokeToNarrowed.slice(-1);
  return markdownTable(
    ['measure', 'value'],
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
