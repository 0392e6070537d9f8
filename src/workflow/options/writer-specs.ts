import type { CommandSpec } from './command-spec.js';
import { IMAGE_REQUIREMENTS } from './measure-spec.js';

export const CONFIG = {
  name: 'config',
  kind: 'text',
  value: 'FILE',
  description:
    'The configuration file (default pcr-allowlist.yml). Paths in the file are relative to its folder.',
} as const;
export const DRY_RUN = {
  name: 'dry-run',
  kind: 'flag',
  description: 'Show what would change, and write nothing.',
} as const;
export const FULL = {
  name: 'full',
  kind: 'flag',
  description: 'Also show unchanged statements, and PCR values with all digits.',
} as const;
export const NO_RECONCILE = {
  name: 'no-reconcile',
  kind: 'flag',
  description: 'Do not plan or change key policies.',
} as const;

const RELEASE_ASSETS = {
  name: 'release-assets',
  kind: 'text',
  value: 'TAG',
  description:
    'Also upload the manifest, the bundles and the list to the GitHub release of this tag. The release stays a draft until the list has the image.',
} as const;
export const GITHUB_TOKEN = {
  name: 'github-token',
  kind: 'text',
  value: 'TOKEN',
  description: 'The token for the GitHub API (default: the environment variable GITHUB_TOKEN).',
  actionDefault: 'github.token',
} as const;

/** The options of the commands that write the list. */
export const LIST_WRITERS = {
  publish: {
    summary:
      'Sign the PCR manifest of an image and stage the release. With approval: none, add it to the list.',
    argument: {
      name: 'eif',
      kind: 'text',
      value: 'EIF',
      description: 'The enclave image: a file, or an s3:// or https:// address.',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'measurements',
        kind: 'text',
        value: 'FILE',
        description:
          'Instead of an image: a file with the output of measure --json, nitro-cli or eif_build, alone or inside a log. Requires sha256. The manifest then records measured: given.',
        needs: ['sha256'],
      },
      {
        name: 'user-data',
        kind: 'text',
        value: 'HEX',
        description:
          'Require every document of this release to have exactly these bytes, 1 to 1,024, as user_data. Verifiers enforce this. KMS cannot.',
        needs: ['eif', 'measurements'],
        isRequirement: true,
      },
      { ...IMAGE_REQUIREMENTS.sha256, needs: ['eif', 'measurements'] },
      { ...IMAGE_REQUIREMENTS.roleArn, needs: ['eif', 'measurements'] },
      { ...IMAGE_REQUIREMENTS.requireSigned, needs: ['eif', 'measurements'] },
      { ...IMAGE_REQUIREMENTS.minCertificateDays, needs: ['eif'] },
      { ...IMAGE_REQUIREMENTS.expect, needs: ['eif', 'measurements'] },
      { ...IMAGE_REQUIREMENTS.compare, needs: ['eif'] },
      IMAGE_REQUIREMENTS.requireSameSigner,
      {
        name: 'projection',
        kind: 'flag',
        description:
          'Instead of an image: stage the projection. The projection is the roles, certificates and KMS keys that the list is applied to.',
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description:
          'Id of the release. The default is the tag of the build, with - in place of characters that an id cannot contain: enclave/v1.0.0 becomes enclave-v1.0.0. Without a tag, the default is the first 12 digits of PCR0.',
        needs: ['eif', 'measurements'],
      },
      {
        name: 'again',
        kind: 'flag',
        description: 'Allow an image that was revoked or is retiring, and bring it back.',
        needs: ['eif', 'measurements'],
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN,
      FULL,
    ],
    examples: [
      'pcr-allowlist publish enclave.eif --release v1.4.0',
      'pcr-allowlist publish s3://acme-builds/enclave.eif --sha256 9f86d0…0a08 --release v1.4.0',
      'pcr-allowlist publish --measurements measured.json --sha256 9f86d0…0a08 --release v1.4.0',
      'pcr-allowlist publish --projection',
    ],
  },
  approve: {
    summary:
      'Add a staged release to the list, with the approvals that the configuration requires.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The staged release, or the word projection.',
    },
    options: [
      CONFIG,
      {
        name: 'pcr0',
        kind: 'text',
        value: 'HEX',
        description: 'PCR0 of the image that you approve. Required for a release.',
      },
      {
        name: 'staged',
        kind: 'text',
        value: 'HEX',
        description: 'SHA-256 of the staged record that you approve. Required for a projection.',
        isRequirement: true,
      },
      {
        name: 'key',
        kind: 'text',
        value: 'ADDRESS',
        description:
          'Sign an approval with this key, and do not change the list: file:KEY.pem, awskms:alias/NAME or awskms:ARN. The list key is not used.',
      },
      {
        name: 'expires-in',
        kind: 'text',
        value: 'DURATION',
        description: 'With key: how long the approval is valid (default 24h).',
        needs: ['key'],
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN,
      FULL,
    ],
    examples: [
      'pcr-allowlist approve v1.4.0 --pcr0 3f2a…c1 --key file:alice.pem',
      'pcr-allowlist approve v1.4.0 --pcr0 3f2a…c1',
      'pcr-allowlist approve projection --staged 77ab…09',
    ],
  },
  renew: {
    summary: 'Sign the list again with a new expiry. With format, move it to a newer format.',
    options: [
      CONFIG,
      {
        name: 'from-signer',
        kind: 'text',
        value: 'PEM',
        description:
          'Public key file of the key that signed the list and was removed from trust too early. It is trusted for this run only.',
      },
      {
        name: 'format',
        kind: 'text',
        value: 'v2',
        description:
          'Move the list to this newer format. If approvals are required, the first run stages the move and a later run completes it.',
      },
      {
        name: 'accept-unapproved',
        kind: 'list',
        value: 'ID',
        description:
          'Sign the list although this release, or the projection, lacks required approvals. Key policies and exports still omit it.',
      },
      GITHUB_TOKEN,
      DRY_RUN,
    ],
    examples: [
      'pcr-allowlist renew',
      'pcr-allowlist renew --format v2',
      'pcr-allowlist renew --from-signer old-list.pub.pem',
    ],
  },
  reconcile: {
    summary: 'Make the KMS key policies follow the allow-list. Always safe to run again.',
    options: [
      CONFIG,
      {
        name: 'settle',
        kind: 'text',
        value: 'DURATION',
        description:
          'How long a written policy must read back unchanged before it counts as settled.',
      },
      DRY_RUN,
      FULL,
    ],
    examples: ['pcr-allowlist reconcile --dry-run', 'pcr-allowlist reconcile --settle 2m'],
  },
} as const satisfies Record<string, CommandSpec>;
