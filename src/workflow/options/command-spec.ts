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
  /** The option means nothing unless one of these is given too. */
  readonly needs?: readonly string[];
  /**
   * The option demands something. A workflow that leaves it empty by mistake must not turn the check off, so an empty
   * value is refused in the Action too, where NOT_REQUIRED is the declared default.
   */
  readonly isRequirement?: true;
  /** GitHub's expression, without its braces, whose value is the default in the action of a single task. */
  readonly actionDefault?: string;
}

/** The declared default of inputs that demand something: nothing is demanded. */
export const NOT_REQUIRED = 'not-required';

/** An argument that has no name on the command line. */
export type ArgumentSpec = OptionSpec & { readonly value: string; readonly optional?: true };

export interface CommandSpec {
  readonly summary: string;
  /** The argument without a name: the input of the same name for the Action. */
  readonly argument?: ArgumentSpec;
  /** A second argument without a name, for commands of the command line alone. */
  readonly second?: ArgumentSpec;
  readonly options: readonly OptionSpec[];
  /** Command lines for the help text. */
  readonly examples: readonly string[];
}

/** The argument of a command and its options, in this order. */
export function optionsOf({ argument, options }: CommandSpec): readonly OptionSpec[] {
  return argument === undefined ? options : [argument, ...options];
}

/** The arguments of a command that have no name, in their order. */
export function argumentsOf({ argument, second }: CommandSpec): readonly ArgumentSpec[] {
  return [argument, second].filter((one) => one !== undefined);
}
