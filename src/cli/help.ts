import {
  argumentsOf,
  type CommandSpec,
  type OptionSpec,
} from '../workflow/options/command-spec.js';
import type { ProgramCommand } from '../workflow/options/command-table.js';
import { CLI_COMMANDS } from './cli-commands.js';
import {
  GLOBAL_OPTIONS,
  optionNames,
  PROGRAM_OPTIONS,
  TEXT_COMMANDS,
  type TextCommand,
} from './global-options.js';

/** The description of the program, for its help and its manual. */
export const PROGRAM_SUMMARY =
  'Measures AWS Nitro Enclave images (EIF), publishes signed PCR manifests, and keeps the verifier allow-list and the KMS key policies in step with them.';

/** The meaning of each exit code. */
export const EXIT_STATUS: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done'],
  ['1', 'usage or internal error'],
  ['2', 'format or signature refused'],
  ['3', 'refused by policy'],
  ['4', 'conflict, try again'],
  ['5', 'drift found'],
  ['6', 'could not tell'],
  ['130', 'interrupted'],
];

/** The bounds of the line width. Lines are wrapped to the width of the terminal. */
const MIN_COLUMNS = 80;
const MAX_COLUMNS = 100;

/** The width of help texts for the columns of a terminal. Without a terminal, the minimum. */
export function helpColumns(terminalColumns: number | undefined): number {
  return Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, terminalColumns ?? MIN_COLUMNS));
}

/** The output of `pcr-allowlist --help`. */
export function programHelp(terminalColumns?: number): string {
  const columns = helpColumns(terminalColumns);
  const commands = Object.entries(CLI_COMMANDS).map(([name, { summary }]) =>
    entry(name, summary, columns),
  );
  const texts = Object.entries(TEXT_COMMANDS).map(([name, command]) =>
    entry(textUsage(name, command), command.summary, columns),
  );
  const options = PROGRAM_OPTIONS.map((option) =>
    entry(optionNames(option), option.description, columns),
  );
  return `Usage: pcr-allowlist COMMAND [options]

${wrapped(PROGRAM_SUMMARY, columns)}
Commands:
${[...commands, ...texts].join('')}
Options:
${options.join('')}
${exitCodes(columns)}`;
}

/** The output of `pcr-allowlist COMMAND --help`. */
export function commandHelp(
  name: ProgramCommand,
  spec: CommandSpec,
  terminalColumns?: number,
): string {
  const columns = helpColumns(terminalColumns);
  const { summary, options, examples } = spec;
  const own = options.map((option) => entry(optionUsage(option), optionText(option), columns));
  const global = GLOBAL_OPTIONS.map((option) =>
    entry(optionNames(option), option.description, columns),
  );
  const named = argumentsOf(spec);
  const place =
    named.length === 0
      ? ''
      : `
Arguments:
${named.map(({ value, description }) => entry(value, description, columns)).join('')}`;
  return `Usage: ${commandUsage(name, spec)}

${wrapped(summary, columns)}${place}
Options:
${[...own, ...global].join('')}
Examples:
${examples.map((line) => example(line, columns)).join('')}
${exitCodes(columns)}`;
}

/** `pcr-allowlist publish [EIF] [options]` */
export function commandUsage(name: string, spec: CommandSpec): string {
  const places = argumentsOf(spec).map(({ value, optional }) => (optional ? `[${value}]` : value));
  return ['pcr-allowlist', name, ...places, '[options]'].join(' ');
}

/** `help [COMMAND]` */
export function textUsage(name: string, { argument }: TextCommand): string {
  return argument === undefined ? name : `${name} ${argument}`;
}

/** `--config FILE` */
export function optionUsage({ name, kind, value }: OptionSpec): string {
  return kind === 'flag' ? `--${name}` : `--${name} ${value}`;
}

/** The description of an option, and whether it may be repeated. */
export function optionText({ kind, description }: OptionSpec): string {
  return kind === 'list' ? `${description} Can be repeated.` : description;
}

function exitCodes(columns: number): string {
  const list = EXIT_STATUS.map(([code, meaning]) => `${code} ${meaning}`).join('; ');
  return wrapped(`Exit codes: ${list}.`, columns);
}

const NAME_COLUMNS = 28;
const INDENT = 2;

/** A name with its text, wrapped at words. The text is next to the name, or below a long name. */
function entry(name: string, text: string, columns: number): string {
  const lines = linesOf(text.split(' '), columns - INDENT - NAME_COLUMNS);
  const first = name.length < NAME_COLUMNS ? [] : [`  ${name}\n`];
  const rest = lines.map((line, i) => {
    const left = i === 0 && first.length === 0 ? name : '';
    return `  ${left.padEnd(NAME_COLUMNS)}${line}\n`;
  });
  return [...first, ...rest].join('');
}

function wrapped(text: string, columns: number): string {
  return `${linesOf(text.split(' '), columns).join('\n')}\n`;
}

/** A command line that works when pasted. A long one continues on further lines, broken before options. */
function example(line: string, columns: number): string {
  const parts = line.split(/ (?=--)/);
  return linesOf(parts, columns - 2 * INDENT - ' \\'.length)
    .map((part, i) => (i === 0 ? part : `  ${part}`))
    .map((part, i, { length }) => `  ${part}${i === length - 1 ? '' : ' \\'}\n`)
    .join('');
}

function linesOf(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
