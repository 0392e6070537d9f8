import { describe, expect, test } from '@jest/globals';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import {
  attested,
  DESCRIPTION,
  guard,
  MOVES,
  NOW,
  PCR,
  policyText,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';
import { prove } from './proof-cases.js';

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

  test('do not say that existing data is safe where that is unknown', () => {
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
