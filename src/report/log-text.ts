import { formatInstant } from '../base/instant.js';
import type { LoggedVersion, LogResult } from '../workflow/commands/log.js';
import type { Outcome } from '../workflow/outcome.js';
import { failureSummary } from './list-markdown.js';
import { renderDifference } from './list-text.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';
import { printable, type Style } from './text-layout.js';

/** The versions of a list, for a terminal. */
export function renderLog({ pin, versions, ended }: LogResult, style: Style): string {
  return (
    `${style.bold(printable(pin.enclave))}  list ${pin.list}\n` +
    versions.map((version) => versionText(version, style)).join('') +
    (ended?.why === 'not-read' ? style.dim('for earlier versions, use --limit\n') : '')
  );
}

function versionText(one: LoggedVersion, style: Style): string {
  const { version, issuedAt, expiresAt, sha256, differences } = one;
  const title = `version ${version}`;
  const times = `${formatInstant(issuedAt)}, expires ${formatInstant(expiresAt)}`;
  return (
    `${style.bold(title)}  ${times}  ${style.dim(`SHA-256 ${sha256}`)}\n` +
    (differences?.map((difference) => renderDifference(difference, style)).join('') ||
      `  ${emptyText(one)}\n`)
  );
}

function emptyText({ differences, version }: LoggedVersion): string {
  if (differences === undefined)
    return 'could not tell what changed: the version before is missing';
  return version === 1 ? 'the empty list was created' : 'only its times';
}

/** The same for a job summary. */
export function renderLogSummary(outcome: Outcome<LogResult>): string {
  const { result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  return joinBlocks([
    `### log: ${escapeMarkdown(result.pin.enclave)}`,
    markdownTable(
      ['version', 'issued', 'what', 'detail', 'SHA-256'],
      result.versions.flatMap((one) => {
        const head = [String(one.version), formatInstant(one.issuedAt)];
        const rows = (one.differences ?? []).map(({ change, subject, detail }) => [
          escapeMarkdown(`${change} ${subject}`),
          escapeMarkdown(detail),
        ]);
        const shown = rows.length > 0 ? rows : [[escapeMarkdown(emptyText(one)), '']];
        return shown.map((row) => [...head, ...row, code(one.sha256)]);
      }),
    ),
  ]);
}
