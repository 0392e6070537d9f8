#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { INTERRUPTED, Progress, commandOf, exitNow, exitOnInterruption, failed, fetchRequest, measure, measureRequest, openPinnedImage, parseCommandLine, printFailure, printProblems, processTerminal, readTextFile, renderMeasure, systemNow, tellRequests, terminalStyle, writeTextFile } from "../program/measure.js";

// src/cli/run-program.ts
async function runProgram(argv, given) {
  try {
    const invocation = parseCommandLine(argv, given.columns());
    if (invocation.kind === "completion") {
      const { completionScript } = await import("../program/completion.js");
      given.out(completionScript(invocation.shell));
      return 0;
    }
    if (invocation.kind === "text") {
      given.out(invocation.text);
      return 0;
    }
    const { command, values, detail } = invocation;
    const terminal = detailed(given, detail);
    if (command === "measure") {
      return await runMeasure(measureRequest(values), detail === "verbose", terminal);
    }
    if (command === "demo") {
      const { runDemo } = await import("../program/demo.js");
      return await runDemo(values["json"] === true, terminal);
    }
    if (command === "config" || command === "keygen") {
      const { runFileCommand } = await import("../program/lists.js");
      return await runFileCommand(command, values, terminal);
    }
    const { runListOnTerminal } = await import("../program/lists.js");
    return await runListOnTerminal(command, values, detail === "verbose", terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    printFailure(outcome, argv.includes("--json"), given);
    return outcome.exitCode;
  }
}
function detailed(terminal, detail) {
  if (detail === "normal") return terminal;
  const warnings = detail === "quiet" ? () => false : terminal.warnings;
  return { ...terminal, progress: () => false, warnings };
}
async function runMeasure(request, isVerbose, terminal) {
  const progress = new Progress(terminal);
  const tell = tellRequests(terminal.err);
  const stopListening = exitOnInterruption("measure", request.form === "json", terminal);
  const outcome = await measure(
    request,
    {
      openImage: (name, sha256) => {
        const open = () => openPinnedImage(name, sha256);
        const what = fetchRequest(name);
        return isVerbose && what !== void 0 ? tell(what, open) : open();
      },
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes)
    },
    systemNow()
  );
  stopListening();
  progress.clear();
  const style = terminalStyle(request.form === "report" && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== void 0 && file !== void 0) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== "json") printProblems(outcome, terminal);
  return outcome.exitCode;
}

// src/cli/main.ts
var exitCode = await runProgram(process.argv.slice(2), processTerminal());
process.exitCode = exitCode;
if (exitCode === INTERRUPTED) exitNow(exitCode);
