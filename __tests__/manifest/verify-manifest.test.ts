import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64, encodeUtf8 } from '../../src/base/encoding.js';
import { DSSE_MAX_SIGNATURES, TRUST_MAX_KEYS } from '../../src/base/size-limits.js';
import {
  type DsseEnvelope,
  type DsseSignature,
  encodeDsse,
  parseDsse,
  preAuthenticationEncoding,
} from '../../src/format/dsse.js';
import { rawToDer } from '../../src/format/ecdsa-signature.js';
import { keyIdOf, type PublicKey, parsePublicKeyDer } from '../../src/format/public-key.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { manifestOfImage } from '../../src/manifest/make-manifest.js';
import { encodeManifest } from '../../src/manifest/manifest.js';
import { verifyEnvelope, verifyManifest } from '../../src/manifest/verify-manifest.js';
import { type MemorySigner, memorySigner } from '../fakes/memory-signer.js';
import { MEASURED_AT, sampleImage } from '../fakes/sample-image.js';

const alice = memorySigner();
const bob = memorySigner('P-384');
const mallory = memorySigner();
const PAYLOAD = encodeUtf8('{"hello":"world"}');
const TYPE = 'application/x-test';
const ENCODING = preAuthenticationEncoding(TYPE, PAYLOAD);

const trust = (signers: readonly MemorySigner[], threshold = 1) => ({
  keys: signers.map((signer) => signer.publicKey),
  threshold,
});

const envelope = (...signatures: DsseSignature[]): DsseEnvelope => ({
  payloadType: TYPE,
  payload: PAYLOAD,
  signatures,
});

async function signedBy(signer: MemorySigner, keyid?: string): Promise<DsseSignature> {
  return { keyid: keyid ?? signer.keyid, sig: await signer.sign(ENCODING) };
}

describe('threshold of an envelope', () => {
  test.each([
    ['P-256', alice],
    ['P-384', bob],
  ])('one signature on %s', async (_curve, signer) => {
    const bytes = encodeDsse(envelope(await signedBy(signer)));
    const verified = await verifyEnvelope(bytes, trust([signer]));
    expect(verified).toMatchObject({
      payload: PAYLOAD,
      payloadType: TYPE,
      signers: [signer.keyid],
    });
    expect(verified.payloadSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('two keys make two, in the order of the trust', async () => {
    const bytes = encodeDsse(envelope(await signedBy(bob), await signedBy(alice)));
    const { signers } = await verifyEnvelope(bytes, trust([alice, bob], 2));
    expect(signers).toEqual([alice.keyid, bob.keyid]);
  });

  test('a signature without a key id counts for the key that made it', async () => {
    const { sig } = await signedBy(alice);
    const bytes = encodeDsse(envelope({ keyid: undefined, sig }));
    const { signers } = await verifyEnvelope(bytes, trust([bob, alice]));
    expect(signers).toEqual([alice.keyid]);
  });

  test('foreign and broken signatures are not a fault next to enough good ones', async () => {
    const bytes = encodeDsse(
      envelope(
        { keyid: bob.keyid, sig: encodeUtf8('broken') },
        await signedBy(mallory),
        { keyid: undefined, sig: encodeUtf8('broken') },
        await signedBy(alice),
        await signedBy(mallory, alice.keyid),
      ),
    );
    const { signers } = await verifyEnvelope(bytes, trust([alice, bob]));
    expect(signers).toEqual([alice.keyid]);
  });

  test('each key is tried once, on the first signature under its key id, else on the first without', async () => {
    const shadowed = envelope(await signedBy(mallory, alice.keyid), await signedBy(alice));
    const unnamed = async (signer: MemorySigner) => ({
      ...(await signedBy(signer)),
      keyid: undefined,
    });
    const second = envelope(await unnamed(bob), await unnamed(alice));
    for (const one of [shadowed, second]) {
      await expect(verifyEnvelope(encodeDsse(one), trust([alice]))).toRejectWithCode(
        'signature-threshold',
      );
    }
  });

  test.each<[string, () => Promise<DsseSignature[]>]>([
    ['one key of two', async () => [await signedBy(alice)]],
    ['one key twice', async () => [await signedBy(alice), await signedBy(alice)]],
    [
      'one key under two key ids',
      async () => [await signedBy(alice), await signedBy(alice, bob.keyid)],
    ],
    [
      'one key with and without key id',
      async () => [
        await signedBy(alice),
        { keyid: undefined, sig: (await signedBy(alice)).sig },
        { keyid: undefined, sig: (await signedBy(alice)).sig },
      ],
    ],
    [
      'a foreign key under the key id of the other',
      async () => [await signedBy(alice), await signedBy(mallory, bob.keyid)],
    ],
    [
      'a signature under a key id that nobody has',
      async () => [await signedBy(alice), await signedBy(bob, 'release key')],
    ],
    ['a foreign key', async () => [await signedBy(alice), await signedBy(mallory)]],
  ])('%s is one of two', async (_name, signatures) => {
    const bytes = encodeDsse(envelope(...(await signatures())));
    await expect(verifyEnvelope(bytes, trust([alice, bob], 2))).toRejectWithCode(
      'signature-threshold',
    );
    const { signers } = await verifyEnvelope(bytes, trust([alice, bob]));
    expect(signers).toEqual([alice.keyid]);
  });

  test('a key that the trust names twice is one key', async () => {
    const bytes = encodeDsse(envelope(await signedBy(alice)));
    await expect(verifyEnvelope(bytes, trust([alice, alice], 2))).toRejectWithCode('usage');
    const { signers } = await verifyEnvelope(bytes, trust([alice, alice]));
    expect(signers).toEqual([alice.keyid]);
  });

  test.each<[string, readonly PublicKey[], number]>([
    ['no keys', [], 1],
    ['no keys and threshold 0', [], 0],
    ['threshold 0', [alice.publicKey], 0],
    ['a negative threshold', [alice.publicKey], -1],
    ['half a signature', [alice.publicKey], 0.5],
    ['a threshold that is no number', [alice.publicKey], Number.NaN],
    ['a threshold that no envelope meets', [alice.publicKey], 2],
    ['too many keys', new Array(TRUST_MAX_KEYS + 1).fill(alice.publicKey), 1],
  ])('refuses a trust with %s', async (_name, keys, threshold) => {
    const bytes = encodeDsse(envelope(await signedBy(alice)));
    await expect(verifyEnvelope(bytes, { keys, threshold })).toRejectWithCode('usage');
  });

  test('refuses an envelope with more signatures than the limit', async () => {
    const signature = await signedBy(alice);
    const bytes = encodeDsse(envelope(...new Array(DSSE_MAX_SIGNATURES + 1).fill(signature)));
    await expect(verifyEnvelope(bytes, trust([alice]))).toRejectWithCode('statement-format');
  });
});

describe('what a signature covers', () => {
  const refused = (changed: DsseEnvelope) =>
    expect(verifyEnvelope(encodeDsse(changed), trust([alice]))).toRejectWithCode(
      'signature-threshold',
    );

  test('another payload', async () => {
    const signed = envelope(await signedBy(alice));
    await refused({ ...signed, payload: encodeUtf8('{"hello":"world" }') });
    await refused({ ...signed, payload: new Uint8Array() });
  });

  test('another payload type', async () => {
    await refused({ ...envelope(await signedBy(alice)), payloadType: STATEMENT_PAYLOAD_TYPE });
  });

  test('a byte moved from the payload to its type', async () => {
    await refused({
      ...envelope(await signedBy(alice)),
      payloadType: `${TYPE}{`,
      payload: PAYLOAD.subarray(1),
    });
  });

  test('a signature over the payload alone', async () => {
    await refused(envelope({ keyid: alice.keyid, sig: await alice.sign(PAYLOAD) }));
  });

  test('r followed by s in place of DER', async () => {
    await refused(envelope({ keyid: alice.keyid, sig: alice.signRaw(ENCODING) }));
  });

  test('any bit of signature or payload flipped', async () => {
    const { sig } = await signedBy(alice);
    const place = fc.nat({ max: 8 * (sig.length + PAYLOAD.length) - 1 });
    await fc.assert(
      fc.asyncProperty(place, async (bit) => {
        const both = Uint8Array.of(...sig, ...PAYLOAD);
        both[bit >> 3] = (both[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await refused({
          ...envelope({ keyid: alice.keyid, sig: both.subarray(0, sig.length) }),
          payload: both.subarray(sig.length),
        });
      }),
    );
  });

  test('a trusted key whose point is not on its curve is an error, not a bad signature', async () => {
    const { spkiDer } = alice.publicKey;
    const offCurve = parsePublicKeyDer(spkiDer.with(-1, (spkiDer.at(-1) ?? 0) ^ 1));
    const bytes = encodeDsse(envelope({ ...(await signedBy(alice)), keyid: undefined }));
    await expect(verifyEnvelope(bytes, { keys: [offCurve], threshold: 1 })).toRejectWithCode(
      'encoding',
    );
  });
});

describe('the test vector of DSSE 1.0.2, protocol.md', () => {
  const coordinate = (decimal: string) =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex');
  const key = parsePublicKeyDer(
    Uint8Array.of(
      ...Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex'),
      ...coordinate(
        '46950820868899156662930047687818585632848591499744589407958293238635476079160',
      ),
      ...coordinate('5640078356564379163099075877009565129882514886557779369047442380624545832820'),
    ),
  );
  const raw = decodeBase64(
    'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
  );
  const vector = (sig: Uint8Array) =>
    encodeDsse({
      payloadType: 'http://example.com/HelloWorld',
      payload: encodeUtf8('hello world'),
      signatures: [{ keyid: undefined, sig }],
    });

  test('verifies once its signature is in DER', async () => {
    const { signers } = await verifyEnvelope(vector(rawToDer(raw)), { keys: [key], threshold: 1 });
    expect(signers).toEqual([keyIdOf(key.spkiDer)]);
  });

  test('refuses r followed by s', async () => {
    await expect(verifyEnvelope(vector(raw), { keys: [key], threshold: 1 })).toRejectWithCode(
      'signature-threshold',
    );
  });
});

describe('a signed PCR manifest', () => {
  const manifest = manifestOfImage(sampleImage(), MEASURED_AT);

  async function signed(payload: Uint8Array, payloadType = STATEMENT_PAYLOAD_TYPE) {
    const sig = await alice.sign(preAuthenticationEncoding(payloadType, payload));
    return encodeDsse({ payloadType, payload, signatures: [{ keyid: alice.keyid, sig }] });
  }

  test('is what was signed', async () => {
    const bytes = await signed(encodeManifest(manifest));
    const verified = await verifyManifest(bytes, trust([alice]));
    expect(verified.manifest).toEqual(manifest);
    expect(verified.signers).toEqual([alice.keyid]);
    expect(parseDsse(bytes).payload).toEqual(encodeManifest(manifest));
  });

  test('is refused under another payload type, although signed', async () => {
    const bytes = await signed(encodeManifest(manifest), 'application/json');
    await expect(verifyManifest(bytes, trust([alice]))).toRejectWithCode('statement-format');
  });

  test('is refused where the signed payload is not a manifest', async () => {
    await expect(verifyManifest(await signed(PAYLOAD), trust([alice]))).toRejectWithCode(
      'statement-format',
    );
  });

  test('the signature comes first', async () => {
    await expect(verifyManifest(await signed(PAYLOAD), trust([bob]))).toRejectWithCode(
      'signature-threshold',
    );
  });
});
