import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeHex, equalBytes } from '../../src/base/encoding.js';
import { FormatError } from '../../src/base/errors.js';
import { CERTIFICATE_MAX_BYTES } from '../../src/base/size-limits.js';
import { nameToRfc4514 } from '../../src/format/distinguished-name.js';
import { colonHex, opensslLongName, opensslTime } from '../../src/format/openssl-names.js';
import { type Certificate, parseCertificate } from '../../src/format/x509.js';
import {
  type CertificateVector,
  certificateDer,
  certificateVectors,
  vectorDer,
} from '../fakes/certificate-vectors.js';
import { der, hex, oid, sequence, set, text } from '../fakes/der-maker.js';

const CURVE_BY_KEY = ['key-explicit-parameters.pem', 'key-compressed-point.pem'];

/** OpenSSL's words for the key usages, in their order. */
const USAGE_TEXT: Readonly<Record<string, string>> = {
  digitalSignature: 'Digital Signature',
  nonRepudiation: 'Non Repudiation',
  keyEncipherment: 'Key Encipherment',
  dataEncipherment: 'Data Encipherment',
  keyAgreement: 'Key Agreement',
  keyCertSign: 'Certificate Sign',
  cRLSign: 'CRL Sign',
  encipherOnly: 'Encipher Only',
  decipherOnly: 'Decipher Only',
};

/** The facts of a certificate in the words of OpenSSL, to be compared with a vector. */
function inOpensslWords({ extensions, ...certificate }: Certificate): Partial<CertificateVector> {
  const { basicConstraints, keyUsage, subjectKeyIdentifier, authorityKeyIdentifier } = extensions;
  const { curve } = certificate.publicKey;
  return {
    version: certificate.version,
    serial: certificate.serialNumber.toUpperCase(),
    notBefore: opensslTime(certificate.notBefore),
    notAfter: opensslTime(certificate.notAfter),
    algorithm: opensslLongName(certificate.signatureAlgorithm.oid),
    signature: colonHex(certificate.signature),
    ...(curve === undefined ? {} : { nistCurve: curve }),
    extensions: {
      ...(basicConstraints === undefined
        ? {}
        : {
            basicConstraints: {
              critical: basicConstraints.critical,
              text: [
                `CA:${basicConstraints.ca ? 'TRUE' : 'FALSE'}`,
                ...('pathLength' in basicConstraints
                  ? [`pathlen:${basicConstraints.pathLength}`]
                  : []),
              ].join(', '),
            },
          }),
      ...(keyUsage === undefined
        ? {}
        : {
            keyUsage: {
              critical: keyUsage.critical,
              text: keyUsage.usages.map((usage) => USAGE_TEXT[usage]).join(', '),
            },
          }),
      ...(subjectKeyIdentifier === undefined
        ? {}
        : { subjectKeyIdentifier: colonHex(subjectKeyIdentifier) }),
      ...(authorityKeyIdentifier === undefined
        ? {}
        : { authorityKeyIdentifier: colonHex(authorityKeyIdentifier) }),
      critical: extensions.critical,
    },
  };
}

describe.each(certificateVectors.map((vector) => [vector.file, vector] as const))(
  '%s',
  (_, vector) => {
    const bytes = vectorDer(vector);
    const certificate = parseCertificate(bytes);

    test('says what OpenSSL says', () => {
      const { version, serial, notBefore, notAfter, algorithm, signature, extensions } = vector;
      // A curve counts only where it is named and the point is spelled out.
      const nistCurve = CURVE_BY_KEY.includes(vector.file) ? undefined : vector.nistCurve;
      expect(inOpensslWords(certificate)).toEqual({
        version,
        serial,
        notBefore,
        notAfter,
        algorithm,
        signature,
        extensions,
        ...(nistCurve === undefined ? {} : { nistCurve }),
      });
    });

    test('says what Node says', () => {
      const node = new X509Certificate(bytes);
      expect(certificate.serialNumber.toUpperCase()).toBe(
        node.serialNumber === '0' ? '00' : node.serialNumber,
      );
      expect(opensslTime(certificate.notBefore)).toBe(node.validFrom);
      expect(opensslTime(certificate.notAfter)).toBe(node.validTo);
      expect(certificate.notBefore).toBe(Date.parse(node.validFrom));
      expect(certificate.notAfter).toBe(Date.parse(node.validTo));
      const spki = node.publicKey.export({ type: 'spki', format: 'der' });
      expect(Buffer.from(certificate.publicKey.spkiDer)).toEqual(spki);
      // Version 1 has no extensions, and Node takes its self-signed ones for CAs.
      if (certificate.version === 3 && 'basicConstraints' in certificate.extensions)
        expect(certificate.extensions.basicConstraints?.ca).toBe(node.ca);
    });

    test('is made of the bytes that were received', () => {
      expect(certificate.der).toEqual(bytes);
      const { tbsDer, signatureAlgorithm, signature } = certificate;
      const again = sequence(tbsDer, signatureAlgorithm.der, der(0x03, hex('00'), signature));
      expect(again).toEqual(bytes);
      for (const part of [
        certificate.issuer.der,
        certificate.subject.der,
        certificate.publicKey.spkiDer,
      ])
        expect(encodeHex(tbsDer)).toContain(encodeHex(part));
    });
  },
);

test('the vectors cover versions, curves and algorithms', () => {
  const all = certificateVectors.map((vector) => parseCertificate(vectorDer(vector)));
  expect(new Set(all.map(({ version }) => version))).toEqual(new Set([1, 2, 3]));
  expect(new Set(all.map(({ publicKey }) => publicKey.curve))).toEqual(
    new Set(['P-256', 'P-384', 'P-521', undefined]),
  );
  expect(new Set(all.map(({ signatureAlgorithm }) => signatureAlgorithm.oid)).size).toBe(6);
});

describe('what is reported', () => {
  const read = (name: string) => parseCertificate(certificateDer(name));

  test('critical extensions that are not read', () => {
    const { unknownCritical } = read('extensions-unknown-critical').extensions;
    expect(unknownCritical).toEqual(['2.5.29.37', '1.3.6.1.4.1.55555.9']);
    expect(read('extensions-ca').extensions.unknownCritical).toEqual([]);
  });

  test('the chain of a Nitro document: each issuer is the next subject, byte for byte', () => {
    for (const year of ['aws-2022', 'aws-2026']) {
      const chain = ['leaf', 'instance', 'zonal', 'regional'].map((name) =>
        read(`${year}-${name}`),
      );
      chain.push(read('aws-root-g1'));
      for (const [i, { issuer }] of chain.slice(0, -1).entries())
        expect(issuer.der).toEqual(chain[i + 1]?.subject.der);
    }
  });

  test('the key, whatever it is', () => {
    expect(read('rsa-key').publicKey.algorithmOid).toBe('1.2.840.113549.1.1.1');
    expect(read('ed25519').publicKey.algorithmOid).toBe('1.3.101.112');
    expect(read('key-secp256k1').publicKey.algorithmOid).toBe('1.2.840.10045.2.1');
  });
});

const P384 = hex(
  `3076 3010 ${encodeHex(oid('2a8648ce3d0201'))} ${encodeHex(oid('2b81040022'))} 03 62 00 04 ${'11'.repeat(96)}`,
);
const ECDSA_SHA384 = sequence(oid('2a8648ce3d040303'));
const NAME = sequence(set(sequence(oid('550403'), text(0x0c, 'x'))));
const VALIDITY = sequence(text(0x17, '250101000000Z'), text(0x17, '260101000000Z'));
const KEY_USAGE = '551d0f';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_KEY_IDENTIFIER = '551d0e';
const AUTHORITY_KEY_IDENTIFIER = '551d23';

const extension = (type: string, value: string, flag = ''): Uint8Array =>
  sequence(oid(type), hex(flag), der(0x04, hex(value)));
const extensions = (...list: Uint8Array[]): Uint8Array => der(0xa3, sequence(...list));

interface Parts {
  readonly version?: Uint8Array;
  readonly serial?: Uint8Array;
  readonly inner?: Uint8Array;
  readonly issuer?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly key?: Uint8Array;
  readonly rest?: Uint8Array;
  readonly outer?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly behind?: Uint8Array;
}

const NOTHING = hex('');

/** A certificate of the right shape, version 3, with some parts replaced. */
function made(parts: Parts = {}): Uint8Array {
  const tbs = sequence(
    parts.version ?? hex('a003020102'),
    parts.serial ?? hex('020101'),
    parts.inner ?? ECDSA_SHA384,
    parts.issuer ?? NAME,
    parts.validity ?? VALIDITY,
    NAME,
    parts.key ?? P384,
    parts.rest ?? NOTHING,
  );
  return sequence(
    tbs,
    parts.outer ?? ECDSA_SHA384,
    parts.signature ?? hex('0302 00 aa'),
    parts.behind ?? NOTHING,
  );
}

const spki = (algorithm: Uint8Array, point: string): Uint8Array =>
  sequence(algorithm, der(0x03, hex('00'), hex(point)));
const ecKey = (curve: string, point: string): Uint8Array =>
  spki(sequence(oid('2a8648ce3d0201'), oid(curve)), point);

describe('which of those made here are accepted', () => {
  test('the one that all others are made from', () => {
    const certificate = parseCertificate(made());
    expect(certificate).toMatchObject({ version: 3, publicKey: { curve: 'P-384' } });
    expect(certificate.extensions).toEqual({ critical: [], unknownCritical: [] });
  });

  test.each<[string, Uint8Array, string | undefined]>([
    ['P-256', ecKey('2a8648ce3d030107', `04${'11'.repeat(64)}`), 'P-256'],
    ['P-521', ecKey('2b81040023', `04${'11'.repeat(132)}`), 'P-521'],
    ['a compressed point', ecKey('2b81040022', `02${'11'.repeat(48)}`), undefined],
    ['a point that is too short', ecKey('2b81040022', `04${'11'.repeat(95)}`), undefined],
    ['the point of another curve', ecKey('2b81040022', `04${'11'.repeat(64)}`), undefined],
    ['a hybrid point', ecKey('2b81040022', `06${'11'.repeat(96)}`), undefined],
    ['no parameters', spki(sequence(oid('2a8648ce3d0201')), `04${'11'.repeat(96)}`), undefined],
    [
      'a curve under another algorithm',
      spki(sequence(oid('2a03'), oid('2b81040022')), `04${'11'.repeat(96)}`),
      undefined,
    ],
  ])('a key on %s has the curve %s', (_, key, curve) => {
    expect(parseCertificate(made({ key })).publicKey.curve).toBe(curve);
  });
});

describe('what is refused', () => {
  const flag = '0101ff';
  test.each<[string, Uint8Array]>([
    ['nothing', NOTHING],
    ['a byte behind', Uint8Array.of(...made(), 0)],
    ['a fourth part', made({ behind: hex('0500') })],
    ['no signature', made({ signature: NOTHING })],
    ['a signature with unused bits', made({ signature: hex('030204a0') })],
    ['a signature in an OCTET STRING', made({ signature: hex('0402 00 aa') })],
    ['another algorithm outside', made({ outer: sequence(oid('2a8648ce3d040302')) })],
    ['parameters outside only', made({ outer: sequence(oid('2a8648ce3d040303'), hex('0500')) })],
    [
      'an algorithm of three parts',
      made({
        inner: sequence(oid('2a03'), hex('0500'), hex('0500')),
        outer: sequence(oid('2a03'), hex('0500'), hex('0500')),
      }),
    ],
    ['an algorithm without identifier', made({ inner: sequence(), outer: sequence() })],
    ['version 1 spelled out', made({ version: hex('a003020100') })],
    ['version 4', made({ version: hex('a003020103') })],
    ['a negative version', made({ version: hex('a0030201ff') })],
    ['a version of two numbers', made({ version: hex('a006020102020102') })],
    ['a padded version', made({ version: hex('a00402020002') })],
    ['no serial number', made({ serial: NOTHING })],
    ['a padded serial number', made({ serial: hex('02020001') })],
    ['a serial number of another type', made({ serial: hex('040101') })],
    ['a name that is a SET', made({ issuer: set() })],
    ['a name with an empty SET', made({ issuer: sequence(set()) })],
    [
      'an attribute of three parts',
      made({ issuer: sequence(set(sequence(oid('550403'), text(0x0c, 'x'), text(0x0c, 'y')))) }),
    ],
    ['an attribute without value', made({ issuer: sequence(set(sequence(oid('550403')))) })],
    [
      'an attribute in no SET',
      made({ issuer: sequence(sequence(oid('550403'), text(0x0c, 'x'))) }),
    ],
    ['one date', made({ validity: sequence(text(0x17, '250101000000Z')) })],
    [
      'three dates',
      made({ validity: sequence(...Array.from({ length: 3 }, () => text(0x17, '250101000000Z'))) }),
    ],
    [
      'a date of another form',
      made({ validity: sequence(text(0x17, '2501010000Z'), text(0x17, '260101000000Z')) }),
    ],
    ['a key with unused bits', made({ key: sequence(sequence(oid('2a03')), hex('030204a0')) })],
    [
      'a key of three parts',
      made({ key: sequence(sequence(oid('2a03')), hex('030200aa'), hex('0500')) }),
    ],
    [
      'a padded curve',
      made({ key: sequence(sequence(oid('2a8648ce3d0201'), oid('2b8001')), hex('030200aa')) }),
    ],
    [
      'extensions in version 1',
      made({ version: NOTHING, rest: extensions(extension(KEY_USAGE, '03020780')) }),
    ],
    [
      'extensions in version 2',
      made({ version: hex('a003020101'), rest: extensions(extension(KEY_USAGE, '03020780')) }),
    ],
    ['unique identifiers in version 1', made({ version: NOTHING, rest: hex('81020001') })],
    ['unique identifiers in the wrong order', made({ rest: hex('8202000181020001') })],
    [
      'a part behind the extensions',
      made({ rest: Uint8Array.of(...extensions(extension(KEY_USAGE, '03020780')), 5, 0) }),
    ],
    ['a part of an unknown tag', made({ rest: hex('a4020500') })],
    ['no extension at all', made({ rest: extensions() })],
    [
      'two lists of extensions',
      made({
        rest: der(
          0xa3,
          sequence(extension(KEY_USAGE, '03020780')),
          sequence(extension(BASIC_CONSTRAINTS, '3000')),
        ),
      }),
    ],
    [
      'an extension twice',
      made({
        rest: extensions(extension(KEY_USAGE, '03020780'), extension(KEY_USAGE, '03020780')),
      }),
    ],
    [
      'an unknown extension twice',
      made({
        rest: extensions(
          extension('2a03', '0500'),
          extension('2a04', '0500'),
          extension('2a03', '0500'),
        ),
      }),
    ],
    ['an extension without value', made({ rest: extensions(sequence(oid(KEY_USAGE))) })],
    [
      'an extension of four parts',
      made({
        rest: extensions(sequence(oid(KEY_USAGE), hex(flag), hex('040403020780'), hex('0500'))),
      }),
    ],
    [
      'a flag behind the value',
      made({ rest: extensions(sequence(oid('2a03'), hex('0400'), hex(flag))) }),
    ],
    ['a flag of 01', made({ rest: extensions(extension('2a03', '0500', '010101')) })],
    [
      'an extension value that is no DER',
      made({ rest: extensions(extension(KEY_USAGE, '03020780ff')) }),
    ],
    [
      'an extension value that is empty',
      made({ rest: extensions(extension(BASIC_CONSTRAINTS, '')) }),
    ],
    [
      'basicConstraints with more behind',
      made({ rest: extensions(extension(BASIC_CONSTRAINTS, '30080101ff0201000500')) }),
    ],
    [
      'basicConstraints in the wrong order',
      made({ rest: extensions(extension(BASIC_CONSTRAINTS, '30060201000101ff')) }),
    ],
    [
      'basicConstraints with a cA of 01',
      made({ rest: extensions(extension(BASIC_CONSTRAINTS, '3003010101')) }),
    ],
    [
      'a path length below zero',
      made({ rest: extensions(extension(BASIC_CONSTRAINTS, '30060101ff0201ff')) }),
    ],
    ['keyUsage without a usage', made({ rest: extensions(extension(KEY_USAGE, '030100')) })],
    ['keyUsage of zero bits only', made({ rest: extensions(extension(KEY_USAGE, '03020700')) })],
    [
      'keyUsage with an unused bit set',
      made({ rest: extensions(extension(KEY_USAGE, '03020781')) }),
    ],
    ['keyUsage of another type', made({ rest: extensions(extension(KEY_USAGE, '04020780')) })],
    [
      'subjectKeyIdentifier of another type',
      made({ rest: extensions(extension(SUBJECT_KEY_IDENTIFIER, '030200aa')) }),
    ],
    [
      'authorityKeyIdentifier with more behind',
      made({ rest: extensions(extension(AUTHORITY_KEY_IDENTIFIER, '30058001aa0500')) }),
    ],
    [
      'authorityKeyIdentifier twice in itself',
      made({ rest: extensions(extension(AUTHORITY_KEY_IDENTIFIER, '30068001aa8001aa')) }),
    ],
    ['a PEM text', Uint8Array.from(Buffer.from('-----BEGIN CERTIFICATE-----'))],
  ])('%s', (_, bytes) => {
    expect(() => parseCertificate(bytes)).toThrowWithCode('certificate-format');
  });

  test('more bytes than the limit, before anything is read', () => {
    const withValue = (sizeBytes: number) =>
      made({ rest: extensions(extension('2a03', '00'.repeat(sizeBytes))) });
    const overheadBytes = withValue(10_000).length - 10_000;
    const large = (sizeBytes: number) => withValue(sizeBytes - overheadBytes);
    expect(large(CERTIFICATE_MAX_BYTES).length).toBe(CERTIFICATE_MAX_BYTES);
    expect(parseCertificate(large(CERTIFICATE_MAX_BYTES)).version).toBe(3);
    expect(() => parseCertificate(large(CERTIFICATE_MAX_BYTES + 1))).toThrowWithCode(
      'certificate-format',
    );
  });

  test('with the offset in the certificate, and the fault of the DER as cause', () => {
    const good = certificateDer('extensions-ca');
    // A BOOLEAN of 01 inside an extension's string.
    const value = encodeHex(good).indexOf('0101ff02') / 2;
    const bad = good.with(value + 2, 1);
    const refusal = refusalOf(() => parseCertificate(bad));
    expect(refusal?.at?.offsetBytes).toBe(value);
    expect(refusal?.cause).toMatchObject({ code: 'der-format', at: { offsetBytes: value } });
    expect(refusalOf(() => parseCertificate(bad.subarray(0, -1)))?.at?.offsetBytes).toBe(0);
  });
});

function refusalOf(action: () => unknown): FormatError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  return undefined;
}

describe.each(['image-signed-p384', 'aws-2026-regional', 'extensions-ca', 'name-string-types'])(
  'a damaged %s',
  (name) => {
    const good = certificateDer(name);
    const original = parseCertificate(good);

    test('is another certificate or refused, whichever bit is flipped', () => {
      let taken = 0;
      for (let i = 0; i < 8 * good.length; i++) {
        const byte = good[i >> 3] ?? 0;
        const flipped = good.with(i >> 3, byte ^ (1 << (i & 7)));
        const refusal = refusalOf(() => {
          const other = parseCertificate(flipped);
          taken++;
          // Nothing is outside of what is compared: no byte is free.
          expect(
            equalBytes(other.tbsDer, original.tbsDer) &&
              equalBytes(other.signature, original.signature) &&
              equalBytes(other.signatureAlgorithm.der, original.signatureAlgorithm.der),
          ).toBe(false);
        });
        if (refusal !== undefined) expect(refusal.code).toBe('certificate-format');
      }
      expect(taken).toBeGreaterThan(0);
    });

    test('is refused, wherever it is cut off', () => {
      for (let size = 0; size < good.length; size++) {
        expect(refusalOf(() => parseCertificate(good.subarray(0, size)))?.code).toBe(
          'certificate-format',
        );
      }
    });

    test('is read or refused, whatever bytes are put in', () => {
      const edit = fc.tuple(fc.nat(good.length), fc.nat(8), fc.uint8Array({ maxLength: 8 }));
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
          let bytes = good;
          for (const [at, cut, insert] of edits)
            bytes = Uint8Array.of(...bytes.slice(0, at), ...insert, ...bytes.slice(at + cut));
          const refusal = refusalOf(() => nameToRfc4514(parseCertificate(bytes).subject));
          if (refusal !== undefined) expect(refusal.code).toBe('certificate-format');
        }),
        { numRuns: 300 },
      );
    });
  },
);

test('random bytes are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(refusalOf(() => parseCertificate(bytes))?.code).toBe('certificate-format');
    }),
  );
});
