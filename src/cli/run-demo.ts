import { openDelivery } from '../adapters/deliver-report.js';
import { writeBinaryFile } from '../adapters/files/local-files.js';
import { makeTemporaryFolder } from '../adapters/files/temporary-folder.js';
import { listPorts } from '../adapters/list-ports.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { demo } from '../demo/demo.js';
import type { DemoPorts } from '../demo/demo-runner.js';
import { renderOutcomeJson } from '../report/outcome-json.js';
import { terminalStyle } from '../report/text-layout.js';
import { type ListCommand, runListCommand } from '../workflow/commands/run-list-command.js';
import { COMMANDS, type ProgramCommand } from '../workflow/options/command-table.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { parseCommandLine } from './parse-command-line.js';
import { printFailure, printProblems } from './print-problems.js';

/** Runs the demo in a temporary folder, and prints it while it runs. The folder is kept. Never throws. */
export async function runDemo(json: boolean, terminal: Terminal): Promise<ExitCode> {
  try {
    const outcome = await demo({
      folder: makeTemporaryFolder('pcr-allowlist-demo-'),
      listPorts,
      parse: parseListCommand,
      writeBytes: writeBinaryFile,
      async run(command, values, ports) {
        const deliver = await openDelivery(command, values, ports);
        return deliver(await runListCommand(command, values, ports));
      },
      tell: (text) => {
        if (!json) terminal.out(text);
      },
      style: terminalStyle(!json && terminal.outColours()),
    });
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
    return outcome.exitCode;
  } catch (error) {
    const outcome = failed('demo', error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  }
}

function isListCommand(command: ProgramCommand): command is ListCommand {
  return command !== 'measure' && Object.hasOwn(COMMANDS, command);
}

/** Parses a line of the story as a command line. */
function parseListCommand(words: readonly string[]): ReturnType<DemoPorts['parse']> {
  const invocation = parseCommandLine(words);
  if (invocation.kind === 'command') {
    const { command, values } = invocation;
    if (isListCommand(command)) return { command, values };
  }
  throw new Error(`not a command of the story: ${words.join(' ')}`);
}
