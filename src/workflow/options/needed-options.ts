import { UsageError } from '../../base/errors.js';
import { type CommandSpec, optionsOf } from './command-spec.js';
import type { OptionValues } from './option-values.js';

/**
 * Throws UsageError for an option that has no effect without another one. Otherwise the option would be ignored
 * silently.
 */
export function requireNeededOptions(spec: CommandSpec, values: OptionValues): void {
  for (const { name, needs } of optionsOf(spec)) {
    if (needs === undefined || !isGiven(values[name])) continue;
    if (needs.some((other) => isGiven(values[other]))) continue;
    throw new UsageError(`${name} has no effect without ${needs.join(' or ')}`, {
      hint: `Give ${needs.join(' or ')}, or omit ${name}.`,
    });
  }
}

function isGiven(value: OptionValues[string]): boolean {
  return typeof value === 'boolean' ? value : value !== undefined && value.length > 0;
}
