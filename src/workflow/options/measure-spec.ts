import type { CommandSpec } from './command-spec.js';

/** The requirements on an image that `measure` and `publish` share. */
export const IMAGE_REQUIREMENTS = {
  sha256: {
    name: 'sha256',
    kind: 'text',
    value: 'HEX',
    description: 'Refuse an image file with another SHA-256.',
    isRequirement: true,
  },
  roleArn: {
    name: 'role-arn',
    kind: 'list',
    value: 'ARN',
    description: 'ARN of the IAM role of the parent instance, for PCR3.',
    isRequirement: true,
  },
  requireSigned: {
    name: 'require-signed',
    kind: 'flag',
    description: 'Refuse an unsigned image.',
  },
  minCertificateDays: {
    name: 'min-certificate-days',
    kind: 'text',
    value: 'N',
    description:
      'Refuse an image if its signing certificate is not valid now or expires within N days.',
    isRequirement: true,
  },
  expect: {
    name: 'expect',
    kind: 'text',
    value: 'FILE',
    description:
      'Compare with the PCRs in this file: the JSON of nitro-cli or eif_build, alone or inside a log, or lines such as PCR0: HEX and HEX PCR0.',
    isRequirement: true,
  },
  compare: {
    name: 'compare',
    kind: 'text',
    value: 'EIF',
    description:
      'Compare with another image, and report whether the build is reproducible. If not, the report names the sections and files that differ.',
    isRequirement: true,
  },
  requireSameSigner: {
    name: 'require-same-signer',
    kind: 'flag',
    description: 'With compare: also refuse a different PCR8.',
    needs: ['compare'],
  },
} as const;

/** The options of `measure`. */
export const MEASURE = {
  summary: 'Compute the PCRs of an EIF and verify its structure and its signature.',
  argument: {
    name: 'eif',
    kind: 'text',
    value: 'EIF',
    description: 'The enclave image to measure: a file, or an s3:// or https:// address.',
  },
  options: [
    IMAGE_REQUIREMENTS.sha256,
    IMAGE_REQUIREMENTS.roleArn,
    {
      name: 'instance-id',
      kind: 'list',
      value: 'ID',
      description: 'Id of the parent instance, for PCR4.',
      isRequirement: true,
    },
    IMAGE_REQUIREMENTS.requireSigned,
    IMAGE_REQUIREMENTS.minCertificateDays,
    IMAGE_REQUIREMENTS.expect,
    IMAGE_REQUIREMENTS.compare,
    IMAGE_REQUIREMENTS.requireSameSigner,
    { name: 'describe', kind: 'flag', description: 'Print the output of nitro-cli describe-eif.' },
    {
      name: 'format',
      kind: 'text',
      value: 'NAME',
      description:
        'Print the measurements in the format of another tool: nitro-cli (the output of build-enclave).',
    },
    {
      name: 'output',
      kind: 'text',
      value: 'FILE',
      description: 'Also write the result to FILE, in the requested format (default JSON).',
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
