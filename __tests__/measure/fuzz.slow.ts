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

/** The seed stands in the name of each run, so that a failing one can be run again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
const IMAGES = 200_000;
const INPUTS = 200_000;
/** What the process may grow by: well above the garbage between two collections, far below any leak of inputs. */
const MEMORY_MAX_BYTES = 400 * 1024 * 1024;

/** mulberry32: small, and the same numbers everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const INTERESTING = [0, 1, 0x7f, 0x80, 0xff, 0x18, 0x5f, 0x98, 0x9f, 0xbf, 0x30, 0x7b, 0x22];

/** A few random edits: bit flips, telling bytes, runs copied, cut out or put in; lengths change too. */
function mutate(original: Buffer, random: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let edits = 1 + random(4); edits > 0 && bytes.length > 0; edits--) {
    const at = random(bytes.length);
    switch (random(6)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        bytes[at] = INTERESTING[random(INTERESTING.length)] ?? 0;
        break;
      case 2:
        bytes.fill(random(256), at, Math.min(bytes.length, at + 1 + random(8)));
        break;
      case 3:
        bytes.copyWithin(at, random(bytes.length), random(bytes.length));
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(16))]);
        break;
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          bytes.subarray(random(bytes.length)).subarray(0, random(64)),
          bytes.subarray(at),
        ]);
    }
  }
  return bytes;
}

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
