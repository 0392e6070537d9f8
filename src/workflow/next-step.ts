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
  return config === CONFIGURATION_FILE ? [] : ['--config', config];
}
