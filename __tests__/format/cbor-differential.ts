import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { decode, encode } from 'cborg';
import { equalBytes } from '../../src/base/encoding.js';
import { FormatError } from '../../src/base/errors.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../../src/base/size-limits.js';
import { type CborOptions, type CborValue, parseCbor } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { mutateCbor } from '../fakes/cbor-mutation.js';
import { signatureEntry } from '../fakes/eif-signer.js';
import { generator, mutate } from '../fakes/mutation.js';

type Random = (below: number) => number;

const CBORG_OPTIONS = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
};
const INDEFINITE_MAP = 0xbf;

/**
 * What cborg, a decoder of other authors, says that these bytes are, where they are in the profile of `parseCbor`;
 * undefined for all other bytes. An encoding that cborg would not write again is out of the profile: floats that are
 * integers, text that is not UTF-8, inner items of indefinite length.
 */
export function valueOfCborg(bytes: Uint8Array, options: CborOptions): CborValue | undefined {
  const { topLevelIndefiniteMap = false, topLevelTag } = options;
  const isTagged = topLevelTag !== undefined && bytes[0] === (0xc0 | topLevelTag);
  const item = bytes.subarray(isTagged ? 1 : 0);
  const allowIndefinite = topLevelIndefiniteMap && item[0] === INDEFINITE_MAP;
  try {
    const value: unknown = decode(item, { ...CBORG_OPTIONS, allowIndefinite });
    if (!isInProfile(value, 0) || itemsOf(value) > CBOR_MAX_ITEMS) return undefined;
    const again =
      allowIndefinite && value instanceof Map
        ? Buffer.concat([[INDEFINITE_MAP], ...[...value].flat().map(encoded), [0xff]].map(bytesOf))
        : encoded(value);
    return equalBytes(again, item) ? value : undefined;
  } catch {
    return undefined;
  }
}

const bytesOf = (bytes: Uint8Array | number[]): Uint8Array => Uint8Array.from(bytes);
/** Map keys stay in their order. */
const encoded = (value: CborValue): Uint8Array => encode(value, { mapSorter: () => 0 });

/** `depth` is the number of arrays and maps around the value. */
function isInProfile(value: unknown, depth: number): value is CborValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (value instanceof Uint8Array) return true;
  if (depth >= CBOR_MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((element) => isInProfile(element, depth + 1));
  if (!(value instanceof Map)) return false;
  return [...value].every(
    ([key, entry]) =>
      (typeof key === 'string' || Number.isSafeInteger(key)) && isInProfile(entry, depth + 1),
  );
}

function itemsOf(value: CborValue): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + itemsOf(one), 1);
  if (!(value instanceof Map)) return 1;
  return [...value.values()].reduce<number>((sum, one) => sum + 1 + itemsOf(one), 1);
}

/**
 * Parses the bytes and compares the answer with cborg's: both refuse, or both have the same value. Returns whether the
 * bytes were admitted, and throws where the two differ.
 */
export function agreeOn(bytes: Uint8Array, options: CborOptions): boolean {
  const expected = valueOfCborg(bytes, options);
  let found: CborValue | undefined;
  try {
    found = parseCbor(bytes, options);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'cbor-format') throw error;
  }
  if (!isDeepStrictEqual(found, expected)) {
    const hex = Buffer.from(bytes).toString('hex').slice(0, 2000);
    throw new Error(`${hex} with ${JSON.stringify(options)}: parseCbor and cborg differ`);
  }
  return found !== undefined;
}

const OPTIONS: readonly CborOptions[] = [
  {},
  { topLevelIndefiniteMap: true },
  { topLevelTag: 18 },
  { topLevelIndefiniteMap: true, topLevelTag: 18 },
];

/** Attestation documents, their payloads, and an image's signature section. */
function originals(): readonly (readonly [Uint8Array, CborValue])[] {
  const folder = new URL('../vectors/attestation/', import.meta.url);
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.cbor'))
    .map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
  const payloads = documents.map((document) => {
    const [, , payload] = parseCbor(document) as CborValue[];
    return payload instanceof Uint8Array ? payload : new Uint8Array();
  });
  const section = encodeCbor([signatureEntry('PEM', new Uint8Array(200).fill(255, 99))]);
  return [...documents, ...payloads, section].map((bytes) => [
    bytes,
    parseCbor(bytes, { topLevelIndefiniteMap: true }),
  ]);
}

/** Initial bytes of every major type and length of argument, and what is special about cbor-x: its own tags. */
const HEADS = [
  ...[0x00, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x20, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x40, 0x41, 0x58],
  ...[0x60, 0x61, 0x62, 0x78, 0x79, 0x80, 0x81, 0x82, 0x98, 0x9f, 0xa0, 0xa1, 0xa2, 0xb8, 0xbf],
  ...[0xc0, 0xc2, 0xc6, 0xce, 0xcf, 0xd2, 0xd8, 0xd9, 0xda, 0xe0, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8],
  ...[0xf9, 0xfa, 0xfb, 0xff, 0xdf, 0xfe, 0x5f, 0x7f, 0xef, 0xbb, 0x33, 0x69, 0x1c, 0x1d],
];

function soup(random: Random): Uint8Array {
  return Uint8Array.from({ length: 1 + random(24) }, () =>
    random(3) === 0 ? random(256) : (HEADS[random(HEADS.length)] ?? 0),
  );
}

/** Compares `inputs` inputs of a seed. Every thousandth time a document is parsed again, to the value of the first time. */
export function compareWithCborg(
  seed: number,
  inputs: number,
): { admitted: number; refused: number } {
  const random = generator(seed);
  const all = originals();
  const [canary = new Uint8Array(), value] = all[0] ?? [];
  let admitted = 0;
  for (let i = 0; i < inputs; i++) {
    const [bytes, original] = all[random(all.length)] ?? [new Uint8Array(), null];
    const kind = random(8);
    const input =
      kind < 3
        ? mutateCbor(original, random)
        : kind < 4
          ? mutate(Buffer.from(bytes), random)
          : soup(random);
    if (agreeOn(new Uint8Array(input), OPTIONS[random(OPTIONS.length)] ?? {})) admitted++;
    if (i % 1000 === 0 && !isDeepStrictEqual(parseCbor(canary), value)) {
      throw new Error(`after ${i} inputs of seed ${seed} a document has another value`);
    }
  }
  return { admitted, refused: inputs - admitted };
}
