import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CodedError } from '../../src/base/errors.js';
import { parseCertificateFile } from '../../src/format/certificate-file.js';

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../vectors/field/certificates/${name}`, import.meta.url)));

function refusalOf(bytes: Uint8Array): CodedError {
  try {
    parseCertificateFile(bytes);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

test.each([
  ['p384.pem', 'P-384'],
  ['p521.pem', 'P-521'],
])('%s is taken', (name, curve) => {
  expect(parseCertificateFile(file(name)).publicKey.curve).toBe(curve);
});

test.each([
  ['ed25519.pem', 'an Ed25519 key'],
  ['secp256k1.pem', 'secp256k1'],
  ['explicit.pem', 'explicit curve parameters'],
  ['compressed.pem', 'a compressed point'],
  ['../rsa.crt', 'an RSA key'],
])('%s can sign no image: %s', (name, said) => {
  const { code, message, hint } = refusalOf(file(name));
  expect([code, message]).toEqual(['certificate-format', expect.stringContaining(said)]);
  expect(hint).toContain('openssl ecparam');
});

test.each([
  ['der.crt', 'DER', 'openssl x509 -inform DER'],
  ['../p384.der', 'DER', 'openssl x509 -inform DER'],
  ['pkcs12.p12', 'PKCS#12', 'openssl pkcs12'],
  ['pkcs7.p7b', 'PKCS#7', 'openssl pkcs7 -inform DER'],
  ['pkcs7.pem', 'PKCS7', 'openssl pkcs7 -in'],
  ['trusted.pem', 'TRUSTED CERTIFICATE', 'openssl x509 -in'],
  ['request.pem', 'CERTIFICATE REQUEST', 'openssl x509 -req'],
  ['public-key.pem', 'PUBLIC KEY', 'certificate of the key'],
  ['text.pem', 'text around', 'openssl x509 -in'],
  ['bag-attributes.pem', 'text around', 'openssl x509 -in'],
  ['chain.pem', '2 certificates', 'openssl x509 -in'],
  ['bom.pem', 'byte order mark', 'sed'],
  ['utf16.pem', 'UTF-16', 'iconv'],
])('%s is named as %s, with the command that cures it', (name, said, cure) => {
  const { code, message, hint } = refusalOf(file(name));
  expect([code, message, hint]).toEqual([
    'pem-format',
    expect.stringContaining(said),
    expect.stringContaining(cure),
  ]);
});

test('a private key beside the certificate is named, and never quoted', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const text of [secret, `${Buffer.from(file('p384.pem'))}${secret}`]) {
    const { code, message, hint = '' } = refusalOf(Buffer.from(text));
    expect([code, message]).toEqual(['pem-format', expect.stringContaining('private key')]);
    for (const line of secret.split('\n').slice(1, 3)) expect(message + hint).not.toContain(line);
  }
});

test('neither a text nor a certificate', () => {
  for (const bytes of [new Uint8Array(), Buffer.from('hello'), Uint8Array.of(0x30, 0x82)]) {
    expect(refusalOf(bytes).code).toBe('pem-format');
  }
});
