import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, ROLE, ROOT, statement } from '../keypolicy/policies.js';
import {
  account,
  anybody,
  arn,
  deny,
  guarded,
  type ProofCase,
  prove,
  root,
} from './proof-cases.js';

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/signer-instance/i-0123456789abcdef0`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ops/alice`;

const WHO: readonly ProofCase[] = [
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
    'a session of a role that may be the one excepted',
    'unknown',
    [
      statement({ Principal: { AWS: SESSION } }),
      deny(arn('StringNotEquals', `arn:aws:iam::${ACCOUNT}:role/path/signer-instance`)),
    ],
  ],
  [
    'a session of a role that may be the one denied',
    'unknown',
    [
      statement({ Principal: { AWS: SESSION } }),
      deny(arn('ArnEquals', `arn:aws:iam::${ACCOUNT}:role/path/signer-instance`)),
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
        Condition: arn('ArnLike', 'arn:aws:iam::*:*'),
      }),
    ],
  ],
  [
    'services alone, by "*"',
    'unknown',
    [anybody({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })],
  ],
];

describe('who asks', () => {
  test.each(WHO)('%s: %s', (_, answer, statements) => {
    expect(prove(statements).data.answer).toBe(answer);
  });
});
