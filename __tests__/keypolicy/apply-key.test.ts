import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../src/base/instant.js';
import { LEASE_MARGIN_MS, LEASE_MS } from '../../src/keypolicy/key-policy-limits.js';
import { parseLease } from '../../src/keypolicy/lease-record.js';
import { approveOp, retireOp, revokeOp, stagedRelease } from '../allowlist/sample-list.js';
import { ADMIN, KEY, policy, projection, World } from './world.js';

const LEASE = 'leases/111122223333-us-east-1-one.json';
const approve = (id: string) => approveOp(stagedRelease(id, id));
const start = (...ids: readonly string[]) => [projection(), ...ids.map(approve)];
const lease = (world: World) => {
  const object = world.bucket.objects.get(LEASE);
  if (object === undefined) throw new Error('no lease');
  return parseLease(object.bytes, LEASE);
};
/** Ends the run at a request, as a kill does: nothing after it happens. */
class Killed extends Error {}
const killAt = (wanted: string, count = 1) => {
  let left = count;
  let dead = false;
  return async (label: string) => {
    if (dead || (label === wanted && --left === 0)) {
      dead = true;
      throw new Killed(label);
    }
  };
};

describe('one key follows the list', () => {
  test('the first time puts what is wanted, beside what is not ours', async () => {
    const world = new World(start('a', 'b'));
    const result = await world.apply();
    expect(world.isConverged()).toBe(true);
    expect(world.policyOf(KEY).Statement[0]).toMatchObject({ Sid: 'Admin' });
    expect(result).toMatchObject({ readBack: 'stable', foreignWrite: false, isGone: false });
    expect(result.written).toHaveLength(1);
    expect(world.kms.puts).toHaveLength(1);
  });

  test('the second time puts nothing, whatever order KMS shows', async () => {
    const world = new World(start('a'));
    await world.apply();
    const result = await world.apply();
    expect(result).toMatchObject({ readBack: 'nothing-put', written: [], backups: [] });
    expect(world.kms.puts).toHaveLength(1);
  });

  test('the old document is kept before it is replaced, byte for byte', async () => {
    const before = JSON.stringify(policy(), null, 2);
    const world = new World(start('a'));
    world.kms.addKey(KEY, { policy: before });
    world.kms.rewrites = false;
    const { backups, plan } = await world.apply();
    expect(backups).toEqual([
      `policies/111122223333/us-east-1/one/${plan.computedFrom.policySha256}.json`,
    ]);
    const kept = world.bucket.objects.get(backups[0] ?? '');
    expect(new TextDecoder().decode(kept?.bytes)).toBe(before);
    const requests = world.bucket.requests.filter((name) => name.startsWith('put'));
    expect(requests[1]).toBe(`put ${backups[0]}`);
  });

  test('retire and revoke take their statements back', async () => {
    const world = new World(start('a', 'b', 'c'));
    await world.apply();
    world.change(retireOp('a', HOUR_MS), revokeOp('b'));
    await world.apply();
    expect(world.isConverged()).toBe(true);
    world.now += HOUR_MS;
    await world.apply();
    expect(world.isConverged()).toBe(true);
    expect(world.kms.puts).toHaveLength(3);
  });

  test('a key that left the projection loses our statements, and then says so', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change({ ...projection({ key: 'arn:aws:kms:us-east-1:111122223333:key/two' }) });
    const result = await world.apply();
    expect(result.isGone).toBe(true);
    expect(world.sidsOf(KEY)).toEqual(['Admin', 'PcrAllowlistDenyDebug']);
    expect((await world.apply()).isGone).toBe(true);
    expect(world.kms.puts).toHaveLength(2);
  });

  test('late reads are waited for', async () => {
    const world = new World(start('a'));
    world.kms.lateReads = 6;
    expect(await world.apply()).toMatchObject({ readBack: 'stable', foreignWrite: false });
    expect(world.kms.puts).toHaveLength(1);
  });

  test('a policy that is never seen is no success', async () => {
    const world = new World(start('a'));
    world.kms.lateReads = 1_000_000;
    await expect(world.apply()).toRejectWithCode('key-unavailable');
    expect(lease(world)).toMatchObject({ released: true, lastPut: { confirmed: false } });
  });
});

describe('late reads and what came before', () => {
  test('a revocation is put although reads still show the policy from before the release', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change(approve('b'));
    await world.apply();
    // Reads go back to the document without b, which is what the list wants now.
    const key = world.kms.keys.get(KEY);
    if (key) key.staleReads = 1_000_000;
    world.change(revokeOp('b'));
    const apply = world.apply();
    await expect(apply).resolves.toMatchObject({ readBack: 'stable' });
    expect(world.isConverged()).toBe(true);
  });

  test('after a kill behind the put, the next run does not trust a read from before it', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change(approve('b'));
    world.kms.lateReads = 1_000_000;
    await expect(world.apply({ gate: killAt('answer to kms put') })).rejects.toThrow();
    expect(world.kms.puts).toHaveLength(2);
    world.change(revokeOp('b'));
    world.kms.lateReads = 0;
    await world.apply();
    expect(world.isConverged()).toBe(true);
    expect(world.kms.puts).toHaveLength(3);
  });

  test('nor does the one after, where the next run died before it could put', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change(approve('b'));
    world.kms.lateReads = 1_000_000;
    const first = killAt('answer to kms put');
    await expect(world.apply({ gate: first, store: { gate: first } })).rejects.toThrow();
    world.change(revokeOp('b'));
    const second = killAt('kms put');
    await expect(world.apply({ gate: second, store: { gate: second } })).rejects.toThrow();
    expect(world.isConverged()).toBe(false);
    world.kms.lateReads = 0;
    await world.apply();
    expect(world.isConverged()).toBe(true);
  });

  test('a put that nobody answered is not taken for done by a read that showed the same before', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change(approve('b'));
    world.kms.lateReads = 1_000_000;
    await expect(world.apply({ gate: killAt('answer to kms put') })).rejects.toThrow();
    world.change(revokeOp('b'));
    let unsent = 0;
    // For as long as one round asks again.
    const fault = (operation: string) =>
      operation === 'put' && ++unsent < 25 ? ('unsent' as const) : ('none' as const);
    world.kms.lateReads = 0;
    await world.apply({ fault });
    expect(unsent).toBe(25);
    expect(world.isConverged()).toBe(true);
  });

  test('a foreign write that reads show in place of ours does not end it', async () => {
    const world = new World(start('a'));
    await world.apply();
    world.change(approve('b'));
    let round = 0;
    const result = await world.apply({
      onEvent: ({ what }) => {
        // Written just before our put, which replaces it; reads show it for long, and meanwhile the list moves.
        if (what === 'putting' && ++round === 1) world.meddle();
        const key = world.kms.keys.get(KEY);
        if (what === 'reading-back' && round === 1 && key) key.staleReads = 6;
        if (what === 'foreign-write' && round === 1) world.change(revokeOp('b'));
      },
    });
    expect(result).toMatchObject({ foreignWrite: true, readBack: 'stable' });
    expect(world.isConverged()).toBe(true);
    expect(world.sidsOf(KEY)).toContain('Added1');
  });

  test('a killed run’s lease is taken over after its end, not before', async () => {
    const world = new World(start('a'));
    const gate = killAt('answer to kms put');
    await expect(world.apply({ gate, store: { gate } })).rejects.toThrow();
    expect(lease(world).released).toBe(false);
    await expect(world.apply({ waitMs: MINUTE_MS })).toRejectWithCode('conflict');
    await world.apply({ waitMs: LEASE_MS });
    expect(world.isConverged()).toBe(true);
  });
});

describe('what moves in the course of it', () => {
  test('a list that moves before the put is planned again', async () => {
    const world = new World(start('a'));
    let moved = false;
    const result = await world.apply({
      onEvent: ({ what }) => {
        if (what === 'planned' && !moved) {
          moved = true;
          world.change(approve('b'));
        }
      },
    });
    expect(world.kms.puts).toHaveLength(1);
    expect(result.list).toEqual(world.list.id);
    expect(world.isConverged()).toBe(true);
  });

  test('a list that moves during the put goes round once more', async () => {
    const world = new World(start('a', 'b'));
    let moved = false;
    const result = await world.apply({
      onEvent: ({ what }) => {
        if (what === 'putting' && !moved) {
          moved = true;
          world.change(revokeOp('b'));
        }
      },
    });
    expect(result.written).toHaveLength(2);
    expect(world.isConverged()).toBe(true);
  });

  test('what somebody else writes between the plan and the put is kept', async () => {
    const world = new World(start('a'));
    const added = { ...ADMIN, Sid: 'Added', Action: 'kms:ScheduleKeyDeletion' };
    let wrote = false;
    await world.apply({
      onEvent: ({ what }) => {
        if (what === 'planned' && !wrote) {
          wrote = true;
          world.overwrite(KEY, policy(added));
        }
      },
    });
    expect(world.sidsOf(KEY)).toContain('Added');
    expect(world.isConverged()).toBe(true);
  });

  test('what somebody else writes after the put is reported, and ours comes back', async () => {
    const world = new World(start('a'));
    const added = { ...ADMIN, Sid: 'Added', Action: 'kms:ScheduleKeyDeletion' };
    let wrote = false;
    const result = await world.apply({
      onEvent: ({ what }) => {
        if (what === 'reading-back' && !wrote) {
          wrote = true;
          world.overwrite(KEY, policy(added));
        }
      },
    });
    expect(result.foreignWrite).toBe(true);
    expect(world.sidsOf(KEY)).toContain('Added');
    expect(world.isConverged()).toBe(true);
  });

  test('a list that moves in every round is a conflict', async () => {
    const world = new World(start('a'));
    let count = 0;
    const apply = world.apply({
      onEvent: ({ what }) => {
        if (what === 'planned') world.change(approve(`n${++count}`));
      },
    });
    await expect(apply).toRejectWithCode('conflict');
    expect(world.kms.puts).toEqual([]);
    expect(lease(world)).toMatchObject({ released: true, lastPut: null });
  });

  test('nothing is put so shortly before the lease ends', async () => {
    const world = new World(start('a'));
    const sent: number[] = [];
    let isSlow = true;
    await world.apply({
      store: {
        gate: async (label) => {
          // The list is read last before the put; once this takes nearly as long as the lease lasts.
          if (label !== 'read list' || !isSlow || world.bucket.objects.size < 2) return;
          isSlow = false;
          world.now += LEASE_MS - LEASE_MARGIN_MS;
        },
      },
      onEvent: ({ what }) => {
        if (what === 'putting') sent.push(lease(world).expiresAt - world.now);
      },
    });
    expect(isSlow).toBe(false);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toBeGreaterThan(LEASE_MARGIN_MS);
    expect(world.isConverged()).toBe(true);
  });

  test('whoever lost the lease puts nothing', async () => {
    const world = new World(start('a'));
    const apply = world.apply({
      onEvent: ({ what }) => {
        if (what !== 'planned') return;
        const { bytes } = world.bucket.objects.get(LEASE) ?? { bytes: new Uint8Array() };
        world.bucket.overwrite(LEASE, bytes);
      },
    });
    await expect(apply).toRejectWithCode('conflict');
    expect(world.kms.puts).toEqual([]);
  });
});

describe('what KMS answers', () => {
  test('throttling is asked again', async () => {
    const world = new World(start('a'));
    let count = 0;
    await world.apply({ fault: () => (++count % 2 === 1 ? 'throttled' : 'none') });
    expect(world.isConverged()).toBe(true);
  });

  test('a put whose answer is lost is put again, and once is enough', async () => {
    const world = new World(start('a'));
    let lost = false;
    const result = await world.apply({
      fault: (operation) => {
        if (operation !== 'put' || lost) return 'none';
        lost = true;
        return 'lost';
      },
    });
    expect(result.readBack).toBe('stable');
    expect(world.isConverged()).toBe(true);
  });

  test('a permission that is missing is named, and the next run does not wait for what was not put', async () => {
    const world = new World(start('a'));
    const refused = world.apply({
      fault: (operation) =>
        operation === 'put' ? { name: 'AccessDeniedException', status: 400 } : 'none',
    });
    await expect(refused).rejects.toMatchObject({
      code: 'key-unavailable',
      hint: expect.stringContaining('kms:PutKeyPolicy'),
    });
    const at = world.now;
    await world.apply();
    expect(world.now - at).toBeLessThan(MINUTE_MS);
    expect(world.isConverged()).toBe(true);
  });

  test('KMS’s own refusals have codes of their own', async () => {
    const locked = new World(start('a'), { Version: '2012-10-17', Statement: [] });
    await expect(locked.apply()).toRejectWithCode('policy-lock-out');
    const orphan = new World(start('a'));
    orphan.kms.missingPrincipals.add('arn:aws:iam::111122223333:role/kms-admin');
    await expect(orphan.apply()).toRejectWithCode('policy-unsafe');
  });

  test('grants that cannot be listed hold back what widens, not a revocation', async () => {
    const world = new World(start('a', 'b'));
    await world.apply();
    world.change(approve('c'), revokeOp('b'));
    const result = await world.apply({
      fault: (operation) =>
        operation === 'grants' ? { name: 'AccessDeniedException', status: 400 } : 'none',
    });
    expect(result.plan.refusals.map(({ code }) => code)).toEqual(['key-unavailable']);
    expect(result.plan.withheld.map(({ releases }) => releases)).toContainEqual(['c']);
    const sids = world.sidsOf(KEY).filter((sid) => /[0-9a-f]{28}$/.test(sid ?? ''));
    expect(sids).toHaveLength(1);
  });
});
