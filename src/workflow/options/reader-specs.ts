import type { CommandSpec } from './command-spec.js';
import { CONFIG } from './writer-specs.js';

/** The options that name a document to verify. */
const DOCUMENT = ['document', 'url'] as const;
/** The options that name what is verified against a list. */
const LISTED = ['allow-list', ...DOCUMENT] as const;

/** The values that a verifier without a configuration pins. */
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
    description: 'The id of the list: the 32 hex digits that init generated.',
  },
  {
    name: 'trust',
    kind: 'list',
    value: 'KEY',
    description: 'File of a trusted public key (PEM).',
  },
  {
    name: 'threshold',
    kind: 'text',
    value: 'N',
    description: 'Number of these keys that must have signed the list (default 1).',
    isRequirement: true,
  },
  {
    name: 'approval-trust',
    kind: 'list',
    value: 'KEY',
    description:
      'Public key file of an approver. Each release must carry approvals by these keys, in addition to the signatures of the list.',
    isRequirement: true,
  },
  {
    name: 'approval-threshold',
    kind: 'text',
    value: 'N',
    description: 'Number of these keys that must have approved (default 1).',
    needs: ['approval-trust'],
    isRequirement: true,
  },
] as const;

/** The pins that have no effect for a manifest. A manifest needs only pinned keys. */
const PIN_NEEDS: { readonly [name: string]: { readonly needs: readonly string[] } } = {
  store: { needs: LISTED },
  list: { needs: LISTED },
  'approval-trust': { needs: LISTED },
};

/** The options of the commands that only read the list. */
export const LIST_READERS = {
  verify: {
    summary: 'Verify a PCR manifest, an allow-list or an attestation document against pinned keys.',
    options: [
      CONFIG,
      { name: 'manifest', kind: 'text', value: 'FILE', description: 'The manifest to verify.' },
      { name: 'allow-list', kind: 'flag', description: 'Verify the list of the store.' },
      {
        name: 'document',
        kind: 'text',
        value: 'FILE',
        description:
          'The attestation document to verify: a file, or - for standard input; CBOR, hex, base64, or JSON with one of them (docs/verifying.md lists the forms). With store, list and trust (or config), the document is also appraised against the list.',
      },
      {
        name: 'url',
        kind: 'text',
        value: 'URL',
        description: 'Request a document from this endpoint with a new nonce, and verify it.',
      },
      {
        name: 'image',
        kind: 'text',
        value: 'EIF',
        description:
          'Refuse a document of an enclave that does not run this image: a file, or an s3:// or https:// address. Requires no allow-list.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'user-data',
        kind: 'text',
        value: 'HEX',
        description: 'Refuse a document whose user_data is not exactly these bytes.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'function-checksum',
        kind: 'text',
        value: 'HEX',
        description:
          'Refuse a document whose user_data is not exactly these 32 bytes: the SHA-256 of a function.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'public-key',
        kind: 'text',
        value: 'KEY',
        description:
          'Refuse a document whose public_key is not exactly these bytes: hexadecimal digits, or file:PATH of a key in PEM or DER.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'pcr',
        kind: 'list',
        value: 'N=HEX',
        description: 'Refuse a document whose register N, from 0 to 31, does not have this value.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'instance-id',
        kind: 'list',
        value: 'ID',
        description:
          'Refuse a document of an enclave on any other parent instance, by module_id and PCR4.',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'preset',
        kind: 'text',
        value: 'NAME',
        description:
          'With url: the framework of the endpoint: nitriding, nautilus, evervault or qos. It sets the form of the request.',
        needs: ['url'],
      },
      {
        name: 'method',
        kind: 'text',
        value: 'NAME',
        description: 'With url: get (?nonce=HEX, the default) or post (JSON with a base64 nonce).',
        needs: ['url'],
      },
      {
        name: 'nonce',
        kind: 'text',
        value: 'HEX',
        description:
          'With document: the nonce that the document must contain, or not-required. With url: not-required if the endpoint takes no nonce.',
        needs: DOCUMENT,
      },
      {
        name: 'nonce-bytes',
        kind: 'text',
        value: 'N',
        description: 'With url: the length of the nonce in bytes (default 32, at least 16).',
        needs: ['url'],
      },
      {
        name: 'nonce-encoding',
        kind: 'text',
        value: 'NAME',
        description: 'With url: hex (default for get), base64 (default for post) or base64url.',
        needs: ['url'],
      },
      {
        name: 'nonce-name',
        kind: 'text',
        value: 'NAME',
        description:
          'With url: the query parameter or JSON member that holds the nonce (default nonce).',
        needs: ['url'],
      },
      {
        name: 'document-name',
        kind: 'text',
        value: 'NAME',
        description:
          'The JSON member that holds the document. Dots separate nested members, such as data.attestation.',
        needs: DOCUMENT,
      },
      {
        name: 'max-age',
        kind: 'text',
        value: 'DURATION',
        description: 'Maximum age of a live document (default 5m).',
        needs: DOCUMENT,
        isRequirement: true,
      },
      {
        name: 'partition',
        kind: 'text',
        value: 'NAME',
        description: 'The AWS partition whose root certificate is trusted (default aws).',
        needs: DOCUMENT,
      },
      {
        name: 'show',
        kind: 'flag',
        description: 'Also print the contents of a refused document.',
        needs: DOCUMENT,
      },
      ...PINS.map((option) => ({ ...option, ...PIN_NEEDS[option.name] })),
      {
        name: 'at',
        kind: 'text',
        value: 'RFC3339',
        description:
          'With document: verify an archived document at this instant, or at its own time with the word document. The list is verified at the current time.',
        needs: ['document'],
      },
      {
        name: 'at-document-time',
        kind: 'flag',
        description:
          'With document: verify an archived document at its own time. The same as at: document.',
        needs: ['document'],
      },
      {
        name: 'remember',
        kind: 'text',
        value: 'FILE',
        description:
          'File that records the newest version and the revocations seen. A lower version, another list with the same version, and a revoked image that came back are refused.',
        needs: LISTED,
        isRequirement: true,
      },
    ],
    examples: [
      'pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json',
      'pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem',
      'pcr-allowlist verify --document document.cbor --nonce 0f3c…9a --config pcr-allowlist.yml',
      'pcr-allowlist verify --url https://enclave.example.com/attestation --config pcr-allowlist.yml',
      'pcr-allowlist verify --url https://enclave.example.com/ --preset nitriding --config pcr-allowlist.yml',
      'pcr-allowlist verify --url https://enclave.example.com/attestation --image enclave.eif',
      'pcr-allowlist verify --document old.cbor --nonce not-required --at-document-time',
    ],
  },
  export: {
    summary: 'Verify the list, and print what it allows now in the format of another verifier.',
    options: [
      CONFIG,
      {
        name: 'to',
        kind: 'text',
        value: 'NAME',
        description:
          'The format: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env. For a single key: key-policy, key-policy-statements or hcl.',
      },
      {
        name: 'release',
        kind: 'text',
        value: 'ID',
        description: 'Export only this release. For formats that hold a single release.',
      },
      {
        name: 'key',
        kind: 'text',
        value: 'KEY',
        description:
          'The KMS key, for the formats of a single key. Required if the list has several keys.',
      },
      ...PINS,
      {
        name: 'remember',
        kind: 'text',
        value: 'FILE',
        description:
          'File that records the newest version and the revocations seen. A lower version is refused, and a revoked image that came back is omitted.',
        isRequirement: true,
      },
    ],
    examples: [
      'pcr-allowlist export --to nitro-cli --release v1.4.0',
      'pcr-allowlist export --to env',
      'pcr-allowlist export --to key-policy-statements > pcr-allowlist.auto.json',
    ],
  },
} as const satisfies Record<string, CommandSpec>;
