import type { Instant } from '../../base/instant.js';
import type { Approval, Projection } from '../allow-list.js';
import { ISSUED_AHEAD_MAX_MS } from '../allow-list-limits.js';
import { type ListBody, type Refused, refused } from '../list-step.js';
import { projectionSha256 } from '../projection-digest.js';
import type { Evidence, StagedRelease } from '../staged-values.js';

/**
 * Why the evidence does not approve the staged record at `now`, or undefined where it does. `not-required` is for
 * lists whose configuration says `approval: none`; `earlier` are the approvals that the list has. In order: something is
 * required; no evidence has served for another record; every one names this staged record, was given after it was staged
 * and not ahead of the clock, has not expired, and, where it names a projection, names the one that is to be or that the
 * list has; of every required source there is evidence by enough distinct people or keys. All are refused with
 * `approval-missing`.
 *
 * Not checked: signatures, and who may approve. The source did that.
 */
export function evidenceFault(
  evidence: Evidence | 'not-required',
  staged: Pick<StagedRelease, 'format' | 'sha256' | 'stagedAt'>,
  projection: Projection,
  now: Instant,
  earlier: readonly Approval[],
): Refused | undefined {
  if (evidence === 'not-required') return undefined;
  const { required, approvals } = evidence;
  if (required.length === 0) return missing('the configuration names no source of approval');
  const used = approvals.find((one) =>
    earlier.some((other) => other.sha256 === one.sha256 && other.staged !== one.staged),
  );
  if (used !== undefined) {
    return missing(`the approval by ${used.by} has served for another staged record`);
  }
  const shown = projectionSha256(projection, staged.format);
  const fault = approvals
    .map((approval) => approvalFault(approval, staged, now) ?? projectionFault(approval, shown))
    .find((found) => found !== undefined);
  if (fault !== undefined) return missing(fault);
  for (const { source, count } of required) {
    const by = new Set(approvals.filter((one) => one.source === source).map((one) => one.by));
    if (!(count >= 1 && by.size >= count)) {
      return missing(`expected ${count} of ${WORDS[source]}, found ${by.size}`, NEXT[source]);
    }
  }
  return undefined;
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

const NEXT: Partial<Readonly<Record<Approval['source'], string>>> = {
  key: 'Each approver looks at the image, and runs the same command with --key and a key of their own.',
};

function approvalFault(
  { staged, approvedAt, expiresAt, by }: Approval,
  record: { readonly sha256: string; readonly stagedAt: Instant },
  now: Instant,
): string | undefined {
  if (staged !== record.sha256) return `the approval by ${by} is for another staged record`;
  if (!(approvedAt >= record.stagedAt)) return `the approval by ${by} is older than the record`;
  if (!(approvedAt <= now + ISSUED_AHEAD_MAX_MS)) return `the approval by ${by} is dated ahead`;
  if (!(now < expiresAt)) return `the approval by ${by} has expired`;
  return undefined;
}

/** An approver was shown which roles and keys the release will run under; it is not approved under others. */
function projectionFault(approval: Approval, shown: string): string | undefined {
  if (approval.source !== 'key' || approval.projection === shown) return undefined;
  return `the approval by ${approval.by} is under another projection`;
}

function missing(message: string, hint?: string): Refused {
  return refused('approval-missing', message, hint);
}
