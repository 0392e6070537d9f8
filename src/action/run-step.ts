import { systemNow } from '../adapters/clock.js';
import { readTextFile, writeTextFile } from '../adapters/files/local-files.js';
import { githubRunner, type Runner } from '../adapters/github/github-runner.js';
import { openPinnedImage } from '../adapters/open-image.js';
import { measureJson } from '../report/measure-json.js';
import { renderMeasureSummary } from '../report/measure-markdown.js';
import { renderMeasure } from '../report/measure-report.js';
import { renderOutcomeJson } from '../report/outcome-json.js';
import { terminalStyle } from '../report/text-layout.js';
import { measure } from '../workflow/commands/measure.js';
import type { CommandName } from '../workflow/options/command-table.js';
import { measureRequest } from '../workflow/options/measure-request.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { type ExitCode, failed } from '../workflow/outcome.js';
import { annotateProblems } from './annotations.js';
import { commandInput, optionInputs } from './inputs.js';
import { measureOutputs } from './measure-outputs.js';

/** Runs the step of this process, with the command of an action for a single task, or of the input `command`. */
export async function startStep(task?: CommandName): Promise<void> {
  process.exitCode = await runStep(githubRunner(), task);
}

/** Runs one step and reports its outcome. Outputs are set only when the command is done. Never throws. */
async function runStep(runner: Runner, task: CommandName | undefined): Promise<ExitCode> {
  let command: CommandName | null = task ?? null;
  try {
    const token = runner.inputs.get('github-token') ?? '';
    if (token !== '') runner.secret(token);
    command = task ?? commandInput(runner.inputs);
    const inputs = new Map(runner.inputs);
    if (task === undefined) inputs.delete('command');
    const values = optionInputs(inputs, command);
    if (command === 'measure') return await runMeasure(values, runner);
    // Built separately, so that `measure` starts without it.
    const { runListInStep } = await import('./run-list-in-step.js');
    return await runListInStep(command, values, runner);
  } catch (error) {
    const outcome = failed(command, error);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}

async function runMeasure(values: OptionValues, runner: Runner): Promise<ExitCode> {
  const request = measureRequest(values);
  const outcome = await measure(
    request,
    { openImage: openPinnedImage, readText: readTextFile },
    systemNow(),
  );
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(false));
  if (outcome.exitCode === 0 && outcome.result !== undefined) {
    const path = runner.temporaryPath(`pcr-allowlist-${outcome.result.eif.image.sha256}.json`);
    await writeTextFile(path, renderOutcomeJson(outcome, measureJson));
    if (request.output !== undefined && file !== undefined)
      await writeTextFile(request.output, file);
    for (const [name, value] of Object.entries(measureOutputs(outcome.result, path)))
      runner.output(name, value);
    runner.artifact(request.eif);
    runner.artifact(path);
  }
  runner.log(out);
  annotateProblems(outcome, runner);
  runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}
