import { type ListDifference, listDifferences } from '../allowlist/list-difference.js';
import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { ListResult } from '../workflow/commands/list-result.js';
import type { VerifyResult } from '../workflow/commands/verify.js';
import type { Failure, Outcome } from '../workflow/outcome.js';
import { renderKeyPlans } from './key-plan-text.js';
import {
  code,
  escapeMarkdown,
  factList,
  joinBlocks,
  markdownList,
  outcomeIcon,
  preformatted,
  proseWithCommands,
} from './markdown.js';
import { pcrOwners } from './statement-fields.js';
import { terminalStyle } from './text-layout.js';

/** The job summary of a command that works on the list: the changes, and the state of the list. */
export function renderListSummary(outcome: Outcome<ListResult>, full = false): string {
  const { command, result, error, exitCode } = outcome;
  if (result === undefined) return failureSummary(outcome);
  const { before, after, id, staged, assets, keys = [] } = result;
  const differences = after === undefined ? [] : listDifferences(before, after);
  const imagePcr = staged?.[ENCLAVE.image];
  return joinBlocks([
    `### ${outcomeIcon(exitCode)} ${command}: ${escapeMarkdown(result.message)}`,
    ...(error === undefined ? [] : errorBlocks(error)),
    differences.length === 0 ? '' : '#### Changes',
    differenceList(differences),
    staged === undefined || imagePcr === undefined
      ? ''
      : `#### Staged\n\n${factList([
          ['Release', code(staged.id)],
          [ENCLAVE.image, code(imagePcr)],
          ['SHA-256 of the record', code(staged.sha256)],
        ])}`,
    after === undefined
      ? ''
      : `#### List\n\n${factList([
          ['Enclave', escapeMarkdown(after.enclave)],
          ['Version', String(after.version)],
          ...(id === undefined ? [] : [['SHA-256 of the list', code(id.sha256)] as const]),
          ['Expires', formatInstant(after.expiresAt)],
        ])}`,
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

/** The changes, one in each item. */
export function differenceList(differences: readonly ListDifference[]): string {
  return markdownList(
    differences.map(
      ({ change, subject, detail }) =>
        `${change} ${escapeMarkdown(subject)}: ${escapeMarkdown(detail)}`,
    ),
  );
}

export function renderVerifySummary(outcome: Outcome<VerifyResult>): string {
  const { result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  if (result.kind === 'manifest') {
    const { image, measurements } = result.manifest;
    return joinBlocks([
      `### ✅ verify: the manifest of ${escapeMarkdown(image.name)} verifies`,
      factList(
        Object.entries(measurements).map(([name, value]) => [name, code(String(value))] as const),
      ),
    ]);
  }
  const { list, accepted } = result;
  return joinBlocks([
    `### ✅ verify: the allow-list of ${escapeMarkdown(list.enclave)} verifies`,
    `Version ${list.version}, expires ${formatInstant(list.expiresAt)}.`,
    markdownList(
      accepted.map(({ id, state, measurements }) => {
        return `${code(id)}, ${state}, ${ENCLAVE.image} ${code(measurements[ENCLAVE.image])}`;
      }),
    ),
  ]);
}

/** The job summary of a command without a result. */
export function failureSummary({ command, error, exitCode }: Outcome<unknown>): string {
  if (error === undefined) return '';
  const word = exitCode === 6 ? 'could not tell' : 'failed';
  return joinBlocks([
    `### ${outcomeIcon(exitCode)} ${command ?? 'pcr-allowlist'}: ${word}`,
    ...errorBlocks(error),
  ]);
}

function errorBlocks({ code: name, message, hint }: Failure): readonly string[] {
  return [
    `${code(name)}: ${proseWithCommands(message)}`,
    hint === undefined ? '' : `Next: ${proseWithCommands(hint)}`,
  ];
}
