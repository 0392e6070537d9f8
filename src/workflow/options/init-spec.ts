import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN } from './writer-specs.js';

/** The options of the command that starts a list. */
export const INIT = {
  summary: 'Start a list: draw its id, make keys where none are given, write the configuration.',
  options: [
    CONFIG,
    {
      name: 'enclave',
      kind: 'text',
      value: 'NAME',
      description: 'What the enclave is called; needed where there is no configuration yet.',
    },
    {
      name: 'store',
      kind: 'text',
      value: 'ADDRESS',
      description:
        'Where the list lives: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist).',
    },
    {
      name: 'certificate',
      kind: 'list',
      value: 'PEM',
      description: 'Image-signing certificate file, or the word unsigned.',
    },
    {
      name: 'instance-role',
      kind: 'list',
      value: 'ARN',
      description: 'IAM role of the parent instances, for PCR3, or the word any.',
    },
    {
      name: 'key',
      kind: 'text',
      value: 'ADDRESS',
      description:
        'The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem; made as list.pem where not given.',
    },
    {
      name: 'manifest-key',
      kind: 'text',
      value: 'ADDRESS',
      description: 'The manifest key, in the same forms; made as manifest.pem where not given.',
    },
    {
      name: 'approval-key',
      kind: 'list',
      value: 'PEM',
      description: 'Public key file of somebody whose approval each release needs.',
    },
    {
      name: 'kms-key',
      kind: 'list',
      value: 'KEY',
      description: 'KMS key whose policy is to follow the list: its ARN, or file:POLICY.json.',
    },
    {
      name: 'administrator',
      kind: 'list',
      value: 'ARN',
      description: 'With kms-key: who may hold authority over these keys.',
      needs: ['kms-key'],
    },
    {
      name: 'curve',
      kind: 'text',
      value: 'NAME',
      description: 'Curve of the keys that are made: P-256 (default) or P-384.',
    },
    DRY_RUN,
  ],
  examples: [
    'pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance',
    'pcr-allowlist init --enclave signer --certificate unsigned --instance-role any',
    'pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any',
  ],
} as const satisfies CommandSpec;
