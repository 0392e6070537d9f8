import type { AllowList, ProjectedKey, Release } from '../../src/allowlist/allow-list.js';
import type { PlainJson } from '../../src/format/strict-json.js';
import type { KeyDescription } from '../../src/iam/kms-key.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { pcr3OfRole } from '../../src/measure/pcr.js';

export const ACCOUNT = '111122223333';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/signer-instance`;
export const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/other`;
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/kms-admin`;
export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** PCR values, most of them one digit again and again; `role` is PCR3 of ROLE. */
export const PCR = {
  a: 'a'.repeat(96),
  b: 'b'.repeat(96),
  c: 'c'.repeat(96),
  d: 'd'.repeat(96),
  role: pcr3OfRole(ROLE, portableHashing),
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

export const NOW = Date.UTC(2026, 10, 1);
export const LIST_ID = '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590';

export const KEY: ProjectedKey = {
  key: KEY_ARN,
  actions: ['kms:Decrypt'],
  bind: ['PCR0', 'PCR3', 'PCR8'],
  guard: true,
};

function release(id: string, PCR0: string): Release {
  return {
    state: 'active',
    id,
    platform: 'nitro-enclave',
    measurements: { PCR0, PCR1: PCR0, PCR2: PCR.c, PCR8: PCR.signer },
    image: { name: `${id}.eif`, sha256: '1'.repeat(64) },
    manifest: { path: 'manifests/x', sha256: '2'.repeat(64) },
    staged: '4'.repeat(64),
    approvals: [],
    changes: [{ what: 'approved', version: 2, at: NOW - 1000 }],
  };
}

/** One role, one certificate, and the images whose PCR0 is `a` or `b`; the one of `d` was revoked. */
export const LISTED: Pick<AllowList, 'list' | 'projection' | 'releases' | 'removed'> = {
  list: LIST_ID,
  projection: {
    instanceRoles: [{ arn: ROLE, PCR3: PCR.role }],
    certificates: [{ PCR8: PCR.signer, sha256: '5'.repeat(64), notAfter: NOW + 1_000_000_000 }],
    keys: [KEY],
    staged: [],
    approvals: [],
  },
  releases: [release('r1', PCR.a), release('r2', PCR.b)],
  removed: [
    {
      id: 'r0',
      platform: 'nitro-enclave',
      PCR0: PCR.d,
      when: NOW - 1000,
      staged: '6'.repeat(64),
      why: 'revoked',
      reason: 'leaked',
    },
  ],
};

/** An ordinary symmetric key. */
export const DESCRIPTION: KeyDescription = {
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  arn: KEY_ARN,
  account: ACCOUNT,
  region: 'us-east-1',
  keyState: 'Enabled',
  keyUsage: 'ENCRYPT_DECRYPT',
  keySpec: 'SYMMETRIC_DEFAULT',
  origin: 'AWS_KMS',
  keyManager: 'CUSTOMER',
};

/** What KMS gives a key that is made without a policy. */
export const DEFAULT_POLICY: StatementJson = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: 'kms:*',
  Resource: '*',
};
