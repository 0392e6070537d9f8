import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Curve, SIGNATURE_BYTES } from '../../src/base/ecdsa.js';
import { decodeHex, encodeHex, encodeUtf8 } from '../../src/base/encoding.js';
import { derToRaw, rawToDer } from '../../src/format/ecdsa-signature.js';
import { formatFault } from '../fakes/format-fault.js';

const CURVES: [Curve, string][] = [
  ['P-256', 'sha256'],
  ['P-384', 'sha384'],
  ['P-521', 'sha512'],
];

describe('both ways', () => {
  const zeros = (count: number) => '00'.repeat(count);

  test.each<[string, Curve, string, string]>([
    ['1 and 2', 'P-256', '3006020101020102', `${zeros(31)}01${zeros(31)}02`],
    ['0 and 0', 'P-256', '3006020100020100', zeros(64)],
    ['127 and 128', 'P-256', '300702017f02020080', `${zeros(31)}7f${zeros(31)}80`],
    ['255 and 256', 'P-384', '3008020200ff02020100', `${zeros(47)}ff${zeros(46)}0100`],
    [
      'every bit of 256',
      'P-256',
      `3046022100${'ff'.repeat(32)}022100${'ff'.repeat(32)}`,
      'ff'.repeat(64),
    ],
    [
      'a body of 127 bytes',
      'P-521',
      `307f023d01${'ab'.repeat(60)}023e01${'cd'.repeat(61)}`,
      `${zeros(5)}01${'ab'.repeat(60)}${zeros(4)}01${'cd'.repeat(61)}`,
    ],
    [
      'a body of 128 bytes',
      'P-521',
      `308180023e01${'ab'.repeat(61)}023e01${'cd'.repeat(61)}`,
      `${zeros(4)}01${'ab'.repeat(61)}${zeros(4)}01${'cd'.repeat(61)}`,
    ],
    [
      'the longest of P-521',
      'P-521',
      `308188024201${'ff'.repeat(65)}024201${'ff'.repeat(65)}`,
      `01${'ff'.repeat(65)}01${'ff'.repeat(65)}`,
    ],
  ])('%s', (_, curve, der, raw) => {
    expect(encodeHex(derToRaw(decodeHex(der), curve))).toBe(raw);
    expect(encodeHex(rawToDer(decodeHex(raw)))).toBe(der);
  });

  test.each(CURVES)("%s: Node's two forms of one signature", (curve, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    const data = encodeUtf8('sample');
    for (let i = 0; i < 20; i++) {
      const der = new Uint8Array(sign(hash, data, privateKey));
      const raw = derToRaw(der, curve);
      expect(verify(hash, data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
      expect(rawToDer(raw)).toEqual(der);
    }
  });

  test.each(CURVES)('%s: any r and s', (curve) => {
    const width = SIGNATURE_BYTES[curve] / 2;
    const number = fc
      .tuple(fc.uint8Array({ maxLength: width }), fc.boolean())
      .map(([digits, high]) => {
        const filled = new Uint8Array(width);
        filled.set(digits, high ? 0 : width - digits.length);
        return filled;
      });
    fc.assert(
      fc.property(number, number, (r, s) => {
        const raw = Uint8Array.of(...r, ...s);
        expect(derToRaw(rawToDer(raw), curve)).toEqual(raw);
      }),
    );
  });
});

describe('what is refused, and where', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['a tag alone', '30', 0],
    ['an empty sequence', '3000', 2],
    ['r alone', '3003020101', 5],
    ['a SET', '3106020101020102', 0],
    ['r as OCTET STRING', '3006040101020102', 2],
    ['s as BIT STRING', '3006020101030102', 5],
    ['a third integer', '3009020101020102020103', 8],
    ['a byte behind the sequence', '300602010102010200', 8],
    ['a byte in the sequence behind s', '300702010102010200', 8],
    ['the sequence longer than its bytes', '3007020101020102', 0],
    ['the sequence shorter than s', '3005020101020102', 7],
    ['r longer than what is left', '3006020701020102', 2],
    ['s longer than what is left', '3006020101020202', 5],
    ['s cut off', '300402010102', 5],
    ['indefinite length', '30800201010201020000', 0],
    ['a length of two bytes', '30820006020101020102', 0],
    ['a long form of a short length', '308106020101020102', 0],
    ['a long form without its length', '3081', 0],
    ['a long form in r', '300702810101020102', 2],
    ['r without bytes', '30050200020102', 2],
    ['s without bytes', '30050201010200', 5],
    ['r negative', '30060201ff020102', 2],
    ['s negative', '3006020101020180', 5],
    ['r with a needless zero', '300702020001020102', 2],
    ['s with a needless zero', '300702010102020002', 5],
    ['zero in two bytes', '300702020000020102', 2],
    ['r wider than the curve', `3026022101${'00'.repeat(32)}020101`, 2],
    ['s wider than the curve', `3026020101022101${'00'.repeat(32)}`, 5],
  ])('%s', (_, der, offsetBytes) => {
    expect(formatFault(() => derToRaw(decodeHex(der), 'P-256'))).toEqual([
      'der-format',
      offsetBytes,
    ]);
  });

  test('r and s of a wider curve', () => {
    const der = rawToDer(new Uint8Array(96).fill(1));
    expect(formatFault(() => derToRaw(der, 'P-256'))).toEqual(['der-format', 2]);
    expect(formatFault(() => derToRaw(der, 'P-521'))).toBeUndefined();
  });

  test.each([0, 1, 63, 65, 95, 128, 131, 133, 1000])('r and s of %i bytes', (length) => {
    expect(() => rawToDer(new Uint8Array(length))).toThrowWithCode('der-format');
  });

  test('any bytes are refused, or are the one encoding of r and s', () => {
    const nearly = fc
      .tuple(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(), fc.nat(255))
      .map(([raw, position, byte]) => {
        const der = rawToDer(raw);
        der[position % 6] = byte;
        return der;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 12 }), nearly), (bytes) => {
        const fault = formatFault(() => derToRaw(bytes, 'P-256'));
        if (fault === undefined) expect(rawToDer(derToRaw(bytes, 'P-256'))).toEqual(bytes);
        else expect(fault[0]).toBe('der-format');
      }),
      { numRuns: 1000 },
    );
  });
});
