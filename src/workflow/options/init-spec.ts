import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN } from './writer-specs.js';

/** The options of the command that creates a list. */
export const INIT = {
  summary: 'Create a list: generate its id and missing keys, and write the configuration.',
  options: [
    CONFIG,
    {
      name: 'enclave',
      kind: 'text',
      value: 'NAME',
      description: 'The name of the enclave. Required without a configuration.',
    },
    {
      name: 'store',
      kind: 'text',
      value: 'ADDRESS',
      description:
        'The store of the list: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist).',
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
      description: 'ARN of the IAM role of the parent instances, for PCR3, or the word any.',
    },
    {
      name: 'key',
      kind: 'text',
      value: 'ADDRESS',
      description:
        'The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem (default: a new key in list.pem).',
    },
    {
      name: 'manifest-key',
      kind: 'text',
      value: 'ADDRESS',
      description: 'The manifest key, in the same forms (default: a new key in manifest.pem).',
    },
    {
      name: 'approval-key',
      kind: 'list',
      value: 'PEM',
      description: 'Public key file of an approver. Every release then needs approval.',
    },
    {
      name: 'approval-threshold',
      kind: 'text',
      value: 'N',
      description: 'Number of the approval keys that must approve (default 1).',
      needs: ['approval-key'],
      isRequirement: true,
    },
    {
      name: 'kms-key',
      kind: 'list',
      value: 'KEY',
      description: 'KMS key whose policy follows the list: its ARN, or file:POLICY.json.',
    },
    {
      name: 'administrator',
      kind: 'list',
      value: 'ARN',
      description: 'With kms-key: ARN of a principal that may administer these keys.',
      needs: ['kms-key'],
    },
    {
      name: 'curve',
      kind: 'text',
      value: 'NAME',
      description: 'Curve of the new keys: P-256 (default) or P-384.',
    },
    DRY_RUN,
  ],
  examples: [
    'pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance',
    'pcr-allowlist init --enclave signer --certificate unsigned --instance-role any',
    'pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any',
  ],
} as const satisfies CommandSpec;
