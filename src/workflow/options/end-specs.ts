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
    'Take the lease on a key at once that another run holds. Its policy is then watched for two minutes.',
} as const;

/** The options of the commands that end a release. */
export const LIST_ENDS = {
  retire: {
    summary: 'End a release after some time. Verifiers accept it until then.',
    argument: { name: 'release', kind: 'text', value: 'ID', description: 'The release.' },
    options: [
      CONFIG,
      {
        name: 'after',
        kind: 'text',
        value: 'DURATION',
        description:
          'Time until the release ends, such as 72h (default: retire-after of the configuration).',
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
    summary: 'Stop accepting an image at once, under every id.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The release. Or give pcr0.',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'pcr0',
        kind: 'text',
        value: 'HEX',
        description: 'Instead of a release: PCR0 of an image that is not in the list any more.',
      },
      {
        name: 'reason',
        kind: 'text',
        value: 'TEXT',
        description: 'The reason, which the list records.',
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      TAKE_OVER,
      {
        name: 'keys-only',
        kind: 'flag',
        description:
          'With pcr0: deny the image on the keys of the configuration alone, without reading or changing the list. For a store that is gone or hostile.',
      },
      DRY_RUN,
      FULL,
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"'],
  },
} as const satisfies Record<string, CommandSpec>;
