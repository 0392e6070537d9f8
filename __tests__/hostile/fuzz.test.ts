import { expect, test } from '@jest/globals';
import { binaryTargets } from './fuzz-binary.js';
import { fuzz, fuzzTargets } from './fuzz-parsers.js';
import { textTargets } from './fuzz-texts.js';

test.each([
  ['a store, a file or a person', 300, fuzzTargets],
  ['an image or an enclave', 200, binaryTargets],
  ['an image or a person, as text', 300, textTargets],
])(
  'some hundred spoiled inputs of each parser of what comes from %s: a value, or refused with a code',
  async (_, count, targets) => {
    for (const target of await targets()) {
      expect([target.name, await fuzz(target, count, 1)]).toEqual([
        target.name,
        expect.any(Number),
      ]);
    }
  },
);
