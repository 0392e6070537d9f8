import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { referenceValuesOf } from '../../src/allowlist/list-reference-values.js';
import { decodeHex } from '../../src/base/encoding.js';
import { type Appraisal, appraise } from '../../src/evidence/appraise.js';
import type { Expectations, ListExpectations } from '../../src/evidence/expectations.js';
import type { ReferenceValues } from '../../src/evidence/reference-values.js';
import {
  type VerifiedEvidence,
  verifyArchived,
  verifyLive,
} from '../../src/evidence/verify-attestation.js';
import type { CborValue } from '../../src/format/cbor.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { pcr4OfInstance } from '../../src/measure/pcr.js';
import { makeDocument, TEST_NONCE, TEST_NOW, TEST_ROOT, testPcrs } from '../fakes/nitro-maker.js';
import {
  OTHER_ROLE,
  TEST_MEASUREMENTS,
  TEST_ROLE,
  testList,
  testRelease,
  verifiedList,
} from '../fakes/sealed-list.js';
import '../to-throw-with-code.js';

const hex = (byte: string) => byte.repeat(48);
const bytes = (value: number) => new Uint8Array(48).fill(value);
const INSTANCE = 'i-0123456789abcdef0';
const NOTHING = 'nothing-remembered';
const expectations: Expectations & ListExpectations = {
  now: TEST_NOW + 1000,
  nonce: TEST_NONCE,
  maxAgeMs: 300_000,
  remembered: NOTHING,
};
type Changes = Partial<Expectations & ListExpectations>;

function evidenceOf(changes: Readonly<Record<string, CborValue>> = {}): Promise<VerifiedEvidence> {
  return verifyLive(makeDocument(changes), {
    now: TEST_NOW,
    root: TEST_ROOT,
    maxAgeMs: 300_000,
    nonce: 'not-required',
  });
}

const withPcr = (index: number, value: Uint8Array) => ({ pcrs: testPcrs().set(index, value) });
const values = async (changes: Partial<AllowList> = {}) =>
  referenceValuesOf(await verifiedList(changes));
const withRoles = (...instanceRoles: AllowList['projection']['instanceRoles']) => ({
  projection: { ...testList().projection, instanceRoles },
});
const codes = ({ reasons }: Appraisal) => reasons.map(({ code }) => code);

let good: VerifiedEvidence;
let reference: ReferenceValues;
const appraised = (changes: Changes = {}) =>
  appraise(good, reference, { ...expectations, ...changes });

beforeAll(async () => {
  good = await evidenceOf();
  reference = await values();
});

describe('a genuine document of an active release', () => {
  test('is accepted as that release, with a finding for every check', () => {
    const appraisal = appraised();
    expect(appraisal).toMatchObject({
      accepted: true,
      release: { id: '1.0.0', measurements: TEST_MEASUREMENTS },
      reasons: [],
      fresh: true,
      channelBound: false,
      rollbackProtected: false,
    });
    expect(appraisal.findings.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['freshness', 'met'],
      ['nonce', 'met'],
      ['public-key', 'not-required'],
      ['user-data', 'not-required'],
      ['instance', 'not-required'],
      ['custom-pcrs', 'not-required'],
      ['list-version', 'not-required'],
      ['image', 'met'],
      ['instance-role', 'not-required'],
    ]);
  });

  test('refused: every reason, each with code, expected and found', async () => {
    const evidence = await evidenceOf({ ...withPcr(0, bytes(9)), nonce: null });
    const roles = await values({ version: 1, ...withRoles(OTHER_ROLE) });
    const appraisal = appraise(evidence, roles, {
      now: TEST_NOW + 400_000,
      nonce: TEST_NONCE,
      maxAgeMs: 300_000,
      publicKey: Uint8Array.of(1),
      userData: Uint8Array.of(2),
      instanceIds: ['i-00000000000000001'],
      customPcrs: { 16: hex('ee') },
      remembered: { version: 2, sha256: 'ab'.repeat(32) },
    });
    expect(appraisal.accepted).toBe(false);
    expect(codes(appraisal)).toEqual([
      'document-too-old',
      'nonce-missing',
      'public-key-mismatch',
      'user-data-mismatch',
      'not-allowed',
      'pcr-mismatch',
      'rollback',
      'not-allowed',
      'pcr-mismatch',
    ]);
    for (const reason of appraisal.reasons) {
      for (const text of [reason.message, reason.expected, reason.found]) {
        expect(text).toMatch(/\S/);
      }
    }
    expect(appraisal).not.toHaveProperty('release');
  });
});

describe('freshness (rule 22)', () => {
  test('mistake: attestation cached without re-check', () => {
    expect(appraised({ now: TEST_NOW + 300_000 }).accepted).toBe(true);
    expect(codes(appraised({ now: TEST_NOW + 300_001 }))).toEqual(['document-too-old']);
    expect(appraised({ now: TEST_NOW + 300_001 }).fresh).toBe(false);
  });

  test('mistake: archived evidence, judged at the document’s own time, counts as fresh', async () => {
    const archived = await verifyArchived(makeDocument(), { root: TEST_ROOT });
    expect(codes(appraise(archived, reference, expectations))).toEqual(['document-too-old']);
    const appraisal = appraise(archived, reference, { ...expectations, maxAgeMs: 'archived' });
    expect(appraisal).toMatchObject({ accepted: true, fresh: false });
  });

  test('archived evidence under the greatest age that a number holds is refused, not a crash', async () => {
    const archived = await verifyArchived(makeDocument(), { root: TEST_ROOT });
    const given = { ...expectations, maxAgeMs: Number.MAX_SAFE_INTEGER };
    expect(codes(appraise(archived, reference, given))).toEqual(['document-too-old']);
  });

  test('mistake: default time = document time', async () => {
    const now = undefined as unknown as number;
    expect(() => appraised({ now })).toThrowWithCode('usage');
    const { now: _, ...without } = expectations;
    expect(() => appraise(good, reference, without as typeof expectations)).toThrowWithCode(
      'usage',
    );
  });

  test('mistake: no document age check', () => {
    for (const maxAgeMs of [undefined, 0, -1, Number.POSITIVE_INFINITY, Number.NaN, 'none']) {
      expect(() => appraised({ maxAgeMs: maxAgeMs as number })).toThrowWithCode('usage');
    }
  });

  test('rule 23: a clock that is behind is a result of its own, not "expired"', () => {
    expect(codes(appraised({ now: TEST_NOW - 60_000 }))).toEqual([]);
    expect(codes(appraised({ now: TEST_NOW - 60_001 }))).toEqual(['document-from-future']);
  });
});

describe('nonce (rule 24)', () => {
  test('another one, and one that begins alike', () => {
    const other = TEST_NONCE.map((byte, i) => (i === 31 ? byte ^ 1 : byte));
    expect(codes(appraised({ nonce: other }))).toEqual(['nonce-mismatch']);
    expect(codes(appraised({ nonce: TEST_NONCE.slice(0, 16) }))).toEqual(['nonce-mismatch']);
  });

  test('bytes that are not UTF-8 are compared as bytes', async () => {
    const nonce = new Uint8Array(32).fill(0xff);
    const evidence = await evidenceOf({ nonce });
    const last = nonce.map((byte, i) => (i === 31 ? 0xfe : byte));
    expect(appraise(evidence, reference, { ...expectations, nonce }).accepted).toBe(true);
    const refused = appraise(evidence, reference, { ...expectations, nonce: last });
    expect(codes(refused)).toEqual(['nonce-mismatch']);
  });

  test('mistake: chain checked at the certificate’s own notBefore, no nonce: both have to be said', () => {
    for (const nonce of [undefined, null, new Uint8Array(15), 'none', '']) {
      expect(() => appraised({ nonce: nonce as Uint8Array })).toThrowWithCode('usage');
    }
    expect(appraised({ nonce: 'not-required' }).accepted).toBe(true);
  });

  test('of archived evidence too', async () => {
    const archived = await verifyArchived(makeDocument(), { root: TEST_ROOT });
    const wanted = { ...expectations, maxAgeMs: 'archived', nonce: new Uint8Array(32) } as const;
    expect(codes(appraise(archived, reference, wanted))).toEqual(['nonce-mismatch']);
  });
});

describe('public key and user data (rule 25)', () => {
  const publicKey = Uint8Array.of(1, 2, 3);
  const userData = new Uint8Array(32).fill(7);

  test('bound: the channel is', async () => {
    const evidence = await evidenceOf({ public_key: publicKey, user_data: userData });
    for (const bound of [{ publicKey }, { userData }, { publicKey, userData }]) {
      const appraisal = appraise(evidence, reference, { ...expectations, ...bound });
      expect(appraisal).toMatchObject({ accepted: true, channelBound: true });
    }
    expect(appraise(evidence, reference, expectations).channelBound).toBe(false);
  });

  test('an empty field meets no expectation and binds no channel', async () => {
    const empty = new Uint8Array();
    const evidence = await evidenceOf({ public_key: empty, user_data: empty });
    for (const bound of [{ publicKey }, { userData }]) {
      const appraisal = appraise(evidence, reference, { ...expectations, ...bound });
      expect(appraisal).toMatchObject({ accepted: false, channelBound: false });
      expect(appraisal.reasons.map(({ found }) => found)).toEqual(['empty']);
    }
  });

  test('a channel is not bound where one of two bindings is refused', async () => {
    const evidence = await evidenceOf({ public_key: publicKey, user_data: Uint8Array.of(9) });
    const appraisal = appraise(evidence, reference, { ...expectations, publicKey, userData });
    expect(codes(appraisal)).toEqual(['user-data-mismatch']);
    expect(appraisal.channelBound).toBe(false);
  });

  test('another, a longer, and none', async () => {
    const longer = Uint8Array.of(1, 2, 3, 0);
    const evidence = await evidenceOf({ public_key: longer, user_data: null });
    const bound = { ...expectations, publicKey, userData };
    const refused = appraise(evidence, reference, bound);
    expect(codes(refused)).toEqual(['public-key-mismatch', 'user-data-mismatch']);
    expect(refused.reasons[1]).toMatchObject({ expected: '07'.repeat(32), found: 'none' });
  });

  test.each(['publicKey', 'userData', 'instanceIds', 'customPcrs'])(
    'mistake: missing read as "" equals empty expectation: %s that is there and undefined',
    (name) => {
      for (const nothing of [undefined, null, new Uint8Array(), [], {}, '']) {
        const changes = { [name]: nothing } as Changes;
        expect(() => appraised(changes)).toThrowWithCode('usage');
      }
    },
  );

  test('a misspelt expectation is refused, not ignored', () => {
    const changes = { publickey: publicKey } as Changes;
    expect(() => appraised(changes)).toThrowWithCode('usage');
  });
});

describe('the allow-list (rules 26, 32 and 33)', () => {
  test('mistake: no expected PCRs means every genuine enclave passes', async () => {
    const empty = await values({ releases: [] });
    expect(codes(appraise(good, empty, expectations))).toEqual(['not-allowed']);
  });

  test.each([[undefined], [null], [{}], [{ releases: [] }]])(
    'mistake: all-None PCR object equals anything: %j for Reference Values',
    (nothing) => {
      const none = nothing as unknown as ReferenceValues;
      expect(() => appraise(good, none, expectations)).toThrowWithCode('usage');
    },
  );

  test('expired at now, whatever the time of the document', async () => {
    const late = { ...expectations, now: testList().expiresAt, maxAgeMs: 'archived' } as const;
    const archived = await verifyArchived(makeDocument(), { root: TEST_ROOT });
    expect(codes(appraise(archived, reference, late))).toEqual(['list-expired']);
    const last = { ...late, now: late.now - 1 };
    expect(appraise(archived, reference, last).accepted).toBe(true);
  });

  test('retiring until its end', async () => {
    const retireAt = TEST_NOW + 60_000;
    const retiring = { ...testRelease('1.0.0'), state: 'retiring', retireAt } as const;
    const list = await values({ releases: [retiring] });
    const at = (now: number) => codes(appraise(good, list, { ...expectations, now }));
    expect(at(retireAt - 1)).toEqual([]);
    expect(at(retireAt)).toEqual(['not-allowed']);
  });

  test('mistake: revocation not retroactive: an archived document of a revoked image', async () => {
    const list = await values({
      releases: [],
      removed: [
        {
          id: '1.0.0',
          platform: 'nitro-enclave',
          PCR0: TEST_MEASUREMENTS.PCR0,
          when: TEST_NOW + 1000,
          staged: 'ef'.repeat(32),
          why: 'revoked',
          reason: 'leaks',
        },
      ],
    });
    const archived = await verifyArchived(makeDocument(), { root: TEST_ROOT });
    const wanted = { ...expectations, now: TEST_NOW + 2000, maxAgeMs: 'archived' } as const;
    expect(codes(appraise(archived, list, wanted))).toEqual(['revoked']);
  });

  test('older than remembered, or another of the same version', async () => {
    const { version } = await values();
    const remembered = (number: number, sha256 = version.sha256) =>
      appraised({ remembered: { version: number, sha256 } });
    expect(remembered(1)).toMatchObject({ accepted: true, rollbackProtected: true });
    expect(codes(remembered(2))).toEqual(['rollback']);
    expect(codes(remembered(1, 'ab'.repeat(32)))).toEqual(['rollback']);
  });

  test('mistake: mutable pointer to measurements: what is remembered has to be said', () => {
    for (const remembered of [
      undefined,
      null,
      1,
      {},
      { version: 1 },
      { version: '1', sha256: '' },
      { version: 0, sha256: 'ab'.repeat(32) },
      { version: -1, sha256: 'ab'.repeat(32) },
    ]) {
      const changes = { remembered } as unknown as Changes;
      expect(() => appraised(changes)).toThrowWithCode('usage');
    }
  });
});

describe('the image (rules 27 to 31)', () => {
  const other = { PCR0: hex('aa'), PCR1: hex('bb'), PCR2: hex('cc') };

  test.each([
    ['PCR0 of one and PCR2 of another', { PCR2: other.PCR2 }],
    ['PCR1 of another', { PCR1: other.PCR1 }],
    ['PCR0 of another', { PCR0: other.PCR0 }],
  ])('rule 27: %s: one tuple or none', async (_, change) => {
    const mixed = { ...TEST_MEASUREMENTS, ...change };
    const list = await values({
      releases: [testRelease('a', mixed), testRelease('b', other)],
    });
    expect(codes(appraise(good, list, expectations))).toEqual(['not-allowed']);
  });

  test.each([0, 1, 2])(
    'mistake: index off by one, and PCR comparison commented out: PCR%i',
    async (i) => {
      const evidence = await evidenceOf(withPcr(i, bytes(0x77)));
      const refused = appraise(evidence, reference, expectations);
      expect(codes(refused)).toEqual(['not-allowed']);
      expect(refused.reasons[0]?.found).toContain('77'.repeat(48));
    },
  );

  test('mistake: iterates over the document’s PCRs: a signed release and a document without PCR8', async () => {
    const signed = { ...TEST_MEASUREMENTS, PCR8: hex('08') };
    const list = await values({ releases: [testRelease('1.0.0', signed)] });
    const pcrs = new Map([...testPcrs()].filter(([index]) => Number(index) < 3));
    for (const changes of [{ pcrs }, {}, withPcr(8, bytes(9))]) {
      const evidence = await evidenceOf(changes);
      expect(codes(appraise(evidence, list, expectations))).toEqual(['not-allowed']);
    }
    const evidence = await evidenceOf(withPcr(8, bytes(8)));
    expect(appraise(evidence, list, expectations).accepted).toBe(true);
  });

  test('mistake: zero PCRs dropped from the map, so a pin is bypassed: roles are listed, PCR3 is zero', async () => {
    const list = await values(withRoles(TEST_ROLE));
    const evidence = await evidenceOf(withPcr(3, bytes(0)));
    expect(codes(appraise(evidence, list, expectations))).toEqual(['pcr-mismatch']);
  });

  test('an unsigned release is not met by a signed image', async () => {
    const evidence = await evidenceOf(withPcr(8, bytes(8)));
    expect(codes(appraise(evidence, reference, expectations))).toEqual(['not-allowed']);
  });

  test('rule 30: the certificate alone proves no image', async () => {
    const signed = { ...TEST_MEASUREMENTS, PCR8: hex('08') };
    const list = await values({ releases: [testRelease('1.0.0', signed)] });
    const other = await evidenceOf({ pcrs: testPcrs().set(0, bytes(0x99)).set(8, bytes(8)) });
    expect(codes(appraise(other, list, expectations))).toEqual(['not-allowed']);
  });
});

describe('the instance', () => {
  test('PCR3 is one of the roles of the list', async () => {
    const both = await values(withRoles(OTHER_ROLE, TEST_ROLE));
    const appraisal = appraise(good, both, expectations);
    expect(appraisal.accepted).toBe(true);
    expect(appraisal.findings.at(-1)).toEqual({ check: 'instance-role', verdict: 'met' });
    const refused = appraise(good, await values(withRoles(OTHER_ROLE)), expectations);
    expect(codes(refused)).toEqual(['pcr-mismatch']);
    expect(refused.reasons[0]?.expected).toContain(OTHER_ROLE.arn);
  });

  test('PCR3 is missing where roles are listed', async () => {
    const pcrs = new Map([...testPcrs()].filter(([index]) => index !== 3));
    const evidence = await evidenceOf({ pcrs });
    const refused = appraise(evidence, await values(withRoles(TEST_ROLE)), expectations);
    expect(refused.reasons).toMatchObject([{ code: 'pcr-mismatch', found: 'none' }]);
  });

  test('PCR4 agrees with the instance of module_id, and it is one that is expected', async () => {
    const right = await evidenceOf(
      withPcr(4, decodeHex(pcr4OfInstance(INSTANCE, portableHashing))),
    );
    const wanted = { ...expectations, instanceIds: [INSTANCE] };
    expect(appraise(right, reference, wanted).accepted).toBe(true);
    expect(codes(appraise(good, reference, wanted))).toEqual(['pcr-mismatch']);
    const others = { ...wanted, instanceIds: ['i-0fffffffffffffff0', 'i-12345678'] };
    expect(codes(appraise(right, reference, others))).toEqual(['not-allowed']);
    expect(() => appraised({ instanceIds: ['0123456789abcdef0'] })).toThrowWithCode('usage');
  });

  test('registers of the workload: each that is expected, there and equal', async () => {
    const evidence = await evidenceOf(withPcr(16, bytes(0x16)));
    const at = (customPcrs: Record<number, string>) =>
      codes(appraise(evidence, reference, { ...expectations, customPcrs }));
    expect(at({ 16: hex('16') })).toEqual([]);
    expect(at({ 16: hex('17') })).toEqual(['pcr-mismatch']);
    expect(at({ 16: hex('16'), 17: hex('00') })).toEqual(['pcr-mismatch']);
  });

  test.each<[string, Record<string, string>]>([
    ['rule 31: a SHA-256 that somebody pasted', { 16: '16'.repeat(32) }],
    ['upper case', { 16: 'AB'.repeat(48) }],
    ['0x in front', { 16: `0x${hex('16')}` }],
    ['an image register', { 0: hex('01') }],
    ['register 32', { 32: hex('01') }],
    ['a name for an index', { PCR16: hex('16') }],
  ])('%s is no expectation', (_, customPcrs) => {
    expect(() => appraised({ customPcrs })).toThrowWithCode('usage');
  });
});

describe('what decides nothing', () => {
  test('when the enclave was started', () => {
    const old = { ...good, startedAt: 1 } as VerifiedEvidence;
    expect(appraise(old, reference, expectations).accepted).toBe(true);
  });
});
