import type { CommandSpec } from '../workflow/options/command-spec.js';

/** The options of `demo`: none. It is on the command line only, and the Action has no such command. */
export const DEMO = {
  summary:
    'Play the whole story in a temporary folder: two releases, an approval, a SIMULATED enclave, drift and its cure.',
  options: [],
  examples: ['pcr-allowlist demo'],
} as const satisfies CommandSpec;
