import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN, FULL, NO_RECONCILE } from './writer-specs.js';

/** The options of the commands that bring a release back without its image at hand. */
export const LIST_RETURNS = {
  rollback: {
    summary:
      'Bring a retired release back without its image at hand, approved like any other, and end the current one.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The release that comes back (default: the one that was retired last).',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'from',
        kind: 'text',
        value: 'ID',
        description: 'The release that ends; needed where several others are active.',
      },
      {
        name: 'after',
        kind: 'text',
        value: 'DURATION',
        description:
          'When the current release ends, such as 72h (default: retire-after of the configuration).',
      },
      {
        name: 'revoke-now',
        kind: 'flag',
        description:
          'Revoke the current release at once, also while approvals are missing and no active release is left.',
        needs: ['reason'],
      },
      {
        name: 'reason',
        kind: 'text',
        value: 'TEXT',
        description: 'Why the current release is revoked; recorded in the list.',
        needs: ['revoke-now'],
      },
      NO_RECONCILE,
      DRY_RUN,
      FULL,
    ],
    examples: [
      'pcr-allowlist rollback',
      'pcr-allowlist rollback v1.3.0 --from v1.4.0 --after 1h',
      'pcr-allowlist rollback v1.3.0 --revoke-now --reason "leaks keys into the log"',
    ],
  },
  unretire: {
    summary: 'Cancel the retirement of a release. It comes back approved like any other.',
    argument: { name: 'release', kind: 'text', value: 'ID', description: 'The release.' },
    options: [CONFIG, NO_RECONCILE, DRY_RUN, FULL],
    examples: ['pcr-allowlist unretire v1.3.0'],
  },
} as const satisfies Record<string, CommandSpec>;
