import { describe, expect, test } from '@jest/globals';
import {
  type LiveExpectations,
  verifyArchived,
  verifyLive,
} from '../../src/evidence/verify-attestation.js';
import type { CborValue } from '../../src/format/cbor.js';
import {
  documentOfChain,
  makeDocument,
  TEST_MODULE_ID,
  TEST_NONCE,
  TEST_NOW,
  TEST_ROOT,
  TEST_STARTED_AT,
  testPcrs,
} from '../fakes/nitro-maker.js';
import { newKey } from '../fakes/nitro-pki.js';
import '../to-throw-with-code.js';

const root = TEST_ROOT;
const expectations: LiveExpectations = {
  now: TEST_NOW + 1000,
  root,
  maxAgeMs: 300_000,
  nonce: TEST_NONCE,
};
const live = (document: Uint8Array, changes: Partial<LiveExpectations> = {}) =>
  verifyLive(document, { ...expectations, ...changes });
const zero = new Uint8Array(48);
const debugPcrs = testPcrs().set(0, zero).set(1, zero).set(2, zero);

describe('a good document', () => {
  const document = makeDocument({ user_data: Uint8Array.of(1), public_key: Uint8Array.of(2, 3) });

  test('live', async () => {
    const evidence = await live(document);
    expect(evidence).toMatchObject({
      moduleId: TEST_MODULE_ID,
      timestamp: TEST_NOW,
      digest: 'SHA384',
      nonce: TEST_NONCE,
      userData: Uint8Array.of(1),
      publicKey: Uint8Array.of(2, 3),
      startedAt: TEST_STARTED_AT,
      root: root.name,
      signer: { issuer: 'CN=test instance' },
      fresh: true,
    });
    expect(evidence.pcrs.get(0)).toBe('01'.repeat(48));
    expect(evidence.pcrs.size).toBe(16);
  });

  test('archived, at its own time or at one of the caller, and never fresh', async () => {
    expect((await verifyArchived(document, { root })).fresh).toBe(false);
    expect((await verifyArchived(document, { root, at: TEST_NOW })).fresh).toBe(false);
    expect((await verifyArchived(document, { root, at: TEST_NOW + 3_600_000 })).fresh).toBe(false);
  });

  test('what is verified is what was given, even where the caller changes it meanwhile', async () => {
    const bytes = document.slice();
    const pending = live(bytes);
    bytes.fill(0);
    expect((await pending).pcrs.get(0)).toBe('01'.repeat(48));
  });
});

describe('started at', () => {
  test.each([
    ['another serial number', documentOfChain({ leaf: { serial: '0102030405060708090a0b0c' } })],
    ['a short serial number', documentOfChain({ leaf: { serial: '05' } })],
  ])('%s: cannot be told, and refuses nothing', async (_, document) => {
    expect((await live(document)).startedAt).toBeNull();
  });

  test('later than the document: unknown', async () => {
    const enclaveId = `${(TEST_NOW + 1).toString(16).padStart(12, '0')}beef`;
    const serial = `${enclaveId}${(TEST_NOW / 1000).toString(16)}`;
    const { leaf } = (await import('../fakes/nitro-maker.js')).makeChain({ leaf: { serial } });
    const document = makeDocument({
      certificate: leaf,
      module_id: `i-0123456789abcdef0-enc${enclaveId}`,
    });
    expect((await live(document)).startedAt).toBeNull();
  });
});

describe('time', () => {
  test('age: the bound is accepted, a millisecond more is not', async () => {
    const document = makeDocument();
    expect((await live(document, { now: TEST_NOW + 300_000 })).fresh).toBe(true);
    const late = live(document, { now: TEST_NOW + 300_001 });
    await expect(late).toRejectWithCode('document-too-old');
  });

  test('future: the leeway of the clock is accepted, a millisecond more is not', async () => {
    expect((await live(makeDocument({ timestamp: TEST_NOW + 61_000 }))).fresh).toBe(true);
    const ahead = makeDocument({ timestamp: TEST_NOW + 61_001 });
    await expect(live(ahead)).toRejectWithCode('document-from-future');
  });

  test('archived: not from after the instant to look from', async () => {
    const at = TEST_NOW - 1;
    const document = makeDocument();
    const early = verifyArchived(document, { root, at });
    await expect(early).toRejectWithCode('document-from-future');
  });

  test('archived: the chain at both instants', async () => {
    const document = makeDocument();
    const after = verifyArchived(document, { root, at: TEST_NOW + 4 * 3_600_000 });
    await expect(after).toRejectWithCode('chain-expired');
    const before = verifyArchived(document, { root, at: TEST_NOW - 3_600_000 });
    await expect(before).toRejectWithCode('chain-not-yet-valid');
    // A document that names a time outside of its own chain, looked at from inside.
    const old = makeDocument({ timestamp: TEST_NOW - 3_600_000 });
    await expect(verifyArchived(old, { root, at: TEST_NOW })).toRejectWithCode(
      'chain-not-yet-valid',
    );
  });
});

describe('debug mode', () => {
  test.each([0, 1, 2])('PCR%i alone is zero', async (index) => {
    const document = makeDocument({ pcrs: testPcrs().set(index, zero) });
    await expect(live(document)).toRejectWithCode('debug-mode');
    await expect(verifyArchived(document, { root })).toRejectWithCode('debug-mode');
  });

  test('all three are zero, as in real documents', async () => {
    const document = makeDocument({ pcrs: debugPcrs });
    await expect(live(document)).toRejectWithCode('debug-mode');
  });

  test('PCR3, 4 and 8 may be zero', async () => {
    const document = makeDocument({ pcrs: testPcrs().set(3, zero).set(4, zero).set(8, zero) });
    expect((await live(document)).fresh).toBe(true);
  });
});

describe('nonce', () => {
  const bent = TEST_NONCE.map((byte, i) => (i === 31 ? byte ^ 1 : byte));

  test.each<[string, CborValue]>([
    ['another', bent],
    ['a shorter one', TEST_NONCE.slice(0, 31)],
    ['a longer one', Uint8Array.from([...TEST_NONCE, 0])],
    ['an empty one', new Uint8Array()],
  ])('%s', async (_, nonce) => {
    await expect(live(makeDocument({ nonce }))).toRejectWithCode('nonce-mismatch');
  });

  test.each([[null], [undefined]])('none: %s', async (nonce) => {
    await expect(live(makeDocument({ nonce }))).toRejectWithCode('nonce-missing');
  });

  test('not required is said, and never assumed', async () => {
    const document = makeDocument({ nonce: null });
    expect((await live(document, { nonce: 'not-required' })).fresh).toBe(true);
    for (const nonce of [undefined, null, '', 'none', new Uint8Array(), new Uint8Array(15), {}]) {
      const result = live(document, { nonce: nonce as Uint8Array });
      await expect(result).toRejectWithCode('usage');
    }
  });
});

describe('an invalid instant, and an invalid age', () => {
  const unusable = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1.5,
    1e17,
    undefined,
    null,
    '1',
    new Date(0),
  ];

  test.each(unusable)('%p', async (value) => {
    const number = value as number;
    await expect(live(makeDocument(), { now: number })).toRejectWithCode('usage');
    await expect(live(makeDocument(), { maxAgeMs: number })).toRejectWithCode('usage');
    if (value === undefined) return;
    await expect(verifyArchived(makeDocument(), { root, at: number })).toRejectWithCode('usage');
  });

  test.each([0, -1])('an age of %i', async (maxAgeMs) => {
    await expect(live(makeDocument(), { maxAgeMs })).toRejectWithCode('usage');
  });
});

describe('the first broken rule is the one that is named', () => {
  const wrongKey = { key: newKey() };
  const other = { timestamp: TEST_NOW - 3_600_000, pcrs: debugPcrs, nonce: null };

  test.each<[string, Uint8Array, number]>([
    ['envelope-format', makeDocument({ digest: '' }, { unprotected: null }), TEST_NOW],
    ['payload-format', makeDocument({ digest: '', module_id: 'x' }), TEST_NOW],
    ['not-an-enclave', makeDocument({ module_id: 'x', cabundle: [Uint8Array.of(1)] }), TEST_NOW],
    ['root-not-trusted', makeDocument({ cabundle: [Uint8Array.of(1)] }, wrongKey), TEST_NOW],
    ['chain-broken', makeDocument({ certificate: Uint8Array.of(1) }, wrongKey), 0],
    ['document-signature', makeDocument(other, wrongKey), TEST_NOW + 86_400_000 * 365],
    ['chain-expired', makeDocument(other), TEST_NOW + 86_400_000],
    ['chain-not-yet-valid', makeDocument(other), TEST_NOW - 86_400_000],
    ['document-too-old', makeDocument(other), TEST_NOW],
    ['document-from-future', makeDocument({ ...other, timestamp: TEST_NOW + 120_000 }), TEST_NOW],
    ['debug-mode', makeDocument({ ...other, timestamp: TEST_NOW }), TEST_NOW],
    ['nonce-missing', makeDocument({ nonce: null }), TEST_NOW],
  ])('%s', async (code, document, now) => {
    await expect(live(document, { now })).toRejectWithCode(code);
  });
});
