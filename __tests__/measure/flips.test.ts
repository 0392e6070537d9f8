import { describe, expect, test } from '@jest/globals';
import { CodedError } from '../../src/base/errors.js';
import { memorySource } from '../../src/format/byte-source.js';
import { digestInThread } from '../../src/measure/digester.js';
import { type MeasuredEif, measureEif } from '../../src/measure/measure-eif.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { fixCrc } from '../fakes/eif-maker.js';
import { vectorBytes } from '../fakes/eif-vectors.js';

const options = { digester: digestInThread(nodeHashing) };

async function outcome(image: Uint8Array): Promise<MeasuredEif | CodedError> {
  try {
    return await measureEif(memorySource(image), options);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

/** All that a report says of an image, the file's own digest aside. */
function facts({
  measurements,
  header,
  sections,
  metadata,
  signature,
  warnings,
}: MeasuredEif): string {
  const { crc32: _, ...fields } = header;
  return JSON.stringify(
    [
      measurements,
      fields,
      sections,
      [...(metadata?.value ?? [])],
      signature?.certificate.serialNumber,
      warnings,
    ],
    (_key, value) =>
      typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value] : value,
  );
}

describe.each(['unsigned-one-ramdisk.eif', 'signed-p256.eif', 'resigned-stale-size.eif'])(
  'every byte of %s, flipped',
  (file) => {
    const image = vectorBytes(file);

    test('is refused', async () => {
      for (let offset = 0; offset < image.length; offset++) {
        const changed = Buffer.from(image);
        changed[offset] = (changed[offset] ?? 0) ^ (1 << (offset % 8));
        const found = await outcome(changed);
        if (!(found instanceof CodedError)) throw new Error(`byte ${offset} can be flipped unseen`);
      }
    });

    test('is refused with the CRC made right, or changes a PCR or another reported fact', async () => {
      const before = facts((await outcome(image)) as MeasuredEif);
      const unseen: number[] = [];
      for (let offset = 0; offset < image.length; offset++) {
        if (offset >= 544 && offset < 548) continue;
        const changed = Buffer.from(image);
        changed[offset] = (changed[offset] ?? 0) ^ (1 << (offset % 8));
        const found = await outcome(fixCrc(changed));
        if (!(found instanceof CodedError) && facts(found) === before) unseen.push(offset);
      }
      expect(unseen).toEqual([]);
    });
  },
);
