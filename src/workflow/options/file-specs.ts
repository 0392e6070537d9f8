import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN } from './writer-specs.js';

/** What `config` does, and what each of these takes. */
export const EDITS = {
  'add-role': 'the ARN of an IAM role of parent instances',
  'remove-role': 'the ARN of an IAM role of parent instances',
  'add-certificate': 'an image-signing certificate file',
  'remove-certificate': 'an image-signing certificate file',
  'add-key': 'a KMS key: its ARN, or file:POLICY.json',
  'remove-key': 'a KMS key: its ARN, or file:POLICY.json',
  'add-approver': 'the public key file of an approver',
  'remove-approver': 'the public key file of an approver, or the name',
} as const;

export type EditName = keyof typeof EDITS;

const EDIT_NAMES = Object.keys(EDITS).join(', ');

/** The options of the commands that write key files and configurations. They are on the command line only. */
export const FILE_COMMANDS = {
  keygen: {
    summary:
      'Make a key pair: NAME.pem (PKCS#8, for its owner alone) and NAME.pub.pem beside it. Overwrites nothing.',
    argument: {
      name: 'file',
      kind: 'text',
      value: 'NAME.pem',
      description: 'The private key file.',
    },
    options: [
      {
        name: 'curve',
        kind: 'text',
        value: 'NAME',
        description: 'Curve of the key: P-256 (default) or P-384.',
      },
    ],
    examples: ['pcr-allowlist keygen alice.pem'],
  },
  config: {
    summary:
      'Change the roles, certificates, keys or approvers of the configuration, keep its comments, and say which approval the change needs.',
    argument: { name: 'edit', kind: 'text', value: 'EDIT', description: `One of ${EDIT_NAMES}.` },
    second: {
      name: 'subject',
      kind: 'text',
      value: 'VALUE',
      description: `What is added or removed: ${Object.entries(EDITS)
        .filter(([name]) => name.startsWith('add-'))
        .map(([name, what]) => `for ${name.slice('add-'.length)}, ${what}`)
        .join('; ')}. An approver is removed by the name too.`,
    },
    options: [
      CONFIG,
      {
        name: 'name',
        kind: 'text',
        value: 'NAME',
        description: 'With add-approver: who holds the key.',
      },
      {
        name: 'threshold',
        kind: 'text',
        value: 'N',
        description:
          'With add-approver and remove-approver: how many of the approvers have to approve from then on.',
        isRequirement: true,
      },
      {
        name: 'action',
        kind: 'list',
        value: 'ACTION',
        description:
          'With add-key: what the enclaves may do (default kms:Decrypt and kms:GenerateDataKey).',
      },
      {
        name: 'administrator',
        kind: 'list',
        value: 'ARN',
        description: 'With add-key: who may hold authority over the key.',
      },
      DRY_RUN,
    ],
    examples: [
      'pcr-allowlist config add-role arn:aws:iam::111122223333:role/signer-instance',
      'pcr-allowlist config add-certificate image-signing-2027.pem',
      'pcr-allowlist config add-key file:policy.json --administrator arn:aws:iam::111122223333:role/kms-admin',
      'pcr-allowlist config add-approver bob.pub.pem --name Bob --threshold 2',
      'pcr-allowlist config remove-approver Bob --threshold 1',
    ],
  },
} as const satisfies Record<string, CommandSpec>;
