import { describe, expect, test } from '@jest/globals';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import {
  ACCOUNT,
  attested,
  DESCRIPTION,
  guard,
  MOVES,
  NOW,
  PCR,
  policyText,
  ROLE,
  ROOT,
  registers,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';
import { variable } from './variable.js';

type Answer = 'locked' | 'open' | 'unknown' | 'not-applicable';
type Case = readonly [string, Answer, readonly StatementJson[]];

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/signer-instance/i-0123456789abcdef0`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ops/alice`;

function prove(statements: readonly StatementJson[], description = DESCRIPTION) {
  const policy = parseKeyPolicy(policyText(statements));
  return proveKeyPolicy({ policy, description, grants: [], now: NOW });
}

const when = (Condition: StatementJson): StatementJson => ({ Condition });
const root = (Condition: StatementJson = {}) => statement({ Principal: { AWS: ROOT }, Condition });
const anybody = (Condition: StatementJson = {}) => statement({ Principal: '*', Condition });
const deny = (Condition: StatementJson): StatementJson => ({
  ...guard('PCR0', PCR.a),
  Condition,
});
/** A guard with something beside its attestation condition. */
const guarded = (beside: StatementJson): StatementJson =>
  deny({ StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }), ...beside });
const arn = (operator: string, ...values: readonly string[]): StatementJson => ({
  [operator]: { 'aws:PrincipalArn': values },
});
const account = (operator: string, key: string, ...values: readonly string[]): StatementJson => ({
  [operator]: { [key]: values },
});

const ADMINS =
  'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*';

const WHO: readonly Case[] = [
  [
    'StringLike with a wildcard account',
    'open',
    [root(arn('StringLike', 'arn:aws:iam::*:role/x'))],
  ],
  ['a user by pattern', 'open', [root(arn('ArnLike', 'arn:aws:iam::*:user/*'))]],
  ['the root user', 'open', [root(arn('ArnEquals', ROOT))]],
  ['a federated session', 'open', [root(arn('ArnLike', 'arn:aws:sts::*:federated-user/*'))]],
  ['a pattern of another account', 'locked', [root(arn('ArnLike', 'arn:aws:iam::444455556666:*'))]],
  ['a pattern of another partition', 'locked', [root(arn('ArnLike', 'arn:aws-cn:iam::*:role/*'))]],
  ['a pattern of no principal', 'locked', [root(arn('ArnLike', 'arn:aws:s3:::*'))]],
  [
    'an ARN in another case',
    'open',
    [
      root(
        arn(
          'StringEqualsIgnoreCase',
          ROLE.toUpperCase().replace('ARN:AWS:IAM', 'arn:aws:iam').replace('ROLE/', 'role/'),
        ),
      ),
    ],
  ],
  [
    'an ARN in another case, case-sensitively',
    'locked',
    [statement({ Condition: arn('StringEquals', ROLE.replace('signer', 'SIGNER')) })],
  ],
  [
    'patterns that exclude each other',
    'locked',
    [
      root({
        ...arn('ArnLike', 'arn:aws:iam::*:role/a*'),
        ...arn('ArnEquals', 'arn:aws:iam::*:role/b*'),
      }),
    ],
  ],
  [
    'patterns that overlap in the middle',
    'open',
    [root({ ...arn('ArnLike', 'arn:aws:iam::*:role/ab*'), ...arn('StringLike', '*bc') })],
  ],
  [
    'a pattern less another',
    'open',
    [
      root(arn('ArnLike', 'arn:aws:iam::*:role/team-*')),
      deny(arn('ArnLike', 'arn:aws:iam::*:role/team-a*')),
    ],
  ],
  [
    'a pattern less all of it',
    'locked',
    [
      root(arn('ArnLike', 'arn:aws:iam::*:role/team-*')),
      deny(arn('ArnLike', 'arn:aws:iam::*:role/t*')),
    ],
  ],
  ['a pattern of one more character', 'open', [root(arn('StringLike', `${ROLE}?`))]],
  [
    'accounts by pattern',
    'open',
    [anybody(account('StringLike', 'aws:PrincipalAccount', '4444*'))],
  ],
  [
    'accounts by a pattern less one',
    'open',
    [
      anybody(account('StringLike', 'kms:CallerAccount', '11112222333?')),
      deny(account('StringEquals', 'kms:CallerAccount', ACCOUNT)),
    ],
  ],
  [
    'an account that is no account',
    'locked',
    [anybody(account('StringEquals', 'kms:CallerAccount', '4444'))],
  ],
  [
    'every account but some',
    'open',
    [
      anybody(),
      guarded(
        account('StringEquals', 'kms:CallerAccount', ACCOUNT, '444444444444', '999999999999'),
      ),
    ],
  ],
  [
    'two keys for the account',
    'locked',
    [
      anybody({
        StringEquals: { 'kms:CallerAccount': ACCOUNT, 'aws:PrincipalAccount': '444455556666' },
      }),
    ],
  ],
  [
    'an ARN and an account that do not fit',
    'locked',
    [
      anybody({
        ...arn('ArnLike', 'arn:aws:iam::4444*:role/*'),
        ...account('StringEquals', 'kms:CallerAccount', ACCOUNT),
      }),
    ],
  ],
  ['an organisation', 'open', [anybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } })]],
  ['organisations by pattern', 'open', [anybody({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })]],
  ['a unique id by pattern', 'open', [root({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } })]],
  ['users by their names', 'open', [root({ StringLike: { 'aws:username': 'a*' } })]],
  [
    'a role with the name of a user',
    'locked',
    [statement({ Condition: { StringLike: { 'aws:username': 'a*' } } })],
  ],
  ['the type of the principal', 'open', [root({ StringEquals: { 'aws:PrincipalType': 'User' } })]],
  [
    'another type than the role has',
    'locked',
    [statement({ Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } })],
  ],
  ['a session by its ARN', 'open', [statement({ Principal: { AWS: SESSION } })]],
  [
    'a session, less its role',
    'locked',
    [statement({ Principal: { AWS: SESSION } }), { ...deny({}), Principal: { AWS: ROLE } }],
  ],
  [
    'a session, less a role with a path',
    'locked',
    [
      statement({ Principal: { AWS: SESSION } }),
      { ...deny({}), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/path/signer-instance` } },
    ],
  ],
  [
    'a session of a role whose path is not known',
    'unknown',
    [
      statement({ Principal: { AWS: SESSION } }),
      deny(arn('ArnNotLike', 'arn:aws:iam::*:role/path/*')),
    ],
  ],
  [
    'a role, less one session',
    'open',
    [statement({}), { ...deny({}), Principal: { AWS: SESSION } }],
  ],
  [
    'a user, less the user',
    'unknown',
    [statement({ Principal: { AWS: USER } }), deny(arn('ArnLike', 'arn:aws:iam::*:user/*'))],
  ],
  ['a service', 'open', [statement({ Principal: { Service: 'logs.amazonaws.com' } })]],
  [
    'a service that is no principal of IAM',
    'locked',
    [
      statement({
        Principal: { Service: 'logs.amazonaws.com' },
        ...when(arn('ArnLike', 'arn:aws:iam::*:*')),
      }),
    ],
  ],
  [
    'services alone, by "*"',
    'unknown',
    [anybody({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })],
  ],
];

const GUARDS: readonly Case[] = [
  ['for everybody', 'locked', [root(), guarded({}), MOVES]],
  [
    'but for administrators of Identity Center',
    'open',
    [root(), guarded(arn('ArnNotLike', ADMINS))],
  ],
  ['but for one role', 'open', [root(), guarded(arn('StringNotEquals', ROLE))]],
  ['for roles alone', 'open', [root(), guarded(arn('ArnLike', 'arn:aws:iam::*:role/*'))]],
  [
    'for users and roles',
    'open',
    [root(), guarded(arn('ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*'))],
  ],
  [
    'for all but federated sessions, one by one',
    'open',
    [
      root(),
      guarded(
        arn('ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*', 'arn:aws:iam::*:root'),
      ),
    ],
  ],
  [
    'for the whole account by pattern',
    'locked',
    [root(), guarded(arn('ArnLike', `arn:aws:*::${ACCOUNT}:*`))],
  ],
  ['for another account', 'open', [root(), guarded(arn('ArnLike', 'arn:aws:iam::444455556666:*'))]],
  ['for another partition', 'open', [root(), guarded(arn('ArnLike', 'arn:aws-cn:*::*:*'))]],
  [
    'for principals that are no service',
    'locked',
    [root(), guarded({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
  ],
  [
    'for principals that are no service, if the key is there',
    'locked',
    [root(), guarded({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })],
  ],
  [
    'for services alone',
    'open',
    [root(), guarded({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })],
  ],
  [
    'but for requests through a service',
    'open',
    [root(), guarded({ Bool: { 'aws:ViaAWSService': 'false' } })],
  ],
  [
    'for principals without the name of a service',
    'locked',
    [root(), guarded({ Null: { 'aws:PrincipalServiceName': 'true' } })],
  ],
  [
    'with a condition that is not understood',
    'unknown',
    [root(), guarded({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
  ],
  [
    'beside one that is not understood',
    'locked',
    [root(), guarded({}), guarded({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
  ],
];

const VALUES: readonly Case[] = [
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

describe('who asks', () => {
  test.each(WHO)('%s: %s', (_, answer, statements) => {
    expect(prove(statements).data.answer).toBe(answer);
  });
});

describe('a guard', () => {
  test.each(GUARDS)('%s: %s', (_, answer, statements) => {
    expect(prove(statements).data.answer).toBe(answer);
  });
});

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

describe('questions', () => {
  test.each(['SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'ENCAPSULATE_DECAPSULATE'])(
    'do not apply to a key with usage %s',
    (keyUsage) => {
      const { data } = prove([attested({ PCR0: PCR.a })], { ...DESCRIPTION, keyUsage });
      expect(data).toMatchObject({ answer: 'not-applicable', reason: { code: 'key-usage' } });
    },
  );

  test('apply to a key for agreement, whose DeriveSharedSecret takes a document', () => {
    const description = { ...DESCRIPTION, keyUsage: 'KEY_AGREEMENT', keySpec: 'ECC_NIST_P384' };
    const derive = { Action: 'kms:DeriveSharedSecret' };
    expect(prove([attested({ PCR0: PCR.a }, derive)], description).data.answer).toBe('locked');
    expect(prove([statement(derive)], description).data.answer).toBe('open');
  });

  test('do not apply to an IAM policy', () => {
    const { Principal: _, ...iam } = attested({ PCR0: PCR.a });
    expect(prove([iam]).data).toMatchObject({
      answer: 'not-applicable',
      reason: { code: 'no-principal' },
    });
    expect(prove([iam, MOVES]).data.answer).toBe('locked');
  });

  test.each([
    ['kms:Decrypt', 'existing-data'],
    ['kms:ReEncryptFrom', 'existing-data'],
    ['kms:GenerateDataKey', 'new-data-keys'],
    [['kms:GenerateDataKeyPair', 'kms:GenerateDataKey'], 'new-data-keys'],
    [['kms:Decrypt', 'kms:GenerateDataKey'], 'existing-data'],
    ['kms:Teleport', 'existing-data'],
  ])('%s reaches %s', (Action, reach) => {
    expect(prove([statement({ Action })]).data).toMatchObject({ answer: 'open', reach });
  });

  test('do not say that existing data is safe where that could not be told', () => {
    const unclear = statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    const { data } = prove([statement({ Action: 'kms:GenerateDataKey' }), unclear]);
    expect(data.reach).toBe('new-data-keys-at-least');
  });

  test('state that grants which cannot be listed are assumed to be none', () => {
    const policy = parseKeyPolicy(policyText([attested({ PCR0: PCR.a })]));
    const facts = { policy, description: undefined, now: NOW };
    const { data, authority } = proveKeyPolicy({ ...facts, grants: 'assumed-none' });
    expect(data.answer).toBe('locked');
    expect(data.assumptions).toEqual([expect.stringContaining('no grants')]);
    expect(authority.assumptions).toEqual(data.assumptions);
  });

  test('do not ask for grants that could not be read where a guard stops them all', () => {
    const denies = [
      guard('PCR0', PCR.a),
      { ...MOVES, Action: ['kms:Decapsulate', 'kms:ReEncryptFrom'] },
    ];
    const proved = (statements: readonly StatementJson[]) => {
      const policy = parseKeyPolicy(policyText(statements));
      return proveKeyPolicy({ policy, description: DESCRIPTION, grants: undefined, now: NOW }).data;
    };
    expect(proved([attested({ PCR0: PCR.a })]).answer).toBe('unknown');
    expect(proved([attested({ PCR0: PCR.a }), ...denies]).answer).toBe('locked');
  });
});
