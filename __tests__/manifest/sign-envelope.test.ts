import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { parseDsse } from '../../src/format/dsse.js';
import { manifestOfGiven, manifestOfImage } from '../../src/manifest/make-manifest.js';
import { signEnvelope, signManifest } from '../../src/manifest/sign-envelope.js';
import type { Signer } from '../../src/manifest/signer.js';
import { verifyManifest } from '../../src/manifest/verify-manifest.js';
import { memorySigner } from '../fakes/memory-signer.js';
import { MEASURED_AT, pcr, sampleImage } from '../fakes/sample-image.js';

const alice = memorySigner();
const bob = memorySigner('P-384');
const mallory = memorySigner();
const MANIFEST = manifestOfImage(sampleImage(), MEASURED_AT);
const trust = (signers: readonly Signer[], threshold = 1) => ({
  keys: signers.map((signer) => signer.publicKey),
  threshold,
});

/** A signer that must not be asked. */
const untouchable = (signer: Signer): Signer => ({
  publicKey: signer.publicKey,
  sign: async () => {
    throw new Error('a key was used before every refusal was known');
  },
});

describe('signing', () => {
  test('one signer', async () => {
    const bytes = await signManifest(MANIFEST, [alice], trust([alice, bob]));
    expect(parseDsse(bytes).signatures.map(({ keyid }) => keyid)).toEqual([alice.keyid]);
    const verified = await verifyManifest(bytes, trust([alice]));
    expect(verified.manifest).toEqual(MANIFEST);
  });

  test('two signers meet a threshold of two', async () => {
    const bytes = await signManifest(MANIFEST, [bob, alice], trust([alice, bob], 2));
    expect(parseDsse(bytes).signatures.map(({ keyid }) => keyid)).toEqual([bob.keyid, alice.keyid]);
    const { signers } = await verifyManifest(bytes, trust([alice, bob], 2));
    expect(signers).toEqual([alice.keyid, bob.keyid]);
  });

  test('a signer that is named twice signs once', async () => {
    const bytes = await signManifest(MANIFEST, [alice, alice], trust([alice]));
    expect(parseDsse(bytes).signatures).toHaveLength(1);
  });

  test.each<[string, readonly Signer[], readonly Signer[], number]>([
    ['no signer', [], [alice], 1],
    ['a key that is not trusted', [mallory], [alice], 1],
    ['a key that is not trusted beside one that is', [alice, mallory], [alice], 1],
    ['one key for a threshold of two', [alice], [alice, bob], 2],
    ['one key twice for a threshold of two', [alice, alice], [alice, bob], 2],
  ])('refuses %s before any key is used', async (_name, signers, trusted, threshold) => {
    const signing = signManifest(MANIFEST, signers.map(untouchable), trust(trusted, threshold));
    await expect(signing).toRejectWithCode('threshold-not-met');
  });

  test('refuses an empty trust and a threshold of 0', async () => {
    await expect(signManifest(MANIFEST, [untouchable(alice)], trust([]))).toRejectWithCode('usage');
    await expect(signManifest(MANIFEST, [untouchable(alice)], trust([alice], 0))).toRejectWithCode(
      'usage',
    );
  });

  test.each<[string, Signer['sign']]>([
    ['of another key', (data) => mallory.sign(data)],
    ['that is r followed by s', async (data) => alice.signRaw(data)],
    ['of other data', () => alice.sign(encodeUtf8('other'))],
    ['of no bytes', async () => new Uint8Array()],
  ])('refuses a signature %s', async (_name, sign) => {
    const signer: Signer = { publicKey: alice.publicKey, sign };
    await expect(signManifest(MANIFEST, [signer], trust([alice]))).toRejectWithCode(
      'signature-invalid',
    );
  });

  test('signs no manifest that a reader refuses', async () => {
    const { image, measurements } = sampleImage();
    const zero = manifestOfGiven(
      { image, measurements: { ...measurements, PCR2: pcr('0') } },
      MEASURED_AT,
    );
    await expect(signManifest(zero, [untouchable(alice)], trust([alice]))).toRejectWithCode(
      'statement-format',
    );
  });

  test('refuses an empty payload type', async () => {
    await expect(signEnvelope('', new Uint8Array(), [alice], trust([alice]))).toRejectWithCode(
      'statement-format',
    );
  });
});
