import { describe, expect, test } from '@jest/globals';
import { MINUTE_MS } from '../../src/base/instant.js';
import { applyKeys, type KeyEnd } from '../../src/keypolicy/apply-keys.js';
import { approveOp, revokeOp, stagedProjection, stagedRelease } from '../allowlist/sample-list.js';
import { Sleepers } from '../fakes/sleepers.js';
import { type Hands, policy, projection, World } from './world.js';

const arn = (name: string, region = 'us-east-1') =>
  `arn:aws:kms:${region}:111122223333:key/${name}`;
const REQUEST = { owner: 'one', run: 'run', waitMs: MINUTE_MS, settleMs: 0 };

function several(keys: readonly string[]): World {
  const staged = stagedProjection(['one']);
  const [first] = staged.projection.keys;
  if (first === undefined) throw new Error('no key');
  const all = keys.map((key) => ({ ...first, key }));
  const world = new World([
    {
      kind: 'project',
      evidence: 'not-required',
      staged: { ...staged, projection: { ...staged.projection, keys: all } },
    },
    approveOp(stagedRelease('a', 'a')),
    approveOp(stagedRelease('b', 'b')),
  ]);
  for (const key of keys) world.addKey(key, policy());
  return world;
}

const run = (world: World, keys: readonly string[], hands: Hands = {}, settleMs = 0) =>
  applyKeys(
    world.ports(hands),
    keys.map((key) => world.target(hands, key)),
    { ...REQUEST, settleMs },
  );
const kinds = (ends: readonly KeyEnd[]) =>
  ends.map((end) =>
    'result' in end ? end.result.readBack : (end.error as { code?: string }).code,
  );

describe('several keys', () => {
  test('follow the list side by side, and ends come in the order of the keys', async () => {
    const keys = [arn('one'), arn('two', 'eu-west-1'), arn('three')];
    const world = several(keys);
    const ends = await run(world, keys);
    expect(kinds(ends)).toEqual(['stable', 'stable', 'stable']);
    expect(ends.map(({ key }) => key)).toEqual(keys);
    for (const key of keys) expect(world.isConverged(key)).toBe(true);
    expect(kinds(await run(world, keys))).toEqual(Array(3).fill('nothing-put'));
  });

  test('one that cannot be reached stops no other', async () => {
    const keys = [arn('one'), arn('gone'), arn('three')];
    const world = several(keys);
    world.kms.keys.delete(arn('gone'));
    expect(kinds(await run(world, keys))).toEqual(['stable', 'key-unavailable', 'stable']);
  });

  test('of one account and region are put no faster than KMS takes', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => arn(`key-${i}`));
    const world = several(keys);
    const at: number[] = [];
    const sleepers = new Sleepers();
    await run(world, keys, {
      onSleep: (durationMs) => sleepers.sleep(world.now + durationMs),
      onEvent: ({ what }) => {
        if (what === 'putting') at.push(world.now);
      },
    });
    expect(at).toHaveLength(40);
    for (const [i, instant] of at.entries()) {
      const after = at[i + 15];
      if (after !== undefined) expect(after - instant).toBeGreaterThanOrEqual(1000);
    }
    expect(keys.every((key) => world.isConverged(key))).toBe(true);
  });

  test('are none', async () => {
    expect(await run(several([]), [])).toEqual([]);
  });
});

describe('the time to settle', () => {
  const keys = [arn('one')];

  test('begins after the lease is given back, and what stays counts as settled', async () => {
    const world = several(keys);
    const at = world.now;
    expect(await run(world, keys, {}, 10 * MINUTE_MS)).toMatchObject([{ settled: 'settled' }]);
    expect(world.now - at).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(await run(world, keys, {}, MINUTE_MS)).toMatchObject([{ settled: 'not-awaited' }]);
    world.change(revokeOp('b'));
    expect(await run(world, keys)).toMatchObject([{ settled: 'not-awaited' }]);
  });

  test('says where another policy came, or nobody answers', async () => {
    const moved = several(keys);
    let isDone = false;
    const hands: Hands = {
      onEvent: ({ what }) => {
        isDone ||= what === 'done';
      },
      onSleep: async () => {
        if (isDone) moved.overwrite(arn('one'), policy());
      },
    };
    expect(await run(moved, keys, hands, MINUTE_MS)).toMatchObject([{ settled: 'moved' }]);
    const silent = several(keys);
    let ended = false;
    const deaf: Hands = {
      onEvent: ({ what }) => {
        ended ||= what === 'done';
      },
      fault: () => (ended ? { name: 'AccessDeniedException', status: 400 } : 'none'),
    };
    expect(await run(silent, keys, deaf, MINUTE_MS)).toMatchObject([{ settled: 'unknown' }]);
  });
});

test('a projection without the key is one that was left', async () => {
  const world = new World([projection(), approveOp(stagedRelease('a', 'a'))]);
  const key = arn('elsewhere');
  world.addKey(key, policy({ ...policy().Statement[0], Sid: 'PcrAllowlist0123456789abOld' }));
  const [end] = await run(world, [key]);
  expect(end).toMatchObject({ result: { isGone: true } });
  expect(world.sidsOf(key)).toEqual(['Admin']);
});
