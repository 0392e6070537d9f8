import type { CommandSpec } from './command-spec.js';

import { CONFIG } from './writer-specs.js';

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
  {
    name: 'approval-trust',
    kind: 'list',
    value: 'KEY',
    description:
      'Public key file whose approval each release must carry, beside the signatures of the list. May be given several times.',
  },
  {
    name: 'approval-threshold',
    kind: 'text',
    value: 'N',
    description: 'How many of these keys must have approved (default 1).',
  },
] as const;

/** The options of the commands that only read the list. */
export const LIST_READERS = {
  verify: {
    summary:
      'Verify a PCR manifest, an allow-list or an attestation document, with nothing but what a verifier pins.',
    options: [
      CONFIG,
      { name: 'manifest', kind: 'text', value: 'FILE', description: 'The manifest to verify.' },
      { name: 'allow-list', kind: 'flag', description: 'Verify the list of the store.' },
      {
        name: 'document',
        kind: 'text',
        value: 'FILE',
        description:
          'The attestation document to verify: a file, or - for standard input; CBOR, hex, base64, or JSON with one of them (docs/verifying.md lists the forms). Appraised where store, list and trust (or config) are given.',
      },
      {
        name: 'url',
        kind: 'text',
        value: 'URL',
        description: 'Ask this endpoint for a document, with a nonce that is drawn anew.',
      },
      {
        name: 'preset',
        kind: 'text',
        value: 'NAME',
        description:
          'With url: ask as the endpoint of this framework expects: nitriding, nautilus, evervault or qos.',
      },
      {
        name: 'method',
        kind: 'text',
        value: 'NAME',
        description: 'With url: get (?nonce=HEX, the default) or post (JSON with a base64 nonce).',
      },
      {
        name: 'nonce',
        kind: 'text',
        value: 'HEX',
        description:
          'With document: the nonce that it must answer, or the word not-required. With url: not-required where the endpoint takes none.',
      },
      {
        name: 'nonce-bytes',
        kind: 'text',
        value: 'N',
        description: 'With url: how many bytes of nonce are sent (default 32, at least 16).',
      },
      {
        name: 'nonce-encoding',
        kind: 'text',
        value: 'NAME',
        description: 'With url: hex (the default of get), base64 (of post) or base64url.',
      },
      {
        name: 'nonce-name',
        kind: 'text',
        value: 'NAME',
        description: 'With url: the parameter or JSON member of the nonce (default nonce).',
      },
      {
        name: 'document-name',
        kind: 'text',
        value: 'NAME',
        description:
          'The JSON member that holds the document, with dots between nested ones, such as data.attestation.',
      },
      {
        name: 'max-age',
        kind: 'text',
        value: 'DURATION',
        description: 'How old a live document may be (default 5m).',
      },
      {
        name: 'partition',
        kind: 'text',
        value: 'NAME',
        description: 'The AWS partition whose root counts (default aws).',
      },
      {
        name: 'show',
        kind: 'flag',
        description: 'Also print what a refused document says.',
      },
      ...PINS,
      {
        name: 'at',
        kind: 'text',
        value: 'RFC3339',
        description:
          "For a document, the archived form: the instant to judge its chain at (RFC 3339), or the word document for the document's own time. The list is judged at now.",
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
      'pcr-allowlist verify --document document.cbor --nonce 0f3c…9a --config pcr-allowlist.yml',
      'pcr-allowlist verify --url https://enclave.example.com/attestation --config pcr-allowlist.yml',
      'pcr-allowlist verify --url https://enclave.example.com/ --preset nitriding --config pcr-allowlist.yml',
      'pcr-allowlist verify --document old.cbor --nonce not-required --at 2026-01-31T12:00:00Z',
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
          'The form: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env; of one key: key-policy, key-policy-statements or hcl.',
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description: 'Only this release, for forms that hold a single one.',
      },
      {
        name: 'key',
        kind: 'text',
        value: 'KEY',
        description:
          'The key of the list, for the forms of one key; not needed where the list has only one.',
      },
      ...PINS,
    ],
    examples: [
      'pcr-allowlist export --to nitro-cli --release v1.4.0',
      'pcr-allowlist export --to env',
      'pcr-allowlist export --to key-policy-statements > pcr-allowlist.auto.json',
    ],
  },
} as const satisfies Record<string, CommandSpec>;
