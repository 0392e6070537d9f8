import { shellCommand } from '../base/shell-words.js';
import { CONFIGURATION_FILE } from './options/option-values.js';

/** A next step for people. */
export interface NextStep {
  /** The reason, in one sentence without a full stop. */
  readonly why: string;
  /** The arguments of `pcr-allowlist`, which reports quote for a shell. Absent if the step is not a single command. */
  readonly words?: readonly string[];
  /** The arguments if other people act first. Each of them adds `--key` and the address of their key. */
  readonly approverWords?: readonly string[];
}

/** The option `--config`, if the configuration is not the default one. */
export function configWords(config: string): readonly string[] {
  if (config === CONFIGURATION_FILE) return [];
  // A value that begins with a dash would be taken for an option.
  return config.startsWith('-') ? [`--config=${config}`] : ['--config', config];
}

/** A command line in a text stands between backticks. */
const COMMAND_LINE = /`(pcr-allowlist [^`]+)`/g;

/**
 * Adds `--config` to each command line in a text that lacks it, if the configuration is not the default one.
 * `pcr-allowlist help` takes no configuration.
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
