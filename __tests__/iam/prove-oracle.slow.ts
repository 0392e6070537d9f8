import { test } from '@jest/globals';
import { compareWithOracle } from './oracle-comparison.js';

test.each([1, 2, 3])(
  'agrees with @cloud-copilot/iam-simulate in more depth, seed %i',
  async (seed) => {
    await compareWithOracle({
      policies: 20_000,
      seed,
      requestsEach: 4,
      claimsEach: 4,
      claimsEveryTurns: 1,
    });
  },
  1_800_000,
);
