import { type Outcome, outcomeKind } from '../workflow/outcome.js';

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
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
