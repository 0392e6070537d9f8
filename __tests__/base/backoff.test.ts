import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../src/base/backoff.js';

const BOUNDS = { firstMs: 200, maxMs: 8_000 };

test('the bound doubles from the first retry on, up to the largest wait', () => {
  expect([0, 1, 2, 5, 6, 400].map((retry) => backoffMs(retry, 1, BOUNDS))).toEqual([
    200, 400, 800, 6_400, 8_000, 8_000,
  ]);
});

test('waits the fraction that is drawn, and never longer than the bound', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 5_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (retry, fraction) => {
        const waitMs = backoffMs(retry, fraction, BOUNDS);
        expect(waitMs).toBe(fraction * backoffMs(retry, 1, BOUNDS));
        expect(waitMs).toBeLessThanOrEqual(BOUNDS.maxMs);
      },
    ),
  );
});
