import { isAcceptedAt } from '../allowlist/allow-list.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import type {
  ChosenRelease,
  StatusResult,
  WaitingRecord,
} from '../workflow/commands/status-result.js';
import type { Outcome } from '../workflow/outcome.js';
import { differenceList, failureSummary } from './list-markdown.js';
import {
  code,
  escapeMarkdown,
  factList,
  joinBlocks,
  markdownList,
  preformatted,
} from './markdown.js';
import { stepCommand } from './next-step-text.js';
import {
  approvalRows,
  keyStanding,
  listedRows,
  removedRows,
  standingRows,
  stateText,
} from './status-text.js';
import { lifeText } from './time-text.js';

/** The job summary of `status`. */
export function renderStatusSummary(outcome: Outcome<StatusResult>): string {
  const { result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  const { list, id, now, releases, waiting, configured, keys, next, chosen } = result;
  const title = `### ${statusLine(result)}`;
  if (chosen !== undefined) return joinBlocks([title, ...chosenBlocks(chosen, now)]);
  return joinBlocks([
    title,
    list === undefined || id === undefined
      ? ''
      : factList([
          ['SHA-256 of the list', code(id.sha256)],
          ['Expires', `${formatInstant(list.expiresAt)}, ${escapeMarkdown(lifeText(list, now))}`],
        ]),
    ...releases.map((standing) =>
      joinBlocks([
        `#### ${code(standing.release.id)}: ${stateText(standing.release, now)}`,
        rowList(standingRows(standing, now)),
      ]),
    ),
    ...waiting.map(waitingBlock),
    configured.length === 0 ? '' : '#### Configuration, compared with the list',
    differenceList(configured),
    keys.length === 0 ? '' : '#### Keys',
    markdownList(
      keys.map((key) => {
        const { follows, proof } = keyStanding(key);
        return `key ${code(key.key)}: ${escapeMarkdown(follows)}; ${escapeMarkdown(proof)}`;
      }),
    ),
    ...next.map((step) => {
      const command = stepCommand(step);
      const why = `Next: ${escapeMarkdown(step.why)}.`;
      return command === undefined ? why : `${why}\n\n${preformatted(command)}`;
    }),
  ]);
}

function chosenBlocks(
  { listed, removed, waiting }: ChosenRelease,
  now: Instant,
): readonly string[] {
  return [
    listed === undefined ? '' : rowList(listedRows(listed, now)),
    ...removed.map((entry) => rowList(removedRows(entry))),
    ...waiting.map(waitingBlock),
  ];
}

/** Rows of the terminal. Their values are text. */
function rowList(rows: readonly (readonly [string, string])[]): string {
  return factList(rows.map(([name, value]) => [name, escapeMarkdown(value)] as const));
}

/**
 * The status on one line that starts with an icon. The worst state wins. A key that could not be read is always
 * reported.
 */
function statusLine({ pin, list, now, keys, next, chosen }: StatusResult): string {
  if (chosen !== undefined) return releaseLine(chosen, now);
  const enclave = escapeMarkdown(pin.enclave);
  if (list === undefined) return `❌ status: ${enclave} has no list yet`;
  const version = `status: ${enclave}, version ${list.version}`;
  if (now >= list.expiresAt) return `❌ ${version}: the list has expired`;
  const open = keys.filter((key) => keyStanding(key).isOpen).length;
  if (open > 0)
    return `❌ ${version}: ${pluralize(open, 'key policy', 'key policies')} open or in outage`;
  const unread = keys.filter(({ plan }) => plan?.before.verdict === undefined).length;
  if (unread > 0) {
    return `❔ ${version}: could not tell for ${pluralize(unread, 'key policy', 'key policies')}`;
  }
  if (next.length > 0) return `⚠️ ${version}: ${pluralize(next.length, 'step')} to take`;
  return `✅ ${version}: nothing to do`;
}

function releaseLine({ id, listed, removed }: ChosenRelease, now: Instant): string {
  const name = `status: release ${escapeMarkdown(id)}`;
  if (listed !== undefined) {
    const icon = isAcceptedAt(listed.release, now) ? '✅' : '❌';
    return `${icon} ${name} is ${stateText(listed.release, now)}`;
  }
  const [last] = removed.slice(-1);
  return last === undefined ? `⚠️ ${name} waits for approval` : `❌ ${name} is ${last.why}`;
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
  const rows = facts.map(([what, value]) => [escapeMarkdown(what), escapeMarkdown(value)] as const);
  return joinBlocks([`#### Waiting for approval: ${escapeMarkdown(name)}`, factList(rows)]);
}

function sourceText(source: { repository: string; commit: string; ref: string } | undefined) {
  if (source === undefined) return 'not observed';
  return `${source.repository} ${source.ref}, commit ${source.commit}`;
}

function manifestText({ manifest }: WaitingRecord): string {
  if (manifest === undefined) return '';
  return 'fault' in manifest ? manifest.fault : `verifies; measured: ${manifest.measured}`;
}
