import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, MOVES, ROLE } from '../keypolicy/policies.js';
import { arn, guarded, type ProofCase, prove, root } from './proof-cases.js';

const ADMINS =
  'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*';

const GUARDS: readonly ProofCase[] = [
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

describe('a guard', () => {
  test.each(GUARDS)('%s: %s', (_, answer, statements) => {
    expect(prove(statements).data.answer).toBe(answer);
  });
});
