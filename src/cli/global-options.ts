import type { OptionSpec } from '../workflow/options/command-spec.js';

/** An option of every command of the command line. The Action has none of them. */
export interface GlobalOption extends Pick<OptionSpec, 'name' | 'description'> {
  readonly short?: string;
}

/** In the order in which help, manual and completion show them. Each is a flag. */
export const GLOBAL_OPTIONS = [
  { name: 'json', description: 'Print one JSON object on standard output, whatever happens.' },
  {
    name: 'quiet',
    description: 'Print neither progress nor warnings. Results and errors are printed.',
  },
  {
    name: 'verbose',
    description:
      'Print on standard error each request to a store, key, image or GitHub, with its result and its time. No secret is printed.',
  },
  { name: 'help', short: 'h', description: 'Print this.' },
] as const satisfies readonly GlobalOption[];

/** The shells that `completion` knows. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A command that prints a text and has no options. */
export interface TextCommand {
  readonly summary: string;
  /** How its argument is called, in brackets where it may be left out. */
  readonly argument?: string;
}

export const TEXT_COMMANDS = {
  help: { argument: '[COMMAND]', summary: 'Print this, or the help of a command.' },
  completion: {
    argument: 'SHELL',
    summary: 'Print the completion script of a shell: bash, zsh or fish.',
  },
  version: { summary: 'Print the version.' },
} as const satisfies Record<string, TextCommand>;

/** What else `pcr-allowlist` takes in place of a command. */
export const PROGRAM_OPTIONS = [
  { name: 'help', short: 'h', description: 'Print this, or the help of a command.' },
  { name: 'version', short: 'V', description: 'Print the version.' },
] as const satisfies readonly GlobalOption[];

/** `-h, --help` */
export function optionNames({ name, short }: GlobalOption): string {
  return short === undefined ? `--${name}` : `-${short}, --${name}`;
}
