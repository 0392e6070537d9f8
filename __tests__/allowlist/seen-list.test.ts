import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEEN_MAX_REVOCATIONS } from '../../src/allowlist/allow-list-limits.js';
import {
  type SeenList,
  type SeenRevocation,
  seenList,
  withSeen,
} from '../../src/allowlist/seen-list.js';
import { TEST_NOW } from '../fakes/nitro-maker.js';
import { testList, verifiedList } from '../fakes/sealed-list.js';

const hex = (digits: string, length: number) => digits.repeat(length).slice(0, length);
const revocation = (image: string, staged = '1', version = 1): SeenRevocation => ({
  ...{ image: hex(image, 96), staged: hex(staged, 64), version, when: TEST_NOW },
});
const digit = fc.constantFrom(...'0123456789abcdef');
const seen: fc.Arbitrary<SeenList> = fc.record(
  {
    version: fc.integer({ min: 1, max: 5 }),
    sha256: digit.map((one) => hex(one, 64)),
    revoked: fc.array(
      fc.tuple(digit, digit).map(([image, staged]) => revocation(image, staged)),
      { minLength: 1 },
    ),
  },
  { requiredKeys: ['version', 'sha256'] },
);
const names = ({ revoked = [] }: SeenList) =>
  revoked.map(({ image, staged }) => `${image} ${staged}`);

describe('what a reader keeps', () => {
  test('never goes back, whatever comes in which order', () => {
    fc.assert(
      fc.property(seen, fc.array(seen), (first, more) => {
        const last = more.reduce<SeenList>(
          (kept, one) => {
            const after = withSeen(kept, one);
            expect(after.version).toBeGreaterThanOrEqual(kept.version);
            if (after.version === kept.version) expect(after.sha256).toBe(kept.sha256);
            expect(names(after)).toEqual(expect.arrayContaining(names(kept)));
            return after;
          },
          withSeen(undefined, first),
        );
        for (const one of more) expect(names(last)).toEqual(expect.arrayContaining(names(one)));
      }),
    );
  });

  test('holds no more than its limit, and forgets nothing for what is new', () => {
    const kept: SeenList = { version: 1, sha256: hex('a', 64), revoked: [revocation('a')] };
    const flood = Array.from({ length: SEEN_MAX_REVOCATIONS + 1 }, (_, i) => ({
      ...revocation('b'),
      staged: i.toString(16).padStart(64, '0'),
    }));
    const { revoked = [] } = withSeen(kept, { version: 2, sha256: hex('b', 64), revoked: flood });
    expect([revoked.length, revoked[0]]).toEqual([SEEN_MAX_REVOCATIONS, revocation('a')]);
  });

  test('dates a revocation no later than it was seen', () => {
    const removed = testList({
      removed: [
        {
          ...{ why: 'revoked', reason: 'x', id: 'old', platform: 'nitro-enclave' },
          ...{ PCR0: hex('a', 96), staged: hex('1', 64), when: TEST_NOW + 1e10 },
        },
      ],
    });
    const id = { version: 1, sha256: hex('a', 64) };
    expect(seenList({ list: removed, id }, TEST_NOW).revoked).toEqual([revocation('a')]);
  });

  test('of a list without revocations is its version alone', async () => {
    const verified = await verifiedList();
    expect(seenList(verified, TEST_NOW)).toEqual(verified.id);
  });
});
