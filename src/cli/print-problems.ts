import type { Terminal } from '../adapters/process-terminal.js';
import { renderOutcomeJson } from '../report/outcome-json.js';
import { renderFailure, renderWarnings, terminalStyle } from '../report/text-layout.js';
import type { Outcome } from '../workflow/outcome.js';

/**
 * Prints the error as text on standard error if standard output cannot take the JSON, so that a failure is never
 * silent.
 */
export function printFailure(outcome: Outcome<never>, json: boolean, terminal: Terminal): void {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
  } catch {
    printProblems(outcome, terminal);
  }
}

/** Prints warnings, and the error if there is one, on standard error. */
export function printProblems({ warnings, error }: Outcome<unknown>, terminal: Terminal): void {
  const shown = terminal.warnings() ? warnings : [];
  if (shown.length === 0 && error === undefined) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(shown, style));
  if (error !== undefined) terminal.err(renderFailure(error, style));
}
