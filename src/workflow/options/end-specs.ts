import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN, FULL, NO_RECONCILE } from './writer-specs.js';

const ALLOW_EMPTY = {
  name: 'allow-empty',
  kind: 'flag',
  description: 'Allow the list to have no active release.',
} as const;

const TAKE_OVER = {
  name: 'take-over',
  kind: 'flag',
  description:
    'Take over the lease that another run holds on a key at once. The run then watches the policy of the key for two minutes.',
} as const;

/** The options of the commands that end a release. */
export const LIST_ENDS = {
  retire: {
    summary: 'Retire a release: verifiers accept it until it ends.',
    argument: { name: 'release', kind: 'text', value: 'ID', description: 'The release to retire.' },
    options: [
      CONFIG,
      {
        name: 'after',
        kind: 'text',
        value: 'DURATION',
        description:
          'Time until the release ends, such as 72h (default: retire-after in the configuration).',
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      TAKE_OVER,
      DRY_RUN,
      FULL,
    ],
    examples: ['pcr-allowlist retire v1.3.0 --after 72h'],
  },
  revoke: {
    summary: 'Revoke an image at once, under every release id.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The release to revoke. Alternatively, use pcr0.',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'pcr0',
        kind: 'text',
        value: 'HEX',
        description: 'Instead of a release: PCR0 of an image that is no longer in the list.',
      },
      {
        name: 'reason',
        kind: 'text',
        value: 'TEXT',
        description: 'The reason. The list records it.',
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      TAKE_OVER,
      {
        name: 'keys-only',
        kind: 'flag',
        description:
          'With pcr0: only deny the image on the keys in the configuration, without reading or changing the list. Use it when the store is unavailable or compromised.',
      },
      DRY_RUN,
      FULL,
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"'],
  },
} as const satisfies Record<string, CommandSpec>;
