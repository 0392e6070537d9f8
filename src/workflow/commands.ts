/**
 * One option, with the same name on the command line (`--name`) and as an input of the Action (`name`).
 * A `list` is given several times on the command line and one a line to the Action.
 */
export interface OptionSpec {
  readonly name: string;
  readonly kind: 'flag' | 'text' | 'list';
  /** How the value is called in help texts; absent for a flag. */
  readonly value?: string;
  readonly description: string;
}

export interface CommandSpec {
  readonly summary: string;
  /** The argument without a name: the input of the same name for the Action. */
  readonly argument?: OptionSpec & { readonly value: string; readonly optional?: true };
  readonly options: readonly OptionSpec[];
  /** Command lines for the help text. */
  readonly examples: readonly string[];
}

const CONFIG = {
  name: 'config',
  kind: 'text',
  value: 'FILE',
  description: 'The configuration (default pcr-allowlist.yml); paths in it start from its folder.',
} as const;
const DRY_RUN = {
  name: 'dry-run',
  kind: 'flag',
  description: 'Show what would change, and write nothing.',
} as const;
const ALLOW_EMPTY = {
  name: 'allow-empty',
  kind: 'flag',
  description: 'Allow that no active release is left.',
} as const;
/** What a verifier pins, where it has no configuration. */
const PINS = [
  {
    name: 'store',
    kind: 'text',
    value: 'ADDRESS',
    description: 'The store: s3://BUCKET/PREFIX or file:FOLDER.',
  },
  {
    name: 'list',
    kind: 'text',
    value: 'ID',
    description: 'The 32 hex digits that init drew for this list.',
  },
  {
    name: 'trust',
    kind: 'list',
    value: 'KEY',
    description: 'Public key file (PEM) whose signatures count. May be given several times.',
  },
  {
    name: 'threshold',
    kind: 'text',
    value: 'N',
    description: 'How many of these keys must have signed (default 1).',
  },
] as const;

/** Every command, and all that it can be told: the command line, `action.yml` and the README follow this table. */
export const COMMANDS = {
  init: {
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
        description:
          'Image-signing certificate file, or the word unsigned. May be given several times.',
      },
      {
        name: 'instance-role',
        kind: 'list',
        value: 'ARN',
        description:
          'IAM role of the parent instances, for PCR3, or the word any. May be given several times.',
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
        description: 'The manifest key, likewise; made as manifest.pem where not given.',
      },
      {
        name: 'approval-key',
        kind: 'list',
        value: 'PEM',
        description:
          'Public key file of somebody whose approval each release needs. May be given several times.',
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
  },
  measure: {
    summary: 'Compute the PCRs of an EIF and verify its structure and its signature.',
    argument: {
      name: 'eif',
      kind: 'text',
      value: 'EIF',
      description: 'The enclave image to measure: a file, an s3:// or an https:// address.',
    },
    options: [
      {
        name: 'sha256',
        kind: 'text',
        value: 'HEX',
        description: 'Refuse an image whose file has another SHA-256.',
      },
      {
        name: 'role-arn',
        kind: 'list',
        value: 'ARN',
        description: 'IAM role of the parent instance, for PCR3. May be given several times.',
      },
      {
        name: 'instance-id',
        kind: 'list',
        value: 'ID',
        description: 'Id of the parent instance, for PCR4. May be given several times.',
      },
      { name: 'require-signed', kind: 'flag', description: 'Refuse an unsigned image.' },
      {
        name: 'min-certificate-days',
        kind: 'text',
        value: 'N',
        description:
          'Refuse an image whose signing certificate is not valid now or ends within N days.',
      },
      {
        name: 'expect',
        kind: 'text',
        value: 'FILE',
        description:
          'Compare with the JSON of nitro-cli build-enclave, describe-eif or eif_build, alone or inside a log.',
      },
      {
        name: 'compare',
        kind: 'text',
        value: 'EIF',
        description:
          'Compare with another image: is this build reproducible, and if not, which section differs?',
      },
      {
        name: 'require-same-signer',
        kind: 'flag',
        description: 'With compare: also refuse a different PCR8.',
      },
      { name: 'describe', kind: 'flag', description: 'Print what nitro-cli describe-eif prints.' },
      {
        name: 'format',
        kind: 'text',
        value: 'NAME',
        description:
          'Print the measurements in the form of another tool: nitro-cli (as build-enclave prints them).',
      },
      {
        name: 'output',
        kind: 'text',
        value: 'FILE',
        description:
          'Also write the result to FILE: in the form asked for, else as the JSON of --json.',
      },
    ],
    examples: [
      'pcr-allowlist measure enclave.eif',
      'pcr-allowlist measure enclave.eif --json | jq -r .result.measurements.PCR0',
      'pcr-allowlist measure enclave.eif --require-signed --min-certificate-days 30',
      'pcr-allowlist measure enclave.eif --role-arn arn:aws:iam::111122223333:role/signer-instance',
      'pcr-allowlist measure enclave.eif --expect build.log',
      'pcr-allowlist measure enclave.eif --compare rebuilt.eif',
    ],
  },
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
          'In place of an image: what measure --json printed of it; needs sha256. The manifest then says measured: given.',
      },
      {
        name: 'sha256',
        kind: 'text',
        value: 'HEX',
        description: 'Refuse an image whose file has another SHA-256.',
      },
      {
        name: 'projection',
        kind: 'flag',
        description: 'In place of an image: the roles, certificates and keys of the configuration.',
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description: 'Id of the release (default: the tag that was built, else 12 digits of PCR0).',
      },
      {
        name: 'again',
        kind: 'flag',
        description: 'Ask for an image that was revoked, or is being retired, to come back.',
      },
      DRY_RUN,
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
      },
      DRY_RUN,
    ],
    examples: [
      'pcr-allowlist approve v1.4.0 --pcr0 3f2a…c1 --key file:alice.pem',
      'pcr-allowlist approve v1.4.0 --pcr0 3f2a…c1',
      'pcr-allowlist approve projection --staged 77ab…09',
    ],
  },
  retire: {
    summary: 'Let a release end in a while; verifiers go on accepting it until then.',
    argument: { name: 'release', kind: 'text', value: 'ID', description: 'The release.' },
    options: [
      CONFIG,
      {
        name: 'after',
        kind: 'text',
        value: 'DURATION',
        description: 'When it ends, such as 72h (default: retire-after of the configuration).',
      },
      ALLOW_EMPTY,
      DRY_RUN,
    ],
    examples: ['pcr-allowlist retire v1.3.0 --after 72h'],
  },
  revoke: {
    summary: 'End the trust in an image at once, under every id.',
    argument: {
      name: 'release',
      kind: 'text',
      value: 'ID',
      description: 'The release; or give pcr0.',
      optional: true,
    },
    options: [
      CONFIG,
      {
        name: 'pcr0',
        kind: 'text',
        value: 'HEX',
        description: 'PCR0 of the image, in place of a release.',
      },
      { name: 'reason', kind: 'text', value: 'TEXT', description: 'Why; recorded in the list.' },
      ALLOW_EMPTY,
      DRY_RUN,
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"'],
  },
  renew: {
    summary: 'Sign the list anew, so that it does not expire; nothing else changes.',
    options: [
      CONFIG,
      {
        name: 'from-signer',
        kind: 'text',
        value: 'PEM',
        description:
          'Public key file that signed the list and left the trust too early: taken for reading it, this once.',
      },
      DRY_RUN,
    ],
    examples: ['pcr-allowlist renew', 'pcr-allowlist renew --from-signer old-list.pub.pem'],
  },
  verify: {
    summary:
      'Verify a PCR manifest, or the allow-list of a store, with nothing but what a verifier pins.',
    options: [
      CONFIG,
      { name: 'manifest', kind: 'text', value: 'FILE', description: 'The manifest to verify.' },
      { name: 'allow-list', kind: 'flag', description: 'Verify the list of the store.' },
      ...PINS,
      {
        name: 'at',
        kind: 'text',
        value: 'RFC3339',
        description: 'The instant to judge at (default: now).',
      },
      {
        name: 'remember',
        kind: 'text',
        value: 'FILE',
        description:
          'Where the newest version seen is kept: a lower one, or another one of the same number, is refused.',
      },
    ],
    examples: [
      'pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json',
      'pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem',
    ],
  },
  export: {
    summary: 'Print what is allowed now, verified first, in the form of another verifier.',
    options: [
      CONFIG,
      {
        name: 'to',
        kind: 'text',
        value: 'NAME',
        description:
          'The form: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env.',
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description: 'Only this release, for forms that hold a single one.',
      },
      ...PINS,
    ],
    examples: [
      'pcr-allowlist export --to nitro-cli --release v1.4.0',
      'pcr-allowlist export --to env',
    ],
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** A command's row of the table, as any of them. */
export function commandSpec(name: CommandName): CommandSpec {
  return COMMANDS[name];
}
