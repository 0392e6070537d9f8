import { describe, expect, test } from '@jest/globals';
import type { AllowList, Approval, Release, Removed } from '../../src/allowlist/allow-list.js';
import {
  encodeAllowList,
  parseAllowListPayload,
  versionIdOf,
} from '../../src/allowlist/allow-list-document.js';
import {
  LIST_MAX_BYTES,
  LIST_MAX_REMOVED,
  LIST_V1_MAX_REMOVED,
  REASON_MAX_BYTES,
} from '../../src/allowlist/allow-list-limits.js';
import { encodeApproval } from '../../src/allowlist/approval/key-approval.js';
import { EMPTY_BODY } from '../../src/allowlist/list-step.js';
import type { CurrentList } from '../../src/allowlist/transition.js';
import { encodeBase64, equalBytes } from '../../src/base/encoding.js';
import { DAY_MS } from '../../src/base/instant.js';
import { DSSE_MAX_BYTES } from '../../src/base/size-limits.js';
import type { DocumentFormat } from '../../src/format/statement.js';
import {
  approveOp,
  digest,
  emptyList,
  keyApproval,
  NOW,
  next,
  pcr,
  retireOp,
  revokeOp,
  sealed,
  stagedRelease,
  step,
  verdict,
} from './sample-list.js';

const KEY_ID = 'A'.repeat(43).concat('=');
const REASON = 'x'.repeat(REASON_MAX_BYTES);

/** An approval as large as one by a key on P-256 is. */
function realApproval(staged: ReturnType<typeof stagedRelease>, by: string): Approval {
  const payload = encodeApproval(staged, EMPTY_BODY.projection, NOW, DAY_MS);
  const made = keyApproval(staged, by);
  if (made.source !== 'key') throw new Error('an approval by a key');
  const signature = { keyid: KEY_ID, sig: encodeBase64(new Uint8Array(72)) };
  const envelope = { ...made.envelope, payload: encodeBase64(payload), signatures: [signature] };
  const { projection: _, ...carried } = made;
  return { ...carried, by: KEY_ID.replace(/^.{5}/, by.padEnd(5, 'x')), envelope };
}

function manyReleases(
  count: number,
  format: DocumentFormat,
  approvers: number,
): readonly Release[] {
  return Array.from({ length: count }, (_, i): Release => {
    const staged = stagedRelease(`v1.${String(i).padStart(4, '0')}.0`, `image ${i}`, { format });
    const { id, platform, measurements, image, manifest, source, sha256 } = staged;
    const facts = { id, platform, measurements, image, manifest, ...(source && { source }) };
    const approvals = Array.from({ length: approvers }, (_, n) => realApproval(staged, `k${n}`));
    return {
      state: 'active',
      ...facts,
      manifest: { ...facts.manifest, path: `manifests/${pcr('path')}/${digest('path')}.dsse.json` },
      ...(format === 'v1' ? {} : { accepted: { first: NOW } }),
      staged: sha256,
      approvals,
      changes: [{ what: 'approved', version: 1, at: NOW }],
    };
  });
}

function manyRemoved(count: number, why: 'revoked' | 'retired', format: DocumentFormat): Removed[] {
  return Array.from({ length: count }, (_, i): Removed => {
    const fields = {
      id: `v0.${i}.0`,
      platform: 'nitro-enclave' as const,
      PCR0: pcr(`${why} ${i}`),
      when: NOW,
      staged: digest(`${why} ${i}`),
      ...(format === 'v1' ? {} : { accepted: { first: NOW, last: NOW + DAY_MS } }),
    };
    return why === 'revoked' ? { why, reason: REASON, ...fields } : { why, ...fields };
  });
}

/** The approval with as many values and few bytes. */
function withoutEnvelope(approval: Approval): Approval {
  if (approval.source !== 'key') throw new Error('an approval by a key');
  return { ...approval, envelope: { ...approval.envelope, payload: '' } };
}

function listWith(format: DocumentFormat, changes: Partial<AllowList>): CurrentList {
  const list = { ...emptyList(format).list, ...changes };
  return { list, id: versionIdOf(list, encodeAllowList(list)) };
}

describe('the room of a list', () => {
  const full = listWith('v2', {
    releases: manyReleases(1000, 'v2', 4),
    removed: manyRemoved(4000, 'revoked', 'v2'),
  });

  test('1,000 releases with four approvals each and 4,000 tombstones fit, as a list and as an envelope', () => {
    const payload = encodeAllowList(full.list);
    expect(payload.length).toBeLessThan(LIST_MAX_BYTES);
    expect(sealed(payload).length).toBeLessThan(DSSE_MAX_BYTES);
    expect(equalBytes(encodeAllowList(parseAllowListPayload(payload)), payload)).toBe(true);
  });

  test('that list can still be renewed, and each release retired or revoked', () => {
    const id = full.list.releases[0]?.id ?? '';
    expect(verdict(full, { kind: 'renew' })).toBe('next');
    expect(verdict(full, retireOp(id))).toBe('next');
    const revoked = next(full, {
      kind: 'revoke',
      which: { id },
      reason: REASON,
      allowEmpty: false,
    });
    expect(parseAllowListPayload(encodeAllowList(revoked.list)).removed).toHaveLength(4001);
  });

  test('what widens leaves room to revoke every release; what narrows uses it', () => {
    const removed = manyRemoved(LIST_MAX_REMOVED - 1, 'revoked', 'v2');
    const almost = listWith('v2', { releases: manyReleases(2, 'v2', 0), removed });
    const refusal = step(almost, approveOp(stagedRelease('z', 'new')));
    expect(refusal).toMatchObject({ kind: 'refused', code: 'list-too-large' });
    expect(refusal).toHaveProperty('hint', expect.stringContaining('Retire or revoke'));
    const [first = '', second = ''] = almost.list.releases.map(({ id }) => id);
    const one = next(almost, revokeOp(first));
    expect(verdict(one, revokeOp(second, true))).toBe('list-too-large');
  });

  test.each([
    ['v1', LIST_V1_MAX_REMOVED],
    ['v2', LIST_MAX_REMOVED],
  ] as const)('%s forgets what ended by time, and never a tombstone', (format, max) => {
    const removed = [
      ...manyRemoved(10, 'retired', format),
      ...manyRemoved(max - 10, 'revoked', format),
    ];
    const list = listWith(format, { releases: manyReleases(2, format, 0), removed });
    const after = next(list, revokeOp(list.list.releases[0]?.id ?? ''));
    expect(after.list.removed).toHaveLength(max);
    expect(after.list.removed.filter(({ why }) => why === 'revoked')).toHaveLength(max - 9);
  });

  test('bytes and values are counted before anything is signed', () => {
    const releases = full.list.releases.map((release) => {
      return { ...release, approvals: [...release.approvals, ...release.approvals] };
    });
    const list = { ...emptyList('v2').list, releases };
    const current = { list, id: { version: 1, sha256: digest('list') } };
    expect(step(current, { kind: 'renew' })).toMatchObject({
      code: 'list-too-large',
      message: expect.stringContaining('bytes'),
    });
    const small = releases.map((release) => {
      const approvals = [...release.approvals, ...release.approvals].map(withoutEnvelope);
      return { ...release, approvals };
    });
    const many = { ...current, list: { ...list, releases: small } };
    expect(step(many, { kind: 'renew' })).toMatchObject({
      code: 'list-too-large',
      message: expect.stringContaining('values'),
    });
  });

  test('more approvals than a release carries are refused with what to do', () => {
    const staged = stagedRelease('z', 'new');
    const approvals = Array.from({ length: 17 }, (_, n) => keyApproval(staged, `key ${n}`));
    const required = [{ source: 'key', count: 1 } as const];
    const refusal = step(full, { kind: 'approve', staged, evidence: { required, approvals } });
    expect(refusal).toMatchObject({ code: 'list-too-large' });
  });

  test('a reason is bounded, so that tombstones fit', () => {
    const revoke = (reason: string) => () =>
      verdict(full, { kind: 'revoke', which: { id: 'v1.0000.0' }, reason, allowEmpty: false });
    expect(revoke(REASON)()).toBe('next');
    expect(revoke(`${REASON}x`)).toThrowWithCode('usage');
    expect(revoke('é'.repeat(REASON_MAX_BYTES / 2 + 1))).toThrowWithCode('usage');
  });
});
