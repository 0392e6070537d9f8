import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  renderFailure,
  renderOutcomeJson,
  renderWarnings,
  terminalStyle
} from "./chunk-T44DEFRZ.js";

// src/cli/print-problems.ts
function tellFailure(outcome, json, terminal) {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else tellProblems(outcome, terminal);
  } catch {
    tellProblems(outcome, terminal);
  }
}
function tellProblems({ warnings, error }, terminal) {
  if (warnings.length === 0 && error === void 0) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(warnings, style));
  if (error !== void 0) terminal.err(renderFailure(error, style));
}

export {
  tellFailure,
  tellProblems
};
