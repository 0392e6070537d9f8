import { systemNow } from '../adapters/clock.js';
import { openImage } from '../adapters/open-image.js';
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
import { measure } from '../workflow/measure.js';
import { type MeasureRequest, measureRequest } from '../workflow/measure-request.js';
import { type ExitCode, failed, type Outcome } from '../workflow/outcome.js';
import { commandOf, parseCommandLine } from './parse.js';

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
    const outcome = failed(commandOf(argv), error);
    tellFailure(outcome, argv.includes('--json'), terminal);
    return outcome.exitCode;
  }
}

async function runMeasure(request: MeasureRequest, terminal: Terminal): Promise<ExitCode> {
  const progress = new Progress(terminal);
  const outcome = await measure(
    request,
    {
      openImage: (name) => openImage(name),
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
    },
    systemNow(),
  );
  progress.clear();
  const style = terminalStyle(request.form === 'report' && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== undefined && file !== undefined) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== 'json') tellProblems(outcome, terminal);
  return outcome.exitCode;
}

/** Where standard output takes no JSON, standard error gets the words: a failure is never silent. */
function tellFailure(outcome: Outcome<never>, json: boolean, terminal: Terminal): void {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else tellProblems(outcome, terminal);
  } catch {
    tellProblems(outcome, terminal);
  }
}

function tellProblems({ warnings, error }: Outcome<unknown>, terminal: Terminal): void {
  if (warnings.length === 0 && error === undefined) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(warnings, style));
  if (error !== undefined) terminal.err(renderFailure(error, style));
}

/** A progress line for large files, redrawn at each whole percent, and taken away at the end. */
class Progress {
  private readonly terminal: Terminal;
  private shown = -1;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  show(name: string, doneBytes: number, totalBytes: number): void {
    const percent = Math.floor((100 * doneBytes) / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }

  clear(): void {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
}
