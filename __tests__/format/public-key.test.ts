import { createHash, type createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  encodePublicKeyPem,
  keyId16Of,
  keyIdOf,
  parsePublicKeyDer,
  parsePublicKeyPem,
} from '../../src/format/public-key.js';

const pair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const KEYS = (['P-256', 'P-384'] as const).map((curve) => {
  const { publicKey } = pair(curve);
  return {
    curve,
    der: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
});
const [p256] = KEYS as [(typeof KEYS)[number]];

describe.each(KEYS)('public key on $curve', ({ curve, der, pem }) => {
  test('reads and writes the DER and PEM that OpenSSL makes', () => {
    expect(parsePublicKeyDer(der)).toEqual({ curve, spkiDer: der });
    expect(parsePublicKeyPem(pem)).toEqual({ curve, spkiDer: der });
    expect(encodePublicKeyPem({ curve, spkiDer: der })).toBe(pem);
    expect(parsePublicKeyPem(`\n${pem.replaceAll('\n', '\r\n')}\r\n`).spkiDer).toEqual(der);
  });

  test('a key id is the SHA-256 of the DER', () => {
    const hash = createHash('sha256').update(der);
    expect(keyIdOf(der)).toBe(hash.copy().digest('base64'));
    expect(keyId16Of(der)).toBe(hash.digest('hex').slice(0, 16));
  });

  test('refuses every change before the point, every shorter text, and bytes after the end', () => {
    const head = der.length - (curve === 'P-256' ? 64 : 96);
    for (let i = 0; i < head; i++) {
      const changed = der.with(i, (der[i] ?? 0) ^ 1);
      expect(() => parsePublicKeyDer(changed)).toThrowWithCode('der-format');
    }
    expect(() => parsePublicKeyDer(der.subarray(0, -1))).toThrowWithCode('der-format');
    expect(() => parsePublicKeyDer(Uint8Array.of(...der, 0))).toThrowWithCode('der-format');
    expect(() => parsePublicKeyDer(new Uint8Array())).toThrowWithCode('der-format');
  });
});

describe('what is not one of our keys', () => {
  const spkiPem = (key: ReturnType<typeof createPublicKey>) =>
    key.export({ format: 'pem', type: 'spki' }).toString();
  test.each([
    ['RSA', spkiPem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)],
    ['Ed25519', spkiPem(generateKeyPairSync('ed25519').publicKey)],
    ['P-521', spkiPem(pair('P-521').publicKey)],
    ['secp256k1', spkiPem(pair('secp256k1').publicKey)],
  ])('refuses %s', (_name, pem) => {
    expect(() => parsePublicKeyPem(pem)).toThrowWithCode('der-format');
  });

  test.each([
    ['nothing', ''],
    ['two blocks', p256.pem + p256.pem],
    ['text before', `# key\n${p256.pem}`],
    ['text behind', `${p256.pem}x`],
    ['another label', p256.pem.replaceAll('PUBLIC KEY', 'EC PUBLIC KEY')],
    ['unfinished', p256.pem.slice(0, 60)],
    ['white space inside', p256.pem.replace('MFkw', 'MFk w')],
    ['no padding', p256.pem.replaceAll('=', '')],
    ['too long', p256.pem + ' '.repeat(4096)],
  ])('refuses PEM with %s', (_name, pem) => {
    expect(() => parsePublicKeyPem(pem)).toThrowWithCode('pem-format');
  });

  test('a private key is named, and nothing of it is shown', () => {
    const pem = pair('P-256').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(() => parsePublicKeyPem(pem)).toThrowWithCode('pem-format');
    expect(() => parsePublicKeyPem(pem)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('private key') }),
    );
  });
});
