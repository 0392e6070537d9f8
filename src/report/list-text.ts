import type { AllowList } from '../allowlist/allow-list.js';
import { type ListDifference, listDifferences } from '../allowlist/list-difference.js';
import { formatInstant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import { ENCLAVE } from '../format/platform.js';
import type { ListResult } from '../workflow/commands/list-result.js';
import type { VerifyResult } from '../workflow/commands/verify.js';
import { configWords, type NextStep } from '../workflow/next-step.js';
import { renderKeyPlans } from './key-plan-text.js';
import { renderNextSteps } from './next-step-text.js';
import { pcrOwners } from './statement-fields.js';
import { printable, renderColumns, type Style } from './text-layout.js';

/** The options for rendering results. */
export interface ListView {
  /** Plans also show unchanged statements. */
  readonly full: boolean;
  /** The given configuration. Suggested commands name it. */
  readonly config: string;
}

const SIGNS: { readonly [change in ListDifference['change']]: string } = {
  added: '+',
  removed: '-',
  changed: '~',
};

/** The result of a command that works on the list, for a terminal: the sentence, the changes, and the next step. */
export function renderListResult(result: ListResult, style: Style, view: ListView): string {
  const { dryRun, message, before, after, id } = result;
  const title = dryRun ? `dry run: ${message}` : message;
  const differences = after === undefined ? [] : listDifferences(before, after);
  return [
    `${style.bold(printable(title))}\n`,
    differences.map((difference) => renderDifference(difference, style)).join(''),
    after === undefined ? '' : renderListFacts(after, id?.sha256),
    renderFacts(result),
    renderKeyPlans(result.keys ?? [], { owners: pcrOwners(before, after), full: view.full }, style),
    renderNextSteps(nextSteps(result, view.config), style),
  ].join('');
}

/** The result of `verify`. */
export function renderVerifyResult(result: VerifyResult, style: Style): string {
  if (result.kind === 'manifest') {
    const { image, measurements, measured, measuredAt } = result.manifest;
    return (
      `${style.bold(`the manifest of ${printable(image.name)} verifies`)}\n` +
      renderColumns([
        ...Object.entries(measurements).map(([name, value]) => [name, String(value)] as const),
        ['image', `SHA-256 ${image.sha256}`],
        ['measured', `${measured}, at ${formatInstant(measuredAt)}`],
        ['signed by', result.signers.join(', ')],
      ])
    );
  }
  const { list, accepted, signers, sha256, rollbackProtected } = result;
  return (
    `${style.bold(`the allow-list of ${printable(list.enclave)} verifies`)}\n` +
    renderListFacts(list, sha256) +
    renderColumns([
      ['signed by', signers.join(', ')],
      ['rollback', rollbackProtected ? 'protected' : 'not protected: --remember was not given'],
    ]) +
    (accepted.length === 0 ? `${style.yellow('no image is accepted now')}\n` : 'accepted now:\n') +
    accepted
      .map((release) => {
        const end = release.state === 'retiring' ? ` until ${formatInstant(release.retireAt)}` : '';
        const demanded = release.userData === undefined ? '' : `  user data ${release.userData}`;
        return `  ${printable(release.id)}  ${release.state}${end}  ${ENCLAVE.image} ${release.measurements[ENCLAVE.image]}${demanded}\n`;
      })
      .join('')
  );
}

/** One difference between two versions, on one line. */
export function renderDifference(
  { change, subject, detail }: ListDifference,
  style: Style,
): string {
  const colour = { added: style.green, removed: style.red, changed: style.yellow }[change];
  return `  ${colour(`${SIGNS[change]} ${printable(subject)}`)}  ${printable(detail)}\n`;
}

function renderListFacts(list: AllowList, sha256: string | undefined): string {
  const active = list.releases.filter(({ state }) => state === 'active').length;
  const retiring = list.releases.length - active;
  return renderColumns([
    ['list', `${list.list}, of the enclave ${printable(list.enclave)}`],
    ['version', sha256 === undefined ? `${list.version}` : `${list.version}, SHA-256 ${sha256}`],
    ['expires', formatInstant(list.expiresAt)],
    ['releases', `${active} active${retiring === 0 ? '' : `, ${retiring} retiring`}`],
  ]);
}

function renderFacts({
  manifest,
  staged,
  approvals,
  files = [],
  signer,
  assets,
}: ListResult): string {
  const rows: [string, string][] = [];
  if (manifest !== undefined) rows.push(['manifest', printable(manifest.path)]);
  if (staged?.path !== undefined) rows.push(['staged', printable(staged.path)]);
  if (approvals !== undefined)
    rows.push(['approvals', `${approvals.found} of ${approvals.needed}`]);
  if (signer !== undefined) rows.push(['signed by', printable(signer)]);
  rows.push(...files.map((file): [string, string] => ['file', printable(file)]));
  if (assets !== undefined) rows.push(['release', assetsText(assets)]);
  return rows.length === 0 ? '' : renderColumns(rows);
}

function assetsText({
  url,
  isDraft,
  uploaded,
  present,
}: NonNullable<ListResult['assets']>): string {
  const counts = `${pluralize(uploaded.length, 'asset')} uploaded, ${present.length} present before`;
  return `${printable(url)}${isDraft ? ', still a draft' : ''}: ${counts}`;
}

/**
 * The next step for a record that is not in the list yet. A suggested command is never one that would be refused.
 * `status` shows the approvals of a record of an earlier run, and the approvals that GitHub must give.
 */
function nextSteps(
  { staged, dryRun, after, approvals }: ListResult,
  config: string,
): readonly NextStep[] {
  if (staged === undefined || dryRun || staged.path === undefined) return [];
  const isIn =
    after?.releases.some((release) => release.staged === staged.sha256) === true ||
    after?.projection.staged.includes(staged.sha256) === true;
  if (isIn) return [];
  const own = configWords(config);
  if (approvals === undefined) {
    return [{ why: 'it waits for approval', words: ['status', ...own] }];
  }
  const imagePcr = staged[ENCLAVE.image];
  const words =
    imagePcr === undefined
      ? ['approve', 'projection', '--staged', staged.sha256, ...own]
      : ['approve', staged.id, '--pcr0', imagePcr, ...own];
  const missing = approvals.needed - approvals.found;
  if (missing <= 0) return [{ why: 'it has the approvals by keys that it needs', words }];
  return [
    {
      why: `it needs ${missing} more of ${pluralize(approvals.needed, 'approval')}`,
      approverWords: words,
    },
  ];
}
