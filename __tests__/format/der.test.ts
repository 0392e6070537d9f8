import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeHex } from '../../src/base/encoding.js';
import { DER_MAX_DEPTH } from '../../src/base/size-limits.js';
import { type DerElement, DerFields, parseDer, TAG } from '../../src/format/der.js';
import {
  bitStringOf,
  booleanOf,
  countOf,
  integerBytes,
  objectIdentifierOf,
  timeOf,
  wholeBitStringOf,
} from '../../src/format/der-values.js';
import { der, hex, oid, sequence, text } from '../fakes/der-maker.js';
import { formatFault } from '../fakes/format-fault.js';

const nested = (levels: number): Uint8Array =>
  levels === 1 ? sequence() : sequence(nested(levels - 1));

describe('elements', () => {
  test('of one level, with offsets and the bytes as received', () => {
    const bytes = sequence(hex('020105'), hex('0401aa'));
    const element = parseDer(bytes);
    expect(element).toMatchObject({ tag: 0x30, offsetBytes: 0, contentOffsetBytes: 2 });
    expect(element.encoded).toEqual(bytes);
    expect(element.children).toMatchObject([
      { tag: 0x02, offsetBytes: 2, contentOffsetBytes: 4, content: hex('05'), children: [] },
      { tag: 0x04, offsetBytes: 5, contentOffsetBytes: 7, content: hex('aa'), children: [] },
    ]);
  });

  test('wrapped in a string keep the offsets of the outer input', () => {
    const [octets] = parseDer(sequence(der(0x04, hex('020105')))).children;
    const inner = parseDer(octets?.content ?? hex(''), octets?.contentOffsetBytes);
    expect([inner.offsetBytes, inner.contentOffsetBytes]).toEqual([4, 6]);
    expect(formatFault(() => parseDer(hex('0201'), 100))).toEqual(['der-format', 100]);
    expect(formatFault(() => parseDer(hex('02010500'), 100))).toEqual(['der-format', 103]);
  });

  test.each([0, 127, 128, 255, 256, 65535, 65536])('with %i bytes', (size) => {
    expect(parseDer(der(0x04, new Uint8Array(size))).content.length).toBe(size);
  });

  test.each([
    ['context tag, primitive', '80 01 aa'],
    ['context tag, constructed', 'a0 03 02 01 05'],
    ['application tag', '41 01 aa'],
    ['private tag', 'c1 00'],
    ['NULL', '05 00'],
    ['EXTERNAL, always constructed', '28 00'],
  ])('%s', (_, bytes) => {
    expect(parseDer(hex(bytes)).encoded).toEqual(hex(bytes));
  });

  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['a tag alone', '02', 1],
    ['a tag of more bytes', '1f 81 00 00', 0],
    ['a context tag of more bytes', 'bf 1f 00', 0],
    ['end-of-contents', '00 00', 0],
    ['end-of-contents inside', '30 02 00 00', 2],
    ['constructed tag 0', '20 00', 0],
    ['a primitive SEQUENCE', '10 00', 0],
    ['a primitive SET', '11 00', 0],
    ['a constructed string, as BER allows', '24 03 04 01 aa', 0],
    ['a constructed BIT STRING', '23 03 03 01 00', 0],
    ['an indefinite length', '30 80 00 00', 1],
    ['an indefinite length inside', '30 04 30 80 00 00', 3],
    ['a length of five bytes', '04 85 00 00 00 00 01 aa', 1],
    ['the reserved length ff', '04 ff', 1],
    ['a length that is cut off', '04 82 01', 1],
    ['a long form below 128', '04 81 7f', 1],
    ['a leading zero in the length', '04 82 00 80', 1],
    ['content that is cut off', '04 05 aa', 0],
    ['a length of 4 GiB', '04 84 ff ff ff ff aa', 0],
    ['a child longer than its parent', '30 03 04 02 aa 04', 2],
    ['a child that is a tag alone', '30 01 04', 3],
    ['a byte behind', '05 00 00', 2],
  ])('%s is refused', (_, bytes, offset) => {
    expect(formatFault(() => parseDer(hex(bytes)))).toEqual(['der-format', offset]);
  });

  test(`${DER_MAX_DEPTH} levels and not one more`, () => {
    expect(parseDer(nested(DER_MAX_DEPTH)).tag).toBe(0x30);
    expect(formatFault(() => parseDer(nested(DER_MAX_DEPTH + 1)))).toEqual([
      'der-format',
      2 * DER_MAX_DEPTH,
    ]);
  });

  test('any bytes are an element that encodes them, or a refusal inside them', () => {
    const anyBytes = fc.uint8Array({ maxLength: 40 });
    const shaped = fc.uint8Array({ maxLength: 40 }).map((content) => der(0x30, content));
    fc.assert(
      fc.property(fc.oneof(anyBytes, shaped), (bytes) => {
        const fault = formatFault(() => {
          const element = parseDer(bytes);
          expect(element.encoded).toEqual(bytes);
          expect(reencoded(element)).toEqual(bytes);
        });
        if (fault === undefined) return;
        expect(fault[0]).toBe('der-format');
        expect(fault[1]).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  function reencoded({ tag, content, children }: DerElement): Uint8Array {
    return (tag & 0x20) === 0 ? der(tag, content) : der(tag, ...children.map(reencoded));
  }
});

describe('fields', () => {
  const element = parseDer(sequence(hex('020105'), hex('0101ff')));
  const fields = () => new DerFields(element, TAG.sequence, 'pair');

  test('are taken in order, optional ones by tag', () => {
    const pair = fields();
    expect(pair.takeOptional(TAG.boolean)).toBeUndefined();
    expect(pair.take('number', TAG.integer).content).toEqual(hex('05'));
    expect(pair.takeOptional(TAG.boolean)?.content).toEqual(hex('ff'));
    expect(pair.takeOptional(TAG.boolean)).toBeUndefined();
    expect(() => pair.end()).not.toThrow();
  });

  test('of another type, missing or left over are refused where they are', () => {
    expect(formatFault(() => new DerFields(element, TAG.set, 'pair'))).toEqual(['der-format', 0]);
    expect(formatFault(() => fields().take('flag', TAG.boolean))).toEqual(['der-format', 2]);
    expect(formatFault(() => fields().end())).toEqual(['der-format', 2]);
    const pair = fields();
    pair.take('number');
    pair.take('flag');
    expect(formatFault(() => pair.take('more'))).toEqual(['der-format', 8]);
  });
});

type Reader = (element: DerElement, what: string) => unknown;

/** What the reader makes of this element, inside a SEQUENCE so that its offset is 2. */
function read(reader: Reader, bytes: Uint8Array): unknown {
  const [element] = parseDer(sequence(bytes)).children;
  if (element === undefined) throw new Error('no element');
  return reader(element, 'value');
}

describe('values', () => {
  test.each<[Reader, string, unknown]>([
    [booleanOf, '0101ff', true],
    [booleanOf, '010100', false],
    [integerBytes, '020100', hex('00')],
    [integerBytes, '02020080', hex('0080')],
    [integerBytes, '0201ff', hex('ff')],
    [integerBytes, '0202ff7f', hex('ff7f')],
    [countOf, '020100', 0],
    [countOf, '02020080', 128],
    [countOf, '02067fffffffffff', 2 ** 47 - 1],
    [objectIdentifierOf, '060100', '0.0'],
    [objectIdentifierOf, '060127', '0.39'],
    [objectIdentifierOf, '060128', '1.0'],
    [objectIdentifierOf, '06014f', '1.39'],
    [objectIdentifierOf, '060150', '2.0'],
    [objectIdentifierOf, '06028837', '2.999'],
    [objectIdentifierOf, '06082a8648ce3d040303', '1.2.840.10045.4.3.3'],
    [objectIdentifierOf, '0603550403', '2.5.4.3'],
    [bitStringOf, '030100', { bytes: hex(''), unusedBits: 0 }],
    [bitStringOf, '030206c0', { bytes: hex('c0'), unusedBits: 6 }],
    [bitStringOf, '030307ff80', { bytes: hex('ff80'), unusedBits: 7 }],
    [wholeBitStringOf, '030200c1', hex('c1')],
  ])('%p of %s', (reader, bytes, value) => {
    expect(read(reader, hex(bytes))).toEqual(value);
  });

  test('an arc of 128 bits, and the largest that 19 bytes hold', () => {
    const uuid = '69 83f8 aaed cce2 bdc5 a0a0 c7be 9ba2 d381 aa86 3a';
    const largest = `83${'ff'.repeat(17)}7f`;
    expect(read(objectIdentifierOf, oid(largest))).toBe(`2.${2n ** 128n - 1n - 80n}`);
    expect(() => read(objectIdentifierOf, oid(`${largest.slice(0, -2)}ff7f`))).toThrowWithCode(
      'der-format',
    );
    expect(String(read(objectIdentifierOf, oid(uuid)))).toMatch(/^2\.25\.\d{36,39}$/);
  });

  test.each<[string, Reader, string, number]>([
    ['a BOOLEAN of another byte', booleanOf, '010101', 2],
    ['a BOOLEAN of none', booleanOf, '0100', 2],
    ['a BOOLEAN of two', booleanOf, '0102ffff', 2],
    ['another type for a BOOLEAN', booleanOf, '0201ff', 2],
    ['an INTEGER of no bytes', integerBytes, '0200', 2],
    ['an INTEGER with a needless 00', integerBytes, '0202007f', 2],
    ['an INTEGER with a needless ff', integerBytes, '0202ff80', 2],
    ['another type for an INTEGER', integerBytes, '030100', 2],
    ['a count below zero', countOf, '0201ff', 2],
    ['a count beyond exact numbers', countOf, '020700ffffffffffff', 2],
    ['an OID of no arcs', objectIdentifierOf, '0600', 2],
    ['an OID whose last arc does not end', objectIdentifierOf, '06022a86', 2],
    ['an OID with a padded first arc', objectIdentifierOf, '0602802a', 4],
    ['an OID with a padded later arc', objectIdentifierOf, '06032a8001', 5],
    ['another type for an OID', objectIdentifierOf, '0d012a', 2],
    ['a BIT STRING of no bytes', bitStringOf, '0300', 2],
    ['a BIT STRING with 8 unused bits', bitStringOf, '03020800', 2],
    ['an empty BIT STRING with unused bits', bitStringOf, '030101', 2],
    ['a BIT STRING with an unused bit set', bitStringOf, '030206c1', 2],
    ['another type for a BIT STRING', bitStringOf, '040206c0', 2],
    ['unused bits where bytes are whole', wholeBitStringOf, '030206c0', 2],
  ])('%s is refused', (_, reader, bytes, offset) => {
    expect(formatFault(() => read(reader, hex(bytes)))).toEqual(['der-format', offset]);
  });

  test('object identifiers of any small arcs come back as they were', () => {
    const arcs = fc.tuple(
      fc.oneof(fc.tuple(fc.nat(1), fc.nat(39)), fc.tuple(fc.constant(2), fc.nat(100_000))),
      fc.array(fc.nat(), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(arcs, ([[first, second], rest]) => {
        const bytes = [40 * first + second, ...rest].flatMap(base128);
        expect(read(objectIdentifierOf, der(0x06, bytes))).toBe([first, second, ...rest].join('.'));
      }),
    );
  });

  function base128(arc: number): number[] {
    const low = arc % 128;
    const high = Math.floor(arc / 128);
    return high === 0 ? [low] : [...base128(high).map((digit) => digit | 0x80), low];
  }
});

describe('times', () => {
  test.each([
    [0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [0x17, '991231235959Z', '1999-12-31T23:59:59.000Z'],
    [0x17, '000229120000Z', '2000-02-29T12:00:00.000Z'],
    [0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [0x18, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    [0x18, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('of tag %i, %s', (tag, value, instant) => {
    expect(read(timeOf, text(tag, value))).toBe(Date.parse(instant));
  });

  test.each([
    ['UTCTime without seconds', 0x17, '2501010000Z'],
    ['UTCTime without Z', 0x17, '250101000000'],
    ['UTCTime with a small z', 0x17, '250101000000z'],
    ['UTCTime with an offset', 0x17, '250101000000+0000'],
    ['UTCTime with a year of four digits', 0x17, '20250101000000Z'],
    ['UTCTime with other digits', 0x17, '25010100000٠Z'],
    ['UTCTime of a day that is none', 0x17, '250229000000Z'],
    ['UTCTime with a leap second', 0x17, '161231235960Z'],
    ['UTCTime of month 0', 0x17, '250001000000Z'],
    ['UTCTime of hour 24', 0x17, '250101240000Z'],
    ['UTCTime that is empty', 0x17, ''],
    ['UTCTime with a line end', 0x17, '250101000000Z\n'],
    ['GeneralizedTime before 2050', 0x18, '20491231235959Z'],
    ['GeneralizedTime with a fraction', 0x18, '20500101000000.5Z'],
    ['GeneralizedTime without seconds', 0x18, '205001010000Z'],
    ['GeneralizedTime with an offset', 0x18, '20500101000000+0100'],
    ['GeneralizedTime of a day that is none', 0x18, '20500230000000Z'],
    ['GeneralizedTime with a year of five digits', 0x18, '120500101000000Z'],
    ['another type', 0x13, '250101000000Z'],
  ])('%s is refused', (_, tag, value) => {
    expect(formatFault(() => read(timeOf, text(tag, value)))).toEqual(['der-format', 2]);
  });
});

test('the maker of these tests makes what the cases above spell', () => {
  expect(encodeHex(der(0x04, new Uint8Array(200))).slice(0, 6)).toBe('0481c8');
  expect(encodeHex(sequence(oid('2a03')))).toBe('300406022a03');
});
