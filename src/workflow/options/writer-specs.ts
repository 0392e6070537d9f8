import type { CommandSpec } from './command-spec.js';
import { IMAGE_REQUIREMENTS } from './measure-spec.js';

export const CONFIG = {
  name: 'config',
  kind: 'text',
  value: 'FILE',
  description: 'The configuration (default pcr-allowlist.yml); paths in it start from its folder.',
} as const;
export const DRY_RUN = {
  name: 'dry-run',
  kind: 'flag',
  description: 'Show what would change, and write nothing.',
} as const;
export const FULL = {
  name: 'full',
  kind: 'flag',
  description: 'Also show statements that stay the same, and PCR values with all digits.',
} as const;
export const NO_RECONCILE = {
  name: 'no-reconcile',
  kind: 'flag',
  description: 'Leave the key policies alone: neither plan nor change them.',
} as const;

const RELEASE_ASSETS = {
  name: 'release-assets',
  kind: 'text',
  value: 'TAG',
  description:
    'Also put manifest, bundles and list on the GitHub release of this tag: a draft until the list has the image.',
} as const;
export const GITHUB_TOKEN = {
  name: 'github-token',
  kind: 'text',
  value: 'TOKEN',
  description: "The token for GitHub's API (default: GITHUB_TOKEN of the environment).",
  actionDefault: 'github.token',
} as const;

/** The options of the commands that write the list. */
export const LIST_WRITERS = {
  publish: {
    summary:
      'Sign the PCR manifest of an image and stage it; with approval: none, add it to the list.',
    argument: {
      name: 'eif',
      kind: 'text',
      value: 'EIF',
      description: 'The enclave image: a file, an s3:// or an https:// address.',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'measurements',
        kind: 'text',
        value: 'FILE',
        description:
          'In place of an image: what measure --json, nitro-cli or eif_build printed of it, alone or inside a log; needs sha256. The manifest then says measured: given.',
        needs: ['sha256'],
      },
      {
        name: 'user-data',
        kind: 'text',
        value: 'HEX',
        description:
          'Demand that user_data of every document of this release is exactly these bytes, 1 to 1,024. Verifiers compare it; KMS cannot.',
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
        description: 'In place of an image: the roles, certificates and keys of the configuration.',
      },
      {
        name: 'now',
        kind: 'flag',
        description:
          'With projection: active releases of a certificate that it no longer has end as soon as it is approved, not after retire-after.',
        needs: ['projection'],
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description:
          'Id of the release (default: the tag that was built, with - for characters that an id cannot hold, so enclave/v1.0.0 is enclave-v1.0.0; else 12 digits of PCR0).',
        needs: ['eif', 'measurements'],
      },
      {
        name: 'again',
        kind: 'flag',
        description: 'Ask for an image that was revoked, or is being retired, to come back.',
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
      'Bring a staged release into the list, given the approvals that the configuration asks for.',
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
        description: 'PCR0 of the image that is approved; needed for a release.',
      },
      {
        name: 'staged',
        kind: 'text',
        value: 'HEX',
        description: 'SHA-256 of the staged record; needed for a projection.',
        isRequirement: true,
      },
      {
        name: 'key',
        kind: 'text',
        value: 'ADDRESS',
        description:
          'Only add a statement of approval by this key (file:KEY.pem, awskms:alias/NAME or awskms:ARN), without the list key.',
      },
      {
        name: 'expires-in',
        kind: 'text',
        value: 'DURATION',
        description: 'With key: how long the approval may be used (default 24h).',
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
    summary: 'Sign the list anew, so that it does not expire; with format, also in a newer format.',
    options: [
      CONFIG,
      {
        name: 'from-signer',
        kind: 'text',
        value: 'PEM',
        description:
          'Public key file that signed the list and left the trust too early: taken for reading it, this once.',
      },
      {
        name: 'format',
        kind: 'text',
        value: 'v2',
        description:
          'Move a list in an earlier format to this one. Where approvals are configured, the first run stages the move and a later one makes it.',
      },
      {
        name: 'accept-unapproved',
        kind: 'list',
        value: 'ID',
        description:
          'Sign a list anew although this release, or projection, lacks the approvals that the configuration asks for. It stays withheld.',
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
    summary: 'Make the KMS key policies follow the allow-list; always safe to run again.',
    options: [
      CONFIG,
      {
        name: 'settle',
        kind: 'text',
        value: 'DURATION',
        description: 'How long what was put has to stay readable before it counts as settled.',
      },
      DRY_RUN,
      FULL,
    ],
    examples: ['pcr-allowlist reconcile --dry-run', 'pcr-allowlist reconcile --settle 2m'],
  },
} as const satisfies Record<string, CommandSpec>;
