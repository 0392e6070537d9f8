/**
 * One option, with the same name on the command line (`--name`) and as an input of the Action (`name`).
 * A `list` is given several times on the command line and one a line to the Action.
 */
export interface OptionSpec {
  readonly name: string;
  readonly kind: 'flag' | 'text' | 'list';
  /** How the value is called in help texts; absent for a flag. */
  readonly value?: string;
  readonly description: string;
}

export interface CommandSpec {
  readonly summary: string;
  /** The argument without a name: the input of the same name for the Action. */
  readonly argument?: OptionSpec & { readonly value: string; readonly optional?: true };
  readonly options: readonly OptionSpec[];
  /** Command lines for the help text. */
  readonly examples: readonly string[];
}
