import { describe, expect, test } from '@jest/globals';
import {
  ACCOUNT,
  attested,
  guard,
  PCR,
  registers,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';
import { deny, type ProofCase, prove, root } from './proof-cases.js';
import { variable } from './variable.js';

const VALUES: readonly ProofCase[] = [
  [
    'more spellings than a Deny lists',
    'open',
    [
      statement({ Condition: { StringEqualsIgnoreCase: { 'aws:PrincipalTag/team': 'ab' } } }),
      deny({ StringEquals: { 'aws:PrincipalTag/team': ['ab', 'AB', 'Ab'] } }),
    ],
  ],
  [
    'no more spellings than a Deny lists',
    'locked',
    [
      statement({ Condition: { StringEqualsIgnoreCase: { 'aws:PrincipalTag/team': 'ab' } } }),
      deny({ StringEquals: { 'aws:PrincipalTag/team': ['ab', 'AB', 'Ab', 'aB'] } }),
    ],
  ],
  [
    'a tag in any case of its name',
    'locked',
    [
      statement({ Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'a' } } }),
      deny({ StringEquals: { 'AWS:principaltag/TEAM': 'a' } }),
    ],
  ],
  [
    'a tag by two patterns',
    'open',
    [
      statement({
        Condition: {
          StringLike: { 'aws:PrincipalTag/team': 'a*' },
          StringNotLike: { 'aws:PrincipalTag/team': '*b' },
        },
      }),
    ],
  ],
  [
    'a tag that is absent',
    'open',
    [statement({}), deny({ StringLike: { 'aws:PrincipalTag/team': '*' } })],
  ],
  [
    'a tag that is empty',
    'open',
    [
      statement({ Condition: { Null: { 'aws:PrincipalTag/team': 'false' } } }),
      deny({ StringLike: { 'aws:PrincipalTag/team': '?*' } }),
    ],
  ],
  [
    'a tag that is no number',
    'open',
    [
      statement({ Condition: { Null: { 'aws:PrincipalTag/level': 'false' } } }),
      deny({ NumericLessThan: { 'aws:PrincipalTag/level': '5' } }),
      deny({ NumericGreaterThanEquals: { 'aws:PrincipalTag/level': '5' } }),
    ],
  ],
  [
    'true or false, and absent',
    'open',
    [
      statement({}),
      deny({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      deny({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ],
  ],
  [
    'true or false, and always there',
    'locked',
    [
      statement({}),
      deny({ Bool: { 'aws:ViaAWSService': 'true' } }),
      deny({ Bool: { 'aws:ViaAWSService': 'false' } }),
    ],
  ],
  [
    'an application register that may be absent',
    'open',
    [
      statement({ Condition: { Null: registers({ PCR0: 'false' }) } }),
      deny({ Null: registers({ PCR31: 'false' }) }),
    ],
  ],
  [
    'a register that is always there',
    'locked',
    [
      statement({ Condition: { Null: registers({ PCR0: 'false' }) } }),
      deny({ Null: registers({ PCR15: 'false' }) }),
    ],
  ],
  [
    'a register by a pattern that one value matches',
    'open',
    [
      statement({ Condition: { StringLike: registers({ PCR0: `${'a'.repeat(95)}?` }) } }),
      deny({ StringEquals: registers({ PCR0: PCR.a }) }),
    ],
  ],
  ['a value that no register has', 'locked', [attested({ PCR0: `0x${PCR.a}` })]],
  ['a guard with a value that no register has', 'locked', [root(), guard('PCR0', `0x${PCR.a}`)]],
  [
    'a NitroTPM by code and command line',
    'locked',
    [attested({ NitroTPMPCR4: PCR.a, NitroTPMPCR12: PCR.zero })],
  ],
  ['a NitroTPM by its keys alone', 'unknown', [attested({ NitroTPMPCR7: PCR.a })]],
  [
    'a NitroTPM without Secure Boot',
    'unknown',
    [
      attested({
        NitroTPMPCR4: PCR.a,
        NitroTPMPCR7:
          '98441c7f7625d10058c47683aec486ce311c633235eb555593a7ee791121e3578ae72d04ecef661f272d59058b77af35',
      }),
    ],
  ],
  [
    'a Resource with a tag of the principal',
    'open',
    [
      statement({
        Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${variable('aws:PrincipalTag/key')}`,
      }),
    ],
  ],
  [
    'a Resource with a tag that a Deny excludes',
    'locked',
    [
      statement({
        Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${variable('aws:PrincipalTag/key')}`,
      }),
      deny({ Null: { 'aws:PrincipalTag/key': 'false' } }),
    ],
  ],
  [
    'a Resource with two variables',
    'unknown',
    [
      statement({
        Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:${variable('aws:PrincipalTag/a')}/${variable('aws:PrincipalTag/b')}`,
      }),
    ],
  ],
  [
    'a Resource with a variable of another account',
    'locked',
    [
      statement({
        Resource: `arn:aws:kms:us-east-1:444455556666:key/${variable('aws:PrincipalTag/key')}`,
      }),
    ],
  ],
];

const BESIDE: readonly (readonly [string, StringJson])[] = [
  ['an address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  ['paths of organisations', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abc/*' } }],
  ['a tag of the key', { StringEquals: { 'aws:ResourceTag/env': 'prod' } }],
  [
    'a policy variable',
    { StringEquals: { 'aws:PrincipalTag/env': variable('aws:ResourceTag/env') } },
  ],
  [
    'keys of the encryption context',
    { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'a' } },
  ],
  [
    'a key of another service',
    { ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:1:function:f' } },
  ],
  ['an operator that does not exist', { StringIs: { 'aws:PrincipalTag/env': 'prod' } }],
  ['a date that is none', { DateLessThan: { 'aws:CurrentTime': 'soon' } }],
];

type StringJson = { readonly [operator: string]: { readonly [key: string]: string } };

describe('values', () => {
  test.each(VALUES)('%s: %s', (_, answer, statements) => {
    expect(prove(statements).data.answer).toBe(answer);
  });
});

describe('a condition that is not understood', () => {
  const SAFE = { StringEqualsIgnoreCase: registers({ PCR0: PCR.a }) };

  test.each(BESIDE)('on %s, beside an attestation condition, can only narrow', (_, beside) => {
    const { data } = prove([statement({ Condition: { ...SAFE, ...beside } })]);
    expect(data).toMatchObject({ answer: 'locked', doubts: [], openings: [] });
    expect(data.admitted[0]?.doubts).not.toEqual([]);
  });

  test.each(BESIDE)('on %s, alone, is a doubt', (_, beside) => {
    expect(prove([statement({ Condition: beside })]).data.answer).toBe('unknown');
  });

  test.each(BESIDE)('on %s, in a Deny, neither helps nor hurts', (_, beside) => {
    const perimeter: StatementJson = { ...deny(beside), Action: 'kms:*' };
    expect(prove([attested({ PCR0: PCR.a }), perimeter]).data.answer).toBe('locked');
    expect(prove([statement({}), perimeter]).data.answer).toBe('unknown');
  });
});
