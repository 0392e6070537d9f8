import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeAllowList, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import type { CurrentList, Operation } from '../../src/allowlist/transition.js';
import { HOUR_MS } from '../../src/base/instant.js';
import type { DocumentFormat } from '../../src/format/statement.js';
import { requireLawful } from './laws.js';
import {
  approveOp,
  emptyList,
  NOW,
  retireOp,
  stagedProjection,
  stagedRelease,
  step,
} from './sample-list.js';

/** An operation once the instant and the operations before it are known: those may be replayed. */
type Plan = (now: number, before: readonly Operation[]) => Operation;

const id = fc.constantFrom('a', 'b', 'c');
const image = fc.constantFrom('1', '2', '3');
const format = fc.constantFrom<DocumentFormat>('v1', 'v1', 'v2');
const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        id,
        image,
        again: fc.boolean(),
        signer: fc.constantFrom('s', 't'),
        age: fc.nat(3),
        format,
      })
      .map(({ id, image, age, ...more }): Plan => {
        return (now) =>
          approveOp(stagedRelease(id, image, { ...more, stagedAt: now - age * HOUR_MS }));
      }),
  },
  fc.nat(50).map(
    (i): Plan =>
      (_now, before) =>
        before[i % before.length] ?? { kind: 'create' },
  ),
  fc.tuple(id, fc.nat(4), fc.boolean()).map(([id, hours, allowEmpty]): Plan => {
    return () => retireOp(id, hours * HOUR_MS, allowEmpty);
  }),
  fc.tuple(id, fc.boolean()).map(([id, allowEmpty]): Plan => {
    return () => ({ kind: 'revoke', which: { id }, reason: 'leaked', allowEmpty });
  }),
  fc.tuple(image, fc.boolean()).map(([image, allowEmpty]): Plan => {
    const { PCR0 } = stagedRelease('a', image).measurements;
    return () => ({ kind: 'revoke', which: { PCR0 }, reason: 'leaked', allowEmpty });
  }),
  fc.tuple(fc.uniqueArray(fc.constantFrom('1', '2', '3')), format).map(([keys, format]): Plan => {
    return (now) => {
      const staged = stagedProjection(keys, now, format);
      return { kind: 'project', staged, evidence: 'not-required' };
    };
  }),
  fc
    .constantFrom<Operation>({ kind: 'time' }, { kind: 'renew' }, { kind: 'renew', format: 'v2' })
    .map(
      (one): Plan =>
        () =>
          one,
    ),
);

/** A list moves to v2 by the one explicit step, or where an approved projection is in v2. */
const moves = (operation: Operation): boolean =>
  (operation.kind === 'renew' && operation.format === 'v2') ||
  (operation.kind === 'project' && operation.staged.format === 'v2');

const actives = (current: CurrentList | undefined) =>
  current?.list.releases.filter(({ state }) => state === 'active').length ?? 0;

test('random sequences of operations keep every rule', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('none', 'v1', 'v2'),
      fc.array(fc.tuple(plan, fc.constantFrom(0, 1, HOUR_MS, 3 * HOUR_MS)), { maxLength: 40 }),
      (start, plans) => {
        let current = start === 'none' ? undefined : emptyList(start);
        let now = NOW;
        const told: Operation[] = [];
        const served = new Set<string>();
        const revokedAt = new Map<string, number>();
        for (const [make, advanceMs] of plans) {
          now += advanceMs;
          const operation = make(now, told);
          told.push(operation);
          const result = step(current, operation, now);
          if (result.kind !== 'next') continue;
          const { list } = result;
          requireLawful(current?.list, list);
          if (list.format !== (current?.list.format ?? 'v2')) expect(moves(operation)).toBe(true);
          // No record serves twice, and no active release only when told.
          if ('staged' in operation) {
            expect(served).not.toContain(operation.staged.sha256);
            served.add(operation.staged.sha256);
          }
          if (actives(current) > 0 && list.releases.every(({ state }) => state !== 'active')) {
            expect(operation).toMatchObject({ allowEmpty: true });
          }
          // By our own memory, not the list's: what was revoked returns only as asked for, staged anew.
          const before = new Set(current?.list.releases.map((r) => r.measurements.PCR0));
          for (const { measurements } of list.releases) {
            const when = revokedAt.get(measurements.PCR0);
            if (before.has(measurements.PCR0) || when === undefined) continue;
            if (operation.kind !== 'approve') throw new Error(`came back by ${operation.kind}`);
            expect(operation.staged.again).toBe(true);
            expect(operation.staged.stagedAt).toBeGreaterThan(when);
            revokedAt.delete(measurements.PCR0);
          }
          if (operation.kind === 'revoke') {
            for (const entry of list.removed) {
              if (entry.why === 'revoked' && entry.when === now) revokedAt.set(entry.PCR0, now);
            }
          }
          current = { list, id: versionIdOf(list, encodeAllowList(list)) };
        }
      },
    ),
    { numRuns: 300 },
  );
});
