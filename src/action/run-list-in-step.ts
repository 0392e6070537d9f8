import { openDelivery } from '../adapters/deliver-report.js';
import type { Runner } from '../adapters/github/github-runner.js';
import { listPorts } from '../adapters/list-ports.js';
import {
  listViewOf,
  renderListCommand,
  renderListCommandSummary,
} from '../report/render-list-command.js';
import { printable, terminalStyle } from '../report/text-layout.js';
import { type ListCommand, runListCommand } from '../workflow/commands/run-list-command.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { annotateProblems } from './annotations.js';
import { listOutputs } from './list-outputs.js';
import { predicateOutputs } from './predicate-outputs.js';

/** Runs a step with a command that works on the allow-list, and reports its outcome. Never throws. */
export async function runListInStep(
  command: ListCommand,
  values: OptionValues,
  runner: Runner,
): Promise<ExitCode> {
  try {
    const view = listViewOf(values);
    const ports = listPorts({
      onKey: (key, what) => tellKey(key, what, runner),
      onWait: (message) => runner.log(printable(message)),
    });
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    const predicate =
      command === 'publish' ? await predicateOutputs(ended, values, runner, ports) : {};
    for (const [name, value] of Object.entries({ ...listOutputs(ended), ...predicate }))
      runner.output(name, value);
    runner.log(renderListCommand(ended, false, terminalStyle(false), view));
    annotateProblems(ended.outcome, runner);
    runner.summary(renderListCommandSummary(ended, view.full));
    return ended.outcome.exitCode;
  } catch (error) {
    const outcome = failed(command, error);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}

/** Logs keys that take time. A key that needs no change is not logged. */
function tellKey(key: string, what: string, runner: Runner): void {
  if (what !== 'planned' && what !== 'done') runner.log(printable(`${key}: ${what}`));
}
