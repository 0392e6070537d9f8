import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedKey, Release } from '../../src/allowlist/allow-list.js';
import { HOUR_MS } from '../../src/base/instant.js';
import { assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import { desiredStatements } from '../../src/keypolicy/desired-statements.js';
import { endOf, type HeldTuple } from '../../src/keypolicy/guards.js';
import {
  mergedAllows,
  singleAllows,
  singleAllowsSizeBytes,
} from '../../src/keypolicy/merged-allows.js';
import { GUARDED_ACTIONS } from '../../src/keypolicy/own-statement.js';
import { planKey } from '../../src/keypolicy/plan-key.js';
import type { Assessment } from '../../src/keypolicy/plan-refusals.js';
import { parseStatementShape } from '../../src/keypolicy/statement-shape.js';
import { digest, LIST, pcr } from '../allowlist/sample-list.js';
import { ADMIN, DESCRIPTION, KEY, LISTED, NOW, policyText, ROLE, statement } from './policies.js';

const [sample] = LISTED.releases;
if (sample === undefined) throw new Error('a release');

function release(name: string, more: Partial<Release> = {}): Release {
  const measurements = {
    PCR0: pcr(`${name} 0`),
    PCR1: pcr('1'),
    PCR2: pcr(`${name} 2`),
    PCR8: pcr('8'),
  };
  return { ...sample, id: name, measurements, ...more } as Release;
}
const retiring = (one: Release, hours: number): Release =>
  ({ ...one, state: 'retiring', retireAt: NOW + hours * HOUR_MS }) as Release;

const tuple: fc.Arbitrary<HeldTuple> = fc
  .record({
    role: fc.constantFrom('arn:a', 'arn:b'),
    PCR0: fc.constantFrom('a', 'b', 'c', 'd'),
    PCR2: fc.constantFrom('x', 'y'),
    PCR8: fc.constantFrom('s', 't'),
    hours: fc.constantFrom(undefined, 1, 2),
  })
  .map(({ role, hours, ...pcrs }) => {
    const one = release(`${role} ${Object.values(pcrs).join('')}`);
    return {
      tuple: { role, pcrs },
      releases: [hours === undefined ? one : retiring(one, hours)],
    };
  });
const nameOf = (role: string, pcrs: Readonly<Record<string, unknown>>, end: unknown) =>
  JSON.stringify([role, Object.entries(pcrs).sort(), end ?? null]);

test('the bytes of single Allows are those of their JSON', () => {
  fc.assert(
    fc.property(fc.array(tuple, { maxLength: 12 }), (held) => {
      const allows = singleAllows(LIST, held, GUARDED_ACTIONS).map(({ statement }) => statement);
      const sizeBytes = JSON.stringify(allows).length;
      expect(singleAllowsSizeBytes(LIST, held, GUARDED_ACTIONS)).toBe(sizeBytes);
    }),
  );
});

describe('Allows that several tuples share', () => {
  test('name exactly the tuples, each once, for any of them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(tuple, { selector: (one) => JSON.stringify(one.tuple), maxLength: 24 }),
        (held) => {
          const allows = mergedAllows(LIST, held, ['kms:Decrypt']);
          const named = allows.flatMap((allow) => {
            const shape = parseStatementShape(allow.statement as never);
            if (shape === undefined) throw new Error('our own form');
            const product = Object.entries(shape.equals).reduce<Record<string, string>[]>(
              (found, [key, values]) =>
                found.flatMap((one) =>
                  values.map((value) => ({ ...one, [key.slice(-4).toUpperCase()]: value })),
                ),
              [{}],
            );
            expect(product).toHaveLength(allow.held.length);
            return product.map((pcrs) => nameOf(shape.principal, pcrs, shape.until));
          });
          const wanted = held.map(({ tuple: { role, pcrs }, releases }) =>
            nameOf(role, pcrs, endOf(releases)),
          );
          expect(named.sort()).toEqual(wanted.sort());
          expect(new Set(allows.map(({ statement: { Sid } }) => Sid)).size).toBe(allows.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('stay apart where they differ in two registers', () => {
    const held = ['a', 'b', 'c'].map((name): HeldTuple => {
      const one = release(name);
      const { PCR0, PCR2 } = one.measurements;
      return { tuple: { role: 'arn:a', pcrs: { PCR0, PCR2 } }, releases: [one] };
    });
    expect(mergedAllows(LIST, held, ['kms:Decrypt'])).toHaveLength(3);
  });
});

const PCR0_ALONE: ProjectedKey = {
  ...KEY,
  bind: ['PCR0', 'PCR3', 'PCR8'],
  guard: GUARDED_ACTIONS,
};
const ADMINISTRATION = statement({
  Sid: 'Admin',
  Principal: { AWS: ADMIN },
  Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'],
});
const EMPTY = policyText([ADMINISTRATION]);
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => release(`v${String(i).padStart(3, '0')}`));

function plan(releases: readonly Release[], policy: string, isRefused = false, key = PCR0_ALONE) {
  const list = {
    ...LISTED,
    format: 'v2' as const,
    enclave: 'signer',
    version: 3,
    issuedAt: NOW,
    expiresAt: NOW + 24 * HOUR_MS,
    previous: null,
    releases,
    projection: { ...LISTED.projection, keys: [key] },
  };
  const facts = {
    ...{ description: DESCRIPTION, grants: [], administrators: [ADMIN], list, key, now: NOW },
  };
  const found = (text: string): Assessment => assessKeyPolicy(text, facts);
  const critical = { rule: 'R', severity: 'critical', message: 'x' };
  const plan = planKey({
    list,
    id: { version: 3, sha256: digest('list') },
    key,
    policy,
    rules: { adopt: [], accept: [] },
    assess: (text) => (isRefused ? { ...found(text), findings: [critical] } : found(text)),
    unknown: [],
    now: NOW,
  });
  const admitted = new Set(
    (found(plan.policy).releases ?? [])
      .filter(({ answer }) => answer === 'admitted')
      .map((one) => one.release),
  );
  return { plan, admitted };
}

const allowsOf = (policy: string) =>
  (JSON.parse(policy).Statement as readonly { Effect: string; Sid: string }[]).filter(
    ({ Effect, Sid }) => Effect === 'Allow' && Sid !== 'Admin',
  );

describe('a key with many releases', () => {
  const few = plan(many(10), EMPTY).plan.policy;
  const full = plan(many(60), EMPTY);

  test('has one statement for what differs in PCR0 alone, and is locked to the releases', () => {
    expect(allowsOf(few)).toHaveLength(10);
    expect(allowsOf(full.plan.policy)).toHaveLength(1);
    expect([full.plan.after.data, full.admitted.size, full.plan.refusals]).toEqual([
      'locked',
      60,
      [],
    ]);
    expect(full.plan.form).toBe('merged');
    expect(plan(many(60), full.plan.policy).plan.isNothing).toBe(true);
  });

  test('loses nobody on the way from one form to the other, even where the plan is refused', () => {
    const there = plan(many(60), few, true);
    expect(there.plan.refusals.length).toBeGreaterThan(0);
    expect([...there.admitted].sort()).toEqual(many(10).map(({ id }) => id));
    const back = plan(many(10), full.plan.policy, true);
    expect([back.plan.isWidening, back.admitted.size]).toEqual([false, 10]);
  });

  test('takes an end and a revocation as plans that widen nothing', () => {
    const [first, second, ...rest] = many(60);
    if (first === undefined || second === undefined) throw new Error('two');
    const ending = plan([retiring(first, 1), retiring(second, 1), ...rest], full.plan.policy);
    expect([ending.plan.isWidening, ending.plan.refusals, ending.admitted.size]).toEqual([
      false,
      [],
      60,
    ]);
    expect(allowsOf(ending.plan.policy)).toHaveLength(2);
    const revoked = plan(rest, ending.plan.policy, true);
    expect([revoked.plan.isWidening, revoked.admitted.size]).toEqual([false, 58]);
    const revived = plan(many(60), ending.plan.policy);
    expect(revived.plan.isWidening).toBe(true);
  });

  test('warns from 80 % of the size on, and says how many more fit', () => {
    const { plan: nearly } = plan(many(133), full.plan.policy);
    expect(nearly.sizeBytes.whole).toBeGreaterThan(0.8 * nearly.sizeBytes.limit);
    expect(nearly.notes.map(({ code }) => code)).toContain('policy-nearly-full');
    expect(nearly.sizeBytes.moreReleases).toBeGreaterThan(0);
    const { moreReleases = 0 } = full.plan.sizeBytes;
    expect(plan(many(60 + moreReleases), EMPTY).plan.refusals).toEqual([]);
  });

  test('binds PCR1 and PCR2 release by release', () => {
    const bind = ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'] as const;
    const list = { ...LISTED, releases: many(30) };
    const key = { ...PCR0_ALONE, bind, guard: false };
    const { statements, form } = desiredStatements(list, key, NOW);
    expect(form).toBe('merged');
    expect(statements.filter(({ releases }) => releases.length === 1)).toHaveLength(30);
    expect(JSON.stringify(statements)).toContain(ROLE);
  });
});
