import { describe, expect, test } from '@jest/globals';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import {
  attested,
  DESCRIPTION,
  guard,
  NOW,
  PCR,
  policyText,
  ROOT,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';

function prove(statements: readonly StatementJson[]) {
  const policy = parseKeyPolicy(policyText(statements));
  return proveKeyPolicy({ policy, description: DESCRIPTION, grants: [], now: NOW });
}

const SAFE = attested({ PCR0: PCR.a });
const OVERLAP = 'the patterns of the policy can overlap in too many ways';
const numbered = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i));
const asked = (operator: string, key: string, values: readonly string[]): StatementJson => ({
  Principal: { AWS: ROOT },
  Condition: { [operator]: { [key]: values } },
});

/** Each statement lists its own patterns: the more of them, the more ways in which they can overlap. */
const each = (key: string, patterns: readonly string[]) =>
  patterns.map((pattern) => statement(asked('StringLike', key, [pattern])));

const HOSTILE: readonly (readonly [string, readonly StatementJson[]])[] = [
  [
    '10,000 patterns of ARNs',
    [
      statement(
        asked(
          'StringLike',
          'aws:PrincipalArn',
          numbered(10_000, (i) => `*${i}*x`),
        ),
      ),
    ],
  ],
  [
    '10,000 patterns of a tag',
    [
      statement(
        asked(
          'StringLike',
          'aws:PrincipalTag/t',
          numbered(10_000, (i) => `*${i}*x`),
        ),
      ),
    ],
  ],
  [
    'patterns that overlap in every way',
    each(
      'aws:PrincipalArn',
      numbered(40, (i) => `*/x${i}y*`),
    ),
  ],
  [
    'values that overlap in every way',
    each(
      'aws:PrincipalTag/t',
      numbered(40, (i) => `*x${i}y*`),
    ),
  ],
  [
    'accounts that overlap in every way',
    each(
      'kms:CallerAccount',
      numbered(40, (i) => `*${i}*`),
    ),
  ],
  [
    'wildcards that explode',
    each(
      'aws:PrincipalArn',
      numbered(12, (i) => `*a${'?'.repeat(20 + i)}b*c`),
    ),
  ],
  [
    'registers that overlap in every way',
    each(
      'kms:RecipientAttestation:PCR0',
      numbered(40, (i) => `*${i}a*`),
    ),
  ],
  [
    'one pattern at the limit of size',
    each('aws:PrincipalArn', ['*a?'.repeat(10_000), '?*b'.repeat(10_000)]),
  ],
];

describe('a policy made to be slow', () => {
  // Of each: whatever Deny would have to be looked at, the answer is not locked.
  test.each(HOSTILE)('%s: ends after a counted number of steps, unproved', (_, statements) => {
    const denies = statements.map((one) => ({ ...one, Effect: 'Deny' }));
    const { data, authority } = prove([SAFE, ...denies]);
    expect(data.answer).toBe('unknown');
    expect(data.doubts).toContainEqual({ actions: [], why: [OVERLAP] });
    expect(authority.unknown).toEqual([OVERLAP]);
  });

  test('many patterns in one list are within the limits', () => {
    const sso = (i: number) =>
      `arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_P${i}_*`;
    const admins = { ArnNotLike: { 'aws:PrincipalArn': numbered(50, sso) } };
    const beside = { ...guard('PCR0', PCR.a), Condition: admins };
    expect(prove([SAFE, beside]).data.answer).toBe('locked');
    expect(prove([statement({ Principal: { AWS: ROOT } }), beside]).data.answer).toBe('open');
  });
});
