import { expect, test } from '@jest/globals';
import { compareWithCborg } from './cbor-differential.js';

/** The seed stands in the name of the run, so that a failing one can be run again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260102);
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 3_000_000);

test(`${INPUTS} inputs of seed ${SEED}: parseCbor and cborg agree`, () => {
  const { admitted, refused } = compareWithCborg(SEED, INPUTS);
  console.log('CBOR', { admitted, refused });
  expect(admitted).toBeGreaterThan(INPUTS / 20);
  expect(refused).toBeGreaterThan(INPUTS / 4);
}, 7_200_000);
