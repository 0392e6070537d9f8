import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { POINTER_NAME } from '../../src/allowlist/allow-list-store.js';
import { historyFrom, historyName, requirePredecessor } from '../../src/allowlist/list-history.js';
import type { Operation } from '../../src/allowlist/transition.js';
import { type Update, updateAllowList } from '../../src/allowlist/update-allow-list.js';
import { parseDsse } from '../../src/format/dsse.js';
import { type Fault, MemoryBucket } from '../fakes/memory-store.js';
import { requireLawful } from './laws.js';
import {
  approveOp,
  LIFE_MS,
  NOW,
  ports,
  retireOp,
  revokeOp,
  stagedProjection,
  stagedRelease,
} from './sample-list.js';

/** The lists from version 1 to the current one, read back over the hash chain. */
async function chainOf(bucket: MemoryBucket): Promise<readonly AllowList[]> {
  const pointer = bucket.objects.get(POINTER_NAME);
  if (pointer === undefined) return [];
  let list = parseAllowListPayload(parseDsse(pointer.bytes).payload);
  const chain = [list];
  const entries = await historyFrom(bucket.connect(), 0);
  while (list.previous !== null) {
    const { version } = list.previous;
    const found = entries.filter((entry) => entry.version === version);
    expect(found).toHaveLength(1);
    const bytes = bucket.objects.get(found[0]?.name ?? '')?.bytes ?? new Uint8Array();
    expect(found[0]?.name).toBe(historyName(version, bytes));
    list = requirePredecessor(list, parseDsse(bytes).payload);
    chain.unshift(list);
  }
  expect(entries.filter(({ version }) => version > chain.length)).toEqual([]);
  return chain;
}

/** Runs until it ends by something other than a silent store or lost races, as a person would. */
async function insist(run: () => Promise<Update>): Promise<Update | string> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'list-unavailable' || code === 'conflict') continue;
      return code ?? String(error);
    }
  }
}

const image = fc.constantFrom('1', '2', '3', '4', '5');
const operation: fc.Arbitrary<() => Operation> = fc.oneof(
  { weight: 4, arbitrary: image.map((i) => () => approveOp(stagedRelease(`r${i}`, i))) },
  image.map((i) => () => retireOp(`r${i}`, 0)),
  image.map((i) => () => revokeOp(`r${i}`)),
  image.map((i) => () => approveOp(stagedRelease(`again${i}`, i, { again: true }))),
  fc.constant((): Operation => ({ kind: 'renew' })),
  image.map((i) => (): Operation => {
    return { kind: 'project', staged: stagedProjection([i]), evidence: 'not-required' };
  }),
);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault>('none') },
  fc.constantFrom<Fault>('unsent', 'lost', 'late', 'conflict', 'retried', 'down'),
);

/** The images that an operation may remove, or keep from being approved under their first id. */
function touched(operation: Operation): readonly string[] {
  if (operation.kind === 'retire') return [`${operation.id.slice(1)}.eif`];
  if (operation.kind === 'revoke' && 'id' in operation.which) {
    return [`${operation.which.id.slice(1)}.eif`];
  }
  return operation.kind === 'approve' && operation.staged.again
    ? [operation.staged.image.name]
    : [];
}

describe('interleaved writers', () => {
  test('versions rise by one, nothing is lost, and the chain verifies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(operation, { minLength: 1, maxLength: 3 }), {
          minLength: 2,
          maxLength: 4,
        }),
        fc.array(fault, { maxLength: 40 }),
        async (scheduler, writers, faults) => {
          const bucket = new MemoryBucket();
          const gate = (label: string) => scheduler.schedule(Promise.resolve(), label);
          const left = [...faults];
          const store = bucket.connect({
            gate,
            fault: (kind) => {
              const next = left.shift() ?? 'none';
              return (next === 'down') === (kind !== 'put') ? next : 'none';
            },
          });
          const told: Operation[] = [];
          const outcomes: (Update | string)[] = [];
          const work = writers.map(async (operations) => {
            for (const make of operations) {
              const operation = make();
              told.push(operation);
              const request = { operation, now: NOW, expiresInMs: LIFE_MS, maxAttempts: 4 };
              const sleep = async () => void (await gate('sleep'));
              outcomes.push(
                await insist(() => updateAllowList(ports(bucket, { store, sleep }), request)),
              );
            }
          });
          await scheduler.waitFor(Promise.all(work));
          const chain = await chainOf(bucket);
          expect(chain.map(({ version }) => version)).toEqual(chain.map((_, i) => i + 1));
          for (const [i, list] of chain.entries()) requireLawful(chain[i - 1], list);
          for (const outcome of outcomes) {
            if (typeof outcome === 'string') {
              expect(['not-allowed', 'revoked', 'approval-missing']).toContain(outcome);
            } else if (outcome.kind === 'done') {
              const { list } = outcome.after;
              expect(chain[list.version - 1]).toEqual(list);
            }
          }
          // What was approved, and neither retired nor revoked nor asked for again, is there.
          const disturbed = new Set(told.flatMap(touched));
          for (const one of told) {
            if (one.kind !== 'approve' || disturbed.has(one.staged.image.name)) continue;
            const there = chain.at(-1)?.releases.map(({ measurements }) => measurements);
            expect(there).toContainEqual(one.staged.measurements);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('as many writers as images: all land, each in one version of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 8 }), async (scheduler, count) => {
        const bucket = new MemoryBucket();
        const gate = (label: string) => scheduler.schedule(Promise.resolve(), label);
        const store = bucket.connect({ gate });
        const work = Array.from({ length: count }, (_, i) => {
          const operation = approveOp(stagedRelease(`r${i}`, String(i)));
          const request = { operation, now: NOW, expiresInMs: LIFE_MS };
          const sleep = async () => void (await gate('sleep'));
          return updateAllowList(ports(bucket, { store, sleep }), request);
        });
        const outcomes = await scheduler.waitFor(Promise.all(work));
        expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
        const chain = await chainOf(bucket);
        expect(chain).toHaveLength(count);
        expect(chain.at(-1)?.releases).toHaveLength(count);
      }),
      { numRuns: 15 },
    );
  });
});
