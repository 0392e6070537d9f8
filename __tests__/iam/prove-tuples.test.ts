import { describe, expect, test } from '@jest/globals';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { type AttestedTuple, proveTuples } from '../../src/iam/prove-tuples.js';
import {
  attested,
  DENY_DEBUG,
  DESCRIPTION,
  guard,
  NOW,
  OTHER_ROLE,
  PCR,
  policyText,
  ROLE,
  ROOT,
  registers,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';

const TUPLE: AttestedTuple = {
  role: ROLE,
  registers: { PCR0: PCR.a, PCR3: PCR.role },
  actions: ['kms:Decrypt'],
  at: NOW,
};
const OURS = attested({ PCR0: PCR.a, PCR3: PCR.role }, { Sid: 'Ours' });

function passage(statements: readonly StatementJson[], tuple: Partial<AttestedTuple> = {}) {
  const policy = parseKeyPolicy(policyText(statements));
  const facts = { policy, description: DESCRIPTION };
  return proveTuples(facts, [{ ...TUPLE, ...tuple }])[0]?.passages[0];
}

function theirs(Condition: StatementJson, elements: StatementJson = {}): StatementJson {
  const { Condition: _, ...rest } = guard('PCR0', PCR.a, { Sid: 'Theirs', ...elements });
  return { ...rest, Condition };
}

const admitted = { answer: 'admitted', by: { index: 0, sid: 'Ours' } };
const stopped = { answer: 'denied', why: 'deny', by: [{ index: 1, sid: 'Theirs' }] };
const unclear = { answer: 'could-not-tell', by: [{ index: 1, sid: 'Theirs' }] };

describe('a tuple', () => {
  test('is let through by an Allow of its values', () => {
    expect(passage([OURS])).toEqual({ action: 'kms:Decrypt', ...admitted });
    expect(passage([OURS, DENY_DEBUG, guard('PCR0', [PCR.a, PCR.b])])).toMatchObject(admitted);
  });

  test.each<[string, Partial<AttestedTuple>]>([
    ['another image', { registers: { PCR0: PCR.b, PCR3: PCR.role } }],
    ['another role', { role: OTHER_ROLE }],
    ['another action', { actions: ['kms:GenerateDataKey'] }],
    ['an action without a document', { actions: ['kms:ReEncryptFrom'] }],
  ])('matches no Allow with %s', (_, tuple) => {
    expect(passage([OURS], tuple)).toMatchObject({ answer: 'denied', why: 'no-allow', by: [] });
  });

  test('ends with the date of its Allow', () => {
    const dated = attested(
      {},
      {
        Condition: {
          StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
          DateLessThan: { 'aws:CurrentTime': '2026-11-02T00:00:00Z' },
        },
      },
    );
    expect(passage([dated])).toMatchObject({ answer: 'admitted' });
    expect(passage([dated], { at: Date.UTC(2026, 10, 2) })).toMatchObject({ answer: 'denied' });
  });

  test.each<[string, StatementJson]>([
    ['a guard of other images', guard('PCR0', PCR.b, { Sid: 'Theirs' })],
    ['a guard of other images by a pattern', theirs({ StringNotLike: registers({ PCR0: 'b*' }) })],
    ['its role', theirs({}, { Principal: { AWS: ROLE } })],
    ['its account', theirs({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } })],
    ['its role by a pattern', theirs({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } })],
    ['principals that are no service', theirs({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
    ['requests through no service', theirs({ Null: { 'kms:ViaService': 'true' } })],
    ['roles', theirs({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } })],
    ['a key that does not exist', theirs({ Null: { 'kms:RecipientAttestation': 'true' } })],
    ['the time', theirs({ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })],
    ['a register that is always there', theirs({ Null: registers({ PCR1: 'false' }) })],
    ['everything else', { ...theirs({}), NotAction: 'kms:Encrypt', Action: undefined } as never],
  ])('is stopped by a Deny of %s', (_, one) => {
    expect(passage([OURS, one])).toMatchObject(stopped);
  });

  test.each<[string, StatementJson]>([
    ['another role', theirs({}, { Principal: { AWS: OTHER_ROLE } })],
    ['another account', theirs({ StringNotEquals: { 'kms:CallerAccount': '111122223333' } })],
    ['requests through a service', theirs({ Bool: { 'aws:ViaAWSService': 'true' } })],
    ['plain HTTP', theirs({ Bool: { 'aws:SecureTransport': 'false' } })],
    ['another key', theirs({}, { Resource: 'arn:aws:kms:us-east-1:111122223333:key/other' })],
    [
      'its network and another image',
      theirs({
        StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }),
        NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
      }),
    ],
    ['users', theirs({ Null: { 'aws:username': 'false' } })],
  ])('is not stopped by a Deny of %s', (_, one) => {
    expect(passage([OURS, one])).toMatchObject(admitted);
  });

  test.each<[string, StatementJson, string]>([
    ['a network', theirs({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), 'aws:SourceVpce'],
    ['addresses', theirs({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), 'aws:SourceIp'],
    ['tags', theirs({ StringEquals: { 'aws:PrincipalTag/team': 'a' } }), 'aws:PrincipalTag/team'],
    ['an unknown key', theirs({ StringEquals: { 'acme:x': 'y' } }), 'acme:x'],
    ['a register that is not known', guard('PCR8', PCR.signer, { Sid: 'Theirs' }), 'PCR8'],
    ['a register that may be absent', theirs({ Null: registers({ PCR16: 'true' }) }), 'PCR16'],
    ['an unknown element', { ...theirs({}), Conditions: {} }, 'Conditions'],
    [
      'a session of the role',
      theirs(
        {},
        {
          Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/signer-instance/i-1' },
        },
      ),
      'whom Theirs means',
    ],
  ])('could not be told under a Deny of %s', (_, one, doubt) => {
    const answer = passage([OURS, one]);
    expect(answer).toMatchObject(unclear);
    expect(answer).toMatchObject({ doubts: [expect.stringContaining(doubt)] });
  });

  test('could not tell with an Allow that has another condition, and can with one that has none', () => {
    const narrow = attested(
      {},
      {
        Condition: {
          StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
          StringEquals: { 'aws:SourceVpce': 'vpce-1' },
        },
      },
    );
    expect(passage([narrow])).toMatchObject({ answer: 'could-not-tell', by: [{ index: 0 }] });
    expect(passage([narrow, OURS])).toMatchObject({ answer: 'admitted', by: { index: 1 } });
  });

  test('is let through by whatever Allow means its role', () => {
    expect(passage([statement({ Principal: { AWS: ROOT } })])).toMatchObject({
      answer: 'admitted',
    });
    expect(passage([statement({ Principal: '*' })])).toMatchObject({ answer: 'admitted' });
  });

  test('names every Deny that stops it', () => {
    const denies = [guard('PCR0', PCR.b), guard('PCR3', PCR.b, { Sid: 'Second' })];
    expect(passage([OURS, ...denies])).toMatchObject({
      by: [{ index: 1 }, { index: 2, sid: 'Second' }],
    });
  });
});
