import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Decoder } from 'cbor-x/decode-no-eval';
import fc from 'fast-check';
import { decodeHex, encodeHex } from '../../src/base/encoding.js';
import { FormatError } from '../../src/base/errors.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../../src/base/size-limits.js';
import { type CborOptions, type CborValue, parseCbor } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { valueOfCborg } from './cbor-differential.js';

const parse = (hex: string, options?: CborOptions) => parseCbor(decodeHex(hex), options);

/** Code and offset of the refusal, or undefined. */
function faultOf(action: () => unknown): [string, number | undefined] | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return [error.code, error.at?.offsetBytes];
    throw error;
  }
  return undefined;
}

const map = (...entries: [string | number, CborValue][]): CborValue => new Map(entries);

describe('RFC 8949 appendix A', () => {
  test.each<[string, CborValue]>([
    ['00', 0],
    ['01', 1],
    ['0a', 10],
    ['17', 23],
    ['1818', 24],
    ['1819', 25],
    ['1864', 100],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['29', -10],
    ['3863', -100],
    ['3903e7', -1000],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['40', new Uint8Array()],
    ['4401020304', Uint8Array.of(1, 2, 3, 4)],
    ['60', ''],
    ['6161', 'a'],
    ['6449455446', 'IETF'],
    ['62225c', '"\\'],
    ['62c3bc', 'ü'],
    ['63e6b0b4', '水'],
    ['64f0908591', '𐅑'],
    ['80', []],
    ['83010203', [1, 2, 3]],
    ['8301820203820405', [1, [2, 3], [4, 5]]],
    [
      '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
      Array.from({ length: 25 }, (_, i) => i + 1),
    ],
    ['a0', map()],
    ['a201020304', map([1, 2], [3, 4])],
    ['a26161016162820203', map(['a', 1], ['b', [2, 3]])],
    ['826161a161626163', ['a', map(['b', 'c'])]],
    [
      'a56161614161626142616361436164614461656145',
      map(['a', 'A'], ['b', 'B'], ['c', 'C'], ['d', 'D'], ['e', 'E']),
    ],
  ])('%s is taken, and made again from its value', (hex, value) => {
    expect(parse(hex)).toStrictEqual(value);
    expect(encodeHex(encodeCbor(value))).toBe(hex);
  });

  test.each<[string, string, number]>([
    ['2^64 - 1', '1bffffffffffffffff', 0],
    ['-2^64', '3bffffffffffffffff', 0],
    ['bignum', 'c249010000000000000000', 0],
    ['negative bignum', 'c349010000000000000000', 0],
    ['0.0', 'f90000', 0],
    ['-0.0', 'f98000', 0],
    ['1.0', 'f93c00', 0],
    ['1.1', 'fb3ff199999999999a', 0],
    ['1.5', 'f93e00', 0],
    ['65504.0', 'f97bff', 0],
    ['100000.0', 'fa47c35000', 0],
    ['3.4e38', 'fa7f7fffff', 0],
    ['1.0e300', 'fb7e37e43c8800759c', 0],
    ['5.96e-8', 'f90001', 0],
    ['6.1e-5', 'f90400', 0],
    ['-4.0', 'f9c400', 0],
    ['-4.1', 'fbc010666666666666', 0],
    ['Infinity', 'f97c00', 0],
    ['NaN', 'f97e00', 0],
    ['-Infinity', 'f9fc00', 0],
    ['Infinity in 32 bits', 'fa7f800000', 0],
    ['NaN in 32 bits', 'fa7fc00000', 0],
    ['-Infinity in 32 bits', 'faff800000', 0],
    ['Infinity in 64 bits', 'fb7ff0000000000000', 0],
    ['NaN in 64 bits', 'fb7ff8000000000000', 0],
    ['-Infinity in 64 bits', 'fbfff0000000000000', 0],
    ['undefined', 'f7', 0],
    ['simple(16)', 'f0', 0],
    ['simple(255)', 'f8ff', 0],
    ['a date', 'c074323031332d30332d32315432303a30343a30305a', 0],
    ['seconds', 'c11a514b67b0', 0],
    ['seconds as float', 'c1fb41d452d9e8200000', 0],
    ['tag 23', 'd74401020304', 0],
    ['tag 24', 'd818456449455446', 0],
    ['a URI', 'd82076687474703a2f2f7777772e6578616d706c652e636f6d', 0],
    ['(_ bytes)', '5f42010243030405ff', 0],
    ['(_ text)', '7f657374726561646d696e67ff', 0],
    ['[_ ]', '9fff', 0],
    ['[_ 1, [2, 3], [_ 4, 5]]', '9f018202039f0405ffff', 0],
    ['[_ 1, [2, 3], [4, 5]]', '9f01820203820405ff', 0],
    ['[1, [2, 3], [_ 4, 5]]', '83018202039f0405ff', 5],
    ['[1, [_ 2, 3], [4, 5]]', '83019f0203ff820405', 2],
    ['[_ 1 to 25]', '9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff', 0],
    ['{_ "a": 1, "b": [_ 2, 3]}', 'bf61610161629f0203ffff', 0],
    ['["a", {_ "b": "c"}]', '826161bf61626163ff', 3],
    ['{_ "Fun": true, "Amt": -2}', 'bf6346756ef563416d7421ff', 0],
  ])('%s is refused', (_, hex, offsetBytes) => {
    expect(faultOf(() => parse(hex))).toEqual(['cbor-format', offsetBytes]);
  });
});

describe('what is refused, and where', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['a head cut short, 1 byte', '18', 1],
    ['a head cut short, 2 bytes', '1901', 2],
    ['a head cut short, 4 bytes', '1a010000', 4],
    ['a head cut short, 8 bytes', '1b00010000000000', 8],
    ['bytes cut short', '4301', 0],
    ['text cut short', '82636162636261', 5],
    ['an array cut short', '8201', 0],
    ['a map cut short', 'a101', 0],
    ['a map without its last value', 'a2010203', 0],
    ['an array whose element swallows the rest', '83820102', 4],
    ['an array that ends inside its element', '828201', 1],
    ['a byte more', '0000', 1],
    ['a break more', '80ff', 1],
    ['a break alone', 'ff', 0],
    ['a break in an array', '82ff01', 1],
    ['2^32 bytes', '5b0000000100000000', 0],
    ['2^32 - 1 bytes', '5affffffff', 0],
    ['text of 2^32', '7b0000000100000000', 0],
    ['text of 2^32 - 1', '7affffffff61', 0],
    ['an array of 2^32', '9b0000000100000000', 0],
    ['an array of 2^32 - 1', '9affffffff00', 0],
    ['a map of 2^32', 'bb0000000100000000', 0],
    ['a map of 2^32 - 1', 'baffffffff0000', 0],
    ['bytes of 2^53 - 1', '5b001fffffffffffff', 0],
    ['a map of 2^53 - 1', 'bb001fffffffffffff', 0],
    ['bytes of 2^64 - 1', '5bffffffffffffffff', 0],
    ['a length within an array', '825a0001000000', 1],
    ['reserved 28', '1c', 0],
    ['reserved 29', '5d', 0],
    ['reserved 30', '811e', 1],
    ['indefinite integer', '1f', 0],
    ['indefinite negative', '3f', 0],
    ['indefinite tag', 'df', 0],
    ['23 in one byte', '1817', 0],
    ['0 in one byte', '1800', 0],
    ['-1 in one byte', '3800', 0],
    ['255 in two bytes', '1900ff', 0],
    ['65535 in four bytes', '1a0000ffff', 0],
    ['2^32 - 1 in eight bytes', '1b00000000ffffffff', 0],
    ['bytes with a long length', '580100', 0],
    ['text with a long length', '78016100', 0],
    ['an array with a long length', '980100', 0],
    ['a map with a long length', 'b8010000', 0],
    ['a long integer as map key', 'a1180100', 1],
    ['2^53', '1b0020000000000000', 0],
    ['-2^53', '3b001fffffffffffff', 0],
    ['a text key twice', 'a2616101616102', 4],
    ['an integer key twice', 'a201000100', 3],
    ['a negative key twice', 'a220002000', 3],
    ['the empty key twice', 'a260006000', 3],
    ['__proto__ twice', `a2695f5f70726f746f5f5f00695f5f70726f746f5f5f00`, 12],
    ['a key twice in an inner map', '81a2616100616100', 5],
    ['a key of bytes', 'a1406161', 1],
    ['a key that is an array', 'a18000', 1],
    ['a key that is a map', 'a1a000', 1],
    ['a key that is null', 'a1f600', 1],
    ['a key that is true', 'a1f500', 1],
    ['a key that is a float', 'a1f9000000', 1],
    ['text with a stray continuation', '6180', 0],
    ['text with an overlong slash', '62c0af', 0],
    ['text with a surrogate', '63eda080', 0],
    ['text past U+10FFFF', '64f4908080', 0],
    ['text with a character cut short', '62e282', 0],
    ['text with c3 28', '8162c328', 1],
    ['a key that is not UTF-8', 'a161ff00', 1],
    ['text with a byte order mark', '64efbbbf61', 0],
    ['a key with a byte order mark', 'a163efbbbf00', 1],
    ['simple(0)', 'e0', 0],
    ['simple(24) in two bytes', 'f818', 0],
    ['false in two bytes', 'f814', 0],
    ['null in two bytes', 'f816', 0],
    ['a float in an array', '81f93c00', 1],
    ['undefined in a map', 'a100f7', 2],
    ['self-described CBOR', 'd9d9f700', 0],
    ['a record tag', 'd9dfff8319e00081616101', 0],
    ['bundled strings', 'd9dff9820000', 0],
    ['a shared reference', 'd81c80', 0],
    ['a packed table', 'd83380', 0],
    ['a set', 'd9010280', 0],
    ['a tag inside', '81c000', 1],
  ])('%s', (_, hex, offsetBytes) => {
    expect(faultOf(() => parse(hex))).toEqual(['cbor-format', offsetBytes]);
  });

  test('more levels than allowed, at the head that opens one', () => {
    const nested = (levels: number) => `${'81'.repeat(levels - 1)}80`;
    expect(faultOf(() => parse(nested(CBOR_MAX_DEPTH)))).toBeUndefined();
    expect(faultOf(() => parse(nested(CBOR_MAX_DEPTH + 1)))).toEqual([
      'cbor-format',
      CBOR_MAX_DEPTH,
    ]);
    expect(faultOf(() => parse(`${'a100'.repeat(CBOR_MAX_DEPTH)}a0`))).toEqual([
      'cbor-format',
      2 * CBOR_MAX_DEPTH,
    ]);
    expect(faultOf(() => parse('81'.repeat(1_000_000)))).toEqual(['cbor-format', CBOR_MAX_DEPTH]);
    const indefinite = { topLevelIndefiniteMap: true };
    expect(faultOf(() => parse(`bf00${nested(CBOR_MAX_DEPTH - 1)}ff`, indefinite))).toBeUndefined();
    expect(faultOf(() => parse(`bf00${nested(CBOR_MAX_DEPTH)}ff`, indefinite))).toEqual([
      'cbor-format',
      CBOR_MAX_DEPTH + 1,
    ]);
  });

  test('more items than allowed', () => {
    const list = (items: number) =>
      `9a${(items - 1).toString(16).padStart(8, '0')}${'00'.repeat(items - 1)}`;
    expect(faultOf(() => parse(list(CBOR_MAX_ITEMS)))).toBeUndefined();
    expect(faultOf(() => parse(list(CBOR_MAX_ITEMS + 1)))).toEqual([
      'cbor-format',
      5 + CBOR_MAX_ITEMS - 1,
    ]);
  });
});

describe('values', () => {
  test('the safe integers to their ends', () => {
    expect(parse('1b001fffffffffffff')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parse('3b001ffffffffffffe')).toBe(Number.MIN_SAFE_INTEGER);
    expect(parse('1b0000018f0000000f')).toBe(0x18f0000000f);
    expect(parse('3affffffff')).toBe(-4294967296);
  });

  test('keys keep order and type: 1 is not "1", and __proto__ is a key', () => {
    const value = parse('a361310001010a02');
    expect([...(value as Map<string | number, CborValue>)]).toEqual([
      ['1', 0],
      [1, 1],
      [10, 2],
    ]);
    const proto = parse('a1695f5f70726f746f5f5fa0') as Map<string | number, CborValue>;
    expect([...proto]).toEqual([['__proto__', new Map()]]);
  });

  test('byte strings are copies of the input and of no part of it', () => {
    const bytes = decodeHex('824201024103');
    const [first, second] = parseCbor(bytes) as [Uint8Array, Uint8Array];
    bytes.fill(0xff);
    expect(first).toStrictEqual(Uint8Array.of(1, 2));
    expect(first.buffer.byteLength).toBe(2);
    expect(second.buffer).not.toBe(first.buffer);
  });

  test('byte strings are plain, also of a Buffer', () => {
    for (const bytes of [decodeHex('8141ff'), Buffer.from('8141ff', 'hex')]) {
      const [found] = parseCbor(bytes) as [Uint8Array];
      expect(Object.getPrototypeOf(found)).toBe(Uint8Array.prototype);
    }
  });

  test('the input is left as it was', () => {
    const bytes = decodeHex('8101');
    parseCbor(bytes);
    expect(Object.keys(bytes)).toEqual(['0', '1']);
  });

  test('a view into a larger buffer is read from its own start to its own end', () => {
    expect(parseCbor(decodeHex('ff820102ff').subarray(1, 4))).toEqual([1, 2]);
  });

  test('texts of every length, short and long forms', () => {
    for (const length of [0, 1, 15, 16, 23, 24, 31, 32, 64, 65, 255, 256, 5000, 65536]) {
      const text = '𝄞a€ü'.repeat(length);
      expect(parseCbor(encodeCbor(text))).toBe(text);
    }
  });
});

describe('cbor-x behind the gate', () => {
  const decoderAlone: { decode(bytes: Uint8Array): unknown } = new Decoder({
    mapsAsObjects: false,
    copyBuffers: true,
  });

  test.each<[string, string, unknown, number]>([
    ['a key twice: the last value', 'a2616101616102', map(['a', 2]), 4],
    ['text that is not UTF-8: other text', '61ff', '\ufffd', 0],
    ['a float: an integer', 'f93c00', 1, 0],
    ['false in two bytes', 'f814', false, 0],
    ['0 in two bytes', '1800', 0, 0],
    ['undefined', 'f7', undefined, 0],
    ['seconds: a Date', 'c100', new Date(0), 0],
    ['a generic object: a RegExp', 'd81b836652656745787061616167', /a/g, 0],
    ['a tag for maps: gone', 'd90103a0', map(), 0],
    ['self-described CBOR: gone', 'd9d9f700', 0, 0],
    ['a record: an object', 'd9dfff8319e00081616101', { a: 1 }, 0],
    ['a record of the older kind: an object', 'd8698319e00081616101', { a: 1 }, 0],
    [
      'a record that a record before it defines',
      '82d9dfff8319e00081616101d9e0008102',
      [{ a: 1 }, { a: 2 }],
      1,
    ],
  ])('cbor-x alone takes %s; the gate refuses it', (_, hex, value, offsetBytes) => {
    expect(decoderAlone.decode(decodeHex(hex))).toStrictEqual(value);
    expect(faultOf(() => parse(hex))).toEqual(['cbor-format', offsetBytes]);
  });

  test('nothing stays of one input for the next, and nothing reaches a prototype', () => {
    const hex = 'a3695f5f70726f746f5f5fa16161016b636f6e7374727563746f72f5617882616101';
    const value = map(['__proto__', map(['a', 1])], ['constructor', true], ['x', ['a', 1]]);
    expect(parse(hex)).toStrictEqual(value);
    for (const hostile of ['d9dfff8319e00081616101', '8261ff', '9bffffffffffffffff', 'a1', '81']) {
      expect(faultOf(() => parse(hostile))?.[0]).toBe('cbor-format');
      expect(parse(hex)).toStrictEqual(value);
    }
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });

  test('values are of the input alone, whatever properties the input has', () => {
    const other = new DataView(decodeHex('19ffff').buffer);
    const bytes = Object.assign(decodeHex('190100'), { dataView: other });
    expect(parseCbor(bytes)).toBe(256);
  });

  test('memory that others can write is read once', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(4));
    shared.set(decodeHex('8162c3bc'));
    expect(parseCbor(shared)).toEqual(['ü']);
  });
});

describe('a map of indefinite length at the top', () => {
  const indefinite = { topLevelIndefiniteMap: true };

  test.each<[string, CborValue]>([
    ['bfff', map()],
    ['bf6346756ef563416d7421ff', map(['Fun', true], ['Amt', -2])],
    ['a201020304', map([1, 2], [3, 4])],
    ['80', []],
  ])('%s is taken', (hex, value) => {
    expect(parse(hex, indefinite)).toStrictEqual(value);
  });

  test.each<[string, string, number]>([
    ['an indefinite map inside', 'bf00bfffff', 2],
    ['an indefinite array inside', 'bf61610161629f0203ffff', 6],
    ['indefinite bytes inside', 'bf005f4100ffff', 2],
    ['an indefinite map in an array', '81bfff', 1],
    ['an indefinite array at the top', '9fff', 0],
    ['no break', 'bf0000', 3],
    ['nothing behind its head', 'bf', 1],
    ['a break for a value', 'bf00ff', 2],
    ['a key twice', 'bf00000000ff', 3],
    ['bytes behind the break', 'bfff00', 2],
    ['a second break', 'bfffff', 2],
    ['a tag in front', 'd2bfff', 0],
  ])('%s is refused', (_, hex, offsetBytes) => {
    expect(faultOf(() => parse(hex, indefinite))).toEqual(['cbor-format', offsetBytes]);
  });
});

describe('a tag at the top', () => {
  const tagged = { topLevelTag: 18 };

  test('the tag asked for is dropped; it may be absent', () => {
    expect(parse('d28101', tagged)).toEqual([1]);
    expect(parse('8101', tagged)).toEqual([1]);
  });

  test.each<[string, string, number]>([
    ['another tag', 'd18101', 0],
    ['the tag twice', 'd2d28101', 1],
    ['the tag in two bytes', 'd8128101', 0],
    ['the tag inside', '81d200', 1],
    ['the tag of nothing', 'd2', 1],
    ['bytes behind', 'd2810100', 3],
  ])('%s is refused', (_, hex, offsetBytes) => {
    expect(faultOf(() => parse(hex, tagged))).toEqual(['cbor-format', offsetBytes]);
  });
});

describe("what AWS's tools write", () => {
  /** PcrInfo of aws-nitro-enclaves-image-format, from its tests. */
  const PCR_INFO =
    'a26e72656769737465725f696e646578006e72656769737465725f76616c7565' +
    '9830000102030405060708090a0b0c0d0e0f101112131415161718181819181a181b181c181d181e181f' +
    '1820182118221823182418251826182718281829182a182b182c182d182e182f';

  test('PcrInfo, both ways', () => {
    const value = map(
      ['register_index', 0],
      ['register_value', Array.from({ length: 48 }, (_, i) => i)],
    );
    expect(encodeHex(encodeCbor(value))).toBe(PCR_INFO);
    expect(parse(PCR_INFO)).toStrictEqual(value);
    expect(faultOf(() => parse(`${PCR_INFO}00`))).toEqual(['cbor-format', PCR_INFO.length / 2]);
  });

  test('a signature section of one entry, both ways', () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const section = encodeCbor([
      map(
        ['signing_certificate', [...new TextEncoder().encode(certificate)]],
        ['signature', [...decodeHex('d28444a1013822a04040')]],
      ),
    ]);
    expect(encodeHex(section)).toMatch(/^81a2737369676e696e675f6365727469666963617465983b182d/);
    expect(encodeHex(section)).toMatch(
      /697369676e61747572658a18d21884184418a1011838182218a018401840$/,
    );
    expect(encodeCbor(parseCbor(section))).toEqual(section);
    expect(faultOf(() => parseCbor(Uint8Array.of(...section, 0)))).toEqual([
      'cbor-format',
      section.length,
    ]);
  });

  test.each<[string, boolean]>([
    ['veraison-prod-2022.cbor', false],
    ['worldchain-prod-2026.cbor', true],
  ])('payload of the attestation document %s', (file, indefinite) => {
    const document = readFileSync(new URL(`../vectors/attestation/${file}`, import.meta.url));
    const [, , payload] = parseCbor(document) as [unknown, unknown, Uint8Array];
    if (indefinite) expect(faultOf(() => parseCbor(payload))).toEqual(['cbor-format', 0]);
    const fields = parseCbor(payload, { topLevelIndefiniteMap: indefinite }) as Map<
      string,
      CborValue
    >;
    expect([...fields.keys()].sort()).toEqual([
      'cabundle',
      'certificate',
      'digest',
      'module_id',
      'nonce',
      'pcrs',
      'public_key',
      'timestamp',
      'user_data',
    ]);
    expect(fields.get('digest')).toBe('SHA384');
    expect(fields.get('timestamp')).toBe(indefinite ? 1767472867402 : 1668034320696);
    const pcrs = fields.get('pcrs') as Map<number, Uint8Array>;
    expect([...pcrs.keys()]).toEqual(Array.from({ length: 16 }, (_, i) => i));
    for (const value of pcrs.values()) expect(value).toHaveLength(48);
  });
});

describe('encodeCbor', () => {
  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])(
    '%p is refused',
    (number) => {
      expect(() => encodeCbor([number])).toThrowWithCode('cbor-format');
    },
  );
});

describe('properties', () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => !value.startsWith('\ufeff'));
  const integer = fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    fc.constantFrom(23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32),
  );
  const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: CBOR_MAX_DEPTH - 1 },
      fc.oneof(integer, text, fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 40 })),
      fc.array(tie('value'), { maxLength: 30 }),
      fc
        .array(fc.tuple(fc.oneof(integer, text), tie('value')), { maxLength: 6 })
        .map((entries): CborValue => new Map(entries)),
    ),
  }));

  test('what is encoded is parsed to the same value', () => {
    fc.assert(
      fc.property(value, (expected) => {
        expect(parseCbor(encodeCbor(expected))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  /** Encodings with a few bytes changed, cut off or added, and bytes of any kind. */
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .tuple(
        value,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.integer({ min: -2, max: 2 }),
      )
      .map(([original, changes, growth]) => {
        const encoded = encodeCbor(original);
        const bytes = new Uint8Array(Math.max(0, encoded.length + growth));
        bytes.set(encoded.subarray(0, bytes.length));
        for (const [position, byte] of changes) {
          if (bytes.length > 0) bytes[position % bytes.length] = byte;
        }
        return bytes;
      }),
  );
  test('any bytes are refused, or are the one encoding of a value on which cborg agrees', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const fault = faultOf(() => parseCbor(bytes));
        if (fault === undefined) {
          const parsed = parseCbor(bytes);
          expect(encodeCbor(parsed)).toEqual(bytes);
          expect(valueOfCborg(bytes, {})).toEqual(parsed);
        } else {
          expect(fault[0]).toBe('cbor-format');
          expect(fault[1]).toBeGreaterThanOrEqual(0);
          expect(fault[1]).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('every beginning of an encoding is refused', () => {
    fc.assert(
      fc.property(value, fc.nat(), (original, position) => {
        const encoded = encodeCbor(original);
        expect(() => parseCbor(encoded.subarray(0, position % encoded.length))).toThrowWithCode(
          'cbor-format',
        );
      }),
      { numRuns: 300 },
    );
  });
});
