import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { KeyDescription } from '../../src/iam/kms-key.js';
import { type AssessFacts, assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import type { PlanFinding } from '../../src/keypolicy/plan-finding.js';
import {
  ADMIN,
  attested,
  DEFAULT_POLICY,
  DESCRIPTION,
  guard,
  KEY,
  LISTED,
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
} from './policies.js';

const CASES = join(import.meta.dirname, '../vectors/keypolicy');
const caseText = (name: string) => readFileSync(join(CASES, name), 'utf8');

function findings(text: string, facts: Partial<AssessFacts> = {}): readonly PlanFinding[] {
  return assessKeyPolicy(text, {
    description: DESCRIPTION,
    grants: [],
    administrators: [ADMIN],
    list: LISTED,
    key: undefined,
    now: NOW,
    ...facts,
  }).findings;
}

const of = (rule: string, all: readonly PlanFinding[]) => all.filter((one) => one.rule === rule);
const said = (rule: string, statements: readonly StatementJson[], facts?: Partial<AssessFacts>) =>
  of(rule, findings(policyText(statements), facts));

describe('R01 and R02 name the actions that remain open', () => {
  const delegation = statement({
    Principal: { AWS: ROOT },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'],
  });
  const role = statement({ Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'] });

  test.each([
    ['R01', delegation],
    ['R02', role],
  ])('%s leaves out what a guard denies', (rule, allow) => {
    const [found] = said(rule, [allow, guard('PCR0', PCR.a)]);
    expect(found).toMatchObject({ severity: 'critical' });
    expect(found?.message).toContain('kms:ReEncryptFrom');
    expect(found?.message).not.toMatch(/kms:Decrypt|kms:GenerateDataKey/);
  });

  test.each([
    ['R01', delegation],
    ['R02', role],
  ])('%s says that nothing remains where everything is denied', (rule, allow) => {
    const [measured] = said(rule, [allow, guard('PCR0', PCR.a), MOVES]);
    expect(measured).toMatchObject({ severity: 'info' });
    expect(measured?.message).toContain('admits only measured documents');
    const all = { ...MOVES, Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'] };
    const [closed] = said(rule, [allow, all]);
    expect(closed).toMatchObject({ severity: 'info' });
    expect(closed?.message).toContain('denies every request');
  });

  test('the default policy opens all of them', () => {
    const [found] = said('R01', [DEFAULT_POLICY]);
    expect(found?.message).toContain('kms:Decrypt');
  });
});

describe('R28 names keys that no request has, and no others', () => {
  test.each(['un03-lambda-source-function.json', 'fu11-ec2-source-instance.json'])('%s', (name) => {
    expect(of('R28', findings(caseText(name)))).toEqual([]);
  });

  test.each([
    'codebuild:ProjectArn',
    'ssm:SourceInstanceARN',
    'glue:CredentialIssuingService',
    'identitystore:UserId',
    'aws:SourceVpcArn',
    'aws:PrincipalTag/a:b',
    'cognito-identity.amazonaws.com:aud',
  ])('%s is known', (key) => {
    const allow = statement({ Condition: { StringEquals: { [key]: 'x' } } });
    expect(said('R28', [allow])).toEqual([]);
  });

  test.each([
    ['StringEquals', 'is never true'],
    ['StringNotEquals', 'is always true'],
    ['StringEqualsIfExists', 'is always true'],
    ['ForAllValues:StringEquals', 'is always true'],
    ['ForAnyValue:StringNotEquals', 'is never true'],
  ])('%s on an unknown key %s', (operator, outcome) => {
    const allow = statement({ Condition: { [operator]: { 's3:prefix': 'x' } } });
    expect(said('R28', [allow])[0]?.message).toMatch(new RegExp(`${outcome}$`));
  });

  test.each([
    ['true', 'is always true'],
    ['false', 'is never true'],
  ])('Null %s on an unknown key %s', (value, outcome) => {
    const deny = guard('PCR0', PCR.a, {
      Condition: { Null: { 'kms:RecipientAttestation': value } },
    });
    expect(said('R28', [deny])[0]?.message).toMatch(new RegExp(`${outcome}$`));
  });
});

test('R08 says nothing of a condition that R28 calls none', () => {
  const all = findings(caseText('un01-null-of-unknown-key.json'));
  expect(of('R28', all)).toHaveLength(1);
  expect(of('R28', all)[0]?.message).toMatch(/is always true$/);
  expect(of('R08', all)).toEqual([]);
});

test.each(['R03', 'R04', 'R06', 'R07', 'R09', 'R10'])(
  '%s says nothing of an attestation key that does not exist',
  (rule) => {
    const key = 'kms:RecipientAttestation:PCR99';
    const conditions = [
      { StringEqualsIfExists: { [key]: PCR.a } },
      { 'ForAllValues:StringEquals': { [key]: PCR.a } },
      { StringNotEquals: { [key]: PCR.a, 'kms:RecipientAttestation:PCR98': PCR.a } },
      { Null: { [key]: 'false' } },
    ];
    const statements = conditions.flatMap((Condition) => [
      statement({ Condition }),
      guard('PCR0', PCR.a, { Condition }),
    ]);
    expect(said(rule, statements)).toEqual([]);
  },
);

describe('R13 says what anybody may do', () => {
  test('un05: everybody may write the policy, and no image matters', () => {
    const [found] = of('R13', findings(caseText('un05-r13-without-image.json')));
    expect(found).toMatchObject({ sid: 'AnyPut' });
    expect(found?.message).toContain('kms:PutKeyPolicy');
    expect(found?.message).not.toMatch(/image/);
  });

  test('an attested one names the image and the actions', () => {
    const [found] = said('R13', [attested({ PCR0: PCR.a }, { Principal: '*' })]);
    expect(found?.message).toMatch(/image.*kms:Decrypt/);
  });

  test('one that a guard holds names the image, and one that is denied nothing', () => {
    const open = statement({ Principal: '*' });
    expect(said('R13', [open, guard('PCR0', PCR.a)])[0]).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/image.*kms:Decrypt/),
    });
    expect(said('R13', [open, { ...MOVES, Action: 'kms:Decrypt' }])[0]).toMatchObject({
      severity: 'info',
      message: expect.stringMatching(/denies every request/),
    });
  });

  test('one with other conditions names their keys', () => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const [found] = said('R13', [statement({ Principal: '*', Condition })]);
    expect(found?.message).toMatch(/aws:SourceVpce.*kms:Decrypt/);
  });
});

describe('R17 counts what a grant can give to its maker', () => {
  const granting = (Condition: StatementJson, principal = OTHER_ROLE) =>
    said('R17', [
      statement({ Principal: { AWS: principal }, Action: 'kms:CreateGrant', Condition }),
    ])[0]?.severity;
  const grantee = (value: string | readonly string[]) => ({
    StringEquals: { 'kms:GranteePrincipal': value },
  });

  test.each([
    ['itself', grantee(OTHER_ROLE), OTHER_ROLE],
    ['itself among others', grantee([ADMIN, OTHER_ROLE]), OTHER_ROLE],
    [
      'whatever is no other role',
      { StringNotEquals: { 'kms:GranteePrincipal': ADMIN } },
      OTHER_ROLE,
    ],
    [
      'anybody where the key is absent',
      { StringEqualsIfExists: grantee(ADMIN).StringEquals },
      OTHER_ROLE,
    ],
    [
      'all roles by a pattern',
      { ArnLike: { 'kms:GranteePrincipal': 'arn:aws:iam::111122223333:role/*' } },
      OTHER_ROLE,
    ],
    [
      'one of its sessions',
      grantee('arn:aws:sts::111122223333:assumed-role/other/session'),
      OTHER_ROLE,
    ],
    ['a role of the account that holds it', grantee(ROLE), ROOT],
    [
      'Decrypt among the operations',
      { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] } },
      OTHER_ROLE,
    ],
    [
      'other operations beside a harmless one',
      { 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Encrypt' } },
      OTHER_ROLE,
    ],
    [
      'operations by a wildcard',
      { 'ForAllValues:StringLike': { 'kms:GrantOperations': 'D*' } },
      OTHER_ROLE,
    ],
    ['no AWS service', { Bool: { 'kms:GrantIsForAWSResource': 'false' } }, OTHER_ROLE],
  ] as const)('critical: %s', (_, Condition, principal) => {
    expect(granting(Condition as StatementJson, principal)).toBe('critical');
  });

  test.each([
    ['another role', grantee(ADMIN)],
    [
      'harmless operations',
      { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'DescribeKey'] } },
    ],
    ['AWS services', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
    [
      'itself, by harmless operations',
      { ...grantee(OTHER_ROLE), 'ForAllValues:StringEquals': { 'kms:GrantOperations': 'Encrypt' } },
    ],
  ] as const)('a warning: %s', (_, Condition) => {
    expect(granting(Condition as StatementJson)).toBe('warning');
  });
});

describe('R36 on kms:GenerateRandom', () => {
  test('it consults no key policy, with an attestation condition or without', () => {
    for (const allow of [
      attested({ PCR0: PCR.a }, { Action: ['kms:Decrypt', 'kms:GenerateRandom'] }),
      statement({ Action: 'kms:GenerateRandom' }),
    ]) {
      const found = said('R36', [allow]);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ severity: 'info' });
      expect(found[0]?.message).toContain('no key policy');
    }
  });

  test('it is not among the actions that the condition stops', () => {
    const Action = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateRandom'];
    const found = said('R36', [attested({ PCR0: PCR.a }, { Action })]);
    const stopped = found.find(({ severity }) => severity === 'warning');
    expect(stopped?.message).toContain('kms:Encrypt');
    expect(stopped?.message).not.toContain('kms:GenerateRandom');
  });

  test('a condition that holds without a document stops nothing', () => {
    const Condition = { StringNotEquals: registers({ PCR0: PCR.a }) };
    const found = said('R36', [statement({ Action: ['kms:Decrypt', 'kms:Encrypt'], Condition })]);
    expect(found).toEqual([]);
  });
});

describe('a guard is advised where there is none', () => {
  /** A condition of which nobody can tell from the policy how it comes out. */
  const unclear = statement({ Condition: { StringEquals: { 'kms:RequestAlias': 'alias/x' } } });
  const advice = (statements: readonly StatementJson[], facts?: Partial<AssessFacts>) =>
    said('P02', statements, facts).map(({ fix }) => fix);

  test('P02 advises one without it', () => {
    expect(advice([unclear]).join()).toMatch(/turn guard on/);
  });

  test('P02 does not where the configuration has it', () => {
    const all = advice([unclear], { key: { ...KEY, guard: true } });
    expect(all.length).toBeGreaterThan(0);
    expect(all.join()).not.toMatch(/guard/);
  });

  test('fu09: neither where the document has it', () => {
    const all = findings(caseText('fu09-guarded-org-allow.json'));
    for (const { fix = '' } of all) expect(fix).not.toMatch(/turn guard on/);
  });

  const grants = [{ grantId: 'g1', granteePrincipal: OTHER_ROLE, operations: ['Decrypt'] }];
  test('R18 advises one, and does not where the grant is stopped already', () => {
    const safe = attested({ PCR0: PCR.a });
    expect(said('R18', [safe], { grants })[0]?.fix).toMatch(/guard/);
    expect(said('R18', [safe, guard('PCR0', PCR.a)], { grants })[0]?.fix).not.toMatch(/guard/);
  });
});

test.each([
  ['EXTERNAL', 1],
  ['AWS_CLOUDHSM', 1],
  ['EXTERNAL_KEY_STORE', 1],
  ['AWS_KMS', 0],
])('R21 on a key whose origin is %s', (origin, count) => {
  const description: KeyDescription = { ...DESCRIPTION, origin };
  expect(said('R21', [attested({ PCR0: PCR.a })], { description })).toHaveLength(count);
});

describe('R26 names a condition that never matches', () => {
  const allow = (values: string | readonly string[], operator = 'StringEqualsIgnoreCase') =>
    said('R26', [statement({ Condition: { [operator]: registers({ PCR0: values }) } })]);

  test.each([`0x${PCR.a}`, PCR.a.slice(2), `${PCR.a}aa`, 'a'.repeat(64), `sha384:${PCR.a}`, ''])(
    '%j',
    (value) => {
      const found = allow(value);
      expect(found).toHaveLength(1);
      expect(found[0]?.message).toMatch(/kms:RecipientAttestation:PCR0 never matches/);
    },
  );

  test.each(['0x*', `${'a'.repeat(97)}*`, 'a?', 'zz*'])('the pattern %j', (value) => {
    expect(allow(value, 'StringLike')).toHaveLength(1);
  });

  test('one value of several', () => {
    expect(allow([PCR.a, `0x${PCR.b}`])[0]?.message).toMatch(/^a value of/);
  });

  test('a guard with such a value alone stops everybody', () => {
    const [found] = said('R26', [guard('PCR0', `0x${PCR.a}`)]);
    expect(found?.message).toMatch(/is true for every document/);
  });

  test.each([
    ['StringLike', 'a*'],
    ['StringLike', `${'a'.repeat(95)}?`],
    ['StringEquals', `\${aws:PrincipalTag/pcr0}`],
  ])('not %s %j', (operator, value) => {
    expect(allow(value, operator)).toEqual([]);
  });
});

describe('R41 is satisfied where the account is an administrator', () => {
  const delegated = statement({ Principal: { AWS: ROOT }, Action: 'kms:PutKeyPolicy' });

  test('of administrative actions', () => {
    expect(said('R41', [delegated])).toHaveLength(1);
    expect(said('R41', [delegated], { administrators: [ROOT] })).toEqual([]);
  });

  test('of those in it who are left by a pattern', () => {
    const text = caseText('un07-admin-pattern.json');
    const meta = JSON.parse(caseText('un07-admin-pattern.meta'));
    expect(of('R41', findings(text))).toHaveLength(1);
    expect(of('R41', findings(text, meta))).toEqual([]);
  });

  test('not of data', () => {
    expect(said('R41', [DEFAULT_POLICY], { administrators: [ROOT] })).toHaveLength(1);
  });
});
