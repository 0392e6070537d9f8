import { systemNow } from '../adapters/clock.js';
import { readTextFile, writeTextFile } from '../adapters/files/local-files.js';
import { fetchRequest } from '../adapters/observed-ports.js';
import { openPinnedImage } from '../adapters/open-image.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { renderMeasure } from '../report/measure-report.js';
import { terminalStyle } from '../report/text-layout.js';
import { measure } from '../workflow/commands/measure.js';
import { type MeasureRequest, measureRequest } from '../workflow/options/measure-request.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { exitOnInterruption } from './listen-for-interruption.js';
import { commandOf, type Detail, parseCommandLine } from './parse-command-line.js';
import { printFailure, printProblems } from './print-problems.js';
import { Progress } from './progress-line.js';
import { tellRequests } from './tell-requests.js';

/** Runs one command line and reports its outcome. Never throws: every fault becomes an outcome. */
export async function runProgram(argv: readonly string[], given: Terminal): Promise<ExitCode> {
  try {
    const invocation = parseCommandLine(argv, given.columns());
    if (invocation.kind === 'completion') {
      const { completionScript } = await import('./completion.js');
      given.out(completionScript(invocation.shell));
      return 0;
    }
    if (invocation.kind === 'text') {
      given.out(invocation.text);
      return 0;
    }
    const { command, values, detail } = invocation;
    const terminal = detailed(given, detail);
    if (command === 'measure') {
      return await runMeasure(measureRequest(values), detail === 'verbose', terminal);
    }
    // Built separately, so that `measure` starts without it.
    if (command === 'demo') {
      const { runDemo } = await import('./run-demo.js');
      return await runDemo(values['json'] === true, terminal);
    }
    if (command === 'config' || command === 'keygen') {
      const { runFileCommand } = await import('./run-file-command.js');
      return await runFileCommand(command, values, terminal);
    }
    const { runListOnTerminal } = await import('./run-list-on-terminal.js');
    return await runListOnTerminal(command, values, detail === 'verbose', terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    printFailure(outcome, argv.includes('--json'), given);
    return outcome.exitCode;
  }
}

/** Without this, lines of --verbose and a progress line would overwrite each other. */
function detailed(terminal: Terminal, detail: Detail): Terminal {
  if (detail === 'normal') return terminal;
  const warnings = detail === 'quiet' ? () => false : terminal.warnings;
  return { ...terminal, progress: () => false, warnings };
}

/** Ctrl-C ends `measure` at once, because it writes nothing before its end. */
async function runMeasure(
  request: MeasureRequest,
  isVerbose: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const progress = new Progress(terminal);
  const tell = tellRequests(terminal.err);
  const stopListening = exitOnInterruption('measure', request.form === 'json', terminal);
  const outcome = await measure(
    request,
    {
      openImage: (name, sha256) => {
        const open = () => openPinnedImage(name, sha256);
        const what = fetchRequest(name);
        return isVerbose && what !== undefined ? tell(what, open) : open();
      },
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
    },
    systemNow(),
  );
  stopListening();
  progress.clear();
  const style = terminalStyle(request.form === 'report' && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== undefined && file !== undefined) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== 'json') printProblems(outcome, terminal);
  return outcome.exitCode;
}
