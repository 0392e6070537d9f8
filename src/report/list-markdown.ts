import { listDifferences } from '../allowlist/list-difference.js';
import { formatInstant } from '../base/instant.js';
import { boundValuesOf } from '../keypolicy/bound-values.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';
import type { ListResult } from '../workflow/commands/list-result.js';
import type { VerifyResult } from '../workflow/commands/verify.js';
import type { PlannedKey } from '../workflow/keys/key-plans.js';
import type { Outcome } from '../workflow/outcome.js';
import { authorityText, policySizeText, probeText } from './key-plan-text.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';

/** The job summary of a command around the list: what changed, and where the list stands. */
export function renderListSummary(outcome: Outcome<ListResult>): string {
  const { command, result } = outcome;
  if (result === undefined) return failureSummary(outcome);
  const { before, after, id, staged, assets, keys = [] } = result;
  const differences = after === undefined ? [] : listDifferences(before, after);
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
    staged?.PCR0 === undefined
      ? ''
      : `Staged: release ${code(staged.id)}, PCR0 ${code(staged.PCR0)}, record ${code(staged.sha256)}`,
    after === undefined
      ? ''
      : `List of ${escapeMarkdown(after.enclave)}, version ${after.version}${
          id === undefined ? '' : ` (${code(id.sha256)})`
        }, expires ${formatInstant(after.expiresAt)}`,
    assets === undefined
      ? ''
      : `Assets of ${escapeMarkdown(assets.url)}${assets.isDraft ? ' (still a draft)' : ''}: ${[...assets.uploaded, ...assets.present].map(code).join(', ')}`,
    ...keys.map(keyBlock),
  ]);
}

/** One key with what becomes of each statement. */
function keyBlock({ key, plan, failures, probe }: PlannedKey): string {
  const told = markdownTable(
    ['why not', 'statement', 'what', 'safe form'],
    failures.map(({ code: name, at, message, hint = '' }) => [
      name,
      at?.sid === undefined ? '' : code(at.sid),
      escapeMarkdown(message),
      escapeMarkdown(hint),
    ]),
  );
  if (plan === undefined) return `Key ${code(key)}\n\n${told}`;
  const withheld = new Set(plan.withheld);
  const rows = [
    ...plan.changes.map((change) => [
      `${change.action}${withheld.has(change) ? ' (withheld)' : ''}`,
      code(change.sid),
      escapeMarkdown(change.releases.join(', ')),
      boundCell(change),
    ]),
    ...plan.after.findings.map(({ rule, severity, sid, grantId, message }) => [
      `${rule} ${severity}`,
      sid === undefined && grantId === undefined ? 'finding' : code(sid ?? grantId ?? ''),
      escapeMarkdown(message),
      '',
    ]),
    ...plan.open.map(({ pcrs, releases }) => [
      'open',
      escapeMarkdown(Object.keys(pcrs).join(' and ')),
      `any image with these values stays admitted: ${escapeMarkdown(releases.join(', '))}`,
      valuesCell(pcrs),
    ]),
  ];
  const { verdict, data, authority = [] } = plan.after;
  const remarks = [
    ...plan.notes.map(({ message }) => message),
    ...authority.map((holder) => authorityText(holder)),
  ];
  const noted = remarks.map((line) => `\n${escapeMarkdown(line)}\n`).join('');
  const icon = data === 'outage' ? '🔴 ' : '';
  const proof = verdict === undefined ? '' : `; proof: ${icon}${escapeMarkdown(verdict)}`;
  const table = markdownTable(['', 'statement', 'releases', 'bound to'], rows);
  const asked = probe === undefined ? '' : `\n${escapeMarkdown(probeText(probe))}\n`;
  return `Key ${code(key)}, ${policySizeText(plan)}${proof}\n\n${table}${noted}${told === '' ? '' : `\n${told}`}${asked}`;
}

/** The PCR values of a statement of ours, for the releases beside it. */
function boundCell(change: PlannedChange): string {
  const bound = boundValuesOf(change);
  return bound === undefined ? '' : valuesCell({ role: bound.role, ...bound.pcrs });
}

function valuesCell(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${escapeMarkdown(name)} ${code(value)}`)
    .join('<br>');
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
      ['release', 'state', 'PCR0'],
      accepted.map(({ id, state, measurements }) => [code(id), state, code(measurements.PCR0)]),
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
