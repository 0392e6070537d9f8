import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN, FULL, NO_RECONCILE } from './writer-specs.js';

/** The options of the commands that bring a release back without its image at hand. */
export const LIST_RETURNS = {
  rollback: {
    summary:
      'Bring back a retired release without its image, with approval, and end the current release.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The release to bring back (default: the release that was retired last).',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'from',
        kind: 'text',
        value: 'ID',
        description: 'The release to end. Required if several other releases are active.',
      },
      {
        name: 'after',
        kind: 'text',
        value: 'DURATION',
        description:
          'Time until the current release ends, such as 72h (default: retire-after in the configuration).',
      },
      {
        name: 'revoke-now',
        kind: 'flag',
        description:
          'Revoke the current release at once, even if approvals are missing and no active release is left.',
      },
      {
        name: 'reason',
        kind: 'text',
        value: 'TEXT',
        description: 'The reason for revoking the current release. The list records it.',
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
    summary: 'Cancel the retirement of a release, with approval.',
    argument: { name: 'release', kind: 'text', value: 'ID', description: 'The release to keep.' },
    options: [CONFIG, NO_RECONCILE, DRY_RUN, FULL],
    examples: ['pcr-allowlist unretire v1.3.0'],
  },
} as const satisfies Record<string, CommandSpec>;
