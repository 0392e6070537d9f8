import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Release } from '../../src/allowlist/allow-list.js';
import { HOUR_MS } from '../../src/base/instant.js';
import { type KeyPlan, planKey } from '../../src/keypolicy/plan-key.js';
import { followedByKey } from '../../src/keypolicy/running-releases.js';
import {
  approveOp,
  grown,
  NOW,
  next,
  pcr,
  ROLE,
  retireOp,
  stagedProjection,
  stagedRelease,
} from '../allowlist/sample-list.js';
import { EVERYTHING_FINE, KEY, policy, projection } from './world.js';

type Current = ReturnType<typeof grown>;

const approve = (id: string) => approveOp(stagedRelease(id, id));
const EMPTY = JSON.stringify(policy());

/** The plan for a list of which some releases, by id, lack approvals. */
function plan({ list, id }: Current, before: string, lacking: readonly string[] = []): KeyPlan {
  const key = list.projection.keys.find((one) => one.key === KEY);
  if (key === undefined) throw new Error('the list has no such key');
  const lacks = (release: Release) => lacking.includes(release.id);
  const followed = followedByKey(
    {
      id,
      list: { ...list, releases: list.releases.filter((release) => !lacks(release)) },
      unapproved: list.releases.filter(lacks),
    },
    before,
    key,
    NOW,
  );
  return planKey({
    ...followed,
    key,
    policy: before,
    rules: { adopt: [], accept: [] },
    assess: () => EVERYTHING_FINE,
    unknown: [],
    now: NOW,
  });
}

/** The text of the Allows of ours. */
const allows = (text: string): string =>
  JSON.stringify(
    JSON.parse(text).Statement.filter(
      ({ Sid, Effect }: { Sid?: string; Effect: string }) =>
        Effect === 'Allow' && Sid?.startsWith('PcrAllowlist'),
    ),
  );

describe('a release without approvals', () => {
  const both = grown(projection(), approve('a'), approve('b'));

  test('comes into no key policy, and stops no other release', () => {
    const { policy: after, refusals } = plan(both, EMPTY, ['b']);
    expect(refusals).toEqual([]);
    expect(allows(after)).toContain(pcr('a 0'));
    expect(after).not.toContain(pcr('b 0'));
  });

  test('keeps what the key policy gives it already', () => {
    const before = plan(both, EMPTY).policy;
    expect(plan(both, before, ['b'])).toMatchObject({ isNothing: true, policy: before });
    expect(plan(both, before, ['a', 'b'])).toMatchObject({ isNothing: true, policy: before });
  });

  test('gets nothing more: no other role', () => {
    const before = plan(both, EMPTY).policy;
    const arn = 'arn:aws:iam::111122223333:role/second';
    const staged = stagedProjection(['one']);
    const instanceRoles = [ROLE, { arn, PCR3: pcr('second') }];
    const more = next(both, {
      kind: 'project',
      staged: { ...staged, projection: { ...staged.projection, instanceRoles } },
      evidence: 'not-required',
    });
    const after = allows(plan(more, before, ['b']).policy);
    const ofArn = JSON.parse(after).filter(
      ({ Principal }: { Principal: { AWS: string } }) => Principal.AWS === arn,
    );
    expect(ofArn).toHaveLength(1);
    expect(JSON.stringify(ofArn)).toContain(pcr('a 0'));
    expect(after).toContain(pcr('b 0'));
  });

  test('is narrowed as any other: it gets its date', () => {
    const before = plan(both, EMPTY).policy;
    const ends = next(both, retireOp('b', HOUR_MS));
    const { policy: after, isWidening } = plan(ends, before, ['b']);
    expect(isWidening).toBe(false);
    expect(allows(after)).toContain('DateLessThan');
    expect(allows(after)).toContain(pcr('b 0'));
  });

  test('that left the policy does not come back', () => {
    const alone = plan(grown(projection(), approve('a')), EMPTY).policy;
    expect(plan(both, alone, ['b'])).toMatchObject({ isNothing: true, policy: alone });
  });

  test('any of them, over any policy: nothing is in after that was neither in before nor approved', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const some = fc.subarray(ids);
    fc.assert(
      fc.property(some, some, some, (ran, listed, lacking) => {
        const before = plan(grown(projection(), ...ran.map(approve)), EMPTY).policy;
        const now = grown(projection(), ...listed.map(approve));
        const after = allows(plan(now, before, lacking).policy);
        const isIn = ids.filter((id) => after.includes(pcr(`${id} 0`)));
        const expected = ids.filter(
          (id) => listed.includes(id) && (ran.includes(id) || !lacking.includes(id)),
        );
        expect(isIn).toEqual(expected);
      }),
    );
  });
});
