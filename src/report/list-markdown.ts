import { listDifferences } from '../allowlist/list-difference.js';
import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { ListResult } from '../workflow/commands/list-result.js';
import type { VerifyResult } from '../workflow/commands/verify.js';
import type { Outcome } from '../workflow/outcome.js';
import { renderKeyPlans } from './key-plan-text.js';
import { code, escapeMarkdown, joinBlocks, markdownTable, preformatted } from './markdown.js';
import { pcrOwners } from './statement-fields.js';
import { terminalStyle } from './text-layout.js';

/** The job summary of a command around the list: what changed, and where the list stands. */
export function renderListSummary(outcome: Outcome<ListResult>, full = false): string {
  const { command, result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  const { before, after, id, staged, assets, keys = [] } = result;
  const differences = after === undefined ? [] : listDifferences(before, after);
  const imagePcr = staged?.[ENCLAVE.image];
  return joinBlocks([
    `### ${command}: ${escapeMarkdown(result.message)}`,
    markdownTable(
      ['', 'what', 'detail'],
      differences.map(({ change, subject, detail }) => [
        change,
        escapeMarkdown(subject),
        escapeMarkdown(detail),
      ]),
    ),
    staged === undefined || imagePcr === undefined
      ? ''
      : `Staged: release ${code(staged.id)}, PCR0 ${code(imagePcr)}, record ${code(staged.sha256)}`,
    after === undefined
      ? ''
      : `List of ${escapeMarkdown(after.enclave)}, version ${after.version}${
          id === undefined ? '' : ` (${code(id.sha256)})`
        }, expires ${formatInstant(after.expiresAt)}`,
    assets === undefined
      ? ''
      : `Assets of ${escapeMarkdown(assets.url)}${assets.isDraft ? ' (still a draft)' : ''}: ${[...assets.uploaded, ...assets.present].map(code).join(', ')}`,
    ...keys.map((key) =>
      preformatted(
        renderKeyPlans([key], { owners: pcrOwners(before, after), full }, terminalStyle(false)),
      ),
    ),
  ]);
}

export function renderVerifySummary(outcome: Outcome<VerifyResult>): string {
  const { result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  if (result.kind === 'manifest') {
    const { image, measurements } = result.manifest;
    return joinBlocks([
      `### verify: the manifest of ${escapeMarkdown(image.name)} verifies`,
      markdownTable(
        ['PCR', 'value'],
        Object.entries(measurements).map(([name, value]) => [name, code(String(value))]),
      ),
    ]);
  }
  const { list, accepted } = result;
  return joinBlocks([
    `### verify: the allow-list of ${escapeMarkdown(list.enclave)} verifies`,
    `Version ${list.version}, expires ${formatInstant(list.expiresAt)}.`,
    markdownTable(
      ['release', 'state', ENCLAVE.image],
      accepted.map(({ id, state, measurements }) => [
        code(id),
        state,
        code(measurements[ENCLAVE.image]),
      ]),
    ),
  ]);
}

/** What the job summary says of a command that has no result. */
export function failureSummary({ command, error }: Outcome<unknown>): string {
  if (error === undefined) return '';
  return joinBlocks([
    `### ${command ?? 'pcr-allowlist'}: ${escapeMarkdown(error.code)}`,
    escapeMarkdown(error.message),
    error.hint === undefined ? '' : escapeMarkdown(error.hint),
  ]);
}
