import { ENCLAVE } from '../../format/platform.js';
import type { AllowList } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
import type { SeenRevocation } from '../seen-list.js';
import { isApprovedAfter } from './missing-approvals.js';

const NONE: ReadonlySet<string> = new Set();

/**
 * The ids of the releases with an image that is known as revoked and that was not properly restored. With pinned approvers, an
 * image is restored if as many of their keys as the trust requires approved it after the last revocation. Without them, it is
 * restored if the release was staged again, which the holder of the list key can invent.
 */
export async function revivedReleases(
  list: AllowList,
  revoked: readonly SeenRevocation[],
  approval: ApprovalTrust | undefined,
): Promise<ReadonlySet<string>> {
  if (revoked.length === 0) return NONE;
  const images = new Set(revoked.map(({ image }) => image));
  const revived = new Set<string>();
  for (const release of list.releases) {
    const image = release.measurements[ENCLAVE.image];
    if (!images.has(image)) continue;
    const tombstones = revoked.filter((one) => one.image === image);
    const last = tombstones.reduce((latest, { when }) => Math.max(latest, when), 0);
    const isBack =
      approval === undefined
        ? tombstones.every(({ staged }) => staged !== undefined && staged !== release.staged)
        : await isApprovedAfter(list, release, approval, last);
    if (!isBack) revived.add(release.id);
  }
  return revived;
}
