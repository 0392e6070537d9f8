import { expect, test } from '@jest/globals';
import { playTable } from './table.js';

test.each(['services', 'double'] as const)(
  'the whole crash table, against the %s: every request of every command, every fault',
  async (wire) => {
    const { text, cases, failures } = await playTable(
      () => true,
      () => wire,
      // Past jest, which shows what was logged when all is over.
      (command, done, all) =>
        process.stderr.write(`${wire}: ${command}, request ${done} of ${all}\n`),
    );
    console.log(text);
    expect(failures).toEqual([]);
    expect(cases.length).toBeGreaterThan(400);
  },
  14_400_000,
);
