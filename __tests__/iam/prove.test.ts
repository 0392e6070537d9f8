import { describe, expect, test } from '@jest/globals';
import type { KeyDescription, KeyGrant } from '../../src/iam/kms-key.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import {
  ACCOUNT,
  ADMIN,
  attested,
  DEFAULT_POLICY,
  DENY_DEBUG,
  DESCRIPTION,
  guard,
  MOVES,
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

interface Key {
  readonly description?: KeyDescription | undefined;
  readonly grants?: readonly KeyGrant[] | undefined;
}

function prove(statements: readonly StatementJson[], key: Key = {}) {
  const policy = parseKeyPolicy(policyText(statements));
  return proveKeyPolicy({ policy, description: DESCRIPTION, grants: [], now: NOW, ...key });
}

const data = (...statements: readonly StatementJson[]) => prove(statements).data;
const holders = (...statements: readonly StatementJson[]) =>
  prove(statements).authority.holders.map(
    ({ principal, actions }) => `${principal} ${actions.join(' ')}`,
  );
const ways = (found: readonly { readonly how: string; readonly actions: readonly string[] }[]) =>
  found.map(({ how, actions }) => `${how} ${actions.join(' ')}`);

const SAFE = attested({ PCR0: PCR.a, PCR3: PCR.role, PCR8: PCR.signer });
const until = (time: string) => ({
  Condition: {
    StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
    DateLessThan: { 'aws:CurrentTime': time },
  },
});
const grant = (...operations: readonly string[]): KeyGrant => {
  return { grantId: 'g1', granteePrincipal: OTHER_ROLE, operations };
};

describe('data', () => {
  test('is in doubt by a member of the document whose name begins as Statement does', () => {
    const text = JSON.stringify({ Version: '2012-10-17', StatementOf: 'x', Statement: [SAFE] });
    const policy = parseKeyPolicy(text);
    const found = proveKeyPolicy({ policy, description: DESCRIPTION, grants: [], now: NOW });
    expect(found.data.answer).toBe('unknown');
  });

  test('is locked to exactly the values of an attested Allow', () => {
    const found = data(SAFE);
    expect(found).toMatchObject({ answer: 'locked', openings: [], doubts: [] });
    expect(found.admitted).toMatchObject([
      {
        source: { kind: 'statement', index: 0 },
        principal: ROLE,
        actions: ['kms:Decrypt'],
        registers: { PCR0: [PCR.a], PCR3: [PCR.role], PCR8: [PCR.signer] },
      },
    ]);
  });

  test('is locked to nobody where nobody is let in', () => {
    expect(data(MOVES)).toEqual({
      answer: 'locked',
      assumptions: [],
      admitted: [],
      openings: [],
      doubts: [],
    });
  });

  test('takes ImageSha384 for PCR0', () => {
    const [one] = data(attested({ ImageSha384: [PCR.a, PCR.b], PCR0: PCR.b })).admitted;
    expect(one?.registers).toEqual({ PCR0: [PCR.b] });
  });

  test('is open by the account, to everything that a symmetric key has', () => {
    const found = data(DEFAULT_POLICY);
    expect(found.answer).toBe('open');
    expect(ways(found.openings)).toEqual([
      'no-document kms:Decrypt kms:GenerateDataKey kms:GenerateDataKeyPair kms:ReEncryptFrom',
    ]);
    expect(found.openings[0]).toMatchObject({
      principal: ROOT,
      source: { sid: DEFAULT_POLICY.Sid },
    });
  });

  test.each([
    ['no attestation condition', statement({}), 'no-document'],
    [
      'IfExists',
      statement({ Condition: { StringEqualsIfExists: registers({ PCR0: PCR.a }) } }),
      'no-document',
    ],
    [
      'ForAllValues',
      statement({ Condition: { 'ForAllValues:StringEquals': registers({ PCR0: PCR.a }) } }),
      'no-document',
    ],
    [
      'a negated operator',
      statement({ Condition: { StringNotEquals: registers({ PCR0: PCR.a }) } }),
      'no-document',
    ],
    [
      'a wildcard',
      statement({ Condition: { StringLike: registers({ PCR0: 'a*' }) } }),
      'any-image',
    ],
    ['any document', statement({ Condition: { Null: registers({ PCR0: 'false' }) } }), 'any-image'],
    ['PCR3 alone', attested({ PCR3: PCR.role }), 'any-image'],
    ['PCR1 alone', attested({ PCR1: PCR.a }), 'any-image'],
    ['an application register', attested({ PCR16: PCR.a }), 'any-image'],
    ['zeros', attested({ PCR0: [PCR.a, PCR.zero] }), 'debug'],
    ['no signature', attested({ PCR8: PCR.zero }), 'unsigned'],
    ['an action without Recipient', statement({ Action: 'kms:ReEncryptFrom' }), 'no-document'],
    ['an action of another time', statement({ Action: 'kms:Teleport' }), 'no-document'],
    [
      'the network',
      statement({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
      'no-document',
    ],
    [
      'everybody else',
      { ...statement({ NotPrincipal: { AWS: ADMIN } }), Principal: undefined } as never,
      'no-document',
    ],
    [
      'every other action',
      { ...statement({ NotAction: 'kms:Encrypt' }), Action: undefined } as never,
      'no-document',
    ],
    [
      'a service',
      statement({ Principal: { Service: 'logs.us-east-1.amazonaws.com' } }),
      'no-document',
    ],
  ])('is open by %s', (_, one, how) => {
    const { answer, openings } = data(SAFE, one);
    expect(answer).toBe('open');
    expect(openings[0]).toMatchObject({ how, source: { index: 1 } });
  });

  test.each([
    [
      'an unknown key of KMS',
      statement({ Condition: { StringEquals: { 'kms:RecipientAttestation': PCR.a } } }),
    ],
    [
      'a key of somebody else',
      statement({ Condition: { StringEquals: { 'acme:enclave': 'yes' } } }),
    ],
    ['an unknown operator', statement({ Condition: { StringIs: registers({ PCR0: PCR.a }) } })],
    ['an address', statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })],
    [
      'several values at once',
      statement({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } } }),
    ],
    [
      'a policy variable',
      statement({
        Condition: { StringEquals: { 'aws:SourceVpce': ['$', '{aws:PrincipalTag/v}'].join('') } },
      }),
    ],
    ['an unknown element', { ...attested({ PCR0: PCR.a }), Conditions: {} }],
    ['an unknown effect', { ...statement({}), Effect: 'allow' }],
    ['a NitroTPM', attested({ NitroTPMPCR4: PCR.a })],
    [
      'the signer alone while debug mode is not denied',
      attested({ PCR3: PCR.role, PCR8: PCR.signer }),
    ],
  ])('could not be told by %s', (_, one) => {
    const { answer, doubts } = data(SAFE, one);
    expect(answer).toBe('unknown');
    expect(doubts[0]).toMatchObject({ source: { index: 1 } });
    expect(doubts[0]?.why.length).toBeGreaterThan(0);
  });

  test('assumes that a wildcard does not mean more later, and says so', () => {
    const wide = statement({ Sid: 'Wide', Action: 'kms:De*' });
    const { answer, assumptions } = data(wide, { ...MOVES, Action: ['kms:Decrypt'] });
    expect(answer).toBe('locked');
    expect(assumptions).toEqual([expect.stringContaining('Wide covers actions')]);
  });

  test('names the condition that was not understood', () => {
    const { doubts } = data(statement({ Condition: { StringEquals: { 'acme:enclave': 'yes' } } }));
    expect(doubts).toMatchObject([
      { principal: ROLE, actions: ['kms:Decrypt'], why: ['StringEquals acme:enclave yes'] },
    ]);
  });

  test('is unknown without the grants', () => {
    expect(prove([SAFE], { grants: undefined }).data).toMatchObject({
      answer: 'unknown',
      doubts: [{ why: ['the grants of the key could not be read'] }],
    });
  });

  test.each(['Action', 'Resource', 'Principal', 'Effect'])(
    'a Deny without %s denies nothing',
    (element) => {
      const denies: StatementJson = { ...MOVES, Action: 'kms:Decrypt' };
      expect(data(statement({}), denies).answer).toBe('locked');
      expect(data(statement({}), { ...denies, [element]: undefined } as never).answer).toBe('open');
    },
  );

  test('denies of one register each lock the account to their values', () => {
    const guards = [guard('PCR0', [PCR.a, PCR.b]), guard('PCR3', PCR.role), MOVES];
    const decrypt = statement({
      Principal: { AWS: ROOT },
      Action: ['kms:Decrypt', 'kms:ReEncryptFrom'],
    });
    const { answer, admitted } = data(decrypt, ...guards);
    expect(answer).toBe('locked');
    expect(admitted).toMatchObject([
      { principal: ROOT, registers: { PCR0: [PCR.a, PCR.b], PCR3: [PCR.role] } },
    ]);
  });

  test('a Deny of several registers lets half-matches pass', () => {
    const both = guard('PCR0', PCR.a, {
      Condition: { StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a, PCR3: PCR.role }) },
    });
    expect(ways(data(statement({}), both).openings)).toEqual(['any-image kms:Decrypt']);
  });

  test('a Deny without a document alone is passed by any', () => {
    const some = guard('PCR0', '', { Condition: { Null: registers({ PCR0: 'true' }) } });
    expect(ways(data(statement({}), some).openings)).toEqual(['any-image kms:Decrypt']);
  });

  test('a Deny with an exception does not guard against callers that it exempts', () => {
    const excepting = guard('PCR0', PCR.a, {
      Condition: {
        StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }),
        ArnNotEquals: { 'aws:PrincipalArn': ADMIN },
      },
    });
    const all = statement({ Principal: { AWS: ROOT } });
    expect(data(all, excepting).openings).toMatchObject([{ caller: ADMIN, how: 'no-document' }]);
    expect(data(statement({}), excepting).answer).toBe('locked');
  });

  test('denying debug mode settles what the signer alone leaves in doubt', () => {
    const signer = attested({ PCR3: PCR.role, PCR8: PCR.signer });
    expect(data(signer, DENY_DEBUG)).toMatchObject({ answer: 'locked', doubts: [] });
  });

  test('keeps the dates of our own condition', () => {
    const later = data(statement(until('2026-11-02T00:00:00Z')));
    expect(later).toMatchObject({
      answer: 'locked',
      admitted: [{ until: Date.UTC(2026, 10, 2), registers: { PCR0: [PCR.a] } }],
    });
    expect(data(statement(until('2026-10-31T00:00:00Z')))).toMatchObject({
      answer: 'locked',
      admitted: [],
    });
    expect(data(statement(until('soon')))).toMatchObject({
      answer: 'locked',
      admitted: [{ doubts: ['DateLessThan aws:CurrentTime soon'], registers: { PCR0: [PCR.a] } }],
    });
  });

  test('keeps pairs apart that one statement mixes', () => {
    const mixed = data(attested({ PCR0: [PCR.a, PCR.b], PCR3: [PCR.c, PCR.role] }));
    expect(mixed.admitted[0]?.registers).toEqual({ PCR0: [PCR.a, PCR.b], PCR3: [PCR.c, PCR.role] });
    const two = data(
      attested({ PCR0: PCR.a, PCR3: PCR.c }),
      attested({ PCR0: PCR.b, PCR3: PCR.role }),
    );
    expect(two.admitted.map((one) => one.registers)).toEqual([
      { PCR0: [PCR.a], PCR3: [PCR.c] },
      { PCR0: [PCR.b], PCR3: [PCR.role] },
    ]);
  });

  test('a grant opens, whatever conditions statements have, unless a Deny takes it', () => {
    const open = prove([SAFE], { grants: [grant('Decrypt', 'Encrypt')] }).data;
    expect(open).toMatchObject({
      answer: 'open',
      openings: [
        {
          source: { kind: 'grant', grantId: 'g1' },
          principal: OTHER_ROLE,
          actions: ['kms:Decrypt'],
        },
      ],
    });
    expect(prove([SAFE, guard('PCR0', PCR.a)], { grants: [grant('Decrypt')] }).data.answer).toBe(
      'locked',
    );
    expect(prove([SAFE], { grants: [grant('Encrypt', 'RetireGrant')] }).data.answer).toBe('locked');
  });

  test('looks at the actions that keys of the kind have', () => {
    const agreement = { ...DESCRIPTION, keyUsage: 'KEY_AGREEMENT', keySpec: 'ECC_NIST_P384' };
    const all = statement({ Action: ['kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:Decapsulate'] });
    const actions = (description: KeyDescription | undefined) =>
      prove([all], { description }).data.openings[0]?.actions;
    expect(actions(DESCRIPTION)).toEqual(['kms:Decrypt']);
    expect(actions(agreement)).toEqual(['kms:DeriveSharedSecret']);
    expect(actions({ ...DESCRIPTION, keyUsage: 'ENCAPSULATE_DECAPSULATE' })).toEqual([
      'kms:Decapsulate',
    ]);
    expect(actions(undefined)).toEqual([
      'kms:Decrypt',
      'kms:DeriveSharedSecret',
      'kms:Decapsulate',
    ]);
  });

  test('a statement about another key does not count, and one about an unknown key is in doubt', () => {
    const other = statement({ Resource: 'arn:aws:kms:us-east-1:111122223333:key/other' });
    expect(data(SAFE, other).answer).toBe('locked');
    expect(prove([SAFE, other], { description: undefined }).data.answer).toBe('unknown');
  });

  test('a deleted principal is nobody', () => {
    expect(data(statement({ Principal: { AWS: 'AROAEXAMPLEEXAMPLEEX' } })).answer).toBe('locked');
  });
});

describe('authority', () => {
  test('is with whoever the document names for it', () => {
    const admin = statement({ Principal: { AWS: ADMIN }, Action: ['kms:Put*', 'kms:RevokeGrant'] });
    expect(holders(SAFE, admin)).toEqual([`${ADMIN} kms:PutKeyPolicy kms:RevokeGrant`]);
  });

  test('of an account is with its root', () => {
    expect(holders(DEFAULT_POLICY)).toEqual([
      `${ROOT} kms:PutKeyPolicy kms:CreateGrant kms:RevokeGrant`,
    ]);
    expect(holders(statement({ Principal: { AWS: ACCOUNT }, Action: 'kms:CreateGrant' }))).toEqual([
      `${ROOT} kms:CreateGrant`,
    ]);
  });

  test('of everybody is with everybody', () => {
    expect(holders(statement({ Principal: '*', Action: 'kms:CreateGrant' }))).toEqual([
      '* kms:CreateGrant',
    ]);
  });

  test('is what a Deny leaves of it', () => {
    const others = {
      ...MOVES,
      Action: 'kms:PutKeyPolicy',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': ADMIN } },
    };
    expect(holders(DEFAULT_POLICY, others)).toEqual([
      `${ADMIN} kms:PutKeyPolicy`,
      `${ROOT} kms:CreateGrant kms:RevokeGrant`,
    ]);
  });

  test('is not given by an attested Allow: those actions have no document', () => {
    expect(
      holders(attested({ PCR0: PCR.a }, { Action: ['kms:PutKeyPolicy', 'kms:CreateGrant'] })),
    ).toEqual([]);
  });

  test('is given by a grant', () => {
    const { authority } = prove([SAFE], { grants: [grant('CreateGrant')] });
    expect(authority.holders).toMatchObject([
      { principal: OTHER_ROLE, actions: ['kms:CreateGrant'], by: [{ source: { kind: 'grant' } }] },
    ]);
  });

  test('counts replicas and imports for keys that have them', () => {
    const all = statement({
      Action: ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion', 'kms:ImportKeyMaterial'],
    });
    const multi: KeyDescription = {
      ...DESCRIPTION,
      origin: 'EXTERNAL',
      multiRegion: { type: 'PRIMARY', keys: [] },
    };
    expect(holders(all)).toEqual([]);
    expect(prove([all], { description: multi }).authority.holders[0]?.actions).toEqual(all.Action);
  });

  test('that hangs on what was not understood says so', () => {
    const some = statement({
      Action: 'kms:PutKeyPolicy',
      Condition: { StringEquals: { 'acme:x': 'y' } },
    });
    expect(prove([some]).authority.holders).toMatchObject([
      { principal: ROLE, doubts: ['StringEquals acme:x y'] },
    ]);
  });
});

describe('a policy made to be slow', () => {
  test('ends, and is not proved', () => {
    // Every Deny excepts requests by three of forty keys, whether they are there: no order settles many at once.
    let state = 1;
    const drawn = (count: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % count;
    };
    const denies = Array.from({ length: 80 }, (_, i): StatementJson => {
      const keys = Array.from({ length: 3 }, () => `aws:PrincipalTag/t${drawn(40)}`);
      const values = keys.map((key) => [key, String(drawn(2) === 0)] as const);
      return {
        ...guard('PCR0', PCR.a),
        Sid: `d${i}`,
        Condition: { Null: Object.fromEntries(values) },
      };
    });
    const { data: found } = prove([SAFE, ...denies]);
    expect(found.answer).not.toBe('locked');
    expect(found.doubts.map(({ why }) => why)).toContainEqual(['the policy has too many cases']);
  });
});
