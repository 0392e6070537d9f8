import type { CommandSpec } from './command-spec.js';
import { CONFIG, DRY_RUN } from './writer-specs.js';

/** The edits of `config`, with the subject of each one. */
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

/** The options of the commands that write key files and configurations. Only the command line has them. */
export const FILE_COMMANDS = {
  keygen: {
    summary:
      'Create a key pair: NAME.pem (PKCS#8, readable only by its owner) and NAME.pub.pem in the same folder. Overwrites nothing.',
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
      'Change the roles, certificates, keys or approvers in the configuration, and print which approval the change needs. Keeps comments.',
    argument: { name: 'edit', kind: 'text', value: 'EDIT', description: `One of ${EDIT_NAMES}.` },
    second: {
      name: 'subject',
      kind: 'text',
      value: 'VALUE',
      description: `The subject to add or remove: ${Object.entries(EDITS)
        .filter(([name]) => name.startsWith('add-'))
        .map(([name, what]) => `for ${name.slice('add-'.length)}, ${what}`)
        .join('; ')}. remove-approver also accepts the name.`,
    },
    options: [
      CONFIG,
      {
        name: 'name',
        kind: 'text',
        value: 'NAME',
        description: 'With add-approver: the name of the person who holds the key.',
      },
      {
        name: 'threshold',
        kind: 'text',
        value: 'N',
        description:
          'With add-approver and remove-approver: the new number of approvers that must approve.',
        isRequirement: true,
      },
      {
        name: 'action',
        kind: 'list',
        value: 'ACTION',
        description:
          'With add-key: an action that enclaves may use (default kms:Decrypt and kms:GenerateDataKey).',
      },
      {
        name: 'administrator',
        kind: 'list',
        value: 'ARN',
        description: 'With add-key: ARN of a principal that may administer the key.',
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
