import { systemNow } from '../adapters/clock.js';
import { readTextFile, writeTextFile } from '../adapters/files/local-files.js';
import { openPinnedImage } from '../adapters/open-image.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { renderMeasure } from '../report/measure-report.js';
import { terminalStyle } from '../report/text-layout.js';
import { measure } from '../workflow/commands/measure.js';
import { type MeasureRequest, measureRequest } from '../workflow/options/measure-request.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { commandOf, parseCommandLine } from './parse-command-line.js';
import { printFailure, printProblems } from './print-problems.js';
import { Progress } from './progress-line.js';

/** Runs one command line and reports its outcome. Never throws: every fault becomes an outcome. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.kind === 'text') {
      terminal.out(invocation.text);
      return 0;
    }
    const { command, values } = invocation;
    if (command === 'measure') return await runMeasure(measureRequest(values), terminal);
    // Built apart, so that `measure` starts without any of it.
    if (command === 'demo') {
      const { runDemo } = await import('./run-demo.js');
      return await runDemo(values['json'] === true, terminal);
    }
    if (command === 'config' || command === 'keygen') {
      const { runFileCommand } = await import('./run-file-command.js');
      return await runFileCommand(command, values, terminal);
    }
    const { runListOnTerminal } = await import('./run-list-on-terminal.js');
    return await runListOnTerminal(command, values, terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    printFailure(outcome, argv.includes('--json'), terminal);
    return outcome.exitCode;
  }
}

async function runMeasure(request: MeasureRequest, terminal: Terminal): Promise<ExitCode> {
  const progress = new Progress(terminal);
  const outcome = await measure(
    request,
    {
      openImage: openPinnedImage,
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
  if (request.form !== 'json') printProblems(outcome, terminal);
  return outcome.exitCode;
}
