import type { AllowList, CarriedImage } from '../../allowlist/allow-list.js';
import { policyKeys } from '../../allowlist/approval/approval-policy.js';
import { findUnapproved } from '../../allowlist/approval/missing-approvals.js';
import type { ApprovalTrust } from '../../allowlist/list-trust.js';
import type { StagedProjection } from '../../allowlist/staged-values.js';
import { ENCLAVE } from '../../format/platform.js';

/**
 * The releases that the approval of a changed approval policy leaves approved; undefined where the policy stays, or asks
 * for no keys. Of a list whose policy asks for keys, those that its keys or those of the configuration approved; of one
 * without, every release: whoever approves sees each by id and PCR0.
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
