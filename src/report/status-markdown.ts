import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { StatusResult, WaitingRecord } from '../workflow/commands/status-result.js';
import type { Outcome } from '../workflow/outcome.js';
import { failureSummary } from './list-markdown.js';
import { code, escapeMarkdown, joinBlocks, markdownTable, preformatted } from './markdown.js';
import { stepCommand } from './next-step-text.js';
import { approvalRows, keyStanding, renderStatus, stateText } from './status-text.js';
import { terminalStyle } from './text-layout.js';
import { lifeText } from './time-text.js';

/** The job summary of `status`. */
export function renderStatusSummary(outcome: Outcome<StatusResult>): string {
  const { result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  const { pin, list, id, now, releases, waiting, configured, keys, next, chosen } = result;
  const title = `### status: ${escapeMarkdown(pin.enclave)}`;
  if (chosen !== undefined) {
    return joinBlocks([title, preformatted(renderStatus(result, terminalStyle(false)))]);
  }
  return joinBlocks([
    title,
    list === undefined || id === undefined
      ? 'There is no list yet.'
      : `Version ${id.version} (${code(id.sha256)}), expires ${formatInstant(list.expiresAt)}, ${escapeMarkdown(lifeText(list, now))}.`,
    markdownTable(
      ['release', 'state', ENCLAVE.image, 'image', 'source', 'since', 'approved by'],
      releases.map(({ release, since, approvedBy }) => [
        code(release.id),
        stateText(release, now),
        code(release.measurements[ENCLAVE.image]),
        code(release.image.sha256),
        release.source === undefined ? '' : code(release.source.commit),
        formatInstant(since),
        escapeMarkdown(approvedBy.join(', ')),
      ]),
    ),
    ...waiting.map(waitingBlock),
    configured.length === 0 ? '' : '#### The configuration differs from the list',
    markdownTable(
      ['', 'what', 'detail'],
      configured.map(({ change, subject, detail }) => [
        change,
        escapeMarkdown(subject),
        escapeMarkdown(detail),
      ]),
    ),
    markdownTable(
      ['key', 'follows', 'proof'],
      keys.map((key) => {
        const { follows, proof } = keyStanding(key);
        return [code(key.key), escapeMarkdown(follows), escapeMarkdown(proof)];
      }),
    ),
    ...next.map((step) => {
      const command = stepCommand(step);
      const why = `Next: ${escapeMarkdown(step.why)}.`;
      return command === undefined ? why : `${why}\n\n${preformatted(command)}`;
    }),
  ]);
}

function waitingBlock(one: WaitingRecord): string {
  const { record, differences } = one;
  const name = record.kind === 'projection' ? 'the projection' : `release ${record.id}`;
  const facts: readonly (readonly [string, string])[] = [
    ['record', record.sha256],
    ['staged', formatInstant(record.stagedAt)],
    ...(record.kind === 'projection'
      ? differences.map(({ change, subject, detail }) => [change, `${subject} ${detail}`] as const)
      : [
          ...Object.entries(record.measurements)
            .filter(([pcr]) => pcr.startsWith('PCR'))
            .map(([pcr, value]) => [pcr, String(value)] as const),
          ['image', `${record.image.name}, SHA-256 ${record.image.sha256}`] as const,
          ['source', sourceText(record.source)] as const,
          ['manifest', manifestText(one)] as const,
        ]),
    ...approvalRows(one),
  ];
  const rows = facts.map(([what, value]) => [escapeMarkdown(what), escapeMarkdown(value)]);
  return `#### Waits for approval: ${escapeMarkdown(name)}\n\n${markdownTable(['what', 'value'], rows)}`;
}

function sourceText(source: { repository: string; commit: string; ref: string } | undefined) {
  if (source === undefined) return 'not observed';
  return `${source.repository} ${source.ref}, commit ${source.commit}`;
}

function manifestText({ manifest }: WaitingRecord): string {
  if (manifest === undefined) return '';
  return 'fault' in manifest ? manifest.fault : `verifies; measured: ${manifest.measured}`;
}
