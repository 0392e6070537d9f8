import { openDelivery } from '../adapters/deliver-report.js';
import { Interruption } from '../adapters/interruption.js';
import { listPorts } from '../adapters/list-ports.js';
import { type Around, observePorts } from '../adapters/observed-ports.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { listViewOf, renderListCommand } from '../report/render-list-command.js';
import { printable, terminalStyle } from '../report/text-layout.js';
import { type ListCommand, runListCommand } from '../workflow/commands/run-list-command.js';
import { withConfiguration } from '../workflow/next-step.js';
import {
  CONFIGURATION_FILE,
  Options,
  type OptionValues,
} from '../workflow/options/option-values.js';
import { type ExitCode, type Failure, failed } from '../workflow/outcome.js';
import type { ListPorts } from '../workflow/ports.js';
import { listenForInterruption } from './listen-for-interruption.js';
import { printFailure, printProblems } from './print-problems.js';
import { Progress } from './progress-line.js';
import { tellRequests } from './tell-requests.js';

/**
 * Runs a command that works on the allow-list, and reports its outcome. With `isVerbose`, also reports each request.
 * After Ctrl-C, the outcome is `interrupted`. Never throws.
 */
export async function runListOnTerminal(
  command: ListCommand,
  values: OptionValues,
  isVerbose: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = values['json'] === true;
  const progress = new Progress(terminal);
  const interruption = new Interruption(command === 'init' ? initAgain(values) : undefined);
  const stopListening = listenForInterruption(interruption, command, json, terminal);
  const tell = tellRequests(terminal.err);
  const around: Around = (request, run) =>
    interruption.around(request, isVerbose ? () => tell(request, run) : run);
  try {
    const own = observePorts(
      listPorts({
        onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
        onKey: (key, what) => progress.note(`${key}: ${what}`),
        onWait: (message) => {
          if (!json) terminal.err(`${printable(message)}\n`);
        },
      }),
      around,
    );
    const { heedStop } = own;
    const ports: ListPorts =
      heedStop === undefined
        ? own
        : {
            ...own,
            heedStop: (watch) => heedStop((isStopped) => interruption.heed(() => watch(isStopped))),
          };
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    progress.clear();
    // A command that completed before it was stopped is done.
    const { error, exitCode } = ended.outcome;
    if (interruption.requested && exitCode !== 0) throw interruption.error(reasonOf(error));
    const style = terminalStyle(!json && terminal.outColours());
    terminal.out(renderListCommand(ended, json, style, listViewOf(values)));
    if (!json) printProblems(ended.outcome, terminal);
    return ended.outcome.exitCode;
  } catch (error) {
    progress.clear();
    const outcome = failed(command, error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  } finally {
    stopListening();
  }
}

/** The error of a command, other than that it was interrupted. */
function reasonOf(error: Failure | undefined): string | undefined {
  return error?.code === 'interrupted' ? undefined : error?.message;
}

/** With options, `init` would be refused after the configuration was written. */
function initAgain(values: OptionValues): string {
  const config = new Options(values).text('config') ?? CONFIGURATION_FILE;
  const text =
    'Run `pcr-allowlist init` without other options. It creates the list of the configuration.';
  return withConfiguration(text, config);
}
