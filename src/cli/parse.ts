import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { UsageError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import {
  COMMANDS,
  type CommandName,
  type CommandSpec,
  type OptionSpec,
} from '../workflow/commands.js';
import type { OptionValues } from '../workflow/option-values.js';

/** What a command line asks for: a command with its options, or a text such as the help. */
export type Invocation =
  | { readonly kind: 'command'; readonly command: CommandName; readonly values: OptionValues }
  | { readonly kind: 'text'; readonly text: string };

const EXIT_CODES_HELP = `
Exit codes: 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy;
4 conflict, try again; 5 drift found; 6 could not tell.
`;

/**
 * Reads a command line against COMMANDS. Throws UsageError for an unknown command or option, an option given twice,
 * and a missing or empty value: an empty shell variable must not turn a check off.
 */
export function parseCommandLine(argv: readonly string[]): Invocation {
  let invocation: Invocation | undefined;
  let text = '';
  const program = new Command('pcr-allowlist')
    .description(
      'Measures AWS Nitro Enclave images and keeps allow-lists and key policies in step with them.',
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      writeErr: () => {},
    })
    .addHelpText('after', EXIT_CODES_HELP);
  for (const [name, spec] of Object.entries(COMMANDS)) {
    addCommand(program, name, spec, (values) => {
      invocation = { kind: 'command', command: name as CommandName, values };
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0)
      throw usageError(error.code === 'commander.help' ? 'expected a command' : error.message);
  }
  if (text !== '') return { kind: 'text', text };
  if (invocation === undefined) throw usageError('expected a command');
  return invocation;
}

function addCommand(
  program: Command,
  name: string,
  spec: CommandSpec,
  found: (values: OptionValues) => void,
): void {
  const { argument } = spec;
  const command = program
    .command(name)
    .description(spec.summary)
    .argument(`<${argument.value}>`, argument.description, notEmpty)
    .allowExcessArguments(false)
    .option('--json', 'Print one JSON object on standard output, whatever happens.');
  for (const option of spec.options) addOption(command, option);
  command.addHelpText(
    'after',
    `\nExamples:\n${spec.examples.map((line) => `  ${line}\n`).join('')}${EXIT_CODES_HELP}`,
  );
  command.action((value: string) => {
    const given = command.opts<Record<string, string | boolean | string[]>>();
    const values = Object.fromEntries(
      ['json', ...spec.options.map((option) => option.name)].map((key) => [
        key,
        given[camelCase(key)],
      ]),
    );
    found({ ...values, [argument.name]: value });
  });
}

function addOption(command: Command, { name, kind, value, description }: OptionSpec): void {
  if (kind === 'flag') command.option(`--${name}`, description);
  else if (kind === 'list') {
    command.option(`--${name} <${value}>`, description, (item: string, items: string[] = []) => [
      ...items,
      notEmpty(item),
    ]);
  } else command.option(`--${name} <${value}>`, description, once);
}

function notEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must not be empty.');
  return value;
}

function once(value: string, previous: string | undefined): string {
  if (previous !== undefined) throw new InvalidArgumentError('It was given twice.');
  return notEmpty(value);
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function usageError(message: string): UsageError {
  return new UsageError(message.replace(/^error: /, ''), {
    hint: 'Run pcr-allowlist --help, or pcr-allowlist COMMAND --help, for what there is.',
  });
}
