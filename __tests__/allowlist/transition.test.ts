import { describe, expect, test } from '@jest/globals';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { LIST_MAX_RELEASES } from '../../src/allowlist/allow-list-limits.js';
import type { Operation } from '../../src/allowlist/transition.js';
import { transition } from '../../src/allowlist/transition.js';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import {
  approveOp,
  context,
  evidence,
  grown,
  grownAt,
  ids,
  key,
  keyApproval,
  LIFE_MS,
  LIST,
  NOW,
  next,
  pcr,
  release,
  retireOp,
  revokeOp,
  stagedProjection,
  stagedRelease,
  verdict,
} from './sample-list.js';

const A = stagedRelease('a', 'one');
const B = stagedRelease('b', 'two');
const AB = grown(approveOp(A), approveOp(B));

describe('every step', () => {
  test('no release is called projection', () => {
    expect(verdict(AB, approveOp(stagedRelease('projection', 'three')))).toBe('not-allowed');
  });

  test('version, times and the version before follow', () => {
    const [first, second] = [grown(approveOp(A)), AB];
    expect(first.list).toMatchObject({ version: 1, previous: null, issuedAt: NOW });
    expect(first.list.expiresAt).toBe(NOW + LIFE_MS);
    const after = next(first, approveOp(B), NOW + 5);
    expect(after.list).toMatchObject({ version: 2, previous: first.id, issuedAt: NOW + 5 });
    expect(ids(second)).toEqual(['a', 'b']);
  });

  test('releases are sorted by id', () => {
    expect(ids(grown(approveOp(B), approveOp(A)))).toEqual(['a', 'b']);
  });

  test('is never issued before the version before', () => {
    expect(next(AB, { kind: 'renew' }, NOW - 1000).list.issuedAt).toBe(NOW);
  });

  test('goes on from an expired list', () => {
    expect(verdict(AB, { kind: 'renew' }, NOW + 2 * LIFE_MS)).toBe('next');
  });

  test.each<[string, Operation]>([
    ['list', approveOp({ ...A, list: 'f'.repeat(32) })],
    ['enclave', approveOp({ ...A, enclave: 'other' })],
    [
      'projection',
      {
        kind: 'project',
        staged: { ...stagedProjection(['k']), list: 'f'.repeat(32) },
        evidence: 'not-required',
      },
    ],
  ])('refuses a record of another %s', (_name, operation) => {
    expect(verdict(undefined, operation)).toBe('wrong-list');
  });

  test('refuses a current list of another name', () => {
    const other = { ...AB, list: { ...AB.list, enclave: 'other' } };
    expect(verdict(other, { kind: 'renew' })).toBe('wrong-list');
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a life of %s', (life) => {
    const told = { ...context(), expiresInMs: life };
    expect(() => transition(AB, { kind: 'renew' }, told)).toThrowWithCode('usage');
  });

  test('refuses no instant', () => {
    expect(() => transition(AB, { kind: 'renew' }, context(Number.NaN))).toThrowWithCode('usage');
  });
});

describe('create, time and renew', () => {
  test('create starts an empty list, once', () => {
    const empty = grown({ kind: 'create' });
    expect(empty.list).toMatchObject({ list: LIST, version: 1, releases: [], removed: [] });
    expect(verdict(empty, { kind: 'create' })).toBe('unchanged');
  });

  test.each<Operation>([{ kind: 'time' }, { kind: 'renew' }, retireOp('a'), revokeOp('a')])(
    'without a list %j is refused',
    (operation) => {
      expect(verdict(undefined, operation)).toBe('not-allowed');
    },
  );

  test('renew changes only times', () => {
    const retiring = next(AB, retireOp('a'));
    const { list } = next(retiring, { kind: 'renew' }, NOW + 10 * DAY_MS);
    const { releases, removed, projection } = retiring.list;
    expect(list).toMatchObject({
      releases,
      removed,
      projection,
      expiresAt: NOW + 10 * DAY_MS + LIFE_MS,
    });
  });

  test('time removes what ended, at its end and not before', () => {
    const retiring = next(AB, retireOp('a', HOUR_MS));
    expect(verdict(retiring, { kind: 'time' }, NOW + HOUR_MS - 1)).toBe('unchanged');
    const after = next(retiring, { kind: 'time' }, NOW + HOUR_MS);
    expect(ids(after)).toEqual(['b']);
    expect(after.list.removed).toEqual([
      {
        why: 'retired',
        id: 'a',
        platform: 'nitro-enclave',
        PCR0: A.measurements.PCR0,
        when: NOW + HOUR_MS,
        staged: A.sha256,
        accepted: { first: NOW, last: NOW + LIFE_MS },
      },
    ]);
  });

  test('every other change removes what ended too', () => {
    const retiring = next(AB, retireOp('a', HOUR_MS));
    const after = next(retiring, approveOp(stagedRelease('c', 'three')), NOW + DAY_MS);
    expect(ids(after)).toEqual(['b', 'c']);
  });
});

describe('approve', () => {
  test('carries what was staged and the evidence', () => {
    const approval = keyApproval(A);
    const { list } = grown({ kind: 'approve', staged: A, evidence: evidence(approval) });
    const { id, platform, measurements, image, manifest, source } = A;
    expect(list.releases).toEqual([
      {
        state: 'active',
        ...{ id, platform, measurements, image, manifest, source },
        accepted: { first: NOW },
        staged: A.sha256,
        approvals: [{ ...approval, projection: undefined }],
        changes: [{ what: 'approved', version: 1, at: NOW }],
      },
    ]);
  });

  test('the same image again changes nothing, under its id and under another', () => {
    expect(verdict(AB, approveOp(A))).toBe('unchanged');
    expect(verdict(AB, approveOp(stagedRelease('a', 'one')))).toBe('unchanged');
    expect(verdict(AB, approveOp(stagedRelease('c', 'one')))).toBe('unchanged');
    expect(verdict(AB, approveOp(stagedRelease('a', 'one', { again: true })))).toBe('unchanged');
  });

  test('the same id with another image is refused, also once it is gone', () => {
    const other = stagedRelease('a', 'three', { stagedAt: NOW + DAY_MS });
    expect(verdict(AB, approveOp(other))).toBe('not-allowed');
    const resigned = stagedRelease('a', 'one', { signer: 'next' });
    expect(verdict(AB, approveOp(resigned))).toBe('not-allowed');
    const gone = grownAt(NOW + HOUR_MS, next(AB, retireOp('a', HOUR_MS)), { kind: 'time' });
    expect(verdict(gone, approveOp(other), NOW + DAY_MS)).toBe('not-allowed');
    expect(verdict(next(AB, revokeOp('a')), approveOp(other))).toBe('not-allowed');
  });

  test('the same image with another signature is another release', () => {
    expect(verdict(AB, approveOp(stagedRelease('c', 'one', { signer: 'next' })))).toBe('next');
  });

  test('a retiring image comes back only when asked for again, under its id, with a new record', () => {
    const retiring = grownAt(NOW + 1, AB, retireOp('a'));
    const back = (id: string, more: object) =>
      verdict(retiring, approveOp(stagedRelease(id, 'one', more)), NOW + 3);
    expect(back('a', { stagedAt: NOW + 2 })).toBe('unchanged');
    expect(back('c', { stagedAt: NOW + 2, again: true })).toBe('not-allowed');
    expect(back('a', { stagedAt: NOW, again: true })).toBe('approval-missing');
    const staged = stagedRelease('a', 'one', { stagedAt: NOW + 2, again: true });
    const after = next(retiring, approveOp(staged), NOW + 3);
    expect(release(after, 'a')).toMatchObject({ state: 'active', staged: staged.sha256 });
    expect(release(after, 'a')).not.toHaveProperty('retireAt');
    expect(release(after, 'a')?.changes.map(({ what }) => what)).toEqual([
      'approved',
      'retired',
      'approved-again',
    ]);
  });

  test('an image that ended by time comes back with a new record, not with an old one', () => {
    const gone = grownAt(NOW + HOUR_MS, next(AB, retireOp('a', HOUR_MS)), { kind: 'time' });
    const at = NOW + DAY_MS;
    expect(verdict(gone, approveOp(A), at)).toBe('approval-missing');
    expect(verdict(gone, approveOp(stagedRelease('c', 'one')), at)).toBe('approval-missing');
    const renewed = { ...A, stagedAt: NOW + 2 * HOUR_MS };
    expect(verdict(gone, approveOp(renewed), at)).toBe('approval-missing');
    const fresh = stagedRelease('a', 'one', { stagedAt: NOW + 2 * HOUR_MS });
    expect(ids(next(gone, approveOp(fresh), at))).toEqual(['a', 'b']);
  });

  test('a full list takes no more', () => {
    const [first] = AB.list.releases;
    if (first === undefined) throw new Error('a release');
    const releases = Array.from({ length: LIST_MAX_RELEASES }, (_, i) => {
      const measurements = { ...first.measurements, PCR0: pcr(String(i)) };
      return { ...first, id: `r${10000 + i}`, measurements };
    });
    const full = { ...AB, list: { ...AB.list, releases } };
    expect(verdict(full, approveOp(stagedRelease('z', 'new')))).toBe('list-too-large');
    expect(parseAllowListPayload(encodeAllowList(full.list))).toEqual(full.list);
  });

  describe('evidence', () => {
    const approved = (...approvals: readonly ReturnType<typeof keyApproval>[]): Operation => {
      return { kind: 'approve', staged: A, evidence: evidence(...approvals) };
    };
    const needs = (
      count: number,
      ...approvals: readonly ReturnType<typeof keyApproval>[]
    ): Operation => {
      const required = [{ source: 'key', count } as const];
      return { kind: 'approve', staged: A, evidence: { required, approvals } };
    };

    test.each<[string, Operation, string]>([
      ['none', approved(), 'approval-missing'],
      ['one', approved(keyApproval(A)), 'next'],
      ['one for another record', approved(keyApproval(B)), 'approval-missing'],
      ['one right and one wrong', approved(keyApproval(A), keyApproval(B)), 'approval-missing'],
      ['one older than the record', approved(keyApproval(A, 'alice', NOW - 1)), 'approval-missing'],
      ['one dated ahead', approved(keyApproval(A, 'alice', NOW + HOUR_MS)), 'approval-missing'],
      ['two of two keys', needs(2, keyApproval(A), keyApproval(A, 'bob')), 'next'],
      ['one key twice of two', needs(2, keyApproval(A), keyApproval(A)), 'approval-missing'],
      ['a count of zero', needs(0), 'approval-missing'],
      ['a count that is none', needs(Number.NaN, keyApproval(A)), 'approval-missing'],
      [
        'no source required',
        { kind: 'approve', staged: A, evidence: { required: [], approvals: [keyApproval(A)] } },
        'approval-missing',
      ],
      [
        'another source than required',
        {
          kind: 'approve',
          staged: A,
          evidence: {
            required: [
              { source: 'key', count: 1 },
              { source: 'github-environment', count: 1 },
            ],
            approvals: [keyApproval(A)],
          },
        },
        'approval-missing',
      ],
    ])('%s', (_name, operation, expected) => {
      expect(verdict(undefined, operation)).toBe(expected);
    });

    test('is refused from its expiry on', () => {
      expect(verdict(undefined, approved(keyApproval(A)), NOW + DAY_MS - 1)).toBe('next');
      expect(verdict(undefined, approved(keyApproval(A)), NOW + DAY_MS)).toBe('approval-missing');
    });
  });
});

describe('retire', () => {
  test('an active release goes on for a while', () => {
    const after = next(AB, retireOp('a'), NOW + 7);
    expect(release(after, 'a')).toMatchObject({
      state: 'retiring',
      retireAt: NOW + 7 + 72 * HOUR_MS,
    });
    expect(release(after, 'a')?.changes.at(-1)).toEqual({
      what: 'retired',
      version: 3,
      at: NOW + 7,
    });
  });

  test('a retiring one may end sooner, never later', () => {
    const retiring = next(AB, retireOp('a'));
    expect(verdict(retiring, retireOp('a'), NOW + 1)).toBe('unchanged');
    expect(release(next(retiring, retireOp('a', 0)), 'a')).toMatchObject({ retireAt: NOW });
  });

  test('one that is gone changes nothing, one that never was is refused', () => {
    expect(verdict(next(AB, revokeOp('a')), retireOp('a'))).toBe('unchanged');
    expect(verdict(AB, retireOp('z'))).toBe('not-allowed');
  });

  test.each([retireOp, revokeOp])('leaving no active release has to be asked for', (operation) => {
    const one = next(AB, retireOp('a'));
    expect(verdict(one, operation === retireOp ? retireOp('b') : revokeOp('b'))).toBe(
      'not-allowed',
    );
    const asked = operation === retireOp ? retireOp('b', 5, true) : revokeOp('b', true);
    expect(verdict(one, asked)).toBe('next');
  });

  test.each([-1, 0.5, Number.NaN, 1e15])('refuses a time of %s ms', (afterMs) => {
    expect(() => verdict(AB, retireOp('a', afterMs))).toThrowWithCode('usage');
  });
});

describe('revoke', () => {
  const by = (PCR0: string): Operation => {
    return { kind: 'revoke', which: { PCR0 }, reason: 'leaked', allowEmpty: false };
  };
  const tombstone = { why: 'revoked', id: 'a', PCR0: A.measurements.PCR0, staged: A.sha256 };

  test('an active release, by id and by PCR0, leaves a tombstone', () => {
    for (const operation of [revokeOp('a'), by(A.measurements.PCR0)]) {
      const after = next(AB, operation, NOW + 9);
      expect(ids(after)).toEqual(['b']);
      expect(after.list.removed).toEqual([
        expect.objectContaining({ ...tombstone, when: NOW + 9, reason: expect.any(String) }),
      ]);
    }
  });

  test('a retiring release, and one that ended by time', () => {
    const retiring = next(AB, retireOp('a', HOUR_MS));
    expect(next(retiring, revokeOp('a')).list.removed).toMatchObject([tombstone]);
    const gone = next(retiring, { kind: 'time' }, NOW + HOUR_MS);
    expect(next(gone, revokeOp('a'), NOW + DAY_MS).list.removed).toMatchObject([tombstone]);
    expect(next(retiring, revokeOp('a'), NOW + DAY_MS).list.removed).toMatchObject([tombstone]);
  });

  test('takes every release of the image', () => {
    const twice = next(AB, approveOp(stagedRelease('c', 'one', { signer: 'next' })));
    const after = next(twice, revokeOp('c'));
    expect(ids(after)).toEqual(['b']);
    expect(after.list.removed.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('twice changes nothing; what never was is refused', () => {
    const after = next(AB, revokeOp('a'));
    expect(verdict(after, revokeOp('a'))).toBe('unchanged');
    expect(verdict(after, by(A.measurements.PCR0))).toBe('unchanged');
    expect(verdict(AB, revokeOp('z'))).toBe('not-allowed');
    expect(verdict(AB, by(pcr('never')))).toBe('not-allowed');
  });

  test.each(['', ' ', 'x'.repeat(2049)])('needs a reason', (reason) => {
    const operation: Operation = { kind: 'revoke', which: { id: 'a' }, reason, allowEmpty: false };
    expect(() => verdict(AB, operation)).toThrowWithCode('usage');
  });

  test('the image does not come back under any id, nor signed otherwise, unless asked for again', () => {
    const after = next(AB, revokeOp('a'), NOW + 10);
    const back = (id: string, more: object) =>
      verdict(after, approveOp(stagedRelease(id, 'one', more)), NOW + DAY_MS);
    const later = { stagedAt: NOW + 11 };
    expect(back('a', later)).toBe('revoked');
    expect(back('c', later)).toBe('revoked');
    expect(back('c', { ...later, signer: 'next' })).toBe('revoked');
    expect(back('a', { stagedAt: NOW + 10, again: true })).toBe('revoked');
    expect(verdict(after, approveOp({ ...A, ...later, again: true }), NOW + DAY_MS)).toBe(
      'revoked',
    );
    expect(back('a', { ...later, again: true })).toBe('next');
    expect(back('c', { ...later, again: true })).toBe('next');
  });

  test('asked for again it needs evidence, and leaves no tombstone', () => {
    const after = next(AB, revokeOp('a'), NOW + 10);
    const staged = stagedRelease('a', 'one', { stagedAt: NOW + 11, again: true });
    const without: Operation = { kind: 'approve', staged, evidence: evidence() };
    expect(verdict(after, without, NOW + 12)).toBe('approval-missing');
    const back = next(after, approveOp(staged), NOW + 12);
    expect(back.list.removed).toEqual([]);
    const once = next(back, revokeOp('a'), NOW + 13);
    expect(verdict(once, approveOp(staged), NOW + 14)).toBe('revoked');
  });
});

describe('projection', () => {
  const K1 = stagedProjection(['1', '2']);
  const op = (staged = K1): Operation => ({ kind: 'project', staged, evidence: 'not-required' });
  const projected = next(AB, op());

  test('becomes the list’s; the same one changes nothing', () => {
    expect(projected.list.projection).toEqual({
      ...K1.projection,
      staged: [K1.sha256],
      approvals: [],
    });
    expect(verdict(projected, op())).toBe('unchanged');
    expect(verdict(projected, op(stagedProjection(['1', '2'])))).toBe('unchanged');
  });

  test('a key that leaves stays as detached, until it is forgotten', () => {
    const two = next(projected, op(stagedProjection(['2'])));
    expect(two.list.projection.keys).toEqual([key('2'), { ...key('1'), detached: true }]);
    expect(verdict(two, { kind: 'forget', keys: [key('2').key] })).toBe('not-allowed');
    expect(verdict(two, { kind: 'forget', keys: [key('9').key] })).toBe('unchanged');
    const three = next(two, { kind: 'forget', keys: [key('1').key] });
    expect(three.list.projection.keys).toEqual([key('2')]);
  });

  test('a detached key that is named again is attached', () => {
    const two = next(projected, op(stagedProjection(['2'])));
    const three = next(two, op(stagedProjection(['1', '2'])));
    expect(three.list.projection.keys).toEqual([key('1'), key('2')]);
  });

  test('a record serves once', () => {
    const two = next(projected, op(stagedProjection(['2'])));
    expect(verdict(two, op())).toBe('approval-missing');
  });

  test('needs evidence, and a role where there are keys', () => {
    const staged = stagedProjection(['3']);
    const proved = (found: ReturnType<typeof evidence>): Operation => ({
      kind: 'project',
      staged,
      evidence: found,
    });
    expect(verdict(AB, proved(evidence()))).toBe('approval-missing');
    expect(verdict(AB, proved(evidence(keyApproval(staged))))).toBe('next');
    const without = { ...staged, projection: { ...staged.projection, instanceRoles: [] } };
    expect(verdict(AB, op(without))).toBe('not-allowed');
  });
});
