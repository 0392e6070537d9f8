import type { CommandSpec } from './command-spec.js';

/** The options of `measure`. */
export const MEASURE = {
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
        'Compare with the PCRs in this file: the JSON of nitro-cli or eif_build, alone or inside a log, or lines such as PCR0: HEX and HEX PCR0.',
    },
    {
      name: 'compare',
      kind: 'text',
      value: 'EIF',
      description:
        'Compare with another image: is this build reproducible, and if not, which section and which files differ?',
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
} as const satisfies CommandSpec;
