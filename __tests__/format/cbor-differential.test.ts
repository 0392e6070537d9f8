import { describe, expect, test } from '@jest/globals';
import { decode } from 'cborg';
import fc from 'fast-check';
import { decodeHex } from '../../src/base/encoding.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../../src/base/size-limits.js';
import type { CborValue } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { agreeOn, compareWithCborg } from './cbor-differential.js';

const INPUTS = 10_000;
const SEED = 20260101;

test(`${INPUTS} inputs of seed ${SEED}: admitted exactly where cborg has a value of the profile, the same`, () => {
  const { admitted, refused } = compareWithCborg(SEED, INPUTS);
  expect(admitted).toBeGreaterThan(INPUTS / 20);
  expect(refused).toBeGreaterThan(INPUTS / 4);
});

describe('at the ends of the profile', () => {
  const nested = (levels: number) => `${'81'.repeat(levels - 1)}80`;
  const list = (items: number) =>
    `9a${(items - 1).toString(16).padStart(8, '0')}${'00'.repeat(items - 1)}`;

  test.each<[string, string, boolean]>([
    ['levels', nested(CBOR_MAX_DEPTH), true],
    ['a level more', nested(CBOR_MAX_DEPTH + 1), false],
    ['items', list(CBOR_MAX_ITEMS), true],
    ['an item more', list(CBOR_MAX_ITEMS + 1), false],
    ['2^53 - 1', '1b001fffffffffffff', true],
    ['2^53', '1b0020000000000000', false],
    ['-(2^53 - 1)', '3b001ffffffffffffe', true],
    ['-(2^53)', '3b001fffffffffffff', false],
    ['-2^32', '3affffffff', true],
    ['-2^32 - 1', '3b0000000100000000', true],
    ['-2^31 - 1', '3a80000000', true],
    ['the key __proto__', 'a1695f5f70726f746f5f5fa0', true],
    ['the keys 1 and "1"', 'a20100613100', true],
    ['U+FFFD in the text itself', '63efbfbd', true],
    ['a byte that is no UTF-8', '61ff', false],
    ['NUL', '6100', true],
    ['16 bytes, the last not ASCII', '706161616161616161616161616161c3bc', true],
  ])('%s', (_, hex, isAdmitted) => {
    expect(agreeOn(decodeHex(hex), {})).toBe(isAdmitted);
  });

  test('texts of every length to 300 and every width of character', () => {
    for (const character of ['a', 'ü', '水', '𐅑', '\u0000']) {
      for (let length = 0; length <= 300; length++) {
        expect(agreeOn(encodeCbor([character.repeat(length), 'x']), {})).toBe(true);
      }
    }
  });
});

test('what encodeCbor writes cborg reads', () => {
  const scalar = fc.oneof(
    fc.maxSafeInteger(),
    fc.constantFrom(0, 23, 24, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31) - 1, -(2 ** 32) - 1),
    fc.string({ unit: 'binary', maxLength: 80 }).filter((text) => !text.startsWith('\ufeff')),
    fc.uint8Array({ maxLength: 40 }),
    fc.boolean(),
    fc.constant(null),
  );
  const value: fc.Arbitrary<CborValue> = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 30 }),
    fc.array(fc.tuple(fc.maxSafeInteger(), scalar)).map((entries) => new Map(entries)),
  );
  fc.assert(
    fc.property(value, (given) => {
      expect(decode(encodeCbor(given), { useMaps: true, strict: true })).toStrictEqual(given);
    }),
    { numRuns: 500 },
  );
});
