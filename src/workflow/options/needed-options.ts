import { UsageError } from '../../base/errors.js';
import { type CommandSpec, optionsOf } from './command-spec.js';
import type { OptionValues } from './option-values.js';

/**
 * Throws UsageError for an option that is given and means nothing without another one: it would be dropped without a
 * word.
 */
export function requireNeededOptions(spec: CommandSpec, values: OptionValues): void {
  for (const { name, needs } of optionsOf(spec)) {
    if (needs === undefined || !isGiven(values[name])) continue;
    if (needs.some((other) => isGiven(values[other]))) continue;
    throw new UsageError(`${name} has no effect without ${needs.join(' or ')}`, {
      hint: `Give ${needs.join(' or ')}, or leave ${name} out.`,
    });
  }
}

function isGiven(value: OptionValues[string]): boolean {
  return typeof value === 'boolean' ? value : value !== undefined && value.length > 0;
}
