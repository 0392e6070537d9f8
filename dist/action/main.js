import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { annotateProblems, commandInput, failed, githubRunner, measure, measureJson, measureOutputs, measureRequest, openPinnedImage, optionInputs, readTextFile, renderMeasure, renderMeasureSummary, renderOutcomeJson, systemNow, terminalStyle, writeTextFile } from "../program/measure.js";

// src/action/run-step.ts
async function runStep(runner) {
  let command = null;
  try {
    command = commandInput(runner);
    const token = runner.text("github-token");
    if (token !== "") runner.secret(token);
    if (command === "measure") return await runMeasure(runner);
    const { runListInStep } = await import("../program/lists.js");
    return await runListInStep(command, runner);
  } catch (error) {
    const outcome = failed(command, error);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}
async function runMeasure(runner) {
  const request = measureRequest(optionInputs(runner, "measure"));
  const outcome = await measure(
    request,
    { openImage: openPinnedImage, readText: readTextFile },
    systemNow()
  );
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(false));
  if (outcome.exitCode === 0 && outcome.result !== void 0) {
    const path = runner.temporaryPath(`pcr-allowlist-${outcome.result.eif.image.sha256}.json`);
    await writeTextFile(path, renderOutcomeJson(outcome, measureJson));
    if (request.output !== void 0 && file !== void 0)
      await writeTextFile(request.output, file);
    for (const [name, value] of Object.entries(measureOutputs(outcome.result, path)))
      runner.output(name, value);
    runner.artifact(runner.text("eif"));
    runner.artifact(path);
  }
  runner.log(out);
  annotateProblems(outcome, runner);
  runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}

// src/action/main.ts
process.exitCode = await runStep(githubRunner());
