import type { CommandName } from '../workflow/options/command-table.js';

/** An output of the Action. */
export interface OutputSpec {
  readonly description: string;
  /** The commands that set it. */
  readonly commands: readonly CommandName[];
}

const CHANGES = [
  'init',
  'publish',
  'approve',
  'retire',
  'revoke',
  'rollback',
  'unretire',
  'renew',
  'reconcile',
] as const;
const STAGES = ['publish', 'approve', 'rollback', 'unretire'] as const;

/** Every output. This table is the source of each `action.yml` and of the table in docs/action.md. */
export const OUTPUTS = {
  pcr0: {
    description: 'PCR0, 96 lower-case hexadecimal digits.',
    commands: ['measure', ...STAGES, 'verify'],
  },
  pcr1: { description: 'PCR1.', commands: ['measure'] },
  pcr2: { description: 'PCR2.', commands: ['measure'] },
  pcr8: { description: 'PCR8. Empty if the image is not signed.', commands: ['measure'] },
  pcr3: {
    description: 'PCR3. Set if role-arn names exactly one role.',
    commands: ['measure'],
  },
  'instance-roles': {
    description: 'JSON list of {arn, PCR3}, with one entry for each role-arn.',
    commands: ['measure'],
  },
  'eif-sha256': { description: 'SHA-256 of the image file.', commands: ['measure'] },
  measurements: {
    description:
      'JSON object with HashAlgorithm, PCR0, PCR1 and PCR2, and PCR8 if the image is signed.',
    commands: ['measure'],
  },
  'measurements-path': {
    description: 'Path of a JSON file with all measurements.',
    commands: ['measure'],
  },
  architecture: { description: 'x86_64 or aarch64.', commands: ['measure'] },
  signed: { description: 'true or false.', commands: ['measure'] },
  'certificate-not-after': {
    description:
      'Expiry of the signing certificate, RFC 3339 in UTC. Empty if the image is not signed.',
    commands: ['measure'],
  },
  changed: { description: 'true if something was written.', commands: CHANGES },
  'allow-list-version': {
    description: 'Version of the allow-list.',
    commands: [...CHANGES, 'status', 'verify'],
  },
  'allow-list-sha256': {
    description: 'SHA-256 of the payload of the allow-list.',
    commands: [...CHANGES, 'status', 'verify'],
  },
  'allow-list-expires-at': {
    description: 'Expiry of the allow-list, RFC 3339 in UTC.',
    commands: [...CHANGES, 'status', 'verify'],
  },
  'release-id': {
    description:
      'Id of the release that was staged or approved, that the list already has, or that a document matched.',
    commands: [...STAGES, 'verify'],
  },
  'staged-sha256': {
    description: 'SHA-256 of the staged record. An approval names it.',
    commands: STAGES,
  },
  'manifest-path': { description: 'Path of the manifest in the store.', commands: STAGES },
  'predicate-path': {
    description: 'Path of a file with the predicate of the manifest. For actions/attest.',
    commands: ['publish'],
  },
  'predicate-type': {
    description: 'Predicate type of the manifest. For actions/attest.',
    commands: ['publish'],
  },
  exported: { description: 'The exported text.', commands: ['export'] },
  'document-module-id': {
    description: 'module_id of the verified document.',
    commands: ['verify'],
  },
  'drift-status': {
    description: 'none, drift or unknown. Always set.',
    commands: ['drift'],
  },
  'drift-critical': { description: 'Number of critical findings.', commands: ['drift'] },
  'drift-high': { description: 'Number of high findings.', commands: ['drift'] },
  'false-allows': {
    description: 'Number of probes that KMS must refuse but allows.',
    commands: ['drift'],
  },
} as const satisfies Record<string, OutputSpec>;

export type OutputName = keyof typeof OUTPUTS;

export type Outputs = Partial<Readonly<Record<OutputName, string>>>;
