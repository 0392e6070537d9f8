import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  renderFailure,
  renderOutcomeJson,
  renderWarnings,
  terminalStyle
} from "./chunk-WBHB5K4A.js";

// src/cli/print-problems.ts
function printFailure(outcome, json, terminal) {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
  } catch {
    printProblems(outcome, terminal);
  }
}
function printProblems({ warnings, error }, terminal) {
  if (warnings.length === 0 && error === void 0) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(warnings, style));
  if (error !== void 0) terminal.err(renderFailure(error, style));
}

export {
  printFailure,
  printProblems
};
