import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDer } from '../../src/format/der.js';
import {
  directoryText,
  type Name,
  nameOf,
  nameToRfc4514,
} from '../../src/format/distinguished-name.js';
import { parseCertificate } from '../../src/format/x509.js';
import { certificateVectors, vectorDer } from '../fakes/certificate-vectors.js';
import { der, hex, oid, sequence, set, text } from '../fakes/der-maker.js';

const UTF8 = 0x0c;
const CN = '550403';
const O = '55040a';

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), value);
const name = (...sets: Uint8Array[]): Name => nameOf(parseDer(sequence(...sets)), 'name');
const commonName = (value: string): Name => name(set(attribute(CN, text(UTF8, value))));

describe.each(certificateVectors.map((vector) => [vector.file, vector] as const))(
  '%s',
  (_, vector) => {
    const { issuer, subject } = parseCertificate(vectorDer(vector));

    test('has its names as OpenSSL or RFC 4514 prints them', () => {
      expect(nameToRfc4514(issuer)).toBe(vector.issuerRfc4514 ?? vector.issuer);
      if (vector.subject !== vector.issuer) expect(nameToRfc4514(subject)).toBe(vector.subject);
    });
  },
);

describe('the string form', () => {
  test('examples of RFC 4514 section 4', () => {
    const [dc, uid, ou] = ['0992268993f22c640119', '0992268993f22c640101', '55040b'];
    expect(
      nameToRfc4514(
        name(
          set(attribute(dc, text(0x16, 'net'))),
          set(attribute(dc, text(0x16, 'example'))),
          set(attribute(uid, text(UTF8, 'jsmith'))),
        ),
      ),
    ).toBe('UID=jsmith,DC=example,DC=net');
    expect(
      nameToRfc4514(
        name(
          set(attribute(dc, text(0x16, 'net'))),
          set(attribute(dc, text(0x16, 'example'))),
          set(attribute(ou, text(UTF8, 'Sales')), attribute(CN, text(UTF8, 'J.  Smith'))),
        ),
      ),
    ).toBe('OU=Sales+CN=J.  Smith,DC=example,DC=net');
    expect(nameToRfc4514(commonName('James "Jim" Smith, III'))).toBe(
      'CN=James \\"Jim\\" Smith\\, III',
    );
    expect(nameToRfc4514(commonName('Before\rAfter'))).toBe('CN=Before\\0DAfter');
    expect(nameToRfc4514(name(set(attribute('2b0601040182370201', text(UTF8, 'x')))))).toBe(
      '1.3.6.1.4.1.311.2.1=#0c0178',
    );
    expect(nameToRfc4514(commonName('Lučić'))).toBe('CN=Lučić');
  });

  test.each([
    [' ', '\\ '],
    ['  ', '\\ \\ '],
    ['   ', '\\  \\ '],
    ['#', '\\#'],
    ['a#', 'a#'],
    [' a ', '\\ a\\ '],
    ['\\', '\\\\'],
    ['\\ ', '\\\\\\ '],
    ['"+,;<>', '\\"\\+\\,\\;\\<\\>'],
    ['a=b', 'a=b'],
    ['\0', '\\00'],
    ['\u202e', '\\E2\\80\\AE'],
    ['', ''],
  ])('of %j', (value, expected) => {
    expect(nameToRfc4514(commonName(value))).toBe(`CN=${expected}`);
  });

  test('of a value that is not text: its DER', () => {
    expect(nameToRfc4514(name(set(attribute(CN, der(UTF8, hex('ff'))))))).toBe('CN=#0c01ff');
    expect(nameToRfc4514(name(set(attribute(CN, hex('020105')))))).toBe('CN=#020105');
  });

  test('tells names of one text apart', () => {
    const value = fc.string({ unit: fc.constantFrom(...' ,+=#\\"<>;aé\0\u202e'), maxLength: 6 });
    const parts = fc.array(fc.tuple(fc.constantFrom(CN, O), value), { maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const [left, right] = [a, b].map((part) =>
          nameToRfc4514(name(...part.map(([type, of]) => set(attribute(type, text(UTF8, of)))))),
        );
        expect(left === right).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('text of a value', () => {
  test.each<[string, string, string | undefined]>([
    ['UTF8String', '0c 06 c3bc f09f9880', 'ü😀'],
    ['UTF8String with a byte order mark', '0c 04 efbbbf 61', '\ufeffa'],
    ['UTF8String, malformed', '0c 01 ff', undefined],
    ['UTF8String, cut off', '0c 01 c3', undefined],
    ['UTF8String, overlong', '0c 02 c080', undefined],
    ['UTF8String with a surrogate', '0c 03 eda080', undefined],
    ['PrintableString', '13 01 61', 'a'],
    ['NumericString', '12 01 31', '1'],
    ['IA5String above ASCII', '16 01 e9', 'é'],
    ['TeletexString', '14 01 fc', 'ü'],
    ['BMPString', '1e 02 2603', '☃'],
    ['BMPString of odd length', '1e 03 260300', undefined],
    ['BMPString with half of a pair', '1e 02 d83d', undefined],
    ['UniversalString', '1c 04 0001f600', '😀'],
    ['UniversalString beyond Unicode', '1c 04 00110000', undefined],
    ['UniversalString with a surrogate', '1c 04 0000d800', undefined],
    ['UniversalString of odd length', '1c 05 0001f60000', undefined],
    ['INTEGER', '02 01 61', undefined],
    ['OCTET STRING', '04 01 61', undefined],
    ['nothing in it', '0c 00', ''],
  ])('%s', (_, value, expected) => {
    expect(directoryText(parseDer(hex(value)))).toBe(expected);
  });
});
