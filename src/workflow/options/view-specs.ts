import type { CommandSpec } from './command-spec.js';
import { CONFIG } from './writer-specs.js';

/** The options of the commands that show the state of a list. */
export const LIST_VIEWS = {
  status: {
    summary:
      'Show the list, its releases, pending approvals, the keys, and the next step. Changes nothing.',
    options: [
      CONFIG,
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description: 'Show only this release, with every detail.',
      },
    ],
    examples: ['pcr-allowlist status', 'pcr-allowlist status --release v1.4.0'],
  },
  log: {
    summary: 'Show the versions of the list, newest first, and what each one changed.',
    options: [
      CONFIG,
      {
        name: 'limit',
        kind: 'text',
        value: 'N',
        description: 'Show at most N versions (default 20, at most 730).',
      },
    ],
    examples: ['pcr-allowlist log', 'pcr-allowlist log --limit 100'],
  },
} as const satisfies Record<string, CommandSpec>;
