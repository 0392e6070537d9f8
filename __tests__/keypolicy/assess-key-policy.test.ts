import { describe, expect, test } from '@jest/globals';
import type { KeyGrant } from '../../src/iam/kms-key.js';
import { assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import { desiredStatements } from '../../src/keypolicy/desired-statements.js';
import type { OwnStatement } from '../../src/keypolicy/own-statement.js';
import { planKey } from '../../src/keypolicy/plan-key.js';
import type { AcceptedFinding } from '../../src/keypolicy/plan-refusals.js';
import { approveOp, grown, NOW, pcr, ROLE, stagedRelease } from '../allowlist/sample-list.js';
import {
  attested,
  DEFAULT_POLICY,
  DESCRIPTION,
  OTHER_ROLE,
  policyText,
  ROOT,
  registers,
  type StatementJson,
  statement,
} from './policies.js';
import { KEY, projection } from './world.js';

const ALL = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'];
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const CURRENT = grown(
  projection({ actions: ALL }),
  approveOp(stagedRelease('a', 'a')),
  approveOp(stagedRelease('b', 'b')),
);
const { list } = CURRENT;
const [key] = list.projection.keys;
if (key === undefined) throw new Error('the list projects no key');

interface Around {
  readonly administrators?: readonly string[];
  readonly grants?: readonly KeyGrant[] | undefined;
  readonly others?: readonly OwnStatement[];
}

const assess = (policy: string, { administrators = [ADMIN], ...more }: Around = {}) =>
  assessKeyPolicy(policy, {
    description: { ...DESCRIPTION, arn: KEY },
    grants: [],
    list,
    key,
    administrators,
    now: NOW,
    ...more,
  });

const plan = (
  policy: string,
  around: Around,
  adopt: readonly string[] = [],
  accept: readonly AcceptedFinding[] = [],
) =>
  planKey({
    ...CURRENT,
    key,
    policy,
    rules: { adopt, accept },
    assess: (text) => assess(text, around),
    unknown: [],
    now: NOW,
  });

const OURS = desiredStatements(list, key, NOW).statements.map(
  (one) => one.statement as unknown as StatementJson,
);
const ADMINISTRATION = statement({
  Sid: 'Admin',
  Principal: { AWS: ADMIN },
  Action: [
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:ListGrants',
    'kms:PutKeyPolicy',
    'kms:TagResource',
  ],
});
const rulesOf = (findings: readonly { readonly rule: string; readonly severity: string }[]) =>
  findings.map(({ rule, severity }) => `${rule} ${severity}`);

test('what the list wants, with an administrator beside it, is locked to the list and has no finding', () => {
  const { findings, policyWriters, proof } = assess(policyText([ADMINISTRATION, ...OURS]));
  expect(findings).toEqual([]);
  expect(policyWriters).toEqual([ADMIN]);
  expect(proof.data.answer).toBe('locked');
  expect(
    proof.data.admitted.map(({ principal, registers: values }) => ({ principal, values })),
  ).toEqual(
    ['a', 'b'].map((image) => ({
      principal: ROLE.arn,
      values: { PCR0: [pcr(`${image} 0`)], PCR3: [ROLE.PCR3], PCR8: [pcr('signer')] },
    })),
  );
});

describe('a key that begins with the policy that KMS gives it', () => {
  const before = policyText([DEFAULT_POLICY]);

  test('is open by the account, which also holds authority', () => {
    const { findings, proof } = assess(before);
    expect(proof.data.answer).toBe('open');
    expect(rulesOf(findings.filter(({ severity }) => severity === 'critical'))).toEqual([
      'R01 critical',
      'R17 critical',
      'R19 critical',
      'P03 critical',
    ]);
    expect(findings.at(-1)?.message).toContain('kms:RevokeGrant');
  });

  test('takes the first plan once its account counts as administrator, and is guarded then', () => {
    const first = plan(before, { administrators: [ROOT] });
    expect(first.refusals).toEqual([]);
    const { findings, proof } = assess(first.policy, { administrators: [ROOT] });
    expect(proof.data).toMatchObject({ answer: 'locked', openings: [] });
    expect(proof.data.assumptions).toEqual([expect.stringContaining('may add later')]);
    expect(findings.filter(({ severity }) => severity === 'critical')).toEqual([]);
  });

  test('takes the first plan while the account is no administrator, and says what it keeps', () => {
    const first = plan(before, {});
    expect(first.refusals).toEqual([]);
    expect(first.after.data).toBe('locked');
    expect(first.after.authority).toMatchObject([
      { principal: ROOT, isAdministrator: false, isOwnAccount: true },
    ]);
    expect(rulesOf(first.after.findings)).toEqual(
      expect.arrayContaining(['R17 critical', 'R19 critical', 'P03 critical']),
    );
  });

  test('refuses it for a role that is no administrator, until somebody accepted what that leaves', () => {
    const role = policyText([{ ...DEFAULT_POLICY, Principal: { AWS: OTHER_ROLE } }]);
    expect(plan(role, {}).refusals.map(({ message }) => message.slice(0, 3))).toEqual([
      'R17',
      'R19',
      'P03',
    ]);
    const accept = ['R17', 'R19', 'P03'].map((rule) => ({
      rule,
      sid: String(DEFAULT_POLICY.Sid),
      reason: 'until the administrators have a role',
      until: NOW + 1,
    }));
    expect(plan(role, {}, [], accept).refusals).toEqual([]);
  });

  test('ends locked when an administrator’s statement replaces the account’s', () => {
    const first = plan(before, { administrators: [ROOT] });
    const document = JSON.parse(first.policy) as { Statement: readonly StatementJson[] };
    const rest = document.Statement.filter(({ Sid }) => Sid !== DEFAULT_POLICY.Sid);
    const { findings, proof } = assess(policyText([ADMINISTRATION, ...rest]));
    expect(findings).toEqual([]);
    expect(proof.data.answer).toBe('locked');
    expect(plan(policyText([ADMINISTRATION, ...rest]), {}).isNothing).toBe(true);
  });
});

test('a hand-written attested Allow is replaced by adopt, and what it admitted beyond the list is said before', () => {
  const written = attested(
    { PCR3: ROLE.PCR3, PCR8: pcr('signer') },
    {
      Sid: 'Enclave',
      Principal: { AWS: ROLE.arn },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    },
  );
  const before = policyText([ADMINISTRATION, written]);
  expect(rulesOf(assess(before).findings)).toEqual([
    ...['R25 warning', 'R30 warning', 'R33 warning', 'P02 unknown', 'P04 warning'],
  ]);
  const adopting = plan(before, {}, ['Enclave']);
  expect(adopting.refusals).toEqual([]);
  expect(assess(adopting.policy)).toMatchObject({
    findings: [],
    proof: { data: { answer: 'locked' } },
  });
});

test('a statement of another list is beyond this one, and no reproach', () => {
  const other = attested(
    { PCR0: pcr('x'), PCR3: pcr('y'), PCR8: pcr('z') },
    {
      Sid: 'PcrAllowlistffffffffffff0123456789abcdef',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/other' },
    },
  );
  const unguarded = OURS.filter(({ Sid }) => !String(Sid).includes('Guard'));
  const text = policyText([ADMINISTRATION, ...unguarded, other]);
  const others = [other as unknown as OwnStatement];
  const found = (more: Parameters<typeof assess>[1]) =>
    rulesOf(
      assess(text, more).findings.filter(
        ({ sid, rule }) => sid === other['Sid'] && !['R33', 'R42'].includes(rule),
      ),
    );
  expect(found({ others })).toEqual(['P04 info']);
  // Without the list, or with a list that wants something else, the Sid vouches for nothing.
  expect(found({})).toEqual(['R31 warning', 'P04 warning']);
  const changed = { ...other, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] };
  expect(found({ others: [changed as unknown as OwnStatement] })).toEqual([
    'R31 warning',
    'P04 warning',
  ]);
});

describe('beyond the list', () => {
  const pair = { PCR3: ROLE.PCR3, PCR8: pcr('signer') };
  const beyond = (
    values: Readonly<Record<string, string | readonly string[]>>,
    more: StatementJson = {},
  ) =>
    rulesOf(
      assess(
        policyText([attested(values, { Principal: { AWS: ROLE.arn }, ...more })]),
      ).findings.filter(({ rule }) => rule === 'P04'),
    );

  test('is what no release has together, and nothing else', () => {
    expect(beyond({ PCR0: pcr('a 0'), ...pair })).toEqual([]);
    expect(beyond({ PCR0: [pcr('a 0'), pcr('b 0')], ...pair })).toEqual([]);
    expect(beyond({ PCR0: pcr('a 0'), PCR1: pcr('a 1'), ...pair })).toEqual([]);
    expect(beyond({ PCR0: [pcr('a 0'), pcr('c 0')], ...pair })).toEqual(['P04 warning']);
    expect(beyond({ PCR0: pcr('a 0'), ...pair, PCR8: [pcr('signer'), pcr('x')] })).toEqual([
      'P04 warning',
    ]);
    expect(beyond({ PCR0: pcr('a 0'), PCR3: ROLE.PCR3 })).toEqual(['P04 warning']);
    expect(beyond({ PCR0: pcr('a 0'), ...pair }, { Principal: { AWS: ROOT } })).toEqual([
      'P04 warning',
    ]);
  });
});

describe('the word for a key that admits images beyond the list', () => {
  /** Our Allows as somebody edits them: without PCR0, and without the guards that hold it. */
  const unbound = OURS.filter(({ Sid }) => !String(Sid).includes('GuardPCR0')).map((one) => {
    if (one.Effect !== 'Allow') return one;
    const { Condition } = one as { readonly Condition: Record<string, Record<string, unknown>> };
    const conditions = Object.entries(Condition).map(([operator, operands]) => [
      operator,
      Object.fromEntries(
        Object.entries(operands).filter(([name]) => !/:(PCR0|ImageSha384)$/i.test(name)),
      ),
    ]);
    return { ...one, Condition: Object.fromEntries(conditions) };
  });
  const word = (statements: readonly object[], more: Around = {}) =>
    assess(policyText([ADMINISTRATION, ...(statements as readonly StatementJson[])]), more).data;

  test('is not locked where a statement of ours lost PCR0', () => {
    expect(word(OURS)).toBe('locked');
    expect(JSON.stringify(unbound)).not.toBe(JSON.stringify(OURS));
    const { data, proof, verdict } = assess(
      policyText([ADMINISTRATION, ...(unbound as readonly StatementJson[])]),
    );
    expect([data, proof.data.answer]).toEqual(['wider', 'locked']);
    expect(verdict).not.toContain('is locked');
  });

  test.each([
    ['an image that the list does not accept', { PCR0: pcr('c 0') }, 'wider'],
    ['an image of the list under another certificate', { PCR8: pcr('x') }, 'wider'],
    ['an image of the list', {}, 'locked'],
  ])('beside our statements: %s', (_, values, expected) => {
    const release = { PCR0: pcr('a 0'), PCR3: ROLE.PCR3, PCR8: pcr('signer') };
    const allow = attested(
      { ...release, ...values },
      { Sid: 'HandWritten', Principal: { AWS: ROLE.arn }, Action: 'kms:Decrypt' },
    );
    const unguarded = OURS.filter(({ Sid }) => !String(Sid).includes('Guard'));
    expect(word([...unguarded, allow])).toBe(expected);
    // A list that was verified vouches for what it accepts itself.
    expect(word([...unguarded, allow], { others: [allow as unknown as OwnStatement] })).toBe(
      'locked',
    );
  });
});

test('openings that no rule calls critical are said by the proof', () => {
  const weak = statement({
    Sid: 'weak',
    Condition: { StringEquals: registers({ PCR3: ROLE.PCR3 }) },
  });
  const found = assess(policyText([ADMINISTRATION, weak])).findings;
  expect(found.filter(({ severity }) => severity === 'critical')).toMatchObject([
    { rule: 'P01', sid: 'weak', message: expect.stringContaining('any image') },
  ]);
});

test('a grant is named by its id', () => {
  const grants: readonly KeyGrant[] = [
    { grantId: 'g7', granteePrincipal: ADMIN, operations: ['CreateGrant', 'Decrypt'] },
  ];
  const found = assess(
    policyText([ADMINISTRATION, ...OURS.filter(({ Effect }) => Effect === 'Allow')]),
    { administrators: [], grants },
  ).findings;
  expect(found.filter(({ grantId }) => grantId === 'g7').map(({ rule }) => rule)).toEqual([
    'R17',
    'R18',
  ]);
});

test('who writes policies is unknown where it hangs on what was not understood', () => {
  const odd = { ...ADMINISTRATION, Condition: { StringEquals: { 'acme:x': 'y' } } };
  expect(assess(policyText([odd])).policyWriters).toBe('unknown');
  expect(assess(policyText([])).policyWriters).toEqual([]);
});

test('a document that is none is refused', () => {
  expect(() => assess('[]')).toThrowWithCode('json-format');
});
