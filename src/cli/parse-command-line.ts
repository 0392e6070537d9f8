import { parseArgs } from 'node:util';
import { UsageError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import {
  argumentsOf,
  type CommandSpec,
  type OptionSpec,
} from '../workflow/options/command-spec.js';
import type { ProgramCommand } from '../workflow/options/command-table.js';
import { requireNeededOptions } from '../workflow/options/needed-options.js';
import { type OptionValues, repeated } from '../workflow/options/option-values.js';
import { CLI_COMMANDS, cliCommandSpec } from './cli-commands.js';
import { closestName } from './closest-name.js';
import {
  GLOBAL_OPTIONS,
  type GlobalOption,
  SHELLS,
  type Shell,
  TEXT_COMMANDS,
} from './global-options.js';
import { commandHelp, programHelp } from './help.js';

/** How much a command prints on standard error. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** A parsed command line: a command with its options, a text such as the help, or a completion script. */
export type Invocation =
  | {
      readonly kind: 'command';
      readonly command: ProgramCommand;
      readonly values: OptionValues;
      readonly detail: Detail;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'completion'; readonly shell: Shell };

/** The command that a command line names. Nothing else in it is parsed. */
export function commandOf(argv: readonly string[]): ProgramCommand | null {
  const [word] = argv.filter((argument) => !argument.startsWith('-'));
  return word !== undefined && Object.hasOwn(CLI_COMMANDS, word) ? (word as ProgramCommand) : null;
}

/**
 * Parses a command line against CLI_COMMANDS. Throws UsageError for an unknown command or option, a repeated option or
 * list value, a missing or empty value (an empty shell variable must not turn a check off), and an option that has no
 * effect without another one (`requireNeededOptions`). Help is wrapped to `columns`.
 */
export function parseCommandLine(argv: readonly string[], columns?: number): Invocation {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-V' || (first === 'version' && rest.length === 0))
    return { kind: 'text', text: `${VERSION}\n` };
  if (first === '--help' || first === '-h') return { kind: 'text', text: programHelp(columns) };
  if (first === 'help') return { kind: 'text', text: helpOf(rest, columns) };
  if (first === 'completion') return { kind: 'completion', shell: shellOf(rest) };
  const command = commandOf(argv);
  if (command === null)
    throw first === undefined ? usage('expected a command') : unknownCommand(first);
  if (first !== command) throw usage(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = cliCommandSpec(command);
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (isFlagGiven('help', flags))
    return { kind: 'text', text: commandHelp(command, spec, columns) };
  const values = valuesOf(spec, flags, texts, positionals);
  requireNeededOptions(spec, values);
  return { kind: 'command', command, values, detail: detailOf(flags) };
}

function detailOf(flags: Parsed['flags']): Detail {
  const [quiet, verbose] = [isFlagGiven('quiet', flags), isFlagGiven('verbose', flags)];
  if (quiet && verbose) throw usage('expected one of --quiet and --verbose, found both');
  return quiet ? 'quiet' : verbose ? 'verbose' : 'normal';
}

/** The shell of the requested completion script. */
function shellOf([word, extra]: readonly string[]): Shell {
  if (extra !== undefined) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  const shell = SHELLS.find((name) => name === word);
  if (shell !== undefined) return shell;
  const found = word === undefined ? 'nothing' : JSON.stringify(word);
  throw usage(`expected a shell, ${SHELLS.join(', ')}, found ${found}`);
}

/** The output of `help` and `help COMMAND`. */
function helpOf([word, ...more]: readonly string[], columns: number | undefined): string {
  if (word === undefined) return programHelp(columns);
  const [extra] = more;
  if (extra !== undefined) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  const command = commandOf([word]);
  if (command === null) throw unknownCommand(word);
  return commandHelp(command, cliCommandSpec(command), columns);
}

interface Parsed {
  /** The number of times each flag was given. */
  readonly flags: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** Every option may be repeated here, so that a repetition is refused and the last value does not win silently. */
function parseArguments(args: readonly string[], { options }: CommandSpec): Parsed {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  const names = [...options, ...GLOBAL_OPTIONS].map(({ name }) => name);
  const always = Object.fromEntries(
    GLOBAL_OPTIONS.map(({ name, ...option }: GlobalOption) => [
      name,
      { type: 'boolean' as const, multiple: true, ...shortOf(option) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true,
    });
    const given = Object.entries(values as Record<string, (string | boolean)[]>);
    return {
      flags: new Map(given.map(([name, all]) => [name, all.filter((one) => one === true).length])),
      texts: new Map(
        given.map(([name, all]) => [name, all.filter((one) => typeof one === 'string')]),
      ),
      positionals,
    };
  } catch (error) {
    throw optionError(error, names);
  }
}

function shortOf({ short }: Pick<GlobalOption, 'short'>): { readonly short?: string } {
  return short === undefined ? {} : { short };
}

/** Converts errors of Node's parser to our messages, because its own messages describe its API. */
function optionError(error: unknown, names: readonly string[]): UsageError {
  const { code, message } = error as Error & { readonly code?: string };
  const [, given = ''] = /'(?:-\w, )?(-{1,2}[^\s',]*)/.exec(message) ?? [];
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': {
      const meant = closestName(given.replace(/^-+/, ''), names);
      return usage(
        `unknown option ${given}`,
        meant === undefined ? undefined : `Did you mean --${meant}?`,
      );
    }
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return message.includes('does not take an argument')
        ? usage(`${given} takes no value`)
        : usage(`${given} requires a value. For a value that begins with -, write ${given}=VALUE`);
    default:
      return usage(message.split('\n')[0] ?? '');
  }
}

function unknownCommand(word: string): UsageError {
  const meant = closestName(word, [...Object.keys(CLI_COMMANDS), ...Object.keys(TEXT_COMMANDS)]);
  return usage(
    `unknown command ${JSON.stringify(word)}`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

function valuesOf(
  spec: CommandSpec,
  flags: Parsed['flags'],
  texts: Parsed['texts'],
  positionals: Parsed['positionals'],
): OptionValues {
  const named = argumentsOf(spec);
  const [extra] = positionals.slice(named.length);
  if (extra !== undefined) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  for (const [i, { value, optional, description }] of named.entries()) {
    const given = positionals[i];
    if (given?.trim() === '' || (given === undefined && !optional)) {
      throw usage(`expected ${value}: ${description}`);
    }
  }
  return {
    ...Object.fromEntries(named.map(({ name }, i) => [name, positionals[i]])),
    json: isFlagGiven('json', flags),
    ...Object.fromEntries(
      spec.options.map((option) => [option.name, optionValue(option, flags, texts)]),
    ),
  };
}

function optionValue(
  { name, kind }: OptionSpec,
  flags: Parsed['flags'],
  texts: Parsed['texts'],
): OptionValues[string] {
  if (kind === 'flag') return isFlagGiven(name, flags);
  const given = texts.get(name) ?? [];
  if (given.some((value) => value.trim() === '')) {
    throw usage(`--${name} is empty: give its value, or omit it`);
  }
  if (kind === 'list') {
    const twice = repeated(given);
    if (twice === undefined) return given;
    throw usage(`--${name} was given twice with the value ${JSON.stringify(twice)}`);
  }
  if (given.length > 1) throw usage(`--${name} was given twice`);
  return given[0];
}

function isFlagGiven(name: string, flags: Parsed['flags']): boolean {
  const times = flags.get(name) ?? 0;
  if (times > 1) throw usage(`--${name} was given twice`);
  return times === 1;
}

function usage(message: string, meant?: string): UsageError {
  return new UsageError(message, {
    hint: `${meant === undefined ? '' : `${meant} `}\`pcr-allowlist help\` shows the commands. \`pcr-allowlist help COMMAND\` shows the options of a command.`,
  });
}
