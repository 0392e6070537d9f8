import type { PlainJson } from '../../src/format/strict-json.js';

export const ACCOUNT = '111122223333';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/signer-instance`;
export const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/other`;
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/kms-admin`;
export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** PCR values by the digit that they repeat. */
export const PCR = {
  a: 'a'.repeat(96),
  b: 'b'.repeat(96),
  c: 'c'.repeat(96),
  role: '3'.repeat(96),
  signer: '8'.repeat(96),
  zero: '0'.repeat(96),
} as const;

export type StatementJson = { readonly [element: string]: PlainJson };

/** An Allow of Decrypt to the role without a condition, but for what is said. */
export function statement(elements: StatementJson): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { AWS: ROLE },
    Action: 'kms:Decrypt',
    Resource: '*',
    ...elements,
  };
}

export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A block of attestation keys by register. */
export function registers(values: Values): Values {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([register, value]) => [`kms:RecipientAttestation:${register}`, value]),
  );
}

/** An Allow of Decrypt to the role, with these values in the document, as it should be. */
export function attested(values: Values, elements: StatementJson = {}): StatementJson {
  return statement({ Condition: { StringEqualsIgnoreCase: registers(values) }, ...elements });
}

/** A guard: a Deny to everybody of all that gives data out, except with one of the values in the register. */
export function guard(
  register: string,
  values: string | readonly string[],
  elements: StatementJson = {},
): StatementJson {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: [
      'kms:Decrypt',
      'kms:DeriveSharedSecret',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyPair',
    ],
    Resource: '*',
    Condition: { StringNotEqualsIgnoreCase: registers({ [register]: values }) },
    ...elements,
  };
}

export const MOVES: StatementJson = {
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Decapsulate', 'kms:ReEncryptFrom'],
  Resource: '*',
};

export const DENY_DEBUG: StatementJson = {
  Sid: 'PcrAllowlistDenyDebug',
  Effect: 'Deny',
  Principal: '*',
  Action: [
    ...['kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'],
    'kms:GenerateRandom',
  ],
  Resource: '*',
  Condition: { StringEqualsIgnoreCase: registers({ ImageSha384: PCR.zero }) },
};

export function policyText(statements: readonly StatementJson[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
