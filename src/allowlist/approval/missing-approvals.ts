import { FormatError, TrustError } from '../../base/errors.js';
import type { AllowList, Approval } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
import { projectionSha256 } from '../projection-digest.js';
import {
  type ApprovalStatement,
  approvalEnvelope,
  approvesRelease,
  verifyApproval,
} from './key-approval.js';

/** What a list holds that the pinned approval keys did not approve. */
export interface Unapproved {
  /** By id. */
  readonly releases: ReadonlySet<string>;
  readonly projection: boolean;
}

export const NOTHING_UNAPPROVED: Unapproved = { releases: new Set(), projection: false };

/**
 * The parts of a list that lack the approvals that a verifier pins. An approval counts where a pinned key signed a
 * statement over this list, and over the release's id, image, manifest and staged record, or over the projection as it
 * is; each key once. A list in format v1 counts no statement in v2: a list that goes back to v1 loses them. The time of
 * the approval does not count here: whoever wrote the list judged that.
 */
export async function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved> {
  const releases = new Set<string>();
  for (const release of list.releases) {
    const count = await approvedBy(list, release.approvals, trust, (statement) =>
      approvesRelease(statement, { ...release, sha256: release.staged }),
    );
    if (count < trust.threshold) releases.add(release.id);
  }
  const digests = {
    v1: projectionSha256(list.projection, 'v1'),
    v2: projectionSha256(list.projection, 'v2'),
  };
  const count = await approvedBy(
    list,
    list.projection.approvals,
    trust,
    ({ release, projection, format }) => release === undefined && projection === digests[format],
  );
  return { releases, projection: count < trust.threshold };
}

async function approvedBy(
  { format, list, enclave }: AllowList,
  approvals: readonly Approval[],
  { keys }: ApprovalTrust,
  counts: (statement: ApprovalStatement) => boolean,
): Promise<number> {
  const by = new Set<string>();
  for (const approval of approvals) {
    if (approval.source !== 'key') continue;
    try {
      const pin = { list, enclave };
      const verified = await verifyApproval(approvalEnvelope(approval), pin, keys);
      if (format === 'v1' && verified.statement.format !== 'v1') continue;
      if (!counts(verified.statement)) continue;
      for (const one of verified.approvals) by.add(one.by);
    } catch (error) {
      // An approval that does not verify counts for nothing; there may be enough others.
      if (!(error instanceof TrustError || error instanceof FormatError)) throw error;
    }
  }
  return by.size;
}
