import type { AllowList, CarriedImage } from '../../allowlist/allow-list.js';
import { policyKeys } from '../../allowlist/approval/approval-policy.js';
import { findUnapproved } from '../../allowlist/approval/missing-approvals.js';
import type { ApprovalTrust } from '../../allowlist/list-trust.js';
import type { StagedProjection } from '../../allowlist/staged-values.js';
import { ENCLAVE } from '../../format/platform.js';

/**
 * The releases that stay approved when a changed approval policy is approved. Undefined if the policy does not change,
 * or requires no keys. If the policy of the list requires keys, these are the releases that its keys or the keys of the
 * configuration approved. Otherwise these are all releases. The approver sees the id and PCR0 of each one.
 */
export async function carriedReleases(
  list: AllowList | undefined,
  { approval }: StagedProjection['projection'],
  configured: ApprovalTrust | undefined,
): Promise<readonly CarriedImage[] | undefined> {
  if (list === undefined || policyKeys(approval) === undefined) return undefined;
  const before = list.projection.approval;
  if (before?.sha256 === approval?.sha256) return undefined;
  const recorded = policyKeys(before);
  const trusts = [recorded, configured].flatMap((trust) => trust ?? []);
  const lacking = await Promise.all(trusts.map((trust) => findUnapproved(list, trust)));
  const carried = list.releases
    .filter(({ id }) => recorded === undefined || lacking.some(({ releases }) => !releases.has(id)))
    .map(({ id, platform, measurements }) => ({
      id,
      platform,
      [ENCLAVE.image]: measurements[ENCLAVE.image],
    }));
  return carried.length === 0 ? undefined : carried;
}
