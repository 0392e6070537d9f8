import { listPorts } from '../adapters/list-ports.js';
import type { Terminal } from '../adapters/process-terminal.js';
import {
  configResultJson,
  keygenResultJson,
  renderConfigResult,
  renderKeygenResult,
} from '../report/config-text.js';
import { renderOutcomeJson } from '../report/outcome-json.js';
import { type Style, terminalStyle } from '../report/text-layout.js';
import { config } from '../workflow/commands/config.js';
import { keygen } from '../workflow/commands/keygen.js';
import { configRequest } from '../workflow/options/config-request.js';
import { keygenRequest } from '../workflow/options/keygen-request.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { type ExitCode, failed, type Outcome } from '../workflow/outcome.js';
import { printFailure, printProblems } from './print-problems.js';

/** The commands that write local files and use no service. */
export type FileCommand = 'config' | 'keygen';

/** Runs a file command, and reports its outcome. Never throws. */
export async function runFileCommand(
  command: FileCommand,
  values: OptionValues,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    const ports = listPorts();
    return command === 'keygen'
      ? print(
          await keygen(keygenRequest(values), ports),
          [keygenResultJson, renderKeygenResult],
          values,
          terminal,
        )
      : print(
          await config(configRequest(values), ports),
          [configResultJson, renderConfigResult],
          values,
          terminal,
        );
  } catch (error) {
    const outcome = failed(command, error);
    printFailure(outcome, values['json'] === true, terminal);
    return outcome.exitCode;
  }
}

function print<Result>(
  outcome: Outcome<Result>,
  [toJson, toText]: [(result: Result) => object, (result: Result, style: Style) => string],
  values: OptionValues,
  terminal: Terminal,
): ExitCode {
  if (values['json'] === true) {
    terminal.out(renderOutcomeJson(outcome, toJson));
    return outcome.exitCode;
  }
  const { result } = outcome;
  if (result !== undefined) terminal.out(toText(result, terminalStyle(terminal.outColours())));
  printProblems(outcome, terminal);
  return outcome.exitCode;
}
