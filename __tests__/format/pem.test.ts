import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CodedError, FormatError } from '../../src/base/errors.js';
import { PEM_MAX_BYTES } from '../../src/base/size-limits.js';
import { encodePem, parseCertificatePem, parsePem } from '../../src/format/pem.js';
import { certificatePem, certificateVectors } from '../fakes/certificate-vectors.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
const GOOD = `${BEGIN}\nAQID\nBAU=\n${END}\n`;
const CONTENT = Uint8Array.of(1, 2, 3, 4, 5);

function refusalOf(action: () => unknown): CodedError {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('nothing thrown');
}

describe('what is accepted', () => {
  test.each([
    ['lines of any length', GOOD],
    ['one line', `${BEGIN}\nAQIDBAU=\n${END}\n`],
    ['no line end behind', GOOD.trimEnd()],
    ['\\r\\n', GOOD.replaceAll('\n', '\r\n')],
    ['line ends around', `\n\r\n\n${GOOD}\r\n\n`],
  ])('%s', (_, text) => {
    expect(parseCertificatePem(bytes(text))).toEqual(CONTENT);
  });

  test.each(certificateVectors.map(({ file }) => file.replace('.pem', '')))(
    '%s, as Node reads it',
    (name) => {
      const pem = certificatePem(name);
      expect(Buffer.from(parseCertificatePem(pem))).toEqual(new X509Certificate(pem).raw);
    },
  );

  test('another label, where it is asked for', () => {
    expect(parsePem(bytes(GOOD.replaceAll('CERTIFICATE', 'PUBLIC KEY')), 'PUBLIC KEY')).toEqual(
      CONTENT,
    );
  });

  test('whatever was encoded, in lines of 64', () => {
    const label = fc.constantFrom('CERTIFICATE', 'PUBLIC KEY', 'PRIVATE KEY');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), label, (content, name) => {
        const text = encodePem(name, content);
        expect(parsePem(bytes(text), name)).toEqual(content);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(64);
      }),
    );
  });

  test('as OpenSSL writes it', () => {
    const pem = certificatePem('rsa-signs-ec');
    expect(encodePem('CERTIFICATE', parseCertificatePem(pem))).toBe(pem.toString());
  });
});

describe('what is refused', () => {
  const at = GOOD.indexOf('AQID');
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['line ends alone', '\n\n', 0],
    ['DER', '\x30\x03\x02\x01\x05', 0],
    ['text in front', `subject=CN = x\n${GOOD}`, 0],
    ['a space in front', ` ${GOOD}`, 0],
    ['a byte order mark', `\xef\xbb\xbf${GOOD}`, 0],
    ['text behind', `${GOOD}more\n`, GOOD.length],
    ['a space behind', `${GOOD} `, GOOD.length],
    ['a second certificate', GOOD + GOOD, GOOD.length],
    ['another label', GOOD.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), 0],
    ['a trusted certificate', GOOD.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'), 0],
    ['the old label', GOOD.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'), 0],
    ['a label in small letters', GOOD.replaceAll('CERTIFICATE', 'certificate'), 0],
    ['a private key', `\n${GOOD.replaceAll('CERTIFICATE', 'PRIVATE KEY')}`, 1],
    ['a private key behind', GOOD + GOOD.replaceAll('CERTIFICATE', 'EC PRIVATE KEY'), 0],
    ['an encrypted private key', GOOD.replaceAll('CERTIFICATE', 'ENCRYPTED PRIVATE KEY'), 0],
    ['no end', `${BEGIN}\nAQID\n`, at + 5],
    ['the end of something else', GOOD.replace(END, '-----END PUBLIC KEY-----'), at + 10],
    ['an end with a space', GOOD.replace(END, `${END} `), at + 10],
    ['a second begin inside', `${BEGIN}\nAQID\n${GOOD}`, at + 5],
    ['no content', `${BEGIN}\n${END}\n`, at],
    ['an empty line inside', GOOD.replace('AQID\n', 'AQID\n\n'), at + 5],
    ['an empty line first', GOOD.replace('AQID', '\nAQID'), at],
    ['a header', GOOD.replace('AQID', 'Proc-Type: 4,ENCRYPTED\nAQID'), at],
    ['a space in a line', GOOD.replace('AQID', 'AQ ID'), at],
    ['a tab behind a line', GOOD.replace('AQID', 'AQID\t'), at],
    ['\\r alone as a line end', GOOD.replace('AQID\n', 'AQID\r'), at],
    ['two \\r', GOOD.replace('AQID\n', 'AQID\r\r\n'), at],
    ['the URL alphabet', GOOD.replace('AQID', 'AQ-_'), at],
    ['padding in the middle', GOOD.replace('AQID', 'AQI='), at],
    ['no padding', GOOD.replace('BAU=', 'BAU'), at],
    ['a bit after the last byte', GOOD.replace('BAU=', 'BAV='), at],
    ['a character above ASCII', GOOD.replace('AQID', 'AQI\xc4'), at],
    ['a NUL', GOOD.replace('AQID', 'AQ\0D'), at],
  ])('%s', (_, text, offset) => {
    const refusal = refusalOf(() => parseCertificatePem(bytes(text)));
    expect([refusal.code, refusal.at?.offsetBytes]).toEqual(['pem-format', offset]);
  });

  test('too much, before it is looked at', () => {
    const most = bytes(GOOD + '\n'.repeat(PEM_MAX_BYTES - GOOD.length));
    expect(parseCertificatePem(most)).toEqual(CONTENT);
    expect(() => parseCertificatePem(Uint8Array.of(...most, 10))).toThrowWithCode('pem-format');
  });

  test.each([
    ['DER', '\x30\x03\x02\x01\x05', /DER/],
    ['two certificates', GOOD + GOOD, /a second, CERTIFICATE/],
    ['a trusted certificate', GOOD.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'), /TRUSTED/],
    ['a private key', GOOD.replaceAll('CERTIFICATE', 'PRIVATE KEY'), /private key/],
  ])('%s is named, and there is a hint', (_, text, name) => {
    const refusal = refusalOf(() => parseCertificatePem(bytes(text)));
    expect(refusal.message).toMatch(name);
    expect(refusal.hint).toBeDefined();
  });

  test('nothing of the content is quoted, not by a cause either', () => {
    const secret = 'c2VjcmV0';
    const texts = [
      GOOD.replace('AQID', `${secret}!`),
      GOOD.replace('AQID', `${secret}=`),
      GOOD.replaceAll('CERTIFICATE', 'EC PRIVATE KEY').replace('AQID', secret),
      `${secret}\n${GOOD}`,
      `${GOOD}${secret}`,
      `-----BEGIN ${secret}-----\n`,
    ];
    for (const text of texts) {
      const { message, hint, cause } = refusalOf(() => parseCertificatePem(bytes(text)));
      expect(`${message} ${hint}`).not.toContain(secret);
      expect(cause).toBeUndefined();
    }
  });

  test('any edit of a certificate is read as the same bytes, or as others with that encoding, or refused', () => {
    const pem = certificatePem('image-signed-p384').toString();
    const edit = fc.tuple(fc.nat(pem.length), fc.nat(3), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(edit, ([place, cut, insert]) => {
        const edited = pem.slice(0, place) + insert + pem.slice(place + cut);
        try {
          const content = parseCertificatePem(bytes(edited));
          const joined = encodePem('CERTIFICATE', content).replace(/\s/g, '');
          expect(edited.replace(/[\r\n]/g, '')).toBe(
            joined
              .replace('-----BEGINCERTIFICATE', '-----BEGIN CERTIFICATE')
              .replace('-----ENDCERTIFICATE', '-----END CERTIFICATE'),
          );
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.code).toBe('pem-format');
        }
      }),
      { numRuns: 500 },
    );
  });
});
