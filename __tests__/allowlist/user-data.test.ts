import { describe, expect, test } from '@jest/globals';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import {
  approvesRelease,
  encodeApproval,
  verifyApproval,
} from '../../src/allowlist/approval/key-approval.js';
import { referenceValuesOf } from '../../src/allowlist/list-reference-values.js';
import { EMPTY_BODY } from '../../src/allowlist/list-step.js';
import { encodeStagedRecord, verifyStagedRecord } from '../../src/allowlist/staged-record.js';
import { transition } from '../../src/allowlist/transition.js';
import { decodeHex, decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { DAY_MS } from '../../src/base/instant.js';
import { appraise } from '../../src/evidence/appraise.js';
import { verifyLive } from '../../src/evidence/verify-attestation.js';
import type { CborValue } from '../../src/format/cbor.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { manifestOfGiven } from '../../src/manifest/make-manifest.js';
import { encodeManifest, parseManifest } from '../../src/manifest/manifest.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { memorySigner } from '../fakes/memory-signer.js';
import { makeDocument, TEST_NONCE, TEST_NOW, TEST_ROOT } from '../fakes/nitro-maker.js';
import { sampleImage } from '../fakes/sample-image.js';
import { testRelease, verifiedList } from '../fakes/sealed-list.js';
import { approveOp, context, grown, NOW, next, stagedRelease } from './sample-list.js';
import '../to-throw-with-code.js';

/** What user_data a release demands goes from the manifest into the list, and every document has to have it. */

const DATA = 'c0ffee';
const demanding = (id: string, image: string, userData = DATA) => ({
  ...stagedRelease(id, image),
  userData,
});
const key = memorySigner();
const trust = { keys: [key.publicKey], threshold: 1 };
const sign = (payload: Uint8Array) => signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [key], trust);

describe('the documents carry it', () => {
  test('a manifest, in format v2 alone', () => {
    const manifest = { ...manifestOfGiven(sampleImage(), NOW), userData: DATA };
    expect(parseManifest(encodeManifest(manifest))).toEqual(manifest);
  });

  test('a staged record, in format v2 alone', async () => {
    const record = demanding('a', 'one');
    const envelope = await sign(encodeStagedRecord(record, 'ab'.repeat(16)));
    const { sha256: _, ...read } = await verifyStagedRecord(envelope, record, trust);
    expect(read).toMatchObject({ userData: DATA });
    const old = { ...record, format: 'v1' as const };
    expect(() => encodeStagedRecord(old, 'ab'.repeat(16))).toThrowWithCode('statement-format');
  });

  test('an approval, which is for nothing else', async () => {
    const record = demanding('a', 'one');
    const envelope = await sign(encodeApproval(record, EMPTY_BODY.projection, NOW, DAY_MS));
    const { statement } = await verifyApproval(envelope, record, trust.keys);
    expect(approvesRelease(statement, record)).toBe(true);
    const { userData: _, ...without } = record;
    expect(approvesRelease(statement, without)).toBe(false);
    expect(approvesRelease(statement, { ...record, userData: `${DATA}00` })).toBe(false);
  });

  test.each(['', '0', 'C0FFEE', '00'.repeat(1025)])('%p is no form of it', (userData) => {
    const { list } = grown(approveOp(demanding('a', 'one')));
    const statement = JSON.parse(decodeUtf8(encodeAllowList(list)));
    expect(statement.predicate.releases[0].userData).toBe(DATA);
    statement.predicate.releases[0].userData = userData;
    const changed = encodeUtf8(JSON.stringify(statement));
    expect(() => parseAllowListPayload(changed)).toThrowWithCode('statement-format');
  });
});

describe('in the list', () => {
  test('a release keeps what was staged', () => {
    const { list } = grown(approveOp(demanding('a', 'one')), approveOp(stagedRelease('b', 'two')));
    expect(list.releases.map(({ id, userData }) => [id, userData])).toEqual([
      ['a', DATA],
      ['b', undefined],
    ]);
    expect(parseAllowListPayload(encodeAllowList(list))).toEqual(list);
  });

  test('the same image with other user data is refused, and with the same changes nothing', () => {
    const current = grown(approveOp(demanding('a', 'one')));
    const step = (staged: ReturnType<typeof stagedRelease>) =>
      transition(current, approveOp(staged), context());
    expect(step(demanding('a', 'one'))).toMatchObject({ kind: 'unchanged' });
    expect(step(stagedRelease('a', 'one'))).toMatchObject({ kind: 'refused', code: 'not-allowed' });
    expect(step(demanding('a', 'one', '00'))).toMatchObject({ code: 'not-allowed' });
    expect(next(current, approveOp(demanding('b', 'two'))).list.releases).toHaveLength(2);
  });
});

describe('appraisal', () => {
  const appraised = async (
    changes: Readonly<Record<string, CborValue>>,
    expected: { readonly userData?: Uint8Array } = {},
  ) => {
    const now = TEST_NOW + 1000;
    const live = { now, root: TEST_ROOT, maxAgeMs: 300_000, nonce: 'not-required' as const };
    const evidence = await verifyLive(makeDocument(changes), live);
    const releases = [{ ...testRelease('1.0.0'), userData: DATA }];
    return appraise(evidence, referenceValuesOf(await verifiedList({ releases })), {
      ...{ now, nonce: TEST_NONCE, maxAgeMs: 300_000, remembered: 'nothing-remembered' },
      ...expected,
    });
  };

  test('takes exactly these bytes, which bind no channel', async () => {
    const { accepted, channelBound, findings } = await appraised({ user_data: decodeHex(DATA) });
    expect([accepted, channelBound]).toEqual([true, false]);
    expect(findings).toContainEqual({ check: 'user-data', verdict: 'met' });
  });

  test.each<[string, CborValue]>([
    ['none', null],
    ['empty ones', new Uint8Array()],
    ['longer ones', decodeHex(`${DATA}00`)],
    ['shorter ones', decodeHex(DATA.slice(2))],
  ])('refuses %s', async (_name, user_data) => {
    const { accepted, reasons } = await appraised({ user_data });
    expect([accepted, reasons.map(({ code }) => code)]).toEqual([false, ['user-data-mismatch']]);
  });

  test('what the caller expects beside it is refused where it is another', async () => {
    const user_data = decodeHex(DATA);
    expect((await appraised({ user_data }, { userData: user_data })).channelBound).toBe(true);
    const { reasons } = await appraised({ user_data }, { userData: decodeHex('00') });
    expect(reasons.map(({ code }) => code)).toEqual(['user-data-mismatch']);
  });
});
