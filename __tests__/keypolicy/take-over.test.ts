import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { AdapterError } from '../../src/base/errors.js';
import { LATE_PUT_MAX_MS, LEASE_MARGIN_MS } from '../../src/keypolicy/key-policy-limits.js';
import { encodeLease, parseLease } from '../../src/keypolicy/lease-record.js';
import { approveOp, revokeOp, stagedRelease } from '../allowlist/sample-list.js';
import { type Hands, KEY, projection, World } from './world.js';

const LEASE = 'leases/111122223333-us-east-1-one.json';
const WATCH_MS = LEASE_MARGIN_MS + LATE_PUT_MAX_MS;
const approve = (id: string) => approveOp(stagedRelease(id, id));
const record = (world: World) =>
  parseLease(world.bucket.objects.get(LEASE)?.bytes ?? new Uint8Array(), LEASE);

/** A run that publishes b and hangs in its put, which `arrive` lets through; then b is revoked. */
async function hangingPut(hands: Hands = {}) {
  const world = new World([projection(), approve('a')]);
  await world.apply();
  world.change(approve('b'));
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let hang = (): void => {};
  const hangs = new Promise<void>((resolve) => {
    hang = resolve;
  });
  const gate = async (label: string) => {
    if (label !== 'kms put') return;
    hang();
    await arrived;
  };
  const first = world.apply({ ...hands, gate }).catch((error: unknown) => error);
  await hangs;
  world.change(revokeOp('b'));
  return { world, first, arrive };
}

describe('a lease that was taken over', () => {
  test('a put of its owner that comes late is seen and undone', async () => {
    const { world, first, arrive } = await hangingPut();
    const startedAt = world.now;
    let came = false;
    const result = await world.apply({
      takeOverAfterMs: 0,
      onSleep: async () => {
        if (came || record(world).watchUntil === undefined || world.admits('b')) return;
        if (world.now < startedAt + LEASE_MARGIN_MS) return;
        came = true;
        arrive();
        while (!world.admits('b')) await new Promise(setImmediate);
      },
    });
    expect(came).toBe(true);
    expect(result).toMatchObject({ readBack: 'stable' });
    expect([world.isConverged(), world.admits('b')]).toEqual([true, false]);
    expect(world.now).toBeGreaterThanOrEqual(startedAt + WATCH_MS);
    await first;
    expect([world.isConverged(), world.admits('b')]).toEqual([true, false]);
  });

  test('no answer but exit 6 is given before the watch is over, and the next run watches on', async () => {
    const { world, first, arrive } = await hangingPut();
    const startedAt = world.now;
    const stopped: Hands['heedStop'] = (watch) => watch(() => true);
    const taken = world.apply({ takeOverAfterMs: 0, heedStop: stopped });
    await expect(taken).toRejectWithCode('key-unavailable');
    expect(record(world)).toMatchObject({ released: true, watchUntil: startedAt + WATCH_MS });
    await expect(world.apply({ heedStop: stopped })).toRejectWithCode('key-unavailable');
    arrive();
    await first;
    await world.apply({ heedStop: stopped }).catch(() => {});
    await world.apply();
    expect(world.now).toBeGreaterThanOrEqual(startedAt + WATCH_MS);
    expect([world.isConverged(), world.admits('b')]).toEqual([true, false]);
  });

  test('a read that fails in the watch leaves the answer open', async () => {
    const { world, first, arrive } = await hangingPut();
    let watching = false;
    const taken = world.apply({
      takeOverAfterMs: 0,
      onEvent: ({ what }) => {
        watching ||= what === 'watching';
      },
      gate: async (label) => {
        if (watching && label === 'kms get') throw new AdapterError('key-unavailable', 'no answer');
      },
    });
    await expect(taken).toRejectWithCode('key-unavailable');
    arrive();
    await first;
  });

  test('its owner notices before it puts', async () => {
    const world = new World([projection(), approve('a')]);
    await world.apply();
    world.change(approve('b'));
    const gate = async (label: string) => {
      // The lease remembers the put by now: nothing but the last look is left.
      if (label !== 'answer to read list' || record(world).lastPut?.confirmed !== false) return;
      world.bucket.overwrite(LEASE, encodeLease({ ...record(world), owner: 'another' }));
    };
    await expect(world.apply({ store: { gate } })).toRejectWithCode('conflict');
    expect(world.kms.puts).toHaveLength(1);
  });
});

describe('the lease of a process of this machine that was killed', () => {
  const processes = (own: string) => ({ own, isDead: (text: string) => text === 'dead' });
  class Killed extends Error {}
  const killAt = (wanted: string) => {
    let dead = false;
    return async (label: string) => {
      dead ||= label === wanted;
      if (dead) throw new Killed(label);
    };
  };

  test.each([
    ['before its put', 'kms put', true],
    ['behind its put', 'answer to kms put', true],
    ['before it planned', 'kms get', false],
  ])(
    '%s: the next run goes on at once, and watches where a put may come',
    async (_, label, watched) => {
      const world = new World([projection(), approve('a')]);
      await world.apply();
      world.change(approve('b'));
      const gate = killAt(label);
      const killed = world.apply({ gate, store: { gate }, processes: processes('dead') });
      await expect(killed).rejects.toThrow();
      expect(record(world)).toMatchObject({ holder: 'dead', released: false });
      world.change(revokeOp('b'));
      const startedAt = world.now;
      await world.apply({ processes: processes('alive'), waitMs: 0 });
      expect(world.isConverged()).toBe(true);
      expect(world.now >= startedAt + WATCH_MS).toBe(watched);
    },
  );
});

describe('a lease that says nothing', () => {
  test('ours is put even where reads show that nothing is to be done', async () => {
    const world = new World([projection(), approve('a')]);
    await world.apply();
    world.bucket.overwrite(LEASE, encodeUtf8('junk'));
    await world.apply();
    expect(world.kms.puts).toHaveLength(2);
    expect(world.isConverged(KEY)).toBe(true);
  });
});
