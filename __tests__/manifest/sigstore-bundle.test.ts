import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { parseDsse } from '../../src/format/dsse.js';
import { keyId16Of } from '../../src/format/public-key.js';
import { manifestOfImage } from '../../src/manifest/make-manifest.js';
import { signManifest } from '../../src/manifest/sign-envelope.js';
import { sigstoreBundles } from '../../src/manifest/sigstore-bundle.js';
import { type MemorySigner, memorySigner } from '../fakes/memory-signer.js';
import { MEASURED_AT, sampleImage } from '../fakes/sample-image.js';

const alice = memorySigner();
const carol = memorySigner();
const MANIFEST = manifestOfImage(sampleImage(), MEASURED_AT);

async function envelopeOf(...signers: MemorySigner[]) {
  const keys = signers.map(({ publicKey }) => publicKey);
  return parseDsse(await signManifest(MANIFEST, signers, { keys, threshold: signers.length }));
}

/** Sigstore's own verifier, trusting these keys and asking for no log and no timestamp. */
function sigstoreVerifies(text: string, trusted: readonly MemorySigner[]) {
  const keys = Object.fromEntries(
    trusted.map(({ keyid, publicKey }) => [keyid, { rawBytes: Buffer.from(publicKey.spkiDer) }]),
  );
  const root = { mediaType: '', tlogs: [], ctlogs: [], certificateAuthorities: [] };
  const material = toTrustMaterial({ ...root, timestampAuthorities: [] }, (hint) => {
    const key = keys[hint];
    if (key === undefined) throw new Error('unknown hint');
    return {
      publicKey: createPublicKey({ key: key.rawBytes, format: 'der', type: 'spki' }),
      validFor: () => true,
    };
  });
  const verifier = new Verifier(material, {
    tlogThreshold: 0,
    ctlogThreshold: 0,
    timestampThreshold: 0,
  });
  return verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(text))));
}

describe('Sigstore bundle', () => {
  test('has one signature and nothing that v0.3 does not ask for', async () => {
    const envelope = await envelopeOf(alice);
    const [bundle] = sigstoreBundles(envelope);
    expect(bundle?.keyid).toBe(alice.keyid);
    expect(bundle?.keyid16).toBe(keyId16Of(alice.publicKey.spkiDer));
    expect(bundle?.text).not.toContain('\n');
    expect(JSON.parse(bundle?.text ?? '')).toEqual({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        publicKey: { hint: alice.keyid },
        timestampVerificationData: {},
      },
      dsseEnvelope: {
        payload: Buffer.from(envelope.payload).toString('base64'),
        payloadType: 'application/vnd.in-toto+json',
        signatures: [
          {
            sig: Buffer.from(envelope.signatures[0]?.sig ?? []).toString('base64'),
          },
        ],
      },
    });
  });

  test('one for each signature, and Sigstore verifies each', async () => {
    const bundles = sigstoreBundles(await envelopeOf(alice, carol));
    expect(bundles.map(({ keyid }) => keyid)).toEqual([alice.keyid, carol.keyid]);
    for (const { text } of bundles) {
      expect(() => sigstoreVerifies(text, [alice, carol])).not.toThrow();
    }
  });

  test('Sigstore refuses it under another key, and with another payload', async () => {
    const [bundle] = sigstoreBundles(await envelopeOf(alice));
    const text = bundle?.text ?? '';
    expect(() => sigstoreVerifies(text, [{ ...carol, keyid: alice.keyid }])).toThrow();
    const payload = Buffer.from('{}').toString('base64');
    const other = JSON.parse(text);
    other.dsseEnvelope.payload = payload;
    expect(() => sigstoreVerifies(JSON.stringify(other), [alice])).toThrow();
  });

  test.each([undefined, 'abcd', 'not base64!'])('refuses key id %j', async (keyid) => {
    const envelope = await envelopeOf(alice);
    const signatures = envelope.signatures.map(({ sig }) => ({ keyid, sig }));
    expect(() => sigstoreBundles({ ...envelope, signatures })).toThrowWithCode('statement-format');
  });
});
