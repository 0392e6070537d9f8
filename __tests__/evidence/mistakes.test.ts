import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { referenceValuesOf } from '../../src/allowlist/list-reference-values.js';
import { decodeHex, encodeHex } from '../../src/base/encoding.js';
import { appraiseDocument, verifyDocument } from '../../src/evidence/appraise-document.js';
import { CertifiedKey } from '../../src/evidence/certified-key.js';
import { createChainCache } from '../../src/evidence/chain-cache.js';
import type { Expectations } from '../../src/evidence/expectations.js';
import { awsNitroRoot, rootNotOfAws } from '../../src/evidence/nitro-root.js';
import {
  type LiveExpectations,
  verifyArchived,
  verifyLive,
} from '../../src/evidence/verify-attestation.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { parseCoseSign1 } from '../../src/format/cose-sign1.js';
import { parseCertificate } from '../../src/format/x509.js';
import {
  bundleOf,
  documentOfChain,
  makeChain,
  makeDocument,
  payloadFields,
  signPayload,
  TEST_CHAIN,
  TEST_NONCE,
  TEST_NOW,
  TEST_ROOT,
  testPcrs,
} from '../fakes/nitro-maker.js';
import { newKey } from '../fakes/nitro-pki.js';
import { testRelease, verifiedList } from '../fakes/sealed-list.js';
import '../to-throw-with-code.js';

/**
 * Mistakes that implementations in the field made, each with what would catch it here. Those about an appraisal stand in
 * appraise.test.ts and in allowlist/verifier.test.ts, those about key policies with the key policies.
 */
const FOLDER = new URL('../vectors/attestation/', import.meta.url);
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, FOLDER)));
const aws = awsNitroRoot();
const live: LiveExpectations = {
  now: TEST_NOW + 1000,
  root: TEST_ROOT,
  maxAgeMs: 300_000,
  nonce: TEST_NONCE,
};
const expectations: Expectations = { now: live.now, nonce: TEST_NONCE, maxAgeMs: 300_000 };
const NOTHING = 'nothing-remembered';

describe('chain', () => {
  test('mistake: chain never tied to a pinned root', async () => {
    const own = read('derived/evil-own-root.cbor');
    await expect(verifyArchived(own, { root: aws })).toRejectWithCode('root-not-trusted');
    await expect(verifyLive(makeDocument(), { ...live, root: aws })).toRejectWithCode(
      'root-not-trusted',
    );
  });

  test('mistake: root downloaded over HTTPS with no hash: it is in the source, by its fingerprint', () => {
    const text = readFileSync(new URL('aws-nitro-enclaves-root-g1.pem', FOLDER), 'utf8');
    const der = Buffer.from(text.replace(/-----.*-----|\s/g, ''), 'base64');
    expect(encodeHex(aws.certificate.der)).toBe(der.toString('hex'));
    expect(aws.sha256).toBe('641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b');
  });

  test('mistake: caller may replace the root key or leave it out', async () => {
    const none = { ...live, root: undefined } as unknown as LiveExpectations;
    await expect(verifyLive(makeDocument(), none)).rejects.toThrow();
    expect(TEST_ROOT.name).toMatch(/^not-aws:[0-9a-f]{64}$/);
    expect(rootNotOfAws(aws.certificate.der).name).not.toBe('aws');
    expect((await verifyLive(makeDocument(), live)).root).toBe(TEST_ROOT.name);
  });

  test('mistake: chain checked at the certificate’s own notBefore', async () => {
    const document = makeDocument();
    const late = { ...live, now: TEST_NOW + 4 * 3_600_000, maxAgeMs: 1e9 };
    await expect(verifyLive(document, late)).toRejectWithCode('chain-expired');
  });

  test.each(['P-256', 'P-521', 'secp256k1'])(
    'mistake: curve typo panics: a key on %s is refused with a code',
    async (curve) => {
      const chain = makeChain({ leaf: { key: newKey(curve) } });
      const document = makeDocument({ certificate: chain.leaf, cabundle: bundleOf(TEST_CHAIN) });
      await expect(verifyLive(document, live)).toRejectWithCode('chain-broken');
    },
  );

  test('mistake: ASN.1 looseness: bytes behind a certificate, and a length in a longer form', async () => {
    const { leaf } = TEST_CHAIN;
    const longer = Uint8Array.from([0x30, 0x83, 0, ...leaf.subarray(2)]);
    for (const certificate of [Uint8Array.from([...leaf, 0]), longer]) {
      const document = makeDocument({ certificate });
      await expect(verifyLive(document, live)).toRejectWithCode('chain-broken');
    }
  });
});

describe('document', () => {
  test.each([
    ['blocky-prod-1024-2024.cbor', 'userData'],
    ['blocky-prod-1024-2024.cbor', 'publicKey'],
  ] as const)('mistake: 512-byte limit refuses real documents: %s, %s', async (file, field) => {
    const evidence = await verifyArchived(read(file), { root: aws });
    expect(evidence[field]?.length ?? 0).toBeGreaterThan(512);
  });

  test('mistake: definite-only map parser broke in 2025: both forms are real', async () => {
    const formOf = (file: string) => parseCoseSign1(read(file)).payload[0];
    expect(formOf('blocky-prod-1024-2024.cbor')).toBe(0xa9);
    expect(formOf('worldchain-prod-2026.cbor')).toBe(0xbf);
    for (const file of ['blocky-prod-1024-2024.cbor', 'worldchain-prod-2026.cbor']) {
      expect((await verifyArchived(read(file), { root: aws })).fresh).toBe(false);
    }
  });

  test('mistake: NitroTPM type confusion (rule 34)', async () => {
    const tpm = 'i-0123456789abcdef0-tpm0123456789abcdef';
    const documents = [
      makeDocument({ module_id: tpm }),
      makeDocument({ pcrs: undefined, nitrotpm_pcrs: testPcrs() }),
      makeDocument({ module_id: tpm, pcrs: undefined, nitrotpm_pcrs: testPcrs() }),
      makeDocument({ module_id: 'i-0123456789abcdef0-sbx0123456789abcdef' }),
    ];
    for (const document of documents) {
      await expect(verifyLive(document, live)).toRejectWithCode('not-an-enclave');
    }
    const real = verifyArchived(read('eternis-nitrotpm-2026.cbor'), { root: aws });
    await expect(real).toRejectWithCode('not-an-enclave');
    const both = makeDocument({ nitrotpm_pcrs: testPcrs() });
    await expect(verifyLive(both, live)).toRejectWithCode('payload-format');
  });

  test('mistake: header confusion: no header but ES384 in the protected one', async () => {
    const payload = encodeCbor(payloadFields());
    const documents = [
      signPayload(payload, { unprotected: new Map([[1, -35]]) }),
      signPayload(payload, { protectedBytes: decodeHex('a10126') }),
      signPayload(payload, { protectedBytes: decodeHex('a20138220281 01'.replace(' ', '')) }),
      signPayload(payload, { protectedBytes: new Uint8Array(), unprotected: new Map([[1, -35]]) }),
    ];
    for (const document of documents) {
      await expect(verifyLive(document, live)).toRejectWithCode('envelope-format');
    }
  });

  test('mistake: debug accepted (rule 29): refused by name, archived and live, and no option takes it', async () => {
    const debug = makeDocument({ pcrs: testPcrs().set(1, new Uint8Array(48)) });
    await expect(verifyLive(debug, live)).toRejectWithCode('debug-mode');
    await expect(verifyArchived(debug, { root: TEST_ROOT })).toRejectWithCode('debug-mode');
    const release = testRelease('1.0.0', {
      PCR0: '01'.repeat(48),
      PCR1: '0'.repeat(96),
      PCR2: '03'.repeat(48),
    });
    await expect(verifiedList({ releases: [release] })).toRejectWithCode('statement-format');
  });
});

describe('identity of a document (rule 36)', () => {
  const n = BigInt(
    '0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  );

  /** The same document with (r, n - s), which verifies too, and with tag 18 in front. */
  function twinOf(document: Uint8Array): Uint8Array {
    const s = BigInt(`0x${encodeHex(document.subarray(-48))}`);
    const other = decodeHex((n - s).toString(16).padStart(96, '0'));
    return Uint8Array.from([0xd2, ...document.subarray(0, -48), ...other]);
  }

  test('is who signed and when, and not the bytes', async () => {
    const document = makeDocument();
    const evidence = await verifyLive(document, live);
    const twin = await verifyLive(twinOf(document), live);
    expect([twin.signer, twin.timestamp]).toEqual([evidence.signer, evidence.timestamp]);
  });

  test('mistake: revocation keyed by hash: the twin of a revoked document is refused too', async () => {
    const document = makeDocument();
    const reference = referenceValuesOf(
      await verifiedList({
        releases: [],
        removed: [
          {
            id: '1.0.0',
            platform: 'nitro-enclave',
            PCR0: '01'.repeat(48),
            when: TEST_NOW,
            staged: 'ef'.repeat(32),
            why: 'revoked',
            reason: 'leaks',
          },
        ],
      }),
    );
    for (const bytes of [document, twinOf(document)]) {
      const { appraisal } = await appraiseDocument(bytes, { root: TEST_ROOT }, reference, {
        ...expectations,
        remembered: NOTHING,
      });
      expect(appraisal.reasons.map(({ code }) => code)).toEqual(['revoked']);
    }
  });
});

describe('without an allow-list', () => {
  const trust = { root: TEST_ROOT };

  test('what is expected is required, and nothing is called accepted', async () => {
    const result = await verifyDocument(makeDocument(), trust, expectations);
    expect(result).toMatchObject({ fresh: true, channelBound: false });
    expect(result).not.toHaveProperty('accepted');
    const nonce = new Uint8Array(32);
    const another = verifyDocument(makeDocument(), trust, { ...expectations, nonce });
    await expect(another).toRejectWithCode('nonce-mismatch');
    const archived = { ...expectations, nonce, maxAgeMs: 'archived' } as const;
    await expect(verifyDocument(makeDocument(), trust, archived)).toRejectWithCode(
      'nonce-mismatch',
    );
    const key = { ...expectations, publicKey: Uint8Array.of(1) };
    const unbound = verifyDocument(makeDocument(), trust, key);
    await expect(unbound).toRejectWithCode('public-key-mismatch');
  });

  test('archived moves the times of chain and document alone', async () => {
    const archived = { nonce: 'not-required', maxAgeMs: 'archived' } as const;
    const now = TEST_NOW + 365 * 24 * 3_600_000;
    const result = await verifyDocument(makeDocument(), trust, { ...archived, now });
    expect(result.fresh).toBe(false);
    const before = verifyDocument(
      makeDocument(),
      { ...trust, at: TEST_NOW - 1 },
      { ...archived, now },
    );
    await expect(before).toRejectWithCode('document-from-future');
  });
});

describe('cache of certificates', () => {
  test('holds what was verified, and judges everything else again', async () => {
    const cache = createChainCache();
    const cached = { ...live, cache };
    expect((await verifyLive(makeDocument(), cached)).fresh).toBe(true);
    expect((await verifyLive(makeDocument(), cached)).fresh).toBe(true);
    const late = verifyLive(makeDocument(), {
      ...cached,
      now: TEST_NOW + 4 * 3_600_000,
      maxAgeMs: 1e9,
    });
    await expect(late).toRejectWithCode('chain-expired');
    const other = verifyLive(makeDocument(), { ...cached, root: aws });
    await expect(other).toRejectWithCode('root-not-trusted');
    const wrongKey = verifyLive(makeDocument({}, { key: newKey() }), cached);
    await expect(wrongKey).toRejectWithCode('document-signature');
  });

  test('one bit of a cached certificate is another certificate', async () => {
    const cache = createChainCache();
    await verifyLive(makeDocument(), { ...live, cache });
    const bent = TEST_CHAIN.leaf.slice();
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    const document = makeDocument({ certificate: bent });
    await expect(verifyLive(document, { ...live, cache })).toRejectWithCode('chain-broken');
  });

  test('what is refused is not kept', async () => {
    const cache = createChainCache();
    const stranger = newKey();
    const chain = { leaf: { issuerKey: stranger } };
    for (let i = 0; i < 2; i++) {
      const result = verifyLive(documentOfChain(chain), { ...live, cache });
      await expect(result).toRejectWithCode('chain-broken');
    }
  });

  test('is bounded: the oldest goes', async () => {
    const cache = createChainCache(2);
    const certified = [TEST_CHAIN.regional, TEST_CHAIN.zonal, TEST_CHAIN.leaf].map(
      (der) => new CertifiedKey(parseCertificate(der)),
    );
    for (const one of certified) cache.add({ certified: one, issuerSpkiDer: Uint8Array.of(1) });
    const found = certified.map(({ certificate }) => cache.find(certificate.der)?.certified);
    expect(found).toEqual([undefined, ...certified.slice(1)]);
  });
});

test('mistake: running describe-eif on a foreign EIF: no source starts a program', () => {
  const src = join(import.meta.dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  const starting = files.filter((file) =>
    /child_process|execFile|spawn\(/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(starting).toEqual([]);
});
