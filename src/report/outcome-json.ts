import { type Outcome, outcomeKind } from '../workflow/outcome.js';
import { harmlessJson } from './json-text.js';

/**
 * The one object that `--json` prints, whatever happened: indented by two spaces, with a line end. Control and
 * direction characters of foreign texts are escaped, so that printing it has no effect on a terminal.
 */
export function renderOutcomeJson<Result>(
  outcome: Outcome<Result>,
  toJson: (result: Result) => object,
): string {
  const { command, exitCode, result, error, warnings } = outcome;
  const text = JSON.stringify(
    {
      command,
      outcome: outcomeKind(exitCode),
      exitCode,
      ...(result === undefined ? {} : { result: toJson(result) }),
      ...(error === undefined ? {} : { error }),
      warnings,
    },
    null,
    2,
  );
  return `${harmlessJson(text)}\n`;
}
