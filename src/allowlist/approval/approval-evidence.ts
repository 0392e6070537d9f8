import type { Instant } from '../../base/instant.js';
import type { Approval, Projection } from '../allow-list.js';
import { ISSUED_AHEAD_MAX_MS, LIST_MAX_USED_APPROVALS } from '../allow-list-limits.js';
import { type ListBody, type Refused, refused } from '../list-step.js';
import { projectionSha256 } from '../projection-digest.js';
import type { StagedRelease, StepEvidence } from '../staged-values.js';
import { policyRequirements } from './approval-policy.js';

/**
 * Why the evidence does not approve the staged record at `now`, or undefined if it does. `not-required` is for lists that
 * require no approvals, with `approval: none` in the configuration. `before` is the previous list, and its recorded policy
 * must also be met. In order: at least one source is required; no evidence was used for another record; each piece of evidence
 * names this staged record, was given after it was staged and not ahead of the clock, has not expired, and, if it names a
 * projection, names the next or the current one; every required source has evidence by enough distinct people or keys. Each
 * refusal has the code `approval-missing`.
 *
 * Not checked: signatures, and who may approve. The source checks them.
 */
export function evidenceFault(
  evidence: StepEvidence,
  staged: Pick<StagedRelease, 'format' | 'sha256' | 'stagedAt'>,
  projection: Projection,
  now: Instant,
  before: Pick<ListBody, 'releases' | 'projection' | 'usedApprovals'>,
): Refused | undefined {
  if (evidence === 'assumed') return undefined;
  const ofList = policyRequirements(before.projection.approval);
  if (evidence === 'not-required') {
    if (ofList.length === 0) return undefined;
    return missing(
      'the allow-list requires approvals, but the configuration does not',
      POLICY_NEXT,
    );
  }
  const required = [...evidence.required, ...ofList];
  const { approvals } = evidence;
  if (required.length === 0) return missing('the configuration names no source of approval');
  const earlier = approvalsIn(before);
  const spent = new Set(before.usedApprovals ?? []);
  const used = approvals.find(
    (one) =>
      spent.has(one.sha256) ||
      earlier.some((other) => other.sha256 === one.sha256 && other.staged !== one.staged),
  );
  if (used !== undefined) {
    return missing(`the approval by ${used.by} was already used for another staged record`);
  }
  const shown = projectionSha256(projection, staged.format);
  const fault = approvals
    .map((approval) => approvalFault(approval, staged, now) ?? projectionFault(approval, shown))
    .find((found) => found !== undefined);
  if (fault !== undefined) return missing(fault);
  for (const { source, count, of } of required) {
    const counting = approvals.filter(
      (one) => one.source === source && (of === undefined || of.includes(one.by)),
    );
    const by = new Set(counting.map((one) => one.by));
    if (!(count >= 1 && by.size >= count)) {
      return missing(`expected ${count} of ${WORDS[source]}, found ${by.size}`, NEXT[source]);
    }
  }
  return undefined;
}

/** The evidence to record as used: that of GitHub, which names no record by itself. */
export function usedAfter(
  before: Pick<ListBody, 'usedApprovals'>,
  evidence: StepEvidence,
): Pick<ListBody, 'usedApprovals'> {
  const served = typeof evidence === 'string' ? [] : evidence.approvals;
  const seen = served.filter(({ source }) => source !== 'key').map(({ sha256 }) => sha256);
  const used = [...(before.usedApprovals ?? []), ...seen].slice(-LIST_MAX_USED_APPROVALS);
  return used.length === 0 ? {} : { usedApprovals: used };
}

/** The approvals that a list carries. */
export function approvalsIn({
  releases,
  projection,
}: Pick<ListBody, 'releases' | 'projection'>): readonly Approval[] {
  return [...releases.flatMap(({ approvals }) => approvals), ...projection.approvals];
}

const WORDS: Readonly<Record<Approval['source'], string>> = {
  key: 'the approval keys',
  'github-environment': 'the reviewers of the environment',
  'github-pull-request': 'the reviewers of the pull request',
};

const POLICY_NEXT =
  'Run publish --projection to stage the change of the approval policy. It is approved under the policy of the list.';

const NEXT: Partial<Readonly<Record<Approval['source'], string>>> = {
  key: 'Each approver checks the image, and runs the same command with --key and their own key. `pcr-allowlist status` shows who is missing.',
};

function approvalFault(
  { staged, approvedAt, expiresAt, by }: Approval,
  record: { readonly sha256: string; readonly stagedAt: Instant },
  now: Instant,
): string | undefined {
  if (staged !== record.sha256) return `the approval by ${by} is for another staged record`;
  if (!(approvedAt >= record.stagedAt)) return `the approval by ${by} is older than the record`;
  if (!(approvedAt <= now + ISSUED_AHEAD_MAX_MS))
    return `the approval by ${by} is dated in the future`;
  if (!(now < expiresAt)) return `the approval by ${by} has expired`;
  return undefined;
}

/** An approver saw the roles and keys that the release will run under. The approval does not hold for others. */
function projectionFault(approval: Approval, shown: string): string | undefined {
  if (approval.source !== 'key' || approval.projection === shown) return undefined;
  return `the approval by ${approval.by} is for another projection`;
}

function missing(message: string, hint?: string): Refused {
  return refused('approval-missing', message, hint);
}
