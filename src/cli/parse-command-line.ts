import { parseArgs } from 'node:util';
import { UsageError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import type { CommandSpec, OptionSpec } from '../workflow/options/command-spec.js';
import type { ProgramCommand } from '../workflow/options/command-table.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import { CLI_COMMANDS, cliCommandSpec } from './cli-commands.js';
import { commandHelp, programHelp } from './help.js';

/** What a command line asks for: a command with its options, or a text such as the help. */
export type Invocation =
  | { readonly kind: 'command'; readonly command: ProgramCommand; readonly values: OptionValues }
  | { readonly kind: 'text'; readonly text: string };

/** The command that a command line names, before anything else in it is read. */
export function commandOf(argv: readonly string[]): ProgramCommand | null {
  const [word] = argv.filter((argument) => !argument.startsWith('-'));
  return word !== undefined && Object.hasOwn(CLI_COMMANDS, word) ? (word as ProgramCommand) : null;
}

/**
 * Reads a command line against CLI_COMMANDS. Throws UsageError for an unknown command or option, an option given twice,
 * and a missing or empty value: an empty shell variable must not turn a check off.
 */
export function parseCommandLine(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-V') return { kind: 'text', text: `${VERSION}\n` };
  if (first === '--help' || first === '-h') return { kind: 'text', text: programHelp() };
  const command = commandOf(argv);
  if (command === null)
    throw usage(
      first === undefined ? 'expected a command' : `unknown command ${JSON.stringify(first)}`,
    );
  if (first !== command) throw usage(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = cliCommandSpec(command);
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (flags.has('help')) return { kind: 'text', text: commandHelp(command, spec) };
  return { kind: 'command', command, values: valuesOf(spec, flags, texts, positionals) };
}

interface Parsed {
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** Every option may come several times here, so that a second one is seen and not silently the last. */
function parseArguments(args: readonly string[], { options }: CommandSpec): Parsed {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  const always = {
    json: { type: 'boolean' as const },
    help: { type: 'boolean' as const, short: 'h' },
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true,
    });
    const given: [string, unknown][] = Object.entries(values);
    return {
      flags: new Set(
        given
          .filter(([, value]) => value === true || (Array.isArray(value) && value[0] === true))
          .map(([name]) => name),
      ),
      texts: new Map(
        given.flatMap(([name, value]) =>
          Array.isArray(value) && typeof value[0] === 'string' ? [[name, value as string[]]] : [],
        ),
      ),
      positionals,
    };
  } catch (error) {
    // Node words these for people; only the first sentence is about what was given.
    const [sentence = ''] = String((error as Error).message).split('. ');
    throw usage(sentence);
  }
}

function valuesOf(
  { argument, options }: CommandSpec,
  flags: Parsed['flags'],
  texts: Parsed['texts'],
  positionals: Parsed['positionals'],
): OptionValues {
  const [value, ...others] = argument === undefined ? [undefined, ...positionals] : positionals;
  const [extra] = others;
  if (extra !== undefined) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  if (argument !== undefined && (value === '' || (value === undefined && !argument.optional))) {
    throw usage(`expected ${argument.value}: ${argument.description}`);
  }
  return {
    ...(argument === undefined ? {} : { [argument.name]: value }),
    json: flags.has('json'),
    ...Object.fromEntries(
      options.map((option) => [option.name, optionValue(option, flags, texts)]),
    ),
  };
}

function optionValue(
  { name, kind }: OptionSpec,
  flags: Parsed['flags'],
  texts: Parsed['texts'],
): OptionValues[string] {
  if (kind === 'flag') return flags.has(name);
  const given = texts.get(name) ?? [];
  if (given.includes('')) throw usage(`--${name} must not be empty`);
  if (kind === 'list') return given;
  if (given.length > 1) throw usage(`--${name} was given twice`);
  return given[0];
}

function usage(message: string): UsageError {
  return new UsageError(message, {
    hint: 'Run pcr-allowlist --help, or pcr-allowlist COMMAND --help, for what there is.',
  });
}
