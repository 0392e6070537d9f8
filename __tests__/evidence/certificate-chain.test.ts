import { describe, expect, test } from '@jest/globals';
import { awsNitroRoot, rootNotOfAws } from '../../src/evidence/nitro-root.js';
import { verifyArchived, verifyLive } from '../../src/evidence/verify-attestation.js';
import { parseCertificate } from '../../src/format/x509.js';
import { der } from '../fakes/der-maker.js';
import {
  bundleOf,
  type CertificateChanges,
  documentOfChain,
  keyOf,
  LEVELS,
  makeChain,
  makeDocument,
  TEST_CHAIN,
  TEST_NOW,
  TEST_ROOT,
} from '../fakes/nitro-maker.js';
import { extension, newKey } from '../fakes/nitro-pki.js';
import '../to-throw-with-code.js';

const archived = (document: Uint8Array, root = TEST_ROOT) => verifyArchived(document, { root });
const { root, regional, zonal, instance, leaf } = TEST_CHAIN;
const bundle = bundleOf(TEST_CHAIN);
const brokenAt = (path: string) => ({ code: 'chain-broken', at: { path } });

test('the chain of the test PKI is accepted under its own root, which is not called AWS', async () => {
  const evidence = await archived(makeDocument());
  expect(evidence.root).toMatch(/^not-aws:[0-9a-f]{64}$/);
  expect(evidence.root).toBe(`not-aws:${TEST_ROOT.sha256}`);
});

test('a changed chain that breaks no rule is accepted', async () => {
  const document = documentOfChain({
    instance: { subjectKeyId: 'aa', authorityKeyId: 'bb' },
    leaf: { authorityKeyId: 'aa', basicConstraints: null, keyUsage: 0x80 },
  });
  expect((await archived(document)).fresh).toBe(false);
});

describe('root', () => {
  test('of AWS does not vouch for the test PKI', async () => {
    await expect(archived(makeDocument(), awsNitroRoot())).toRejectWithCode('root-not-trusted');
  });

  test('of the same name and key, as another certificate', async () => {
    const other = rootNotOfAws(makeChain({ root: { serial: '77' } }).root);
    await expect(archived(makeDocument(), other)).toRejectWithCode('root-not-trusted');
  });

  test.each<[string, Uint8Array[]]>([
    ['left out', [regional, zonal, instance]],
    ['last', [regional, zonal, instance, root]],
    ['with a byte behind', [Uint8Array.from([...root, 0]), regional, zonal, instance]],
    ['that is no certificate', [Uint8Array.of(1), regional, zonal, instance]],
  ])('%s', async (_, cabundle) => {
    await expect(archived(makeDocument({ cabundle }))).toRejectWithCode('root-not-trusted');
  });

  test('that is not a CA does not become one by being pinned', async () => {
    const chain = makeChain({ root: { basicConstraints: { ca: false } } });
    const document = makeDocument({ cabundle: bundleOf(chain) });
    await expect(archived(document, rootNotOfAws(chain.root))).toRejectWithCode('chain-broken');
  });

  test('of an unknown partition is refused', () => {
    expect(() => awsNitroRoot('aws-cn' as 'aws')).toThrowWithCode('usage');
    expect(() => awsNitroRoot('constructor' as 'aws')).toThrowWithCode('usage');
    expect(() => rootNotOfAws(Uint8Array.of(1))).toThrowWithCode('certificate-format');
  });
});

describe('bundle', () => {
  test.each<[string, string, Uint8Array[]]>([
    ['root alone', '/certificate', [root]],
    ['in the wrong order', '/cabundle/1', [root, zonal, regional, instance]],
    ['leaf to root behind the root', '/cabundle/1', [root, instance, zonal, regional]],
    ['a repeated certificate', '/cabundle/2', [root, regional, regional, zonal, instance]],
    ['the root twice', '/cabundle/1', [root, root, regional, zonal, instance]],
    ['the leaf in it', '/certificate', [...bundle, leaf]],
    ['a level left out', '/cabundle/2', [root, regional, instance]],
    [
      'a foreign certificate that is not needed',
      '/cabundle/1',
      [...bundle, makeChain({ instance: { key: newKey() } }).instance],
    ],
    [
      'no certificate among it',
      '/cabundle/2',
      [root, regional, Uint8Array.of(0x30, 0), zonal, instance],
    ],
    [
      'a byte behind a certificate',
      '/cabundle/2',
      [root, regional, Uint8Array.from([...zonal, 0]), instance],
    ],
    ['nine certificates', '/cabundle', [...bundle, ...bundle, root]],
  ])('%s is refused at %s', async (_, path, cabundle) => {
    await expect(archived(makeDocument({ cabundle }))).rejects.toMatchObject(brokenAt(path));
  });

  test('a byte after the leaf', async () => {
    const document = makeDocument({ certificate: Uint8Array.from([...leaf, 0]) });
    await expect(archived(document)).toRejectWithCode('chain-broken');
  });

  test('eight levels are accepted, nine are not', async () => {
    for (const [further, code] of [
      [4, undefined],
      [5, 'chain-broken'],
    ] as const) {
      const result = archived(deepDocument(further));
      if (code === undefined) expect((await result).fresh).toBe(false);
      else await expect(result).toRejectWithCode(code);
    }
  });
});

/** A chain with so many further levels above the leaf, none of which has a path length. */
function deepDocument(further: number): Uint8Array {
  const free = { basicConstraints: { ca: true } };
  const first = makeChain({ regional: free, zonal: free, instance: free });
  const levels = Array.from({ length: further }, (_, i) => {
    const issuer = i === 0 ? 'test instance' : `test further ${i - 1}`;
    const names = { issuer, subject: `test further ${i}`, issuerKey: keyOf('instance') };
    return makeChain({ instance: { ...free, ...names } }).instance;
  });
  const issuer = `test further ${further - 1}`;
  const certificate = makeChain({ leaf: { issuer, issuerKey: keyOf('instance') } }).leaf;
  return makeDocument({ certificate, cabundle: [root, ...bundleOf(first).slice(1), ...levels] });
}

describe('certificates', () => {
  const p256 = newKey('P-256');
  const stranger = newKey();
  const unknown = (critical: boolean) => [extension('2a0304', critical, der(0x05))];
  const nameConstraints = [extension('551d1e', true, der(0x30))];

  test.each<[string, string, CertificateChanges]>([
    [
      'regional without a CA flag',
      '/cabundle/1',
      { regional: { basicConstraints: { ca: false } } },
    ],
    ['zonal without basicConstraints', '/cabundle/2', { zonal: { basicConstraints: null } }],
    [
      'basicConstraints that are not critical',
      '/cabundle/3',
      { instance: { basicConstraints: { ca: true, pathLength: 0, critical: false } } },
    ],
    [
      'a path length too small for what is below',
      '/cabundle/1',
      { regional: { basicConstraints: { ca: true, pathLength: 1 } } },
    ],
    [
      'path length 0 above a CA',
      '/cabundle/2',
      { zonal: { basicConstraints: { ca: true, pathLength: 0 } } },
    ],
    ['a CA without keyUsage', '/cabundle/3', { instance: { keyUsage: null } }],
    ['a CA without keyCertSign', '/cabundle/3', { instance: { keyUsage: 0x82 } }],
    ['a leaf with a CA flag', '/certificate', { leaf: { basicConstraints: { ca: true } } }],
    [
      'a leaf with a path length',
      '/certificate',
      { leaf: { basicConstraints: { ca: false, pathLength: 0 } } },
    ],
    ['a leaf without keyUsage', '/certificate', { leaf: { keyUsage: null } }],
    ['a leaf without digitalSignature', '/certificate', { leaf: { keyUsage: 0x40 } }],
    ['a leaf with keyCertSign', '/certificate', { leaf: { keyUsage: 0x84 } }],
    [
      'an instance on P-256',
      '/cabundle/3',
      { instance: { key: p256 }, leaf: { issuerKey: p256, hash: 'sha256' } },
    ],
    ['ecdsa-with-SHA256', '/cabundle/2', { zonal: { hash: 'sha256' } }],
    ['version 1', '/certificate', { leaf: { version: 1 } }],
    [
      'an unknown critical extension in the leaf',
      '/certificate',
      { leaf: { furtherExtensions: unknown(true) } },
    ],
    [
      'an unknown critical extension in a CA',
      '/cabundle/2',
      { zonal: { furtherExtensions: unknown(true) } },
    ],
    [
      'critical name constraints',
      '/cabundle/3',
      { instance: { furtherExtensions: nameConstraints } },
    ],
    [
      'an extension twice',
      '/cabundle/3',
      { instance: { furtherExtensions: [...unknown(false), ...unknown(false)] } },
    ],
    ['another issuer', '/cabundle/2', { zonal: { issuer: 'test regional 2' } }],
    ['another subject', '/cabundle/3', { zonal: { subject: 'test zonal 2' } }],
    [
      'another key identifier',
      '/certificate',
      { instance: { subjectKeyId: 'aa' }, leaf: { authorityKeyId: 'bb' } },
    ],
    ['a leaf signed by a stranger', '/certificate', { leaf: { issuerKey: stranger } }],
    ['a leaf signed by itself', '/certificate', { leaf: { issuerKey: stranger, key: stranger } }],
    ['regional signed by a stranger', '/cabundle/1', { regional: { issuerKey: stranger } }],
    [
      'an instance signed by a stranger under a valid leaf',
      '/cabundle/3',
      { instance: { issuerKey: stranger } },
    ],
  ])('%s is refused at %s', async (_, path, changes) => {
    await expect(archived(documentOfChain(changes))).rejects.toMatchObject(brokenAt(path));
  });

  test('a leaf on P-256', async () => {
    const certificate = makeChain({ leaf: { key: p256 } }).leaf;
    await expect(archived(makeDocument({ certificate }))).toRejectWithCode('chain-broken');
  });

  test('an unknown extension that is not critical is accepted', async () => {
    const document = documentOfChain({ leaf: { furtherExtensions: unknown(false) } });
    expect((await archived(document)).fresh).toBe(false);
  });

  test('a leaf used as a CA: a document of another enclave, signed below a genuine leaf', async () => {
    const names = { issuer: 'test leaf', subject: 'test below', issuerKey: keyOf('leaf') };
    const below = makeChain({ leaf: { ...names, key: stranger } }).leaf;
    const document = makeDocument(
      { certificate: below, cabundle: [...bundle, leaf] },
      { key: stranger },
    );
    await expect(archived(document)).toRejectWithCode('chain-broken');
  });

  test('a genuine chain over another key', async () => {
    const document = makeDocument({}, { key: stranger });
    await expect(archived(document)).toRejectWithCode('document-signature');
  });

  test('a signature over another hash', async () => {
    const document = makeDocument({}, { hash: 'sha256' });
    await expect(archived(document)).toRejectWithCode('document-signature');
  });

  test('a point that is not on the curve', async () => {
    const spki = parseCertificate(leaf).publicKey.spkiDer;
    const at = Buffer.from(leaf).indexOf(spki) + spki.length - 1;
    const bent = leaf.slice();
    bent[at] = (bent[at] ?? 0) ^ 1;
    await expect(archived(makeDocument({ certificate: bent }))).toRejectWithCode('chain-broken');
  });
});

describe('dates', () => {
  const options = { root: TEST_ROOT, nonce: 'not-required', maxAgeMs: 300_000 } as const;
  const live = (document: Uint8Array, now = TEST_NOW) => verifyLive(document, { ...options, now });

  describe.each(LEVELS.slice(1).map((level) => [level]))('of %s', (level) => {
    test('expired', async () => {
      const document = documentOfChain({ [level]: { notAfter: TEST_NOW - 1000 } });
      await expect(archived(document)).toRejectWithCode('chain-expired');
      await expect(live(document)).toRejectWithCode('chain-expired');
    });

    test('not yet valid: leeway is for the live clock alone', async () => {
      const soon = documentOfChain({ [level]: { notBefore: TEST_NOW + 60_000 } });
      await expect(archived(soon)).toRejectWithCode('chain-not-yet-valid');
      expect((await live(soon)).fresh).toBe(true);
      const later = documentOfChain({ [level]: { notBefore: TEST_NOW + 61_000 } });
      await expect(live(later)).toRejectWithCode('chain-not-yet-valid');
    });

    test('the last instant is valid, and the next is not', async () => {
      const document = documentOfChain({ [level]: { notAfter: TEST_NOW + 2000 } });
      expect((await live(document, TEST_NOW + 2000)).fresh).toBe(true);
      await expect(live(document, TEST_NOW + 2001)).toRejectWithCode('chain-expired');
    });
  });

  test('of the root', async () => {
    for (const [changes, code] of [
      [{ notAfter: TEST_NOW - 1000 }, 'chain-expired'],
      [{ notBefore: TEST_NOW + 1000 }, 'chain-not-yet-valid'],
    ] as const) {
      const chain = makeChain({ root: changes });
      const document = makeDocument({ cabundle: bundleOf(chain) });
      await expect(archived(document, rootNotOfAws(chain.root))).toRejectWithCode(code);
    }
  });
});
