import { shellCommand } from '../base/shell-words.js';
import { CONFIGURATION_FILE } from './options/option-values.js';

/** What to do next, for people. */
export interface NextStep {
  /** Why, in one sentence without a full stop. */
  readonly why: string;
  /** The arguments of `pcr-allowlist`; absent where no single command does it. Reports quote them for a shell. */
  readonly words?: readonly string[];
  /** The same where other people act first: each of them adds `--key` and the address of their own key. */
  readonly approverWords?: readonly string[];
}

/** The option `--config`, where the configuration is not the one that a command finds by itself. */
export function configWords(config: string): readonly string[] {
  if (config === CONFIGURATION_FILE) return [];
  // A value that begins with a dash would be taken for an option.
  return config.startsWith('-') ? [`--config=${config}`] : ['--config', config];
}

/** A command line in a text, as texts name them: between backticks. */
const COMMAND_LINE = /`(pcr-allowlist [^`]+)`/g;

/**
 * A text with `--config` added to each command line in it that has none, where the configuration is not the one that a
 * command finds by itself. `pcr-allowlist help` takes no configuration.
 */
export function withConfiguration(text: string, config: string): string {
  const option = shellCommand(configWords(config));
  if (option === '') return text;
  return text.replace(COMMAND_LINE, (found, line: string) =>
    / --config\b|^pcr-allowlist help\b/.test(line) ? found : `\`${line} ${option}\``,
  );
}

/** A command line as a text names it. */
export function commandIn(words: readonly string[]): string {
  return `\`${shellCommand(['pcr-allowlist', ...words])}\``;
}
