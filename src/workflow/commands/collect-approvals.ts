import type { Approval } from '../../allowlist/allow-list.js';
import type { GitHubSubject } from '../../allowlist/approval/github-decision.js';
import {
  approvalFolder,
  approvedProjection,
  approvesRelease,
  type KeyApproval,
  verifyApproval,
} from '../../allowlist/approval/key-approval.js';
import { EMPTY_BODY } from '../../allowlist/list-step.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import type { Evidence, Staged } from '../../allowlist/staged-values.js';
import { CodedError, UsageError } from '../../base/errors.js';
import { githubApprovals } from '../github/github-approvals.js';
import type { Enclave } from '../list/enclave.js';
import type { OpenList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';

/** Statements of one image that are looked at. Stops a store full of junk from ordering thousands of requests. */
const MAX_STATEMENTS = 64;

/** Every source that the configuration names is required; GitHub is asked last, since only that needs the network. */
export async function collectEvidence(
  staged: Staged,
  list: OpenList,
  state: CurrentState | undefined,
  token: string | undefined,
  ports: ListPorts,
): Promise<Evidence | 'not-required'> {
  const { approval } = list.enclave.configuration;
  if (approval === 'none') return 'not-required';
  const { github, keys } = approval;
  const required = [
    ...(keys === undefined
      ? []
      : [{ source: 'key', count: requireApprovalKeys(list.enclave).threshold } as const]),
    ...(github?.environment === undefined
      ? []
      : [{ source: 'github-environment', count: github.reviewers } as const]),
    ...(github?.['pull-request'] === undefined
      ? []
      : [{ source: 'github-pull-request', count: github['pull-request'].reviewers } as const]),
  ];
  const approvals: Approval[] =
    keys === undefined ? [] : [...(await keyApprovals(staged, list, state))];
  if (github !== undefined) {
    approvals.push(...(await githubApprovals(github, subjectOf(staged), token, ports)));
  }
  return { required, approvals };
}

function subjectOf(staged: Staged): GitHubSubject {
  const { sha256, stagedAt } = staged;
  const commit = staged.kind === 'projection' ? undefined : staged.source?.commit;
  return { sha256, stagedAt, ...(commit === undefined ? {} : { commit }) };
}

/**
 * The statements in the store that approve this record now, the newest of each key. What does not verify, is of another
 * record or projection, or has expired counts for nothing.
 */
export async function keyApprovals(
  staged: Staged,
  { enclave, opened }: Pick<OpenList, 'enclave' | 'opened'>,
  state: CurrentState | undefined,
): Promise<readonly KeyApproval[]> {
  const { keys } = requireApprovalKeys(enclave);
  const current = state?.verified.list.projection ?? EMPTY_BODY.projection;
  const projection = approvedProjection(staged, current);
  const names = await opened.store.list(approvalFolder(staged), '');
  const newest = new Map<string, KeyApproval>();
  for (const name of names.slice(-MAX_STATEMENTS)) {
    const stored = await opened.store.get(name);
    if (stored === undefined) continue;
    try {
      const { statement, approvals } = await verifyApproval(stored.bytes, enclave.pin, keys);
      if (statement.staged !== staged.sha256 || statement.projection !== projection) continue;
      if (staged.kind === 'release' && !approvesRelease(statement, staged)) continue;
      for (const one of approvals) {
        if (one.approvedAt > (newest.get(one.by)?.approvedAt ?? 0)) newest.set(one.by, one);
      }
    } catch (error) {
      if (!(error instanceof CodedError) || error.code === 'list-unavailable') throw error;
    }
  }
  return [...newest.values()];
}

export function requireApprovalKeys({
  approvalKeys,
  file,
}: Enclave): NonNullable<Enclave['approvalKeys']> {
  if (approvalKeys !== undefined) return approvalKeys;
  throw new UsageError(`${file} asks for no approval by keys`, {
    at: { file, path: '/approval' },
    hint: 'Name the keys under approval.keys.trust.',
  });
}
