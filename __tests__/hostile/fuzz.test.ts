import { expect, test } from '@jest/globals';
import { fuzz, fuzzTargets } from './fuzz-parsers.js';

test('two hundred spoiled inputs of each parser: a value, or refused with a code', async () => {
  for (const target of await fuzzTargets()) {
    expect([target.name, await fuzz(target, 200, 1)]).toEqual([target.name, expect.any(Number)]);
  }
});
