import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDer } from '../../src/format/der.js';
import {
  colonHex,
  nitroCliText,
  opensslLongName,
  opensslTime,
} from '../../src/format/openssl-names.js';
import {
  ATTRIBUTE_TYPE_NAMES,
  SIGNATURE_ALGORITHM_NAMES,
} from '../../src/format/openssl-objects.js';
import { parseCertificate } from '../../src/format/x509.js';
import { certificateVectors, vectorDer } from '../fakes/certificate-vectors.js';
import { hex, text } from '../fakes/der-maker.js';

const printed = (value: string): string => nitroCliText(parseDer(text(0x0c, value)));

test.each(certificateVectors.map((vector) => [vector.file, vector] as const))(
  '%s has the issuer and the algorithm that nitro-cli prints',
  (_, vector) => {
    const { issuer, signatureAlgorithm } = parseCertificate(vectorDer(vector));
    // A later attribute of the same type replaces an earlier one.
    const entries = issuer.rdns
      .flat()
      .map(({ oid, value }) => [opensslLongName(oid), nitroCliText(value)] as const);
    expect(Object.fromEntries(entries)).toEqual(vector.nitroIssuer);
    expect(opensslLongName(signatureAlgorithm.oid)).toBe(vector.algorithm);
  },
);

describe('long names', () => {
  test.each([
    ['2.5.4.3', 'commonName'],
    ['2.5.4.8', 'stateOrProvinceName'],
    ['1.2.840.113549.1.9.1', 'emailAddress'],
    ['0.9.2342.19200300.100.1.25', 'domainComponent'],
    ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
    ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
    ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
    ['1.2.840.113549.1.1.10', 'rsassaPss'],
    ['1.3.101.112', 'ED25519'],
  ])('%s is %s', (oid, name) => {
    expect(opensslLongName(oid)).toBe(name);
  });

  test('an object without a name keeps its number', () => {
    expect(opensslLongName('1.3.6.1.4.1.55555.1')).toBe('1.3.6.1.4.1.55555.1');
    expect(opensslLongName('__proto__')).toBe('__proto__');
  });

  test('no object is in both tables, and no two have one name', () => {
    const both = [...ATTRIBUTE_TYPE_NAMES, ...SIGNATURE_ALGORITHM_NAMES];
    expect(new Set(both.map(([oid]) => oid)).size).toBe(both.length);
    expect(new Set(both.map(([, name]) => name)).size).toBe(both.length);
  });
});

describe('values', () => {
  // As `format!("{:?}", …)` of Rust 1.95 prints them, without the quotation marks.
  test.each([
    ['x"y', 'x\\y'],
    ['"', '\\'],
    ['\\"', '\\\\\\'],
    ["it's", "it's"],
    ['a\tb\rc\nd\\e', 'a\\tb\\rc\\nd\\\\e'],
    ['\u0001\u001b\u007f\u0085', '\\u{1}\\u{1b}\\u{7f}\\u{85}'],
    ['a b', 'a b'],
    ['a\u00a0b\u3000c\u2028d', 'a\\u{a0}b\\u{3000}c\\u{2028}d'],
    ['\u00ad\u200b\u200d\u202e\ufeff', '\\u{ad}\\u{200b}\\u{200d}\\u{202e}\\u{feff}'],
    ['e\u0301', 'e\\u{301}'],
    ['\u0301e', '\\u{301}e'],
    ['\u0903', '\u0903'],
    ['Ü€😀中', 'Ü€😀中'],
    ['👍🏽', '👍🏽'],
    ['\ue000\uffff\u{10ffff}', '\\u{e000}\\u{ffff}\\u{10ffff}'],
    ['', ''],
  ])('%j is printed as %j', (value, expected) => {
    expect(printed(value)).toBe(expected);
  });

  test('end at the first NUL', () => {
    expect(printed('good.example\0.evil')).toBe('good.example');
    expect(printed('\0')).toBe('');
  });

  test('that are not text are the word error', () => {
    expect(nitroCliText(parseDer(hex('03020005')))).toBe('error');
    expect(nitroCliText(parseDer(hex('0c01ff')))).toBe('error');
    expect(nitroCliText(parseDer(hex('3000')))).toBe('error');
  });

  test('never hold a quotation mark, a control character or a line end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(printed(value)).not.toMatch(/["\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('times and bytes', () => {
  test.each([
    ['2025-01-01T00:00:00Z', 'Jan  1 00:00:00 2025 GMT'],
    ['2099-12-31T23:59:59Z', 'Dec 31 23:59:59 2099 GMT'],
    ['1950-09-09T09:08:07Z', 'Sep  9 09:08:07 1950 GMT'],
    ['9999-12-31T23:59:59Z', 'Dec 31 23:59:59 9999 GMT'],
  ])('%s is %s', (instant, expected) => {
    expect(opensslTime(Date.parse(instant))).toBe(expected);
  });

  test('bytes in upper case with colons between', () => {
    expect(colonHex(hex('00 0a ff'))).toBe('00:0A:FF');
    expect(colonHex(hex('c3'))).toBe('C3');
    expect(colonHex(hex(''))).toBe('');
  });
});
