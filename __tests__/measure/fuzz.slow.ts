import { describe, expect, test } from '@jest/globals';
import { CodedError, FormatError } from '../../src/base/errors.js';
import { memorySource } from '../../src/format/byte-source.js';
import { parseCbor } from '../../src/format/cbor.js';
import { parseCoseSign1 } from '../../src/format/cose-sign1.js';
import { parseCertificatePem } from '../../src/format/pem.js';
import { parseStrictJson } from '../../src/format/strict-json.js';
import { parseCertificate } from '../../src/format/x509.js';
import { digestInThread } from '../../src/measure/digester.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { fixCrc } from '../fakes/eif-maker.js';
import { goodVectors, malformedVectors, vectorBytes } from '../fakes/eif-vectors.js';
import { generator, mutate } from '../fakes/mutation.js';

/** The seed stands in the name of each run, so that a failing one can be run again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
const IMAGES = 200_000;
const INPUTS = 200_000;
/** What the process may grow by: well above the garbage between two collections, far below any leak of inputs. */
const MEMORY_MAX_BYTES = 400 * 1024 * 1024;

/** Header bytes decide most, so half of the edits go there. */
function mutateImage(original: Buffer, random: (below: number) => number): Buffer {
  const cut = 24 + 28 + 12 * 4;
  const image =
    random(2) === 0
      ? mutate(original, random)
      : Buffer.concat([mutate(original.subarray(0, cut), random), original.subarray(cut)]);
  return random(4) === 0 ? image : fixCrc(image);
}

function heldMemory(): number {
  return process.memoryUsage().rss;
}

describe(`fuzzing, seed ${SEED}`, () => {
  test(`${IMAGES} mutated images: measured or refused with a code`, async () => {
    const random = generator(SEED);
    const images = [...goodVectors, ...malformedVectors].map(({ file }) => vectorBytes(file));
    const digester = digestInThread(nodeHashing);
    const before = heldMemory();
    const seen = new Map<string, number>();
    for (let i = 0; i < IMAGES; i++) {
      const image = mutateImage(images[random(images.length)] ?? Buffer.alloc(0), random);
      let found = 'measured';
      try {
        await measureEif(memorySource(image), { digester });
      } catch (error) {
        if (!(error instanceof CodedError))
          throw new Error(`run ${i}: ${String(error)}`, { cause: error });
        found = error.code;
      }
      seen.set(found, (seen.get(found) ?? 0) + 1);
    }
    console.log('images', Object.fromEntries([...seen].sort()));
    expect(seen.size).toBeGreaterThan(12);
    expect(heldMemory() - before).toBeLessThan(MEMORY_MAX_BYTES);
  }, 3_600_000);

  test(`${INPUTS} inputs of each parser: a value, or refused with a code`, () => {
    const random = generator(SEED + 1);
    const before = heldMemory();
    const signed = vectorBytes('signed-p384.eif');
    const sectionAt = signed.lastIndexOf(Buffer.from([0x81, 0xa2, 0x73]));
    const section = signed.subarray(sectionAt);
    const [entry] = parseCbor(section) as [Map<string, number[]>];
    const pem = Buffer.from(entry?.get('signing_certificate') ?? []);
    const der = Buffer.from(parseCertificatePem(pem));
    const cose = Buffer.from(entry?.get('signature') ?? []);
    const metadataAt = signed.indexOf('{"ImageName"');
    const json = signed.subarray(metadataAt, signed.indexOf('null}', metadataAt) + 5);
    const parsers: readonly [string, Buffer, (bytes: Uint8Array) => unknown][] = [
      ['CBOR', section, (bytes) => parseCbor(bytes)],
      ['COSE_Sign1', cose, parseCoseSign1],
      ['PEM', pem, parseCertificatePem],
      ['X.509', der, parseCertificate],
      ['JSON', json, (bytes) => parseStrictJson(bytes)],
    ];
    for (const [name, original, parse] of parsers) {
      expect(() => parse(original)).not.toThrow();
      let taken = 0;
      for (let i = 0; i < INPUTS; i++) {
        try {
          parse(mutate(original, random));
          taken++;
        } catch (error) {
          if (!(error instanceof FormatError))
            throw new Error(`${name}, run ${i}: ${String(error)}`, { cause: error });
        }
      }
      console.log(name, { taken, refused: INPUTS - taken });
    }
    expect(heldMemory() - before).toBeLessThan(MEMORY_MAX_BYTES);
  }, 3_600_000);
});
