import { describe, expect, test } from '@jest/globals';
import type { ProjectedKey, Release } from '../../src/allowlist/allow-list.js';
import { HOUR_MS } from '../../src/base/instant.js';
import { assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import { desiredStatements } from '../../src/keypolicy/desired-statements.js';
import { GUARDED_ACTIONS } from '../../src/keypolicy/own-statement.js';
import { planKey } from '../../src/keypolicy/plan-key.js';
import {
  ADMIN,
  DEFAULT_POLICY,
  DESCRIPTION,
  KEY,
  LISTED,
  NOW,
  OTHER_ROLE,
  PCR,
  policyText,
  ROOT,
  type StatementJson,
  statement,
} from './policies.js';

const NAMED: ProjectedKey = {
  ...KEY,
  bind: ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'],
  guard: GUARDED_ACTIONS,
};

interface Around {
  readonly key?: ProjectedKey;
  readonly releases?: readonly Release[];
  readonly statements?: readonly StatementJson[];
  readonly policy?: string;
}

const listOf = (releases: readonly Release[], key: ProjectedKey) => ({
  ...LISTED,
  format: 'v2' as const,
  enclave: 'signer',
  version: 3,
  issuedAt: NOW,
  expiresAt: NOW + 24 * HOUR_MS,
  previous: null,
  releases,
  projection: { ...LISTED.projection, keys: [key] },
});

function plan({
  key = NAMED,
  releases = LISTED.releases,
  statements = [DEFAULT_POLICY],
  policy = policyText(statements),
}: Around = {}) {
  const list = listOf(releases, key);
  const facts = {
    description: DESCRIPTION,
    grants: [],
    administrators: [ADMIN],
    list,
    key,
    now: NOW,
  };
  return planKey({
    list,
    id: { version: 3, sha256: '0'.repeat(64) },
    key,
    policy,
    rules: { adopt: [], accept: [] },
    assess: (text, parsed) => assessKeyPolicy(text, facts, parsed),
    unknown: [],
    now: NOW,
  });
}

const [first, second] = LISTED.releases;
if (first === undefined || second === undefined) throw new Error('two releases');
const retiring = (release: Release, hours: number): Release => ({
  ...release,
  state: 'retiring',
  retireAt: NOW + hours * HOUR_MS,
});
const codesOf = ({ notes }: ReturnType<typeof plan>) => notes.map(({ code }) => code);
const ends = (releases: readonly Release[], key = NAMED) =>
  desiredStatements(listOf(releases, key), key, NOW)
    .statements.map((one) => one.statement)
    .filter(({ Sid }) => Sid.includes('GuardEnd'));

describe('a guard that names its actions', () => {
  test('denies every action that takes a document, whatever is projected, by name', () => {
    const { statements } = desiredStatements(listOf(LISTED.releases, NAMED), NAMED, NOW);
    const guards = statements.filter((one) => /GuardPCR/.test(one.statement.Sid));
    expect(guards).toHaveLength(5);
    for (const one of guards) expect(one.statement.Action).toEqual([...GUARDED_ACTIONS].sort());
    expect(JSON.stringify(statements)).not.toContain('NotAction');
  });

  test('locks a key with the policy of KMS, says who keeps authority, and whom it stops', () => {
    const found = plan({ releases: [first] });
    expect(found.refusals).toEqual([]);
    expect(found.after.data).toBe('locked');
    expect(found.after.authority).toMatchObject([{ principal: ROOT, isOwnAccount: true }]);
    const [note] = found.notes.filter(({ code }) => code === 'guard-stops');
    expect(note?.message).toContain(ROOT);
    expect(note?.message).toContain('kms:GenerateDataKeyPair');
  });

  test('is not said to lock where guards let registers of two releases through together', () => {
    const found = plan();
    expect(found.refusals).toEqual([]);
    expect(found.after.data).toBe('wider');
    expect(found.after.findings.map(({ rule }) => rule)).toContain('P05');
    expect(plan({ statements: [statement({ Action: 'kms:DescribeKey' })] }).after.data).toBe(
      'locked',
    );
  });

  test('does not excuse the authority of a role, nor what the account gets by the plan', () => {
    const role = { ...DEFAULT_POLICY, Principal: { AWS: OTHER_ROLE } };
    expect(plan({ statements: [role] }).refusals.length).toBeGreaterThan(0);
    const elsewhere = { ...DEFAULT_POLICY, Principal: { AWS: 'arn:aws:iam::444455556666:root' } };
    expect(plan({ statements: [elsewhere] }).refusals.length).toBeGreaterThan(0);
    expect(plan({ key: { ...NAMED, guard: false } }).refusals.length).toBeGreaterThan(0);
  });
});

describe('a guard from before guards named their actions', () => {
  test('denies what is projected alone, leaves the account in, and is said to', () => {
    const found = plan({ key: { ...KEY, guard: true } });
    expect(found.refusals.map(({ message }) => message.slice(0, 3))).toContain('R01');
    expect(codesOf(found)).toEqual(expect.arrayContaining(['bind-leaves-out', 'guard-leaves-out']));
  });

  test('is replaced by the wider one as a plan that narrows', () => {
    const admin = statement({
      Sid: 'Admin',
      Principal: { AWS: ADMIN },
      Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'],
    });
    const around = { statements: [admin] };
    const old = plan({ ...around, key: { ...NAMED, guard: true } });
    const wider = plan({ policy: old.policy });
    expect([wider.isWidening, wider.isNothing]).toEqual([false, false]);
    expect(codesOf(wider)).not.toContain('guard-leaves-out');
  });
});

describe('images that end', () => {
  test('share a dated Deny where they end together, and PCR0 names each', () => {
    const found = ends([retiring(first, 1), retiring(second, 1)]);
    expect(found).toHaveLength(1);
    expect(found[0]?.Condition).toMatchObject({
      StringEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': [PCR.a, PCR.b] },
      DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-01T01:00:00Z' },
    });
    expect(ends([retiring(first, 1), retiring(second, 2)])).toHaveLength(2);
    expect(ends([first, second])).toEqual([]);
    expect(ends([retiring(first, 1)], { ...NAMED, guard: true })).toEqual([]);
  });

  test('are not denied while another release has the same bound registers', () => {
    const signer: ProjectedKey = { ...NAMED, bind: ['PCR3', 'PCR8'] };
    expect(ends([retiring(first, 1), second], signer)).toEqual([]);
    expect(ends([retiring(first, 1), retiring(second, 2)], signer)).toMatchObject([
      { Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-01T02:00:00Z' } } },
    ]);
  });

  test('leave a key whose account has everything locked until and after the date', () => {
    const found = plan({ releases: [retiring(first, 1)] });
    expect(found.after.data).toBe('locked');
  });

  test('go by plans that widen nothing: another end, a shared end, a revocation, the date itself', () => {
    const policy = (releases: readonly Release[]) => plan({ releases }).policy;
    const both = policy([retiring(first, 2), second]);
    const next: readonly (readonly Release[])[] = [
      [retiring(first, 1), second],
      [retiring(first, 2), retiring(second, 2)],
      [second],
    ];
    for (const releases of next) {
      const found = plan({ releases, policy: both });
      expect([found.isWidening, found.refusals]).toEqual([false, []]);
    }
    expect(plan({ releases: [retiring(first, 3), second], policy: both }).isWidening).toBe(true);
    expect(plan({ releases: [first, second], policy: both }).isWidening).toBe(true);
  });
});
