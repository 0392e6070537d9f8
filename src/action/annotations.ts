import type { Runner } from '../adapters/github/github-runner.js';
import { printable } from '../report/text-layout.js';
import type { Outcome } from '../workflow/outcome.js';

/** Writes warnings, and the error if there is one, as annotations. */
export function annotateProblems(outcome: Outcome<unknown>, runner: Runner): void {
  for (const { code, message } of outcome.warnings) runner.warning(code, printable(message));
  const { error } = outcome;
  if (error !== undefined) {
    runner.error(
      error.code,
      [error.message, error.hint]
        .filter((text) => text !== undefined)
        .map(printable)
        .join('\n'),
    );
  }
}
