import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../src/format/byte-source.js';
import { digestInThread } from '../../src/measure/digester.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { renderDescription } from '../../src/report/describe-eif.js';
import {
  descriptionText,
  goodVectors,
  malformedVectors,
  pcrsOf,
  vectorBytes,
} from '../fakes/eif-vectors.js';

const withoutAlgorithm = (text: string): string => text.replace(/"HashAlgorithm": ".*"/, '');

describe.each([
  ['node:crypto', nodeHashing],
  ['@noble/hashes', portableHashing],
])('images of AWS’s own builder, hashed by %s', (_name, hashing) => {
  test.each(goodVectors)('$file measures as AWS’s reader says', async ({ file, sizeBytes }) => {
    const measured = await measureEif(memorySource(vectorBytes(file), file), {
      digester: digestInThread(hashing),
    });
    expect(measured.measurements).toEqual(pcrsOf(file));
    expect(measured.image.sizeBytes).toBe(sizeBytes);
    expect(measured.warnings.map(({ code }) => code)).toEqual(
      file === 'resigned-stale-size.eif' ? ['stale-signature-size'] : [],
    );
    expect(withoutAlgorithm(renderDescription(measured))).toBe(
      withoutAlgorithm(`${descriptionText(file).trimEnd()}\n`),
    );
  });
});

describe('malformed images', () => {
  test.each(malformedVectors)('$file is refused with $refusal', async ({ file, refusal }) => {
    await expect(measureEif(memorySource(vectorBytes(file), file))).toRejectWithCode(refusal);
  });

  test('there are as many as were made', () => {
    expect(malformedVectors).toHaveLength(39);
    expect(goodVectors).toHaveLength(14);
  });
});
