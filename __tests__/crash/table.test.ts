import { expect, test } from '@jest/globals';
import { playTable } from './table.js';

/** Eleven faults a request: every tenth cell moves on by one fault at each request. */
test('a tenth of the crash table: running again ends where an undisturbed run does', async () => {
  const { text, cases, failures } = await playTable(
    (place) => place % 10 === 0,
    (place) => (place % 2 === 0 ? 'services' : 'double'),
  );
  console.log(text);
  expect(failures).toEqual([]);
  expect(cases.length).toBeGreaterThan(100);
}, 1_200_000);
