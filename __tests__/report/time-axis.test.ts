import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/base/instant.js';
import { timeAxis } from '../../src/report/time-axis.js';
import { TEST_NOW } from '../fakes/nitro-maker.js';

const anySpan = fc.oneof(
  fc.integer({ min: 0, max: 3 * HOUR_MS }),
  fc.integer({ min: 0, max: 400 * DAY_MS }),
  fc.integer({ min: 0, max: 40_000 * DAY_MS }),
);

test('labels are unique, few, and inside of the axis, whose length is an hour at least', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: TEST_NOW }), anySpan, (first, span) => {
      const { from, until, ticks } = timeAxis(first, first + span);
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(until - from).toBeGreaterThanOrEqual(HOUR_MS);
      for (const { at } of ticks) expect(at >= from && at <= until).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['an hour', 0, '11-30 17:15'],
  ['two days', 2 * DAY_MS, '11-29 00:00'],
  ['a year', 365 * DAY_MS, '2026-'],
])('over %s, steps are round', (_name, span, part) => {
  const last = Date.parse('2026-11-30T18:10:03.123Z');
  const labels = timeAxis(last - span, last).ticks.map(({ label }) => label);
  expect(labels.join(' ')).toContain(part);
  expect(last % MINUTE_MS).not.toBe(0);
});
