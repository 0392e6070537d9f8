import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeUtf8 } from '../../src/base/encoding.js';
import type { FormatError } from '../../src/base/errors.js';
import { JSON_MAX_DEPTH, JSON_MAX_VALUES } from '../../src/base/size-limits.js';
import {
  JsonNumber,
  parsePlainJson,
  parseStrictJson,
  renderJson,
  toPlain,
} from '../../src/format/strict-json.js';
import { formatFault } from '../fakes/format-fault.js';

const parse = (text: string) => parseStrictJson(encodeUtf8(text));

describe('what is accepted', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['true', true],
    ['false', false],
    [' \t\r\n"a"\n', 'a'],
    ['""', ''],
    ['[]', []],
    ['{}', new Map()],
    ['0', new JsonNumber('0')],
    ['-0', new JsonNumber('-0')],
    ['1.0', new JsonNumber('1.0')],
    ['1E+2', new JsonNumber('1E+2')],
    ['1e400', new JsonNumber('1e400')],
    ['18446744073709551615', new JsonNumber('18446744073709551615')],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fC"', '"\\/\b\f\n\r\tü'],
    ['"\\ud834\\udd1e 𝄞 \u007f \u2028"', '𝄞 𝄞 \u007f \u2028'],
    ['[ 1 , [ ] , { } ]', [new JsonNumber('1'), [], new Map()]],
    ['{"":null}', new Map([['', null]])],
  ])('%s', (text, value) => {
    expect(parse(text)).toStrictEqual(value);
  });

  test('members stay in the order of the text, under any key', () => {
    const value = parse('{"b":1,"10":2,"__proto__":3,"2":4,"constructor":5}');
    expect([...(value as Map<string, unknown>).keys()]).toEqual([
      'b',
      '10',
      '__proto__',
      '2',
      'constructor',
    ]);
  });

  test('keys that differ only in their normal form are two keys', () => {
    expect(parse('{"\\u00e9":1,"e\\u0301":2}')).toHaveProperty('size', 2);
  });
});

describe('what is refused, and where', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['white space alone', ' \n', 2],
    ['a second value', '1 2', 2],
    ['a comment', '1 // one', 2],
    ['a NUL after the text', '{}\u0000', 2],
    ['a form feed as white space', '\f1', 0],
    ['a no-break space as white space', '[1,\u00a01]', 3],
    ['an open array', '[1', 2],
    ['an open object', '{"a":1', 6],
    ['brackets that do not match', '[1}', 2],
    ['a closing bracket alone', ']', 0],
    ['a comma at the end of an array', '[1,]', 3],
    ['a comma at the end of an object', '{"a":1,}', 7],
    ['a comma in front', '[,1]', 1],
    ['no comma', '[1 2]', 3],
    ['no colon', '{"a" 1}', 5],
    ['no value', '{"a":}', 5],
    ['a key without quotes', '{a:1}', 1],
    ['a number as key', '{1:1}', 1],
    ['single quotes', "'a'", 0],
    ['a duplicate key', '{"a":1,"a":1}', 7],
    ['a duplicate key behind an escape', '{"a":1,"\\u0061":2}', 7],
    ['a duplicate key deep inside', '[{"x":{"é":1,"b":2,"é":3}}]', 20],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 15],
    ['an open string', '"abc', 4],
    ['a line end in a string', '"a\nb"', 2],
    ['a tab in a string', '"\t"', 1],
    ['a NUL in a string', '"\u0000"', 1],
    ['an unknown escape', '"a\\x41"', 2],
    ['an upper-case \\U', '"\\U0041"', 1],
    ['a short \\u', '"\\u004"', 1],
    ['a backslash at the end', '"\\', 1],
    ['half a surrogate pair, high', '["\\ud800"]', 1],
    ['half a surrogate pair, low', '"\\udc00"', 0],
    ['a surrogate pair the wrong way round', '"\\udd1e\\ud834"', 0],
    ['half a surrogate pair in a key', '{"\\ud800x":1}', 1],
    ['a plus sign', '+1', 0],
    ['a leading zero', '01', 1],
    ['a negative leading zero', '-01', 2],
    ['a minus alone', '-', 0],
    ['a point without digits before it', '.5', 0],
    ['a point without digits after it', '1.', 1],
    ['an exponent without digits', '1e', 1],
    ['an exponent with a sign alone', '1e+', 1],
    ['hexadecimal', '0x10', 1],
    ['NaN', 'NaN', 0],
    ['Infinity', '-Infinity', 0],
    ['True', 'True', 0],
    ['a literal cut short', 'nul', 0],
    ['a literal that goes on', 'nullx', 4],
    ['digits of another script', '٣', 0],
    ['a fault behind characters of two, three and four bytes', '["ü€𝄞",x]', 13],
  ])('%s', (_, text, offsetBytes) => {
    expect(formatFault(() => parse(text))).toEqual(['json-format', offsetBytes]);
  });

  test.each<[string, number[], number]>([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x31], 0],
    ['a byte order mark alone', [0xef, 0xbb, 0xbf], 0],
    ['two byte order marks', [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], 0],
    ['a byte that is never UTF-8', [0x22, 0x61, 0xff, 0x22], 2],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    ['a character cut short', [0x22, 0xe2, 0x82], 1],
    ['UTF-16', [0xff, 0xfe, 0x31, 0x00], 0],
    [
      'a fault behind a genuine replacement character',
      [0x22, 0xef, 0xbf, 0xbd, 0xc3, 0x28, 0x22],
      4,
    ],
  ])('not UTF-8: %s', (_, bytes, offsetBytes) => {
    expect(formatFault(() => parseStrictJson(Uint8Array.from(bytes)))).toEqual([
      'json-format',
      offsetBytes,
    ]);
  });

  test('more levels than allowed, at the bracket that opens one', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(formatFault(() => parse(nested(JSON_MAX_DEPTH)))).toBeUndefined();
    expect(formatFault(() => parse(nested(JSON_MAX_DEPTH + 1)))).toEqual([
      'json-format',
      JSON_MAX_DEPTH,
    ]);
    expect(formatFault(() => parse('{"a":'.repeat(1_000_000)))).toEqual([
      'json-format',
      5 * JSON_MAX_DEPTH,
    ]);
    expect(formatFault(() => parseStrictJson(encodeUtf8('[[{"a":[]}]]'), { maxDepth: 3 }))).toEqual(
      ['json-format', 7],
    );
  });

  test('more values than allowed', () => {
    const list = (values: number) => `[${'0,'.repeat(values - 2)}0]`;
    expect(formatFault(() => parse(list(JSON_MAX_VALUES)))).toBeUndefined();
    expect(formatFault(() => parse(list(JSON_MAX_VALUES + 1)))?.[0]).toBe('json-format');
    expect(formatFault(() => parseStrictJson(encodeUtf8('{"a":[1,2]}'), { maxValues: 3 }))).toEqual(
      ['json-format', 8],
    );
  });

  test('long texts overflow nothing', () => {
    const long = 'x'.repeat(4_000_000);
    expect(parse(`"${long}"`)).toBe(long);
    expect(parse(`${' '.repeat(4_000_000)}null`)).toBeNull();
    expect(parse(`"${'\\n'.repeat(300_000)}"`)).toHaveLength(300_000);
    const zeros = '0'.repeat(1_000_000);
    expect(toPlain(parse(`1.${zeros}1`))).toBe(`1.${zeros}1`);
    expect(toPlain(parse(`1.${zeros}`))).toBe(1);
  });
});

describe('renderJson', () => {
  test("prints what serde_json's to_string_pretty prints", () => {
    const text =
      '{"a":1.0,"list":[1,[],{},{"b":null}],"t":[true,false],"":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\\u007f\\u00fc"}';
    expect(renderJson(parse(text))).toBe(
      [
        '{',
        '  "a": 1.0,',
        '  "list": [',
        '    1,',
        '    [],',
        '    {},',
        '    {',
        '      "b": null',
        '    }',
        '  ],',
        '  "t": [',
        '    true,',
        '    false',
        '  ],',
        '  "": "\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fü"',
        '}',
      ].join('\n'),
    );
  });

  test.each(['[]', '{}', 'null', '1e400', '-0', '"\u2028/𝄞"'])('%s stays on one line', (text) => {
    expect(renderJson(parse(text))).toBe(text);
  });

  test('the indent is the one asked for', () => {
    expect(renderJson(parse('[[1]]'), 4)).toBe('[\n    [\n        1\n    ]\n]');
  });
});

describe('toPlain', () => {
  test.each<[string, unknown]>([
    ['0', 0],
    ['-0', -0],
    ['0e999999999999999999999', 0],
    ['1.0', 1],
    ['1e2', 100],
    ['100e-2', 1],
    ['-12.50', -12.5],
    ['0.1', 0.1],
    ['1e21', 1e21],
    ['5e-324', 5e-324],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992],
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['1e400', '1e400'],
    ['-1e400', '-1e400'],
    ['1e-400', '1e-400'],
    ['1e-99999999999999999999', '1e-99999999999999999999'],
    ['[null,true,"x",{"a":[]}]', [null, true, 'x', { a: [] }]],
  ])('%s', (text, plain) => {
    expect(toPlain(parse(text))).toStrictEqual(plain);
  });

  test('__proto__ is a member and no prototype', () => {
    const plain = toPlain(parse('{"__proto__":{"admin":true},"a":1}')) as object;
    expect(Object.keys(plain)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect('admin' in plain).toBe(false);
    expect(JSON.stringify(plain)).toBe('{"__proto__":{"admin":true},"a":1}');
  });
});

describe('against JSON.parse and JSON.stringify', () => {
  const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });

  test('what JSON.stringify writes is read as the same value, and rendered as JSON.stringify does', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        const parsed = parse(text);
        expect(toPlain(parsed)).toStrictEqual(JSON.parse(text));
        expect(renderJson(parsed)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  test('reading, rendering and reading again changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const parsed = parse(JSON.stringify(value));
        expect(parse(renderJson(parsed))).toStrictEqual(parsed);
      }),
    );
  });

  const quotes = (text: string) => text.split('"').length - 1;

  /** Texts that are nearly JSON: pieces of it in any order, and JSON with one character changed. */
  const pieces = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', ' ', '"', '"a"', '"b":', '\\', '\\u0061', '\\ud800', '\n'],
    ...['1', '0', '-', '.', '5', 'e', '+', '1.0', '1e400', 'true', 'false', 'null', 'ü', '\u0001'],
  );
  const nearly = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc
      .tuple(json, fc.nat(), pieces)
      .map(([value, position, piece]) => {
        const text = JSON.stringify(value);
        const index = position % (text.length + 1);
        return text.slice(0, index) + piece + text.slice(index + 1);
      })
      .filter((text) => !/[\ud800-\udfff]/u.test(text)),
  );

  test('JSON.parse accepts every accepted text, as the same value; other refusals have a reason', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        let expected: unknown;
        let valid = true;
        try {
          expected = JSON.parse(text);
        } catch {
          valid = false;
        }
        const fault = formatFault(() => parse(text));
        if (fault === undefined) {
          expect(valid).toBe(true);
          const ours = JSON.stringify(toPlain(parse(text)), (_, member) =>
            typeof member === 'string' && /^-?\d/.test(member) ? Number(member) : member,
          );
          const theirs = JSON.stringify(expected, (_, member) =>
            typeof member === 'string' && /^-?\d/.test(member) ? Number(member) : member,
          );
          expect(ours).toBe(theirs);
        } else {
          expect(fault[0]).toBe('json-format');
          expect(fault[1]).toBeLessThanOrEqual(encodeUtf8(text).length);
          // A duplicate key is a member less in the value; the other reason is half of a surrogate pair.
          if (valid && !text.includes('\\ud800')) {
            expect(quotes(JSON.stringify(expected))).toBeLessThan(quotes(text));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('any bytes are accepted, or refused with an offset inside them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const fault = formatFault(() => parseStrictJson(bytes));
        if (fault === undefined) return;
        expect(fault[0]).toBe('json-format');
        expect(fault[1]).toBeGreaterThanOrEqual(0);
        expect(fault[1]).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('plain values', () => {
  const bytesOf = (text: string) => encodeUtf8(text);
  const slowly = (text: string, limits = {}) => toPlain(parseStrictJson(bytesOf(text), limits));
  const ending = (read: () => unknown): unknown => {
    try {
      return { value: read() };
    } catch (error) {
      const { code, at, message } = error as FormatError;
      return { code, at, message };
    }
  };
  /** The short way and the long way end alike: the same value, or the same refusal at the same place. */
  const expectSame = (text: string, limits = {}) =>
    expect(ending(() => parsePlainJson(bytesOf(text), limits))).toEqual(
      ending(() => slowly(text, limits)),
    );

  test.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":2}}',
    '[{"a":1},{"a":1}]',
    '{"a":":","b":"{\\"a\\":1}"}',
    '{"\\u0061":1,"a":2}',
    '{"a":"\\ud800"}',
    '{"__proto__":1,"constructor":2}',
    '{"__proto__":1,"__proto__":2}',
    '123456789012345',
    '1234567890123456',
    '9007199254740993',
    '[1.0,1e2,-0,-1,0.5,18446744073709551615]',
    '[true,false,null]',
    'null',
    '""',
    '"a',
    '{"a":1}x',
    '{"a":1,}',
    '01',
    '\ufeff{}',
    ' { } ',
    `${'['.repeat(65)}${']'.repeat(65)}`,
    `${'['.repeat(64)}${']'.repeat(64)}`,
  ])('%j', (text) => {
    expectSame(text);
  });

  test('limits hold', () => {
    expectSame('[1,2,3]', { maxValues: 4 });
    expectSame('[1,2,3]', { maxValues: 3 });
    expectSame('[[1]]', { maxDepth: 2 });
    expectSame('[[1]]', { maxDepth: 1 });
  });

  test.each([
    ['lists', `[${'[],'.repeat(5_000_000)}[]]`],
    ['numbers', `[${'1,'.repeat(5_000_000)}1]`],
    ['objects', `[${'{"a":1},'.repeat(1_000_000)}{}]`],
    ['levels', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ])('too many %s are counted before anything is built', (_, text) => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      expect(() => parsePlainJson(encodeUtf8(text))).toThrowWithCode('json-format');
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });

  test('empty lists and objects are counted as one value each', () => {
    const text = encodeUtf8('[[],{},[ ],{"a":[\n],"b":[[],""]}]');
    expect(() => parsePlainJson(text, { maxValues: 9 })).not.toThrow();
    expect(() => parsePlainJson(text, { maxValues: 8 })).toThrowWithCode('json-format');
    const parse = jest.spyOn(JSON, 'parse');
    parsePlainJson(text, { maxValues: 9 });
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
  });

  test('property: both ways end alike on JSON, and on JSON with a fault in it', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', ':', '{', '}', ',', '0', '-', ' ', '\\'),
        (text, at, more) => {
          expectSame(text);
          const place = at % (text.length + 1);
          expectSame(text.slice(0, place) + more + text.slice(place));
          expectSame(text.slice(0, place) + more + text.slice(place + 1));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('property: a duplicate key is refused at any depth', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), fc.string(), (a, b, key) => {
        const name = JSON.stringify(key);
        const text = `[{"x":${a}},{${name}:${a},"${'y'.repeat(3)}":0,${name}:${b}}]`;
        expect(() => parsePlainJson(bytesOf(text))).toThrowWithCode('json-format');
      }),
    );
  });
});
