import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Operation } from '../../src/allowlist/transition.js';
import { MINUTE_MS } from '../../src/base/instant.js';
import { approveOp, next, revokeOp, stagedRelease } from '../allowlist/sample-list.js';
import { clientError } from '../doubles/client-error.js';
import type { KmsFault } from '../doubles/kms-calls.js';
import { ADMIN, type Hands, KEY, projection, World } from './world.js';

/** A request that took longer never arrives: the client gives up on it. */
const REQUEST_MAX_MS = 15_000;

const image = fc.constantFrom('0', '1', '2');
const operation: fc.Arbitrary<(now: number) => Operation> = fc.oneof(
  image.map((i) => () => approveOp(stagedRelease(`r${i}`, i))),
  image.map((i) => (stagedAt: number) => {
    return approveOp(stagedRelease(`r${i}`, i, { again: true, stagedAt }));
  }),
  { weight: 2, arbitrary: image.map((i) => () => revokeOp(`r${i}`, true)) },
);

interface Run {
  /** For how many turns of everybody it is not there yet. */
  readonly comesAfter: number;
  readonly make: (now: number) => Operation;
  /** The request at which the process dies, by number or by name; past all of them it lives. */
  readonly dies: number | string;
  /** What goes wrong with its first requests to KMS. */
  readonly faults: readonly KmsFault[];
  /** Somebody who knows no lease writes to the policy before this request. */
  readonly meets: number;
  /** The request before which it sleeps for longer than its lease lasts. */
  readonly stalls: number | string;
}
/** One of the requests of a run, or none. */
const sometimes = fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 30 }));
const run: fc.Arbitrary<Run> = fc.record({
  comesAfter: fc.integer({ min: 0, max: 60 }),
  make: operation,
  dies: fc.oneof(sometimes, fc.constantFrom('answer to kms put', 'kms put')),
  stalls: fc.oneof(sometimes, fc.constant('answer to read list')),
  meets: sometimes,
  faults: fc.array(fc.constantFrom<KmsFault>('none', 'none', 'lost', 'unsent', 'throttled'), {
    maxLength: 8,
  }),
});

class Killed extends Error {}

/** The hands of one process: every request goes by the scheduler, and ends with it. */
function hands(
  world: World,
  { dies, stalls, meets, faults }: Run,
  step: (label: string) => Promise<unknown>,
): Hands {
  let requests = 0;
  let isDead = false;
  const gate = async (label: string) => {
    const at = world.now;
    await step(label);
    requests++;
    if (requests === meets) world.meddle();
    // Nothing is left of a process that died.
    isDead ||= typeof dies === 'number' ? requests >= dies : label === dies;
    if (isDead) throw new Killed(label);
    // A put has a deadline of its own, which the stall of another process cannot stretch.
    if (label === 'kms put' && world.now - at > REQUEST_MAX_MS) throw clientError('TimeoutError');
    if (stalls === (typeof stalls === 'number' ? requests : label) && label !== 'kms put') {
      world.now += 10 * MINUTE_MS;
    }
  };
  const left = [...faults];
  const fault = () => left.shift() ?? 'none';
  return { gate, fault, store: { gate }, onSleep: () => step('sleep') };
}

describe('interleaved reconcilers', () => {
  test('a success is never told over another policy, and whoever comes last converges', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(run, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 12 }),
        async (scheduler, runs, lateReads) => {
          const world = new World([projection(), approveOp(stagedRelease('r0', '0'))]);
          // What stands there is what the list may want again: late reads can show it.
          await world.apply();
          world.kms.lateReads = lateReads;
          const step = (label: string) => scheduler.schedule(Promise.resolve(), label);
          const lies: string[] = [];
          const versions = new Map([[world.list.id.version, world.list]]);
          const work = runs.map(async (one) => {
            for (let turn = 0; turn <= one.comesAfter; turn++) await step('comes');
            try {
              world.list = next(world.list, one.make(world.now), world.now);
              versions.set(world.list.id.version, world.list);
            } catch {
              // The operation changes nothing on this list: it reconciles all the same.
            }
            const started = world.list.id.version;
            let followed = 0;
            try {
              const result = await world.apply({
                ...hands(world, one, step),
                onEvent: ({ what }) => {
                  // Still under the lease: what is in force is what some version of the list wants.
                  if (what !== 'done') return;
                  const wanted = [...versions.values()].filter((list) => world.follows(list));
                  followed = Math.max(0, ...wanted.map(({ id }) => id.version));
                },
              });
              // What a refusal holds back is told, and no success.
              const isWhole = result.plan.refusals.length === 0;
              if (isWhole && followed < started) lies.push(`${started} over ${followed}`);
              expect(result.readBack).toMatch(/stable|nothing-put/);
            } catch (error) {
              const { code } = error as { code?: string };
              if (error instanceof Killed) return;
              expect(['conflict', 'key-unavailable']).toContain(code);
            }
          });
          await scheduler.waitFor(Promise.all(work));
          expect(lies).toEqual([]);
          const last = await world.apply();
          expect(last.list).toEqual(world.list.id);
          expect(world.isConverged()).toBe(true);
          const puts = world.kms.puts.length;
          expect((await world.apply()).readBack).toBe('nothing-put');
          expect(world.kms.puts).toHaveLength(puts);
          expect(world.sidsOf(KEY)).toContain(ADMIN.Sid);
          expect(new Set(world.sidsOf(KEY)).size).toBe(world.sidsOf(KEY).length);
        },
      ),
      { numRuns: 70 },
    );
  });

  test('a revoked tuple is never behind a reported success, although its publisher died', async () => {
    const race = fc.record({
      publisher: run.map((one) => ({ ...one, dies: 'answer to kms put' })),
      revoker: run,
      reconciler: run,
      lateReads: fc.integer({ min: 0, max: 40 }),
    });
    let successes = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), race, async (scheduler, { lateReads, ...runs }) => {
        const world = new World([projection(), approveOp(stagedRelease('r0', '0'))]);
        await world.apply();
        world.kms.lateReads = lateReads;
        const step = (label: string) => scheduler.schedule(Promise.resolve(), label);
        const reconcile = async (one: Run, isAfter: boolean) => {
          let isAdmitted = false;
          try {
            const { plan } = await world.apply({
              ...hands(world, one, step),
              onEvent: ({ what }) => {
                if (what === 'done') isAdmitted = world.admits('1');
              },
            });
            if (!isAfter || plan.refusals.length > 0) return;
            successes++;
            expect(isAdmitted).toBe(false);
          } catch (error) {
            if ((error as { code?: string }).code === undefined && !(error instanceof Killed)) {
              throw error;
            }
          }
        };
        world.change(approveOp(stagedRelease('r1', '1')));
        const publishing = reconcile(runs.publisher, false);
        const revoking = (async () => {
          for (let turn = 0; turn <= runs.revoker.comesAfter; turn++) await step('comes');
          world.change(revokeOp('r1'));
          await Promise.all([reconcile(runs.revoker, true), reconcile(runs.reconciler, true)]);
        })();
        await scheduler.waitFor(Promise.all([publishing, revoking]));
        await world.apply();
        expect(world.isConverged()).toBe(true);
      }),
      { numRuns: 70 },
    );
    expect(successes).toBeGreaterThan(20);
  });
});
