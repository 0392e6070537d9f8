import { describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../../src/allowlist/allow-list.js';
import { encodeApproval, verifyApproval } from '../../../src/allowlist/approval/key-approval.js';
import { revivedReleases } from '../../../src/allowlist/approval/revived-releases.js';
import { DAY_MS, HOUR_MS } from '../../../src/base/instant.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../../src/format/statement.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { memorySigner } from '../../fakes/memory-signer.js';
import { approveOp, ENCLAVE, emptyList, grown, LIST, NOW, stagedRelease } from '../sample-list.js';

const ALICE = memorySigner();
const STRANGER = memorySigner();
const staged = stagedRelease('one', 'one');
const { PCR0: image } = staged.measurements;
const approval = { keys: [ALICE.publicKey], threshold: 1 };
const tombstone = { image, when: NOW, version: 3, staged: staged.sha256 };

/** A list with the image as an active release, approved by a key at an instant. */
async function listed(at = NOW, signer = ALICE): Promise<AllowList> {
  const { list } = grown(approveOp(staged));
  const keys = { keys: [signer.publicKey], threshold: 1 };
  const payload = encodeApproval(staged, emptyList('v2').list.projection, at, DAY_MS);
  const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], keys);
  const pin = { list: LIST, enclave: ENCLAVE };
  const { approvals } = await verifyApproval(envelope, pin, keys.keys);
  return { ...list, releases: list.releases.map((one) => ({ ...one, approvals })) };
}

describe('an image that a verifier knows as revoked', () => {
  test('does not come back by the approvals that it had', async () => {
    const list = await listed(NOW - HOUR_MS);
    expect(await revivedReleases(list, [tombstone], approval)).toEqual(new Set(['one']));
    expect(await revivedReleases(await listed(NOW), [tombstone], approval)).toEqual(
      new Set(['one']),
    );
    expect(await revivedReleases(list, [], approval)).toEqual(new Set());
  });

  test('is back once a pinned approver approved it after the last revocation', async () => {
    const list = await listed(NOW + HOUR_MS);
    expect(await revivedReleases(list, [tombstone], approval)).toEqual(new Set());
    const later = { ...tombstone, when: NOW + 2 * HOUR_MS };
    expect(await revivedReleases(list, [tombstone, later], approval)).toEqual(new Set(['one']));
    const two = { keys: [ALICE.publicKey, STRANGER.publicKey], threshold: 2 };
    expect(await revivedReleases(list, [tombstone], two)).toEqual(new Set(['one']));
  });

  test('is not back by the approval of a stranger', async () => {
    const list = await listed(NOW + HOUR_MS, STRANGER);
    expect(await revivedReleases(list, [tombstone], approval)).toEqual(new Set(['one']));
  });

  test('without pinned approvers comes back with another staging, and never where a revocation is pinned', async () => {
    const list = await listed(NOW + HOUR_MS);
    expect(await revivedReleases(list, [tombstone], undefined)).toEqual(new Set(['one']));
    const other = { ...tombstone, staged: 'a'.repeat(64) };
    expect(await revivedReleases(list, [other], undefined)).toEqual(new Set());
    expect(await revivedReleases(list, [other, tombstone], undefined)).toEqual(new Set(['one']));
    expect(await revivedReleases(list, [{ image, when: NOW }], undefined)).toEqual(
      new Set(['one']),
    );
  });

  test('other images are left alone', async () => {
    const other = { ...tombstone, image: 'f'.repeat(96) };
    expect(await revivedReleases(await listed(), [other], undefined)).toEqual(new Set());
  });
});
