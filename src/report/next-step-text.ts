import { shellCommand } from '../base/shell-words.js';
import type { NextStep } from '../workflow/next-step.js';
import { printable, type Style } from './text-layout.js';

/** The command for a step. Undefined if the step is not a single command. */
export function stepCommand({ words, approverWords }: NextStep): string | undefined {
  if (words !== undefined) return shellCommand(['pcr-allowlist', ...words]);
  if (approverWords === undefined) return undefined;
  return `${shellCommand(['pcr-allowlist', ...approverWords])} --key ADDRESS`;
}

/** Each step with its reason, and its command below. */
export function renderNextSteps(steps: readonly NextStep[], style: Style): string {
  return steps
    .map((step) => {
      const command = stepCommand(step);
      const lead = step.words === undefined ? 'each of them runs:' : 'next:';
      const line = command === undefined ? '' : `    ${style.dim(lead)} ${command}\n`;
      return `  ${printable(step.why)}\n${line}`;
    })
    .join('');
}
