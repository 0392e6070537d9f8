import { withConfiguration } from '../next-step.js';
import type { Outcome } from '../outcome.js';
import type { ListOutcome } from './list-outcome.js';

/**
 * Completes every command line in the hints, warnings and findings of an outcome for the configuration of this run
 * (`withConfiguration`), so that it works when pasted. The code that finds a fault does not know the configuration.
 */
export function completeCommands(ended: ListOutcome, config: string): ListOutcome {
  switch (ended.kind) {
    case 'drift': {
      const outcome = completed(ended.outcome, config);
      const { result } = outcome;
      if (result === undefined) return { kind: 'drift', outcome };
      const findings = result.findings.map((finding) =>
        finding.fix === undefined
          ? finding
          : { ...finding, fix: withConfiguration(finding.fix, config) },
      );
      return { kind: 'drift', outcome: { ...outcome, result: { ...result, findings } } };
    }
    case 'change': {
      const outcome = completed(ended.outcome, config);
      const { result } = outcome;
      if (result === undefined) return { kind: 'change', outcome };
      const message = withConfiguration(result.message, config);
      const keys = result.keys?.map((key) => ({
        ...key,
        failures: key.failures.map((failure) => withHint(failure, config)),
        warnings: key.warnings.map((warning) => withMessage(warning, config)),
      }));
      const own = keys === undefined ? {} : { keys };
      return { kind: 'change', outcome: { ...outcome, result: { ...result, message, ...own } } };
    }
    case 'verify':
      return { kind: 'verify', outcome: completed(ended.outcome, config) };
    case 'document':
      return { kind: 'document', outcome: completed(ended.outcome, config) };
    case 'export':
      return { kind: 'export', outcome: completed(ended.outcome, config) };
    case 'status':
      return { kind: 'status', outcome: completed(ended.outcome, config) };
    case 'log':
      return { kind: 'log', outcome: completed(ended.outcome, config) };
  }
}

function completed<Result>(outcome: Outcome<Result>, config: string): Outcome<Result> {
  const { error } = outcome;
  return {
    ...outcome,
    ...(error === undefined ? {} : { error: withHint(error, config) }),
    warnings: outcome.warnings.map((warning) => withMessage(warning, config)),
  };
}

function withHint<Given extends { readonly hint?: string }>(failure: Given, config: string): Given {
  const { hint } = failure;
  return hint === undefined ? failure : { ...failure, hint: withConfiguration(hint, config) };
}

function withMessage<Given extends { readonly message: string }>(
  warning: Given,
  config: string,
): Given {
  return { ...warning, message: withConfiguration(warning.message, config) };
}
