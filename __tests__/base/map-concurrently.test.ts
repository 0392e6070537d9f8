import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mapConcurrently } from '../../src/base/map-concurrently.js';

test('maps each item once, in order, and never more at a time than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      async (turns, limit) => {
        let running = 0;
        let most = 0;
        const results = await mapConcurrently(
          [...turns.entries()],
          limit,
          async ([place, wait]) => {
            running += 1;
            most = Math.max(most, running);
            for (let turn = 0; turn < wait; turn++) await Promise.resolve();
            running -= 1;
            return place;
          },
        );
        expect(results).toEqual([...turns.keys()]);
        expect(most).toBe(Math.min(limit, turns.length));
      },
    ),
    { numRuns: 50 },
  );
});

test('rejects with what the first item is rejected with', async () => {
  const map = async (item: number) => {
    if (item === 2) throw new Error('two');
    return item;
  };
  await expect(mapConcurrently([1, 2, 3], 2, map)).rejects.toThrow('two');
});
