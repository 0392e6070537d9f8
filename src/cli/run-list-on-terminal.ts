import { openDelivery } from '../adapters/deliver-report.js';
import { Interruption } from '../adapters/interruption.js';
import { listPorts } from '../adapters/list-ports.js';
import { type Around, observePorts } from '../adapters/observed-ports.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { listViewOf, renderListCommand } from '../report/render-list-command.js';
import { printable, terminalStyle } from '../report/text-layout.js';
import { type ListCommand, runListCommand } from '../workflow/commands/run-list-command.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { listenForInterruption } from './listen-for-interruption.js';
import { printFailure, printProblems } from './print-problems.js';
import { Progress } from './progress-line.js';
import { tellRequests } from './tell-requests.js';

/**
 * Runs a command around the allow-list, and reports its outcome; with `isVerbose` each of its requests too. Where Ctrl-C
 * ended it, the outcome is `interrupted`. Never throws.
 */
export async function runListOnTerminal(
  command: ListCommand,
  values: OptionValues,
  isVerbose: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = values['json'] === true;
  const progress = new Progress(terminal);
  const interruption = new Interruption();
  const stopListening = listenForInterruption(interruption, command, json, terminal);
  const tell = tellRequests(terminal.err);
  const around: Around = (request, run) =>
    interruption.around(request, isVerbose ? () => tell(request, run) : run);
  try {
    const ports = observePorts(
      listPorts({
        onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
        onKey: (key, what) => progress.note(`${key}: ${what}`),
        onWait: (message) => {
          if (!json) terminal.err(`${printable(message)}\n`);
        },
      }),
      around,
    );
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    progress.clear();
    // A command that came to its end before it was stopped is done.
    if (interruption.requested && ended.outcome.exitCode !== 0) throw interruption.error();
    const style = terminalStyle(!json && terminal.outColours());
    terminal.out(renderListCommand(ended, json, style, listViewOf(values)));
    if (!json) printProblems(ended.outcome, terminal);
    return ended.outcome.exitCode;
  } catch (error) {
    progress.clear();
    const outcome = failed(command, interruption.requested ? interruption.error() : error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  } finally {
    stopListening();
  }
}
