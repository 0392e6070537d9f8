import type { Runner } from '../adapters/github/github-runner.js';
import { UsageError } from '../base/errors.js';
import type { OptionSpec } from '../workflow/options/command-spec.js';
import { COMMANDS, type CommandName, commandSpec } from '../workflow/options/command-table.js';
import type { OptionValues } from '../workflow/options/option-values.js';

/** The command that a step asks for. Throws UsageError for a missing or unknown one. */
export function commandInput(runner: Runner): CommandName {
  const command = runner.text('command');
  if (Object.hasOwn(COMMANDS, command)) return command as CommandName;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(', ')}, found ${JSON.stringify(command)}`,
  );
}

/** The inputs of a command as option values. Throws UsageError for a flag that is neither true nor false. */
export function optionInputs(runner: Runner, command: CommandName): OptionValues {
  const { argument, options } = commandSpec(command);
  return Object.fromEntries(
    [...(argument === undefined ? [] : [argument]), ...options].map((spec) => [
      spec.name,
      inputValue(runner, spec),
    ]),
  );
}

function inputValue(
  runner: Runner,
  { name, kind }: OptionSpec,
): string | boolean | readonly string[] {
  switch (kind) {
    case 'text':
      return runner.text(name);
    case 'list':
      return runner.lines(name);
    case 'flag':
      try {
        return runner.flag(name);
      } catch (cause) {
        throw new UsageError(
          `${name}: expected true or false, found ${JSON.stringify(runner.text(name))}`,
          { cause },
        );
      }
  }
}
