#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { Progress, commandOf, failed, measure, measureRequest, openPinnedImage, parseCommandLine, printFailure, printProblems, processTerminal, readTextFile, renderMeasure, systemNow, terminalStyle, writeTextFile } from "../program/measure.js";

// src/cli/run-program.ts
async function runProgram(argv, terminal) {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.kind === "text") {
      terminal.out(invocation.text);
      return 0;
    }
    const { command, values } = invocation;
    if (command === "measure") return await runMeasure(measureRequest(values), terminal);
    if (command === "demo") {
      const { runDemo } = await import("../program/demo.js");
      return await runDemo(values["json"] === true, terminal);
    }
    const { runListOnTerminal } = await import("../program/lists.js");
    return await runListOnTerminal(command, values, terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    printFailure(outcome, argv.includes("--json"), terminal);
    return outcome.exitCode;
  }
}
async function runMeasure(request, terminal) {
  const progress = new Progress(terminal);
  const outcome = await measure(
    request,
    {
      openImage: openPinnedImage,
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes)
    },
    systemNow()
  );
  progress.clear();
  const style = terminalStyle(request.form === "report" && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== void 0 && file !== void 0) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== "json") printProblems(outcome, terminal);
  return outcome.exitCode;
}

// src/cli/main.ts
process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
