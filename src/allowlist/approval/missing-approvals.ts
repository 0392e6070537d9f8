import { FormatError, TrustError } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import { ENCLAVE } from '../../format/platform.js';
import { distinctKeys } from '../../manifest/verify-manifest.js';
import type { AllowList, Approval, Release } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
import { hasV1Form, projectionSha256 } from '../projection-digest.js';
import {
  type ApprovalStatement,
  approvalEnvelope,
  approvesRelease,
  verifyApproval,
} from './key-approval.js';

/** The parts of a list that the pinned approval keys did not approve. */
export interface Unapproved {
  /** The ids of the releases. */
  readonly releases: ReadonlySet<string>;
  readonly projection: boolean;
}

export const NOTHING_UNAPPROVED: Unapproved = { releases: new Set(), projection: false };

/** A cache of the last answer for each trust, because one command reads a list with many approvals many times. */
const known = new WeakMap<
  ApprovalTrust,
  { readonly payload: string; readonly found: Unapproved }
>();

/** Like `findUnapproved`, but computed once for each payload, named by its SHA-256. */
export async function unapprovedIn(
  list: AllowList,
  payload: string,
  trust: ApprovalTrust,
): Promise<Unapproved> {
  const before = known.get(trust);
  if (before?.payload === payload) return before.found;
  const found = await findUnapproved(list, trust);
  known.set(trust, { payload, found });
  return found;
}

/**
 * The parts of a list that lack the approvals that a verifier pins. An approval counts if a pinned key signed a statement over
 * this list and over the id, image, manifest and staged record of the release, or over the current projection. Each key counts
 * once. A release is also approved if enough of the keys carried it over to a changed approval policy, by id and image, as long
 * as its certificate is part of a projection that they approved, or all keys of that projection bind the image itself. After
 * they approved the projection, the keys of its approval policy also count for releases, if the trust says so. In a list in
 * format v1, statements in v2 do not count, so a list that goes back to v1 loses them. The time of an approval does not count
 * here: the writer of the list checks it.
 *
 * Throws UsageError for a trust without keys, or with a threshold that they cannot reach.
 */
export async function findUnapproved(list: AllowList, trust: ApprovalTrust): Promise<Unapproved> {
  distinctKeys(trust);
  const { projection } = list;
  const digests = {
    v1: hasV1Form(projection) ? projectionSha256(projection, 'v1') : undefined,
    v2: projectionSha256(projection, 'v2'),
  };
  const isOfProjection = ({ release, projection, format }: ApprovalStatement) =>
    release === undefined && projection === digests[format];
  const approved = await isMet(list, projection.approvals, trust, isOfProjection);
  const recorded = approved ? trust.recordedKeys?.(projection.approval) : undefined;
  const trusts = recorded === undefined ? [trust] : [trust, recorded];
  const isImageBound = projection.keys.every(
    ({ detached, bind }) => detached === true || bind.includes(ENCLAVE.image),
  );
  const releases = new Set<string>();
  for (const release of list.releases) {
    const isOfRelease = (statement: ApprovalStatement) =>
      approvesRelease(statement, { ...release, sha256: release.staged });
    const isCarried = (statement: ApprovalStatement) => carriesRelease(statement, release);
    const signer = release.measurements[ENCLAVE.signer];
    const isKnownSigner =
      signer === undefined ||
      (approved &&
        (isImageBound ||
          projection.certificates.some((certificate) => certificate[ENCLAVE.signer] === signer)));
    let isApproved = false;
    for (const one of trusts) {
      isApproved ||=
        (await isMet(list, release.approvals, one, isOfRelease)) ||
        (isKnownSigner && (await isMet(list, projection.carryOvers ?? [], one, isCarried)));
    }
    if (!isApproved) releases.add(release.id);
  }
  return { releases, projection: !approved };
}

/** Whether a statement over a changed approval policy carries the release over, by id and image. */
function carriesRelease(
  { carriesOver = [] }: ApprovalStatement,
  { id, measurements }: Release,
): boolean {
  return carriesOver.some(
    (one) => one.id === id && one[ENCLAVE.image] === measurements[ENCLAVE.image],
  );
}

/** Whether as many keys as the trust asks for approved the release, or carried it over, after the instant. */
export async function isApprovedAfter(
  list: AllowList,
  release: Release,
  trust: ApprovalTrust,
  after: Instant,
): Promise<boolean> {
  const approvals = [...release.approvals, ...(list.projection.carryOvers ?? [])];
  return isMet(
    list,
    approvals,
    trust,
    (statement) =>
      statement.approvedAt > after &&
      (approvesRelease(statement, { ...release, sha256: release.staged }) ||
        carriesRelease(statement, release)),
  );
}

/** Whether as many keys as the trust asks for signed statements that count. */
async function isMet(
  { format, list, enclave }: AllowList,
  approvals: readonly Approval[],
  { keys, threshold }: ApprovalTrust,
  counts: (statement: ApprovalStatement) => boolean,
): Promise<boolean> {
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
      // An approval that does not verify does not count. There may be enough others.
      if (!(error instanceof TrustError || error instanceof FormatError)) throw error;
    }
  }
  return by.size >= threshold;
}
