import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CborValue } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { verifyEifSignature } from '../../src/measure/eif-signature.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import {
  coseSign1,
  pcrPayload,
  type SigningPlan,
  signatureEntry,
  signatureSection,
} from '../fakes/eif-signer.js';

const PCR0 = 'ab'.repeat(48);
const HASH = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const;
type Curve = keyof typeof HASH;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A self-signed certificate of OpenSSL's making, over a key of Node's. */
function certificateOf(privateKey: KeyObject, ...args: string[]): string {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-new',
      '-key',
      key,
      '-subj',
      '/CN=signer',
      '-days',
      '30',
      '-out',
      certificate,
      ...args,
    ],
    { stdio: 'pipe' },
  );
  return readFileSync(certificate, 'utf8');
}

function plan(curve: Curve = 'P-384', more: Partial<SigningPlan> = {}): SigningPlan {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return {
    key: privateKey,
    certificatePem: certificateOf(privateKey),
    payload: pcrPayload(PCR0),
    hash: HASH[curve],
    ...more,
  };
}

const verify = (section: Uint8Array) =>
  verifyEifSignature(section, PCR0, { file: 'x.eif', offsetBytes: 100 }, nodeHashing);
const withEntry = (change: (entry: Map<string, CborValue>) => CborValue): Uint8Array => {
  const made = plan();
  return encodeCbor([change(signatureEntry(made.certificatePem, coseSign1(made)))]);
};

describe('signatures over the measured PCR0', () => {
  test.each(['P-256', 'P-384', 'P-521'] as const)('%s verifies', async (curve) => {
    const { algorithm, certificate } = await verify(signatureSection(plan(curve)));
    expect([algorithm, certificate.publicKey.curve]).toEqual([
      { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[curve],
      curve,
    ]);
  });

  test('tag 18 and any order of the two keys are the same signature', async () => {
    await expect(
      verify(withEntry((entry) => new Map([...entry].reverse()))),
    ).resolves.toBeDefined();
    await expect(
      verify(
        withEntry((entry) =>
          entry.set('signature', [0xd2, ...(entry.get('signature') as number[])]),
        ),
      ),
    ).resolves.toBeDefined();
  });
});

describe('signature-format', () => {
  test.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array(0)],
    ['an empty list', () => Uint8Array.of(0x80)],
    ['a map instead of a list', () => encodeCbor(new Map())],
    [
      'two entries',
      () =>
        encodeCbor([
          signatureEntry('x', new Uint8Array(1)),
          signatureEntry('x', new Uint8Array(1)),
        ]),
    ],
    [
      'a list of an indefinite length',
      () => Uint8Array.of(0x9f, ...withEntry((entry) => entry).subarray(1), 0xff),
    ],
    ['a byte behind it', () => Uint8Array.of(...withEntry((entry) => entry), 0)],
    ['an entry that is a list', () => withEntry((entry) => [...entry.values()])],
    [
      'no certificate',
      () => withEntry((entry) => new Map([['signature', entry.get('signature') ?? null]])),
    ],
    ['an unknown key', () => withEntry((entry) => entry.set('extra', 1))],
    [
      'a byte string instead of integers',
      () =>
        withEntry((entry) =>
          entry.set('signature', Uint8Array.from(entry.get('signature') as number[])),
        ),
    ],
    ['an integer that is no byte', () => withEntry((entry) => entry.set('signature', [256]))],
    ['a negative integer', () => withEntry((entry) => entry.set('signing_certificate', [-1]))],
    [
      'two certificates',
      () =>
        withEntry((entry) =>
          entry.set('signing_certificate', [
            ...(entry.get('signing_certificate') as number[]),
            ...(entry.get('signing_certificate') as number[]),
          ]),
        ),
    ],
    [
      'text before the certificate',
      () =>
        withEntry((entry) =>
          entry.set('signing_certificate', [
            0x20,
            ...(entry.get('signing_certificate') as number[]),
          ]),
        ),
    ],
    [
      'a private key in place of the certificate',
      () =>
        withEntry((entry) =>
          entry.set('signing_certificate', [
            ...Buffer.from(
              generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({
                type: 'pkcs8',
                format: 'pem',
              }),
            ),
          ]),
        ),
    ],
    [
      'an RSA certificate',
      () =>
        signatureSection({
          ...plan(),
          certificatePem: certificateOf(
            generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
          ),
        }),
    ],
    [
      'an Ed25519 certificate',
      () =>
        signatureSection({
          ...plan(),
          certificatePem: certificateOf(generateKeyPairSync('ed25519').privateKey),
        }),
    ],
    [
      'a secp256k1 certificate',
      () =>
        signatureSection({
          ...plan(),
          certificatePem: certificateOf(
            generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
          ),
        }),
    ],
    ['no COSE', () => withEntry((entry) => entry.set('signature', [0]))],
    [
      'an unprotected header',
      () => signatureSection(plan('P-384', { unprotected: new Map([[4, Uint8Array.of(1)]]) })),
    ],
    [
      'no algorithm',
      () => signatureSection(plan('P-384', { protectedBytes: Uint8Array.of(0xa0) })),
    ],
    [
      'an algorithm of RSA',
      () => signatureSection(plan('P-384', { protectedBytes: encodeCbor(new Map([[1, -37]])) })),
    ],
    [
      'a critical header',
      () =>
        signatureSection(
          plan('P-384', {
            protectedBytes: encodeCbor(
              new Map<number, CborValue>([
                [1, -35],
                [2, [99]],
              ]),
            ),
          }),
        ),
    ],
    [
      'a signature in DER',
      () => signatureSection(plan('P-384', { signature: new Uint8Array(103).fill(0x30) })),
    ],
    ['no payload', () => signatureSection(plan('P-384', { payload: new Uint8Array(0) }))],
  ])('%s', async (_name, section) => {
    await expect(verify(section())).rejects.toMatchObject({
      code: 'signature-format',
      at: { file: 'x.eif', offsetBytes: 100 },
    });
  });
});

describe('signature-invalid', () => {
  test('another key, another algorithm, another signature', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    await expect(verify(signatureSection({ ...plan(), key: other }))).toRejectWithCode(
      'signature-invalid',
    );
    await expect(
      verify(signatureSection(plan('P-384', { signature: new Uint8Array(96) }))),
    ).toRejectWithCode('signature-invalid');
    await expect(
      verify(signatureSection(plan('P-384', { signature: new Uint8Array(96).fill(0xff) }))),
    ).toRejectWithCode('signature-invalid');
    // ES256 claimed for a P-384 key: the length fits the claim, the claim does not fit the key.
    await expect(
      verify(
        signatureSection(
          plan('P-384', {
            protectedBytes: encodeCbor(new Map([[1, -7]])),
            signature: new Uint8Array(64),
          }),
        ),
      ),
    ).toRejectWithCode('signature-invalid');
  });

  test('it comes before the payload is looked at', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    await expect(
      verify(signatureSection({ ...plan(), key: other, payload: pcrPayload('cd'.repeat(48)) })),
    ).toRejectWithCode('signature-invalid');
  });
});

describe('signature-pcr0: genuine, but over something else', () => {
  test.each<[string, Uint8Array]>([
    ['another PCR0', pcrPayload('cd'.repeat(48))],
    ['register 1', pcrPayload(PCR0, 1)],
    ['zeros', pcrPayload('00'.repeat(48))],
    ['half of it', pcrPayload(PCR0.slice(0, 48))],
    [
      'the register as a byte string',
      encodeCbor(
        new Map<string, CborValue>([
          ['register_index', 0],
          ['register_value', Buffer.from(PCR0, 'hex')],
        ]),
      ),
    ],
    [
      'the keys in the other order',
      encodeCbor(
        new Map<string, CborValue>([
          ['register_value', [...Buffer.from(PCR0, 'hex')]],
          ['register_index', 0],
        ]),
      ),
    ],
    [
      'a key more',
      encodeCbor(
        new Map<string, CborValue>([
          ['register_index', 0],
          ['register_value', [...Buffer.from(PCR0, 'hex')]],
          ['x', 0],
        ]),
      ),
    ],
    ['no CBOR', Uint8Array.of(0xff)],
  ])('%s', async (_name, payload) => {
    await expect(verify(signatureSection(plan('P-384', { payload })))).toRejectWithCode(
      'signature-pcr0',
    );
  });
});
