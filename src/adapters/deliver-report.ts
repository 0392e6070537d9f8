import type { DriftReport } from '../drift/drift-report.js';
import { renderDriftFile } from '../report/drift-file.js';
import { renderDriftMarkdown } from '../report/drift-markdown.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import type { ListCommand } from '../workflow/commands/run-list-command.js';
import type { GitHub } from '../workflow/github/github-port.js';
import { syncDriftIssue } from '../workflow/github/sync-drift-issue.js';
import {
  CONFIGURATION_FILE,
  Options,
  type OptionValues,
} from '../workflow/options/option-values.js';
import { exitCodeOf, failureOf, type Outcome } from '../workflow/outcome.js';
import type { ListPorts } from '../workflow/ports.js';

/** Delivers the report of a drift run, and returns the outcome with the failures of the delivery. */
export type Delivery = (ended: ListOutcome) => Promise<ListOutcome>;

/**
 * Prepares the delivery of a report before the command runs: the files of `report`, and with `issue` the GitHub issue
 * of the enclave. Throws `usage` if GitHub is needed and there is no token. Other commands deliver nothing.
 */
export async function openDelivery(
  command: ListCommand,
  values: OptionValues,
  ports: ListPorts,
): Promise<Delivery> {
  if (command !== 'drift') return async (ended) => ended;
  const options = new Options(values);
  const paths = options.list('report');
  const config = options.text('config') ?? CONFIGURATION_FILE;
  const github = options.flag('issue')
    ? await ports.openGitHub(options.text('github-token'))
    : undefined;
  return async (ended) => {
    if (ended.kind !== 'drift' || ended.outcome.result === undefined) return ended;
    const { result } = ended.outcome;
    for (const path of paths) await ports.writeText(path, renderDriftFile(path, result, config));
    if (github === undefined) return ended;
    return { kind: 'drift', outcome: await withIssue(github, ended.outcome, result) };
  };
}

/** An issue that could not be updated does not hide the findings. */
async function withIssue(
  github: GitHub,
  outcome: Outcome<DriftReport>,
  report: DriftReport,
): Promise<Outcome<DriftReport>> {
  const { pin, status } = report;
  try {
    const upkeep = await syncDriftIssue(github, {
      pin: { list: pin.list, enclave: pin.enclave ?? '' },
      status,
      body: (maxCharacters) => renderDriftMarkdown(report, { maxCharacters }),
    });
    if (upkeep.url === undefined) return outcome;
    const message = `${upkeep.action}: ${upkeep.url}`;
    return { ...outcome, warnings: [...outcome.warnings, { code: 'drift-issue', message }] };
  } catch (error) {
    const failure = failureOf(error);
    if (outcome.error === undefined) {
      return { ...outcome, exitCode: exitCodeOf(failure.code), error: failure };
    }
    const { code, message } = failure;
    return { ...outcome, warnings: [...outcome.warnings, { code, message }] };
  }
}
