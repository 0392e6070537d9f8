import { systemNow } from '../adapters/clock.js';
import { openFileSource } from '../adapters/file-source.js';
import type { Terminal } from '../adapters/terminal.js';
import { readTextFile, writeTextFile } from '../adapters/text-file.js';
import { renderMeasure } from '../report/measure.js';
import { renderOutcomeJson } from '../report/outcome-json.js';
import {
  CLEAR_PROGRESS,
  renderFailure,
  renderProgress,
  renderWarnings,
  terminalStyle,
} from '../report/terminal.js';
import { COMMANDS, type CommandName } from '../workflow/commands.js';
import { measure } from '../workflow/measure.js';
import { type MeasureRequest, measureRequest } from '../workflow/measure-request.js';
import { type ExitCode, failed, type Outcome } from '../workflow/outcome.js';
import { parseCommandLine } from './parse.js';

/** Smaller files are done before anybody could read a progress line. */
const PROGRESS_FROM_BYTES = 32 * 1024 * 1024;

/** Runs one command line and tells how it ended. Never throws: every fault becomes an outcome. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.kind === 'text') {
      terminal.out(invocation.text);
      return 0;
    }
    return await runMeasure(measureRequest(invocation.values), terminal);
  } catch (error) {
    const outcome = failed(recognisedCommand(argv), error);
    const json = argv.includes('--json');
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else tellProblems(outcome, terminal);
    return outcome.exitCode;
  }
}

async function runMeasure(request: MeasureRequest, terminal: Terminal): Promise<ExitCode> {
  const outcome = await measure(
    request,
    { openImage: openFileSource, readText: readTextFile, onProgress: progressOn(terminal) },
    systemNow(),
  );
  if (terminal.progress) terminal.err(CLEAR_PROGRESS);
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(terminal.outColours));
  if (request.output !== undefined && file !== undefined) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== 'json') tellProblems(outcome, terminal);
  return outcome.exitCode;
}

function tellProblems(outcome: Outcome<unknown>, terminal: Terminal): void {
  const style = terminalStyle(terminal.errColours);
  terminal.err(renderWarnings(outcome.warnings, style));
  if (outcome.error !== undefined) terminal.err(renderFailure(outcome.error, style));
}

/** A progress line that is redrawn at each whole percent. */
function progressOn(
  terminal: Terminal,
): (name: string, doneBytes: number, totalBytes: number) => void {
  let shown = -1;
  return (name, doneBytes, totalBytes) => {
    const percent = Math.floor((100 * doneBytes) / totalBytes);
    if (!terminal.progress || totalBytes < PROGRESS_FROM_BYTES || percent === shown) return;
    shown = percent;
    terminal.err(renderProgress(name, doneBytes, totalBytes));
  };
}

function recognisedCommand(argv: readonly string[]): CommandName | null {
  const word = argv.find((argument) => !argument.startsWith('-'));
  return word !== undefined && Object.hasOwn(COMMANDS, word) ? (word as CommandName) : null;
}
