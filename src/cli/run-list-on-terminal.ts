import { openDelivery } from '../adapters/deliver-report.js';
import { listPorts } from '../adapters/list-ports.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { listViewOf, renderListCommand } from '../report/render-list-command.js';
import { printable, terminalStyle } from '../report/text-layout.js';
import { type ListCommand, runListCommand } from '../workflow/commands/run-list-command.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { printFailure, printProblems } from './print-problems.js';
import { Progress } from './progress-line.js';

/** Runs a command around the allow-list, and reports its outcome. Never throws. */
export async function runListOnTerminal(
  command: ListCommand,
  values: OptionValues,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = values['json'] === true;
  const progress = new Progress(terminal);
  try {
    const ports = listPorts({
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
      onKey: (key, what) => progress.note(`${key}: ${what}`),
      onWait: (message) => {
        if (!json) terminal.err(`${printable(message)}\n`);
      },
    });
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    progress.clear();
    const style = terminalStyle(!json && terminal.outColours());
    terminal.out(renderListCommand(ended, json, style, listViewOf(values)));
    if (!json) printProblems(ended.outcome, terminal);
    return ended.outcome.exitCode;
  } catch (error) {
    progress.clear();
    const outcome = failed(command, error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  }
}
