import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  openKmsSigner,
  parseKmsAddress,
  RAW_MAX_BYTES,
  type SigningCalls,
} from '../../../src/adapters/aws/kms-signer.js';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { verifyEnvelope, verifySignature } from '../../../src/manifest/verify-manifest.js';
import { clientError } from '../../doubles/client-error.js';
import { DoubleKms } from '../../doubles/kms.js';
import { SigningInProcess } from '../../doubles/kms-calls.js';

const ACCOUNT = 'arn:aws:kms:eu-west-1:111122223333';
const P256 = `${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const P384 = `${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;

let double: DoubleKms;
let kms: SigningInProcess;
beforeEach(() => {
  double = new DoubleKms('eu-west-1', '111122223333');
  double.aliases.set('alias/pcr-list', double.addKey(P256, { spec: 'ECC_NIST_P256' }));
  double.aliases.set('alias/team/pcr-list', double.addKey(P384, { spec: 'ECC_NIST_P384' }));
  kms = new SigningInProcess(double);
});

/** The answer of GetPublicKey with something else in it. */
function answering(change: object): SigningCalls {
  return {
    getPublicKey: async (keyId) => ({ ...(await kms.getPublicKey(keyId)), ...change }),
    sign: kms.sign,
  };
}

describe('addresses', () => {
  test.each([
    ['awskms:alias/pcr-list', 'alias/pcr-list', undefined],
    ['awskms:alias/team/pcr_list-1', 'alias/team/pcr_list-1', undefined],
    [`awskms:${P256}`, P256, 'eu-west-1'],
    [`awskms:${P384}`, P384, 'eu-west-1'],
    [`awskms:${ACCOUNT}:alias/a`, `${ACCOUNT}:alias/a`, 'eu-west-1'],
    [
      'awskms:arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/a',
      'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/a',
      'us-gov-west-1',
    ],
  ])('%s', (address, keyId, region) => {
    expect(parseKmsAddress(address)).toEqual({ keyId, region });
  });

  test.each([
    '',
    'awskms:',
    'awskms:alias/',
    'awskms:alias/a b',
    'awskms:1234abcd-12ab-34cd-56ef-1234567890ab',
    'awskms:///alias/a',
    'alias/a',
    P256,
    'awskms:arn:aws:kms:eu-west-1:1111:key/a',
    'awskms:arn:aws:kms::111122223333:key/a',
    'awskms:arn:aws:kms:eu-west-1.evil.example/:111122223333:key/a',
    'awskms:arn:aws:s3:eu-west-1:111122223333:key/a',
    `awskms:${P256}/x`,
    `awskms:${P256}\n`,
  ])('not %j', (address) => {
    expect(() => parseKmsAddress(address)).toThrowWithCode('usage');
  });
});

describe('signing', () => {
  test.each([
    [`awskms:${P256}`, P256, 'P-256', 'sha256'],
    ['awskms:alias/pcr-list', P256, 'P-256', 'sha256'],
    [`awskms:${ACCOUNT}:alias/team/pcr-list`, P384, 'P-384', 'sha384'],
  ])('%s: as it is up to 4096 bytes, by its hash beyond', async (address, arn, curve, hash) => {
    const { signer, address: recorded } = await openKmsSigner(address, kms);
    expect(recorded).toBe(`awskms:${arn}`);
    expect(signer.publicKey.curve).toBe(curve);
    for (const size of [1, RAW_MAX_BYTES, RAW_MAX_BYTES + 1, 100_000]) {
      const encoding = new Uint8Array(size).fill(65);
      const signature = await signer.sign(encoding);
      expect(await verifySignature(signer.publicKey, encoding, signature)).toBe(true);
    }
    const types = kms.messages.map(({ messageType }) => messageType);
    expect(types).toEqual(['RAW', 'RAW', 'DIGEST', 'DIGEST']);
    const sizes = kms.messages.map(({ message }) => message.length);
    const digest = hash === 'sha256' ? 32 : 48;
    expect(sizes).toEqual([1, RAW_MAX_BYTES, digest, digest]);
  });

  test('an envelope, small and large', async () => {
    const { signer } = await openKmsSigner('awskms:alias/pcr-list', kms);
    const trust = { keys: [signer.publicKey], threshold: 1 };
    for (const payload of [encodeUtf8('x'), new Uint8Array(5000).fill(120)]) {
      const envelope = await signEnvelope('t', payload, [signer], trust);
      expect((await verifyEnvelope(envelope, trust)).payload).toEqual(payload);
    }
  });

  test('a key that is not trusted signs nothing', async () => {
    const { signer } = await openKmsSigner('awskms:alias/pcr-list', kms);
    const other = await openKmsSigner(`awskms:${P384}`, kms);
    const trust = { keys: [other.signer.publicKey], threshold: 1 };
    const envelope = signEnvelope('t', encodeUtf8('x'), [signer], trust);
    await expect(envelope).toRejectWithCode('threshold-not-met');
    expect(kms.calls.filter((call) => call.startsWith('Sign'))).toEqual([]);
  });

  test('an alias that moves later moves no signature', async () => {
    const { signer } = await openKmsSigner('awskms:alias/pcr-list', kms);
    const moved = double.keys.get(P384);
    if (moved) double.aliases.set('alias/pcr-list', moved);
    await signer.sign(encodeUtf8('a'));
    await signer.sign(encodeUtf8('b'));
    expect(kms.calls).toEqual(['GetPublicKey alias/pcr-list', `Sign ${P256}`, `Sign ${P256}`]);
  });

  test.each([
    ['another key', { keyId: P384 }],
    ['no key', { keyId: undefined }],
    ['another algorithm', { algorithm: 'ECDSA_SHA_384' }],
    ['nothing', { signature: undefined }],
  ])('an answer with %s is refused', async (_, change) => {
    const sign: SigningCalls['sign'] = async (request) => ({
      ...(await kms.sign(request)),
      ...change,
    });
    const calls = { getPublicKey: kms.getPublicKey, sign };
    const { signer } = await openKmsSigner(`awskms:${P256}`, calls);
    await expect(signer.sign(encodeUtf8('a'))).toRejectWithCode('key-unavailable');
  });
});

describe('the key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsaDer = new Uint8Array(rsa.publicKey.export({ format: 'der', type: 'spki' }));

  test.each([
    ['for encryption', { usage: 'ENCRYPT_DECRYPT', spec: 'RSA_2048', algorithms: [] }],
    ['for agreement', { usage: 'KEY_AGREEMENT', algorithms: [] }],
    ['RSA', { spec: 'RSA_2048', algorithms: ['RSASSA_PSS_SHA_256'], spkiDer: rsaDer }],
    ['on P-521', { spec: 'ECC_NIST_P521', algorithms: ['ECDSA_SHA_512'] }],
    ['on secp256k1', { spec: 'ECC_SECG_P256K1', algorithms: ['ECDSA_SHA_256'] }],
    ['Ed25519', { spec: 'ECC_NIST_EDWARDS25519', algorithms: ['ED25519_SHA_512'] }],
    ['without its algorithm', { algorithms: ['ECDSA_SHA_384'] }],
    ['without a usage', { usage: undefined }],
    ['without a specification', { spec: undefined }],
  ])('%s is refused, and what is expected is said', async (_, change) => {
    const opened = openKmsSigner('awskms:alias/pcr-list', answering(change));
    const error = await opened.catch((caught) => caught);
    expect(error).toMatchObject({ code: 'usage' });
    expect(error.message).toContain('SIGN_VERIFY of ECC_NIST_P256 or ECC_NIST_P384');
    expect(kms.calls.filter((call) => call.startsWith('Sign'))).toEqual([]);
  });

  test.each([
    ['no ARN', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
    ['no name', { keyId: undefined }],
    ['the ARN of an alias', { keyId: `${ACCOUNT}:alias/pcr-list` }],
    ['no public key', { spkiDer: undefined }],
    ['a public key of another kind', { spkiDer: rsaDer }],
  ])('%s in the answer is refused', async (_, change) => {
    const opened = openKmsSigner('awskms:alias/pcr-list', answering(change));
    await expect(opened).toRejectWithCode('key-unavailable');
  });

  test('a public key on another curve than the specification says', async () => {
    const { spkiDer } = await kms.getPublicKey(P384);
    const opened = openKmsSigner(`awskms:${P256}`, answering({ spkiDer }));
    await expect(opened).toRejectWithCode('key-unavailable');
  });

  test('another key than was asked for, and an alias that leads out of its account', async () => {
    const other = answering({ keyId: P384 });
    await expect(openKmsSigner(`awskms:${P256}`, other)).toRejectWithCode('key-unavailable');
    const foreign = answering({ keyId: P384.replace('111122223333', '444455556666') });
    const alias = `awskms:${ACCOUNT}:alias/team/pcr-list`;
    await expect(openKmsSigner(alias, foreign)).toRejectWithCode('key-unavailable');
  });
});

describe('errors of KMS', () => {
  const failing = (name: string): SigningCalls => ({
    getPublicKey: async () => {
      throw clientError(name);
    },
    sign: async () => {
      throw clientError(name);
    },
  });

  test.each([
    ['AccessDeniedException', 'kms:GetPublicKey'],
    ['NotFoundException', 'AWS_REGION'],
    ['DisabledException', 'enable-key'],
    ['KMSInvalidStateException', 'cancel-key-deletion'],
    ['KeyUnavailableException', 'again'],
    ['ThrottlingException', 'again'],
    ['ExpiredTokenException', 'credentials'],
    ['CredentialsProviderError', 'credentials'],
  ])('%s: could not tell, with a word on what to do', async (name, word) => {
    const error = await openKmsSigner(`awskms:${P256}`, failing(name)).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'key-unavailable', at: { object: `awskms:${P256}` } });
    expect(error.hint).toContain(word);
    expect(error.cause).toMatchObject({ name });
  });

  test('what KMS says of signing names that permission', async () => {
    const calls = { getPublicKey: kms.getPublicKey, sign: failing('AccessDeniedException').sign };
    const { signer } = await openKmsSigner('awskms:alias/pcr-list', calls);
    const error = await signer.sign(encodeUtf8('a')).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'key-unavailable', at: { object: P256 } });
    expect(error.hint).toContain('kms:Sign');
  });

  test.each(['UnsupportedOperationException', 'InvalidKeyUsageException'])(
    '%s: a key of another kind',
    async (name) => {
      const opened = openKmsSigner(`awskms:${P256}`, failing(name));
      await expect(opened).toRejectWithCode('usage');
    },
  );
});
