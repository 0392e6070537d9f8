import type { CommandSpec } from './command-spec.js';
import { CONFIG, GITHUB_TOKEN } from './writer-specs.js';

/** The options of `drift`. */
export const DRIFT = {
  summary:
    'Compare the store, key policies, images and enclaves with the signed allow-list. Changes nothing.',
  options: [
    CONFIG,
    {
      name: 'fail-on',
      kind: 'text',
      value: 'LEVEL',
      description:
        'Exit with 5 if a finding has this severity or worse: critical, high or any (default any).',
    },
    {
      name: 'report',
      kind: 'list',
      value: 'FILE',
      description: 'Also write the report to this file: .json, .md, .html or .sarif.',
    },
    {
      name: 'image',
      kind: 'list',
      value: 'EIF',
      description: 'Measure this image again: a file, or an s3:// or https:// address.',
      isRequirement: true,
    },
    {
      name: 'document',
      kind: 'list',
      value: 'FILE',
      description: 'Appraise the attestation document in this file, at its own time.',
    },
    {
      name: 'url',
      kind: 'list',
      value: 'ADDRESS',
      description:
        'Request a document from the enclave at this endpoint with a new nonce, and appraise it.',
    },
    {
      name: 'method',
      kind: 'text',
      value: 'METHOD',
      description: 'The request method for url: get (default) or post.',
      needs: ['url'],
    },
    {
      name: 'min-certificate-days',
      kind: 'text',
      value: 'N',
      description: 'Report image-signing certificates that expire within N days (default 30).',
      isRequirement: true,
    },
    {
      name: 'issue',
      kind: 'flag',
      description:
        'Maintain one GitHub issue for this enclave: open it when drift is found, update it, and close it when the drift has ended.',
    },
    GITHUB_TOKEN,
  ],
  examples: [
    'pcr-allowlist drift',
    'pcr-allowlist drift --fail-on high --report drift.html --report drift.sarif',
    'pcr-allowlist drift --image enclave.eif --url https://enclave.example.com/attestation',
  ],
} as const satisfies CommandSpec;
