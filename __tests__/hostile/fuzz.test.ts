import { expect, test } from '@jest/globals';
import { fuzz, fuzzTargets } from './fuzz-parsers.js';

test('some hundred spoiled inputs of each parser: a value, or refused with a code', async () => {
  for (const target of await fuzzTargets()) {
    expect([target.name, await fuzz(target, 300, 1)]).toEqual([target.name, expect.any(Number)]);
  }
});
