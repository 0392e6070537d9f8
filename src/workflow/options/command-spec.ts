/**
 * One option, with the same name on the command line (`--name`) and as an input of the Action (`name`). A `list` option
 * is repeated on the command line. The Action takes its values one per line.
 */
export interface OptionSpec {
  readonly name: string;
  readonly kind: 'flag' | 'text' | 'list';
  /** The placeholder of the value in help texts. Absent for a flag. */
  readonly value?: string;
  readonly description: string;
  /** The option has no effect without one of these options. */
  readonly needs?: readonly string[];
  /**
   * The option is a requirement. A workflow that leaves it empty by mistake must not turn the check off. So the Action
   * also refuses an empty value, and declares NOT_REQUIRED as the default.
   */
  readonly isRequirement?: true;
  /** A GitHub expression without its braces. Its value is the default in the action of a single task. */
  readonly actionDefault?: string;
}

/** The declared default of inputs that are requirements: nothing is required. */
export const NOT_REQUIRED = 'not-required';

/** A positional argument. */
export type ArgumentSpec = OptionSpec & { readonly value: string; readonly optional?: true };

export interface CommandSpec {
  readonly summary: string;
  /** The positional argument. The Action has an input of the same name. */
  readonly argument?: ArgumentSpec;
  /** A second positional argument. Only commands without an action have one. */
  readonly second?: ArgumentSpec;
  readonly options: readonly OptionSpec[];
  /** Command lines for the help text. */
  readonly examples: readonly string[];
}

/** The argument of a command and its options, in this order. */
export function optionsOf({ argument, options }: CommandSpec): readonly OptionSpec[] {
  return argument === undefined ? options : [argument, ...options];
}

/** The positional arguments of a command, in order. */
export function argumentsOf({ argument, second }: CommandSpec): readonly ArgumentSpec[] {
  return [argument, second].filter((one) => one !== undefined);
}
