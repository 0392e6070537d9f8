import type { OptionSpec } from '../workflow/options/command-spec.js';

/** An option of every command on the command line. The Action does not have these options. */
export interface GlobalOption extends Pick<OptionSpec, 'name' | 'description'> {
  readonly short?: string;
}

/** The global options, in the order of help, manual and completion. Each is a flag. */
export const GLOBAL_OPTIONS = [
  { name: 'json', description: 'Print one JSON object on standard output, also for errors.' },
  {
    name: 'quiet',
    description: 'Do not print progress and warnings. Results and errors are still printed.',
  },
  {
    name: 'verbose',
    description:
      'Print each request to a store, key, image or GitHub on standard error, with its result and its time. Never prints secrets.',
  },
  { name: 'help', short: 'h', description: 'Print this help.' },
] as const satisfies readonly GlobalOption[];

/** The shells that `completion` supports. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A command that prints a text and has no options. */
export interface TextCommand {
  readonly summary: string;
  /** The placeholder of its argument, in brackets if it is optional. */
  readonly argument?: string;
}

export const TEXT_COMMANDS = {
  help: { argument: '[COMMAND]', summary: 'Print this help, or the help of a command.' },
  completion: {
    argument: 'SHELL',
    summary: 'Print the completion script of a shell: bash, zsh or fish.',
  },
  version: { summary: 'Print the version.' },
} as const satisfies Record<string, TextCommand>;

/** The options that `pcr-allowlist` takes in place of a command. */
export const PROGRAM_OPTIONS = [
  { name: 'help', short: 'h', description: 'Print this help, or the help of a command.' },
  { name: 'version', short: 'V', description: 'Print the version.' },
] as const satisfies readonly GlobalOption[];

/** `-h, --help` */
export function optionNames({ name, short }: GlobalOption): string {
  return short === undefined ? `--${name}` : `-${short}, --${name}`;
}
