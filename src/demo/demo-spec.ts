import type { CommandSpec } from '../workflow/options/command-spec.js';

/** The options of `demo`: none. Only the command line has this command. */
export const DEMO = {
  summary:
    'Run a complete example in a temporary folder: two releases, an approval, a SIMULATED enclave, and drift with its repair.',
  options: [],
  examples: ['pcr-allowlist demo'],
} as const satisfies CommandSpec;
