import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { AllowList, ProjectedKey, Release } from '../../src/allowlist/allow-list.js';
import { assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import { planKey } from '../../src/keypolicy/plan-key.js';
import {
  ADMIN,
  attested,
  DESCRIPTION,
  guard,
  KEY_ARN,
  LISTED,
  NOW,
  PCR,
  policyText,
  ROLE,
  registers,
  type StatementJson,
  statement,
} from './policies.js';

const CASES = join(import.meta.dirname, '../vectors/keypolicy');
type CasePolicy = { readonly Statement: readonly { Sid: string; Condition?: object }[] };
const caseText = (name: string) => readFileSync(join(CASES, name), 'utf8');
const caseOf = (name: string): CasePolicy => JSON.parse(caseText(name));

/** The list of the cases: its mark is in the Sids, and its releases in the Allows. */
const CASE_LIST = '9128bb123c90'.padEnd(32, '0');
const CASE_KEY: ProjectedKey = {
  key: KEY_ARN,
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  bind: ['PCR0', 'PCR3'],
  guard: true,
};

function release(id: string, PCR0: string): Release {
  return {
    state: 'active',
    platform: 'nitro-enclave',
    id,
    measurements: { PCR0, PCR1: PCR0, PCR2: PCR0 },
    image: { name: `${id}.eif`, sha256: '1'.repeat(64) },
    manifest: { path: 'manifests/x', sha256: '2'.repeat(64) },
    staged: '4'.repeat(64),
    approvals: [],
    changes: [{ what: 'approved', version: 2, at: NOW - 1000 }],
  };
}

function caseList(key: ProjectedKey = CASE_KEY): AllowList {
  const [OLD = '', NEW = ''] = pinned('av02-old-guard-stops-new-release.json');
  return {
    format: 'v2',
    list: CASE_LIST,
    enclave: 'signer',
    version: 2,
    issuedAt: NOW - 1000,
    expiresAt: NOW + 1_000_000_000,
    previous: { version: 1, sha256: '0'.repeat(64) },
    projection: {
      instanceRoles: [{ arn: ROLE, PCR3: PCR.role }],
      certificates: [],
      keys: [key],
      staged: [],
      approvals: [],
    },
    releases: [release('v1', OLD), release('v2', NEW)],
    removed: [],
  };
}

/** PCR0 of each Allow of the list, in the order of the document. */
function pinned(name: string): readonly string[] {
  return caseOf(name).Statement.flatMap(({ Condition = {} }) => {
    const [block] = Object.entries(Condition).flatMap(([operator, keys]) =>
      operator === 'StringEqualsIgnoreCase' ? [keys] : [],
    );
    const value = (block as Record<string, string> | undefined)?.['kms:RecipientAttestation:PCR0'];
    return typeof value === 'string' ? [value] : [];
  });
}

const factsOf = (key = CASE_KEY) => ({
  description: DESCRIPTION,
  grants: [],
  administrators: [ADMIN],
  list: caseList(key),
  key,
  now: NOW,
});

const planOf = (text: string, key = CASE_KEY, accept: readonly string[] = []) =>
  planKey({
    list: caseList(key),
    id: { version: 2, sha256: '0'.repeat(64) },
    key,
    policy: text,
    rules: {
      adopt: [],
      accept: accept.map((sid) => ({
        ...{ rule: 'accepted-but-denied', sid, reason: 'known' },
        until: NOW + 1_000_000,
      })),
    },
    assess: (policy, parsed) => assessKeyPolicy(policy, factsOf(key), parsed),
    unknown: [],
    now: NOW,
  });

/** Without one of the statements. */
const without = (name: string, ...sids: readonly string[]): string => {
  const policy = caseOf(name);
  const Statement = policy.Statement.filter(({ Sid }) => !sids.includes(Sid));
  return JSON.stringify({ ...policy, Statement });
};
const plus = (text: string, ...more: readonly StatementJson[]): string => {
  const policy = JSON.parse(text);
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, ...more] });
};
const denied = (text: string, key?: ProjectedKey) =>
  assessKeyPolicy(text, factsOf(key)).findings.filter(({ rule }) => rule === 'accepted-but-denied');

const AV02 = 'av02-old-guard-stops-new-release.json';
const oldGuard = (registers_: Readonly<Record<string, string>>, more: StatementJson = {}) =>
  guard('PCR0', PCR.a, {
    Sid: 'OldGuard',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Condition: { StringNotEqualsIgnoreCase: registers(registers_) },
    ...more,
  });

describe('av02: a hand-written guard stops the new release', () => {
  test('it is named, with the release and not the old one', () => {
    const found = denied(caseText(AV02));
    expect(found).toMatchObject([{ severity: 'critical', sid: 'OldGuard' }]);
    expect(found[0]?.message).toMatch(/v2/);
    expect(found[0]?.message).not.toMatch(/v1/);
  });

  test('every release, role and action is answered', () => {
    const { releases = [] } = assessKeyPolicy(caseText(AV02), factsOf());
    expect(releases.map((one) => [one.release, one.action, one.answer])).toEqual([
      ['v1', 'kms:Decrypt', 'admitted'],
      ['v1', 'kms:GenerateDataKey', 'admitted'],
      ['v2', 'kms:Decrypt', 'denied'],
      ['v2', 'kms:GenerateDataKey', 'denied'],
    ]);
    expect(releases.at(-1)?.by).toMatchObject([{ sid: 'OldGuard' }]);
  });

  test('a plan that brings the release in is refused, and one that takes the guard is not', () => {
    const [, allow = ''] = caseOf(AV02)
      .Statement.filter(({ Sid }) => /^PcrAllowlist9128bb123c90[0-9a-f]{16}$/.test(Sid))
      .map(({ Sid }) => Sid);
    const plan = planOf(without(AV02, allow));
    expect(plan.isWidening).toBe(true);
    expect(plan.refusals).toMatchObject([{ code: 'policy-unsafe', sid: 'OldGuard' }]);
    expect(planOf(without(AV02, allow, 'OldGuard')).refusals).toEqual([]);
    expect(planOf(without(AV02, allow), CASE_KEY, ['OldGuard']).refusals).toEqual([]);
  });

  test('one that stops every release is an outage', () => {
    const text = plus(without(AV02, 'OldGuard'), oldGuard({ PCR0: PCR.a }));
    const { data, verdict, findings } = assessKeyPolicy(text, factsOf());
    expect([data, verdict?.startsWith('outage')]).toEqual(['outage', true]);
    expect(findings.filter(({ rule }) => rule === 'accepted-but-denied')).toHaveLength(1);
  });

  test('an unconditional Deny and one by the role are named too', () => {
    const clean = without(AV02, 'OldGuard');
    expect(denied(clean)).toEqual([]);
    expect(
      denied(
        plus(clean, oldGuard({}, { Condition: {} }), oldGuard({ PCR3: PCR.c }, { Sid: 'B' })),
      ).map(({ sid }) => sid),
    ).toEqual(['OldGuard', 'B']);
    const byRole = oldGuard({}, { Principal: { AWS: ROLE }, Condition: {}, Action: 'kms:*' });
    expect(denied(plus(clean, byRole))).toMatchObject([{ sid: 'OldGuard' }]);
  });

  test('a statement without a Sid is named by what it says', () => {
    const { Sid: _, ...nameless } = oldGuard({ PCR0: PCR.a });
    expect(denied(plus(without(AV02, 'OldGuard'), nameless))[0]?.sid).toMatch(/^unnamed-/);
  });
});

describe('what could not be told', () => {
  const perimeter = oldGuard(
    {},
    { Sid: 'Perimeter', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
  );

  test('is unknown, names the statement, and refuses no plan', () => {
    const clean = without(AV02, 'OldGuard');
    expect(denied(plus(clean, perimeter))).toMatchObject([
      { severity: 'unknown', sid: 'Perimeter' },
    ]);
    const [, allow = ''] = caseOf(AV02)
      .Statement.filter(({ Sid }) => /^PcrAllowlist9128bb123c90[0-9a-f]{16}$/.test(Sid))
      .map(({ Sid }) => Sid);
    const widening = plus(without(AV02, 'OldGuard', allow), perimeter);
    expect(planOf(widening)).toMatchObject({ isWidening: true, refusals: [] });
  });
});

describe('not said', () => {
  test('of a statement of ours that the plan puts right', () => {
    const policy = caseOf(AV02);
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== 'OldGuard').map((one) =>
      one.Sid.endsWith('GuardPCR0')
        ? { ...one, Condition: { StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }) } }
        : one,
    );
    const text = JSON.stringify({ ...policy, Statement });
    expect(denied(text)).toEqual([]);
    const answers = assessKeyPolicy(text, factsOf()).releases?.map(({ answer }) => answer);
    expect(new Set(answers)).toEqual(new Set(['denied']));
  });

  test('of a statement of ours that is missing', () => {
    expect(
      denied(policyText([statement({ Principal: { AWS: ADMIN }, Action: 'kms:PutKeyPolicy' })])),
    ).toEqual([]);
  });

  test('of a key that left the projection, or that no list has', () => {
    expect(denied(caseText(AV02), { ...CASE_KEY, detached: true })).toEqual([]);
    const facts = { ...factsOf(), key: undefined };
    expect(assessKeyPolicy(caseText(AV02), facts).releases).toEqual([]);
  });
});

test('dr01: a statement whose Sid only looks like another list’s gets every finding', () => {
  const [, Sid] = [0, 'PcrAllowlist000000000000605905c344082fa6'];
  const found = assessKeyPolicy(caseText('dr01-forged-other-list-sid.json'), factsOf()).findings;
  const rules = found
    .filter(({ sid }) => sid === Sid)
    .map(({ rule, severity }) => [rule, severity]);
  expect(rules).toEqual([
    ['R31', 'warning'],
    ['P04', 'warning'],
  ]);
});

test('a key that is locked to a value that no register has is an outage', () => {
  const facts = { ...factsOf(), list: LISTED, key: undefined };
  const { data, verdict } = assessKeyPolicy(
    policyText([attested({ PCR0: `0x${PCR.a}`, PCR3: PCR.role })]),
    facts,
  );
  expect([data, verdict]).toEqual(['outage', 'outage: the data is locked to everybody']);
});

describe('questions that do not apply', () => {
  test.each([
    ['fl21-iam-policy-fed-as-key-policy.json', {}],
    [
      'fl19-sign-key-open-to-everybody.json',
      { keyUsage: 'SIGN_VERIFY', keySpec: 'ECC_SECG_P256K1' },
    ],
  ])('%s: never locked, and why', (name, description) => {
    const { data, verdict, reason } = assessKeyPolicy(caseText(name), {
      ...factsOf(),
      description: { ...DESCRIPTION, ...description },
      key: undefined,
    });
    expect(data).toBe('not-applicable');
    expect(reason).toMatch(/\S/);
    expect(verdict).toMatch(/does not apply: \S/);
  });

  test('new data keys and existing data are two sentences', () => {
    const of = (Action: string) =>
      assessKeyPolicy(policyText([statement({ Action })]), { ...factsOf(), key: undefined });
    expect(of('kms:GenerateDataKey')).toMatchObject({
      reach: 'new-data-keys',
      verdict: expect.stringMatching(/^new data keys can be made/),
    });
    expect(of('kms:Decrypt')).toMatchObject({
      reach: 'existing-data',
      verdict: expect.stringMatching(/^the data is open/),
    });
  });
});
