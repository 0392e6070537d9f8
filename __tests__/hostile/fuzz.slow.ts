import { expect, test } from '@jest/globals';
import { binaryTargets } from './fuzz-binary.js';
import { fuzz, fuzzTargets } from './fuzz-parsers.js';
import { textTargets } from './fuzz-texts.js';

/** The seed stands in the message of a failing run, so that it can be run again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 50_000);
/** What the process may grow by: well above the garbage between two collections, far below any leak of inputs. */
const MEMORY_MAX_BYTES = 400 * 1024 * 1024;

test(`${INPUTS} spoiled inputs of each parser, seed ${SEED}: a value, or refused with a code`, async () => {
  const targets = [...(await fuzzTargets()), ...(await binaryTargets()), ...textTargets()];
  const before = process.memoryUsage().rss;
  const taken: Record<string, number> = {};
  for (const target of targets) taken[target.name] = await fuzz(target, INPUTS, SEED);
  console.log('taken', taken);
  expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY_MAX_BYTES);
}, 7_200_000);
