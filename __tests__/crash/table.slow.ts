import { expect, test } from '@jest/globals';
import { playTable } from './table.js';

test('the whole crash table: every request of every command, every fault', async () => {
  const { text, cases, failures } = await playTable(() => true);
  console.log(text);
  expect(failures).toEqual([]);
  expect(cases.length).toBeGreaterThan(400);
}, 14_400_000);
