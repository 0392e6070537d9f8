import { UsageError } from '../base/errors.js';
import { NOT_REQUIRED, type OptionSpec, optionsOf } from '../workflow/options/command-spec.js';
import {
  COMMANDS,
  type CommandName,
  commandSpec,
  commandsWith,
} from '../workflow/options/command-table.js';
import { requireNeededOptions } from '../workflow/options/needed-options.js';
import { type OptionValues, repeated } from '../workflow/options/option-values.js';

/** The inputs of a step by name, as the runner passes them. */
export type Inputs = ReadonlyMap<string, string>;

/** The command of a step. Throws UsageError for a missing or unknown command. */
export function commandInput(inputs: Inputs): CommandName {
  const command = inputs.get('command') ?? '';
  if (Object.hasOwn(COMMANDS, command)) return command as CommandName;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(', ')}, found ${JSON.stringify(command)}`,
  );
}

/** The default of an input in `action.yml`: flags are not set, and nothing is required. */
export function declaredDefault(name: string): string {
  const options = commandsWith(name).flatMap((command) => optionsOf(commandSpec(command)));
  const option = options.find((one) => one.name === name);
  if (option?.kind === 'flag') return 'false';
  return option?.isRequirement ? NOT_REQUIRED : '';
}

/**
 * Converts the inputs of a command to option values. Throws UsageError, in order, for: an input that the command does
 * not take, with the commands that take it; an empty requirement or flag; a flag other than true or false; a repeated
 * line; an input that has no effect without another one (`requireNeededOptions`).
 */
export function optionInputs(inputs: Inputs, command: CommandName): OptionValues {
  const spec = commandSpec(command);
  const options = optionsOf(spec);
  const names = new Set(options.map(({ name }) => name));
  const foreign = [...inputs]
    .filter(([name, value]) => !names.has(name) && isSet(name, value))
    .map(([name]) => name);
  if (foreign.length > 0) throw foreignError(foreign, command, options);
  const values = Object.fromEntries(
    options.map((option) => [option.name, inputValue(option, inputs.get(option.name))]),
  );
  requireNeededOptions(spec, values);
  return values;
}

/** Whether the workflow set an input. The runner passes the default for other inputs. */
function isSet(name: string, value: string): boolean {
  const byDefault = declaredDefault(name);
  return value !== '' && value !== byDefault && !(byDefault === 'false' && isFalse(value));
}

function foreignError(
  foreign: readonly string[],
  command: CommandName,
  options: readonly OptionSpec[],
): UsageError {
  const faults = foreign.map((name) => {
    const takers = commandsWith(name);
    const whose = takers.length === 0 ? 'no command takes it' : `it is for ${takers.join(', ')}`;
    return `${command} takes no input ${name}: ${whose}`;
  });
  return new UsageError(faults.join('; '), {
    hint: `Omit it. ${command} takes ${options.map(({ name }) => name).join(', ')}.`,
  });
}

/** `given` is undefined if the runner passes nothing. */
function inputValue(
  { name, kind, isRequirement }: OptionSpec,
  given: string | undefined,
): string | boolean | readonly string[] {
  if (kind === 'flag') return flagValue(name, given);
  if (given === '' && isRequirement) {
    throw new UsageError(`${name} is empty, and an empty requirement would accept everything`, {
      hint: `Give the value, or the word ${NOT_REQUIRED}, or omit the input. An expression that names a missing output is empty.`,
    });
  }
  const value = isRequirement && given === NOT_REQUIRED ? '' : (given ?? '');
  return kind === 'list' ? linesOf(name, value) : value;
}

function flagValue(name: string, given: string | undefined): boolean {
  if (given === undefined || isFalse(given)) return false;
  if (TRUE.has(given)) return true;
  throw new UsageError(`${name}: expected true or false, found ${JSON.stringify(given)}`, {
    hint: 'An expression that names a missing input or output is empty.',
  });
}

/** The spellings of YAML 1.2, core schema. */
const TRUE: ReadonlySet<string> = new Set(['true', 'True', 'TRUE']);
const FALSE: ReadonlySet<string> = new Set(['false', 'False', 'FALSE']);

function isFalse(value: string): boolean {
  return FALSE.has(value);
}

function linesOf(name: string, value: string): readonly string[] {
  const lines = value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const twice = repeated(lines);
  if (twice === undefined) return lines;
  throw new UsageError(`${name}: the line ${JSON.stringify(twice)} is repeated`);
}
