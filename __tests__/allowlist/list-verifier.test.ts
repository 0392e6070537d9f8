import { describe, expect, test } from '@jest/globals';
import type { AllowList, Removed, VersionId } from '../../src/allowlist/allow-list.js';
import { encodeAllowList, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import { inThisProgram, type VersionMemory } from '../../src/allowlist/list-source.js';
import {
  createListVerifier,
  type DocumentExpectations,
  LIST_AGE_MS,
  type VerifierOptions,
} from '../../src/allowlist/list-verifier.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import { memorySigner } from '../fakes/memory-signer.js';
import { makeDocument, TEST_NONCE, TEST_NOW, TEST_ROOT, testPcrs } from '../fakes/nitro-maker.js';
import {
  LIST_SIGNER,
  sealList,
  TEST_LIST,
  TEST_MEASUREMENTS,
  testList,
  testRelease,
} from '../fakes/sealed-list.js';
import '../to-throw-with-code.js';

const LIST_PEM = encodePublicKeyPem(LIST_SIGNER.publicKey);
const trust = { list: TEST_LIST, keys: [LIST_PEM], threshold: 1 };
const expectations: DocumentExpectations = { nonce: TEST_NONCE, maxAgeMs: 300_000 };

/** A place that serves a list, and counts who asks. */
function place(list: AllowList = testList()) {
  const self = {
    list: list as AllowList | Error,
    reads: 0,
    read: async () => {
      self.reads++;
      if (self.list instanceof Error) throw self.list;
      return sealList(self.list);
    },
  };
  return self;
}

function memory(seen?: VersionId): VersionMemory & { seen: VersionId | undefined } {
  const self = {
    seen,
    load: async () => self.seen,
    save: async (version: VersionId) => {
      self.seen = version;
    },
  };
  return self;
}

function verifierOf(changes: Partial<VerifierOptions> = {}, clock = { now: TEST_NOW + 1000 }) {
  return createListVerifier({
    trust,
    readAllowList: place().read,
    now: () => clock.now,
    root: TEST_ROOT,
    ...changes,
  });
}

const next = (list: AllowList, changes: Partial<AllowList> = {}): AllowList => ({
  ...list,
  version: list.version + 1,
  previous: versionIdOf(list, encodeAllowList(list)),
  ...changes,
});
const codesOf = (verdict: { reasons: readonly { code: string }[] }) =>
  verdict.reasons.map(({ code }) => code);

describe('a verifier', () => {
  test('accepts a document of an active release, and gives its evidence', async () => {
    const verdict = await verifierOf().verify(makeDocument(), expectations);
    expect(verdict).toMatchObject({
      accepted: true,
      release: { id: '1.0.0' },
      fresh: true,
      channelBound: false,
      rollbackProtected: false,
      evidence: { timestamp: TEST_NOW, root: TEST_ROOT.name },
    });
  });

  test('mistake: PCR check only for display: what is refused has no evidence to use', async () => {
    const document = makeDocument({
      pcrs: testPcrs().set(0, new Uint8Array(48).fill(9)),
      public_key: Uint8Array.of(1),
    });
    const verdict = await verifierOf().verify(document, expectations);
    expect(codesOf(verdict)).toEqual(['not-allowed']);
    expect(verdict).not.toHaveProperty('evidence');
    expect(verdict).not.toHaveProperty('release');
  });

  test('what is not genuine is refused with its code and place, and the list beside it', async () => {
    const unavailable = place();
    unavailable.list = new Error('no network');
    const verifier = verifierOf({ readAllowList: unavailable.read });
    const verdict = await verifier.verify(makeDocument({ digest: 'SHA256' }), expectations);
    expect(verdict).toMatchObject({
      accepted: false,
      reasons: [{ code: 'payload-format', at: { path: '/digest' } }, { code: 'list-unavailable' }],
      findings: [],
    });
  });

  test('archived: the chain at the time of the document, the list at now', async () => {
    const year = 365 * 24 * 3_600_000;
    const archived = { nonce: 'not-required', maxAgeMs: 'archived' } as const;
    const young = place(testList({ issuedAt: TEST_NOW + year, expiresAt: TEST_NOW + 2 * year }));
    const clock = { now: TEST_NOW + year };
    const verifier = verifierOf({ readAllowList: young.read }, clock);
    expect(await verifier.verify(makeDocument(), archived)).toMatchObject({
      accepted: true,
      fresh: false,
    });
    const at = await verifier.verify(makeDocument(), { ...archived, at: TEST_NOW - 1 });
    expect(codesOf(at)).toEqual(['document-from-future']);
    clock.now = TEST_NOW + 2 * year;
    expect(codesOf(await verifier.verify(makeDocument(), archived))).toEqual(['list-expired']);
  });

  test('the same chain again: times are judged again', async () => {
    const clock = { now: TEST_NOW };
    const list = place(testList({ expiresAt: TEST_NOW + 1e10 }));
    const verifier = verifierOf({ readAllowList: list.read }, clock);
    const wanted = { ...expectations, maxAgeMs: 1e10 };
    expect((await verifier.verify(makeDocument(), wanted)).accepted).toBe(true);
    clock.now = TEST_NOW + 3 * 3_600_000 + 1;
    const late = await verifier.verify(makeDocument(), wanted);
    expect(codesOf(late)).toEqual(['chain-expired']);
  });
});

describe('an image that was revoked', () => {
  const release = testRelease('1.0.0');
  const { PCR0 } = release.measurements;
  const tombstone: Removed = {
    why: 'revoked',
    reason: 'x',
    id: '1.0.0',
    platform: 'nitro-enclave',
    PCR0,
    staged: release.staged,
    when: TEST_NOW - 1000,
  };
  const first = testList({ releases: [], removed: [tombstone] });

  test('does not come back by the word of the list key, also for another verifier with this memory', async () => {
    const remember = inThisProgram();
    const list = place(first);
    const codes = async () =>
      codesOf(
        await verifierOf({ readAllowList: list.read, remember }).verify(
          makeDocument(),
          expectations,
        ),
      );
    expect(await codes()).toEqual(['revoked']);
    list.list = next(first, { removed: [], releases: [release] });
    expect(await codes()).toEqual(['revived']);
    list.list = next(list.list, { releases: [{ ...release, staged: 'f'.repeat(64) }] });
    expect(await codes()).toEqual([]);
  });

  test('as it is pinned, is refused without any memory', async () => {
    const revoked = [{ image: PCR0, when: TEST_NOW }];
    const verifier = verifierOf({ trust: { ...trust, revoked } });
    expect(codesOf(await verifier.verify(makeDocument(), expectations))).toEqual(['revived']);
    for (const wrong of [
      { image: 'x', when: 1 },
      { image: PCR0, when: Number.NaN },
    ]) {
      expect(() => verifierOf({ trust: { ...trust, revoked: [wrong] } })).toThrowWithCode('usage');
    }
  });

  test('a memory that two verifiers share does not go back', async () => {
    const remember = inThisProgram();
    const second = next(first);
    await remember.save({
      version: 2,
      sha256: versionIdOf(second, encodeAllowList(second)).sha256,
    });
    await remember.save({ version: 1, sha256: 'a'.repeat(64) });
    expect((await remember.load())?.version).toBe(2);
    const verifier = verifierOf({ readAllowList: place(first).read, remember });
    expect(codesOf(await verifier.verify(makeDocument(), expectations))).toContain('rollback');
  });
});

describe('what it does not start without', () => {
  test.each<[string, object]>([
    ['mistake: caller may leave out the list', { readAllowList: undefined }],
    ['a clock', { now: undefined }],
    ['a trust', { trust: undefined }],
    ['the id of the list', { trust: { ...trust, list: undefined } }],
    ['keys', { trust: { ...trust, keys: [] } }],
    ['keys at all', { trust: { list: TEST_LIST, threshold: 1 } }],
    ['a threshold', { trust: { ...trust, threshold: undefined } }],
    ['a threshold that counts', { trust: { ...trust, threshold: 0 } }],
    [
      'a threshold that can be met',
      { trust: { ...trust, keys: [LIST_PEM, LIST_PEM], threshold: 2 } },
    ],
    ['approval keys that were meant', { trust: { ...trust, approval: undefined } }],
    ['approval keys', { trust: { ...trust, approval: { keys: [], threshold: 1 } } }],
    ['a floor that is one', { trust: { ...trust, minVersion: 0 } }],
    ['a life of the list', { maxListAge: 0 }],
    ['a memory that was meant', { remember: undefined }],
    ['a life of the list that was meant', { maxListAge: undefined }],
    ['a root that was meant', { root: undefined }],
    ['a root that was made here', { root: { ...TEST_ROOT } }],
    ['a floor that was meant', { trust: { ...trust, minVersion: undefined } }],
    ['an enclave that was meant', { trust: { ...trust, enclave: undefined } }],
    ['a name that it knows', { remeber: memory() }],
    ['a name of the trust that it knows', { trust: { ...trust, treshold: 2 } }],
  ])('%s', (_, changes) => {
    expect(() => verifierOf(changes as Partial<VerifierOptions>)).toThrowWithCode('usage');
  });

  test('the root of AWS is the one unless another is named', async () => {
    const { root: _, ...options } = {
      trust,
      readAllowList: place().read,
      now: () => TEST_NOW,
      root: TEST_ROOT,
    };
    const verdict = await createListVerifier(options).verify(makeDocument(), expectations);
    expect(codesOf(verdict)).toEqual(['root-not-trusted']);
  });

  test('expectations that are not whole reject', async () => {
    const without = { maxAgeMs: 1000 } as DocumentExpectations;
    await expect(verifierOf().verify(makeDocument(), without)).toRejectWithCode('usage');
    const live = { ...expectations, at: TEST_NOW };
    await expect(verifierOf().verify(makeDocument(), live)).toRejectWithCode('usage');
    for (const name of ['at', 'publicKey', 'instanceIds']) {
      const meant = { ...expectations, maxAgeMs: 'archived', [name]: undefined } as const;
      const asked = verifierOf().verify(makeDocument(), meant as unknown as DocumentExpectations);
      await expect(asked).toRejectWithCode('usage');
    }
    const text = 'hEShATgi' as unknown as Uint8Array;
    await expect(verifierOf().verify(text, expectations)).toRejectWithCode('usage');
  });
});

describe('the list', () => {
  test('is read once within its age, and again after it', async () => {
    const clock = { now: TEST_NOW };
    const list = place();
    const verifier = verifierOf({ readAllowList: list.read }, clock);
    const ask = () => verifier.verify(makeDocument(), { ...expectations, maxAgeMs: 1e9 });
    await Promise.all([ask(), ask(), ask()]);
    expect(list.reads).toBe(1);
    clock.now = TEST_NOW + LIST_AGE_MS - 1;
    await ask();
    expect(list.reads).toBe(1);
    clock.now = TEST_NOW + LIST_AGE_MS;
    list.list = next(testList(), {
      releases: [],
      removed: [
        {
          id: '1.0.0',
          platform: 'nitro-enclave',
          PCR0: TEST_MEASUREMENTS.PCR0,
          when: TEST_NOW,
          staged: 'ef'.repeat(32),
          why: 'revoked',
          reason: 'leaks',
        },
      ],
    });
    expect(codesOf(await ask())).toEqual(['revoked']);
    expect(list.reads).toBe(2);
  });

  test('freeze: a list that cannot be had any more refuses, and the old one is not used', async () => {
    const clock = { now: TEST_NOW };
    const list = place();
    const verifier = verifierOf({ readAllowList: list.read }, clock);
    expect((await verifier.verify(makeDocument(), expectations)).accepted).toBe(true);
    list.list = new Error('gone');
    clock.now += LIST_AGE_MS;
    const wanted = { ...expectations, maxAgeMs: 1e9 };
    for (let i = 0; i < 2; i++) {
      expect(codesOf(await verifier.verify(makeDocument(), wanted))).toEqual(['list-unavailable']);
    }
    list.list = testList();
    expect((await verifier.verify(makeDocument(), wanted)).accepted).toBe(true);
  });

  test('rollback: within one program, and across programs where it remembers', async () => {
    const clock = { now: TEST_NOW };
    const second = next(testList());
    const list = place(second);
    const remember = memory();
    const verifier = verifierOf({ readAllowList: list.read, remember }, clock);
    const wanted = { ...expectations, maxAgeMs: 1e9 };
    const first = await verifier.verify(makeDocument(), wanted);
    // Nothing was known yet that the first list could have been older than.
    expect(first).toMatchObject({ accepted: true, rollbackProtected: false });
    expect(remember.seen?.version).toBe(2);
    clock.now += LIST_AGE_MS;
    expect(await verifier.verify(makeDocument(), wanted)).toMatchObject({
      accepted: true,
      rollbackProtected: true,
    });
    list.list = testList();
    clock.now += LIST_AGE_MS;
    expect(codesOf(await verifier.verify(makeDocument(), wanted))).toEqual(['rollback']);
    const other = verifierOf({ readAllowList: list.read, remember: memory(remember.seen) }, clock);
    expect(codesOf(await other.verify(makeDocument(), wanted))).toEqual(['rollback']);
    const forgetful = verifierOf({ readAllowList: list.read }, clock);
    const verdict = await forgetful.verify(makeDocument(), wanted);
    expect(verdict).toMatchObject({ accepted: true, rollbackProtected: false });
  });

  test.each(['load', 'save'] as const)('a memory that fails at %s refuses', async (method) => {
    const broken = { ...memory(), [method]: () => Promise.reject(new Error('disk')) };
    const verdict = await verifierOf({ remember: broken }).verify(makeDocument(), expectations);
    expect(codesOf(verdict)).toEqual(['list-unavailable']);
  });

  test('mistake: dev values accepted in production: the list of another environment', async () => {
    const development = place(testList({ list: 'ff'.repeat(16) }));
    const verifier = verifierOf({ readAllowList: development.read });
    expect(codesOf(await verifier.verify(makeDocument(), expectations))).toEqual(['wrong-list']);
  });

  test('signed by a key that is not pinned', async () => {
    const keys = [encodePublicKeyPem(memorySigner().publicKey)];
    const verifier = verifierOf({ trust: { ...trust, keys } });
    const verdict = await verifier.verify(makeDocument(), expectations);
    expect(codesOf(verdict)).toEqual(['signature-threshold']);
  });

  test('approval keys that approved neither image nor roles', async () => {
    const approval = { keys: [encodePublicKeyPem(memorySigner().publicKey)], threshold: 1 };
    const verifier = verifierOf({ trust: { ...trust, approval } });
    const verdict = await verifier.verify(makeDocument(), expectations);
    expect(codesOf(verdict)).toEqual(['approval-missing', 'approval-missing']);
  });

  test('a reason names the releases that there are, and not a thousand of them', async () => {
    const releases = Array.from({ length: 9 }, (_, i) =>
      testRelease(`1.0.${i}`, { ...TEST_MEASUREMENTS, PCR0: `a${i}`.repeat(48) }),
    );
    const verifier = verifierOf({ readAllowList: place(testList({ releases })).read });
    const verdict = await verifier.verify(makeDocument(), expectations);
    expect(verdict.reasons[0]?.expected).toContain('1.0.4 and 4 more');
  });
});
