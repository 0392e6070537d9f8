import { describe, expect, test } from '@jest/globals';
import { acceptance, acceptedReleases } from '../../src/allowlist/acceptance.js';
import { encodeAllowList } from '../../src/allowlist/allow-list-document.js';
import type { ListTrust } from '../../src/allowlist/list-trust.js';
import type { CurrentList } from '../../src/allowlist/transition.js';
import { verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { HOUR_MS, MINUTE_MS } from '../../src/base/instant.js';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { memorySigner } from '../fakes/memory-signer.js';
import {
  approveOp,
  grown,
  LIFE_MS,
  LIST,
  LIST_KEY,
  NOW,
  next,
  pcr,
  retireOp,
  revokeOp,
  sealed,
  stagedRelease,
  TRUST,
} from './sample-list.js';

const A = stagedRelease('a', 'one');
const B = stagedRelease('b', 'two');
const C = stagedRelease('c', 'three');
const TWO = grown(approveOp(A), approveOp(B));
const THREE = next(TWO, approveOp(C));

const bytesOf = ({ list }: CurrentList) => sealed(encodeAllowList(list));
const verified = (current: CurrentList, more: Partial<ListTrust> = {}, now = NOW) =>
  verifyAllowList(bytesOf(current), { ...TRUST, ...more }, now);

describe('verification', () => {
  test('yields the list, what to remember, and who signed', async () => {
    const { list, id, signers } = await verified(TWO);
    expect({ list, id }).toEqual(TWO);
    expect(signers).toEqual([LIST_KEY.keyid]);
  });

  test('with real signatures, and not with those of another key', async () => {
    const [own, other] = [memorySigner(), memorySigner()];
    const payload = encodeAllowList(TWO.list);
    const trust = { keys: [own.publicKey], threshold: 1 };
    const foreign = { keys: [other.publicKey], threshold: 1 };
    const good = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [own], trust);
    const bad = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [other], foreign);
    const opened = await verifyAllowList(good, { ...TRUST, listKeys: trust }, NOW);
    expect(opened.signers).toEqual([own.keyid]);
    await expect(verifyAllowList(bad, { ...TRUST, listKeys: trust }, NOW)).toRejectWithCode(
      'signature-threshold',
    );
  });

  test.each([
    ['no approval keys', [], 1],
    ['a threshold of none', [memorySigner().publicKey], 0],
    ['a threshold above the keys', [memorySigner().publicKey], 2],
  ])('refuses a trust with %s', async (_name, keys, threshold) => {
    await expect(verified(TWO, { approval: { keys, threshold } })).toRejectWithCode('usage');
  });

  test('refuses another payload type and another predicate', async () => {
    const payload = encodeAllowList(TWO.list);
    const other = sealed(payload, LIST_KEY, 'application/json');
    await expect(verifyAllowList(other, TRUST, NOW)).toRejectWithCode('statement-format');
    const text = decodeUtf8(payload).replace('allow-list/v2', 'pcr-manifest/v2');
    await expect(verifyAllowList(sealed(encodeUtf8(text)), TRUST, NOW)).toRejectWithCode(
      'statement-format',
    );
  });

  test('refuses another list, and another enclave where one is pinned', async () => {
    await expect(verified(TWO, { pin: { list: 'f'.repeat(32) } })).toRejectWithCode('wrong-list');
    await expect(verified(TWO, { pin: { list: LIST, enclave: 'x' } })).toRejectWithCode(
      'wrong-list',
    );
    expect((await verified(TWO, { pin: { list: LIST } })).id).toEqual(TWO.id);
  });

  test('says that it is another list before it looks at anything else in it', async () => {
    const text = decodeUtf8(encodeAllowList(TWO.list)).replace('"active"', '"unheard-of"');
    const bytes = sealed(encodeUtf8(text));
    const pin = { list: 'f'.repeat(32) };
    await expect(verifyAllowList(bytes, { ...TRUST, pin }, NOW)).toRejectWithCode('wrong-list');
    await expect(verifyAllowList(bytes, TRUST, NOW)).toRejectWithCode('statement-format');
  });

  test('takes a list up to five minutes ahead', async () => {
    expect((await verified(TWO, {}, NOW - 5 * MINUTE_MS)).id).toEqual(TWO.id);
    await expect(verified(TWO, {}, NOW - 5 * MINUTE_MS - 1)).toRejectWithCode('list-expired');
    await expect(verified(TWO, {}, Number.NaN)).toRejectWithCode('list-expired');
  });

  test('an expired list verifies, for writers; acceptance refuses it', async () => {
    expect((await verified(TWO, {}, NOW + 2 * LIFE_MS)).id).toEqual(TWO.id);
  });

  test.each<[string, CurrentList, Partial<ListTrust>, string]>([
    ['the same version', TWO, { remembered: TWO.id }, 'verified'],
    ['the next version', THREE, { remembered: TWO.id }, 'verified'],
    [
      'a version far ahead',
      THREE,
      { remembered: { version: 1, sha256: pcr('x').slice(32) } },
      'verified',
    ],
    ['a lower version', TWO, { remembered: THREE.id }, 'rollback'],
    ['another payload', TWO, { remembered: { ...TWO.id, sha256: 'f'.repeat(64) } }, 'rollback'],
    [
      'another predecessor',
      THREE,
      { remembered: { ...TWO.id, sha256: 'f'.repeat(64) } },
      'rollback',
    ],
    ['a version below the floor', TWO, { minVersion: 3 }, 'rollback'],
    ['a version at the floor', THREE, { minVersion: 3 }, 'verified'],
    ['a floor that is none', THREE, { minVersion: Number.NaN }, 'rollback'],
    ['a memory that is none', TWO, { remembered: { ...TWO.id, version: Number.NaN } }, 'rollback'],
  ])('rollback: %s', async (_name, current, trust, expected) => {
    if (expected === 'rollback') {
      await expect(verified(current, trust)).toRejectWithCode('rollback');
    } else {
      expect((await verified(current, trust)).id).toEqual(current.id);
    }
  });
});

describe('acceptance', () => {
  const of = async (current: CurrentList, pcrs: Record<string, string>, now = NOW) => {
    const answer = acceptance(await verified(current, {}, NOW), pcrs, now);
    return answer.accepted ? answer.release.id : answer.code;
  };
  const pcrsOf = ({ measurements }: typeof A) => ({ ...measurements, PCR3: pcr('role') });

  test('an active release, by all its PCRs', async () => {
    expect(await of(TWO, pcrsOf(A))).toBe('a');
    expect(await of(TWO, pcrsOf(B))).toBe('b');
    expect(await of(TWO, pcrsOf(C))).toBe('not-allowed');
  });

  test.each(['PCR0', 'PCR1', 'PCR2', 'PCR8'] as const)(
    'never %s of one release with the rest of another',
    async (name) => {
      const other = name === 'PCR8' ? pcr('next') : B.measurements[name];
      expect(await of(TWO, { ...pcrsOf(A), [name]: other })).toBe('not-allowed');
      expect(await of(TWO, { ...pcrsOf(A), [name]: ZERO_PCR })).toBe('not-allowed');
      const { [name]: _, ...without } = pcrsOf(A);
      expect(await of(TWO, without as Record<string, string>)).toBe('not-allowed');
    },
  );

  test('PCRs of nothing, and of debug mode', async () => {
    expect(await of(TWO, {})).toBe('not-allowed');
    expect(await of(TWO, { PCR0: ZERO_PCR, PCR1: ZERO_PCR, PCR2: ZERO_PCR })).toBe('not-allowed');
  });

  test('an unsigned release takes no signed image', async () => {
    const { PCR8: _, ...measurements } = A.measurements;
    const unsigned = grown(approveOp({ ...A, measurements }));
    expect(await of(unsigned, measurements)).toBe('a');
    expect(await of(unsigned, { ...measurements, PCR8: ZERO_PCR })).toBe('a');
    expect(await of(unsigned, pcrsOf(A))).toBe('not-allowed');
  });

  test('a retiring release until its end', async () => {
    const retiring = next(TWO, retireOp('a', HOUR_MS));
    expect(await of(retiring, pcrsOf(A), NOW + HOUR_MS - 1)).toBe('a');
    expect(await of(retiring, pcrsOf(A), NOW + HOUR_MS)).toBe('not-allowed');
    const list = await verified(retiring);
    expect(acceptedReleases(list, NOW).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(acceptedReleases(list, NOW + HOUR_MS).map(({ id }) => id)).toEqual(['b']);
  });

  test('a revoked image by name', async () => {
    const revoked = next(TWO, revokeOp('a'));
    expect(await of(revoked, pcrsOf(A))).toBe('revoked');
    expect(await of(revoked, { ...pcrsOf(A), PCR8: pcr('next') })).toBe('revoked');
  });

  test.each([NOW + LIFE_MS, NOW - 5 * MINUTE_MS - 1, Number.NaN])(
    'everything is refused outside the life of the list: %s',
    async (now) => {
      expect(await of(TWO, pcrsOf(A), now)).toBe('list-expired');
      const list = await verified(TWO);
      expect(() => acceptedReleases(list, now)).toThrowWithCode('list-expired');
    },
  );

  test('the last moment of its life', async () => {
    expect(await of(TWO, pcrsOf(A), NOW + LIFE_MS - 1)).toBe('a');
  });
});
