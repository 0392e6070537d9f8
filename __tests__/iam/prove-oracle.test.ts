import { test } from '@jest/globals';
import { compareWithOracle } from './oracle-comparison.js';

test('agrees with @cloud-copilot/iam-simulate on 3,000 random policies', async () => {
  await compareWithOracle({
    policies: 3000,
    seed: 20261101,
    requestsEach: 2,
    claimsEach: 1,
    claimsEveryTurns: 2,
  });
  // More than a minute of one core: a loaded machine takes several.
}, 900_000);
