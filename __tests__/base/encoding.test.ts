import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeBase64,
  decodeHex,
  decodeUtf8,
  encodeBase64,
  encodeHex,
  encodeUtf8,
  equalBytes,
} from '../../src/base/encoding.js';
import { formatFault } from '../fakes/format-fault.js';

describe('hexadecimal', () => {
  test('every byte, in lower case', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(encodeHex(all)).toBe(Buffer.from(all).toString('hex'));
    expect(decodeHex(encodeHex(all))).toEqual(all);
    expect(decodeHex(encodeHex(all).toUpperCase())).toEqual(all);
    expect(encodeHex(new Uint8Array())).toBe('');
    expect(decodeHex('')).toEqual(new Uint8Array());
  });

  test.each<[string, string, number | undefined]>([
    ['an odd number of digits', 'abc', undefined],
    ['a letter past f', '00fg', 3],
    ['a prefix', '0x00', 1],
    ['a space between', '00 11', 2],
    ['a line end behind', '00\n', 2],
    ['a minus', '-1', 0],
    ['full-width digits', '００', 0],
    ['a fault before an odd number', 'zzz', 0],
  ])('refused: %s', (_, text, offsetBytes) => {
    expect(formatFault(() => decodeHex(text))).toEqual(['encoding', offsetBytes]);
  });
});

describe('base64', () => {
  /** RFC 4648 section 10. */
  test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('%p is %p', (text, base64) => {
    expect(encodeBase64(encodeUtf8(text))).toBe(base64);
    expect(decodeUtf8(decodeBase64(base64))).toBe(text);
  });

  test('both signs of the alphabet', () => {
    expect(encodeBase64(Uint8Array.of(0xfb, 0xff))).toBe('+/8=');
    expect(decodeBase64('+/8=')).toEqual(Uint8Array.of(0xfb, 0xff));
  });

  test.each<[string, string, number | undefined]>([
    ['no padding', 'Zg', undefined],
    ['half of the padding', 'Zg=', undefined],
    ['too much padding', 'Zm9v====', undefined],
    ['padding alone', '====', undefined],
    ['one digit', 'Z===', undefined],
    ['padding in the middle', 'Zg==Zg==', undefined],
    ['bits left over, four', 'Zh==', 0],
    ['bits left over, two', 'Zm9vYmF=', 4],
    ['the alphabet for URLs, -', 'Zm-v', 2],
    ['the alphabet for URLs, _', '_m9v', 0],
    ['a line end', 'Zm9v\n', 4],
    ['a space', 'Zm 9v', 2],
    ['a NUL', 'Zm9\u0000', 3],
  ])('refused: %s', (_, text, offsetBytes) => {
    expect(formatFault(() => decodeBase64(text))).toEqual(['encoding', offsetBytes]);
  });
});

describe('UTF-8', () => {
  test.each(['', 'a', 'ü', '€', '𝄞', '\u0000', 'a\ufeff', '\ufffd'])('%p, both ways', (text) => {
    expect(decodeUtf8(encodeUtf8(text))).toBe(text);
  });

  test.each<[string, number[], number | undefined]>([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], 0],
    ['a byte order mark alone', [0xef, 0xbb, 0xbf], 0],
    ['a stray continuation', [0x80], undefined],
    ['c3 28', [0xc3, 0x28], undefined],
    ['an overlong NUL', [0xc0, 0x80], undefined],
    ['an overlong slash in three bytes', [0xe0, 0x80, 0xaf], undefined],
    ['a surrogate', [0xed, 0xa0, 0x80], undefined],
    ['past U+10FFFF', [0xf4, 0x90, 0x80, 0x80], undefined],
    ['a byte that is never UTF-8', [0x61, 0xff], undefined],
    ['a character cut short', [0xf0, 0x9d, 0x84], undefined],
  ])('refused: %s', (_, bytes, offsetBytes) => {
    expect(formatFault(() => decodeUtf8(Uint8Array.from(bytes)))).toEqual([
      'encoding',
      offsetBytes,
    ]);
  });
});

test.each<[number[], number[], boolean]>([
  [[], [], true],
  [[1, 2], [1, 2], true],
  [[1, 2], [1, 3], false],
  [[1, 2], [1], false],
  [[1], [1, 2], false],
  [[], [0], false],
])('equalBytes of %j and %j is %p', (a, b, equal) => {
  expect(equalBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(equal);
});

describe('properties', () => {
  test('what is encoded is decoded to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeHex(encodeHex(bytes))).toEqual(bytes);
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  test('any text is refused as encoding, or is the one base64 of its bytes', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \n'), maxLength: 12 });
    fc.assert(
      fc.property(nearly, (text) => {
        const fault = formatFault(() => decodeBase64(text));
        if (fault === undefined) expect(encodeBase64(decodeBase64(text))).toBe(text);
        else expect(fault[0]).toBe('encoding');
      }),
      { numRuns: 1000 },
    );
  });

  test('any bytes are refused as encoding, or are the one UTF-8 of their text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
        const fault = formatFault(() => decodeUtf8(bytes));
        if (fault === undefined) expect(encodeUtf8(decodeUtf8(bytes))).toEqual(bytes);
        else expect(fault[0]).toBe('encoding');
      }),
      { numRuns: 1000 },
    );
  });
});

test('property: base64 is read as Node reads canonical base64, and nothing else is accepted', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 70 }),
      fc.nat(),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      (bytes, at, other) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(decodeBase64(text)).toEqual(bytes);
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        const again = Buffer.from(changed, 'base64');
        if (again.toString('base64') === changed) {
          expect(decodeBase64(changed)).toEqual(new Uint8Array(again));
        } else {
          expect(() => decodeBase64(changed)).toThrowWithCode('encoding');
        }
      },
    ),
    { numRuns: 3000 },
  );
});
