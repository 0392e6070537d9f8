import type { AllowList, Approval, Release } from '../../allowlist/allow-list.js';
import { ISSUED_AHEAD_MAX_MS } from '../../allowlist/allow-list-limits.js';
import {
  policyKeys,
  policyRequirements,
  policyWords,
} from '../../allowlist/approval/approval-policy.js';
import type { GitHubSubject } from '../../allowlist/approval/github-decision.js';
import {
  type ApprovalStatement,
  approvalFolder,
  approvedProjection,
  approvesProjection,
  approvesRelease,
  type KeyApproval,
  verifyApproval,
} from '../../allowlist/approval/key-approval.js';
import { EMPTY_BODY } from '../../allowlist/list-step.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import { stagedIdOf, stagedName } from '../../allowlist/staged-names.js';
import type { Evidence, Staged } from '../../allowlist/staged-values.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { CodedError, UsageError, type Warning } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import { keyIdOf, type PublicKey } from '../../format/public-key.js';
import { githubApprovals } from '../github/github-approvals.js';
import { recordedRules } from '../list/configured-policy.js';
import type { Enclave } from '../list/enclave.js';
import type { OpenList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';

/**
 * The maximum number of statements read for one image. Stops a store full of junk from causing thousands of requests.
 */
const MAX_STATEMENTS = 64;

/** The name of a statement in its folder. Objects with other names, such as folders made in a console, are ignored. */
const APPROVAL_FILE = /^[0-9a-f]{64}\.dsse\.json$/;

/**
 * The evidence for a staged record, from every source that the configuration or the recorded policy of the list names.
 * `not-required` if neither names a source. GitHub is asked last, because only GitHub needs the network. Its warnings
 * are added to `warnings`.
 */
export async function collectEvidence(
  staged: Staged,
  list: OpenList,
  state: CurrentState | undefined,
  token: string | undefined,
  ports: ListPorts,
  warnings: Warning[],
): Promise<Evidence | 'not-required'> {
  const recorded = state?.verified.list.projection.approval;
  const configured = list.enclave.projection.approval;
  const required = policyRequirements(configured);
  if (required.length === 0 && policyRequirements(recorded).length === 0) return 'not-required';
  const approvals: Approval[] = [];
  if ([...required, ...policyRequirements(recorded)].some(({ source }) => source === 'key')) {
    approvals.push(...(await keyApprovals(staged, list, state, ports)));
  }
  const rules = [configured, recorded].flatMap(
    (policy) => recordedRules(policyWords(policy)) ?? [],
  );
  const distinct = new Map(rules.map((one) => [canonicalJson(one), one]));
  if (distinct.size > 0) {
    const subject = await subjectOf(staged, list, state);
    for (const one of distinct.values()) {
      const shown = await githubApprovals(one, subject, token, ports);
      approvals.push(...shown.approvals);
      warnings.push(...shown.warnings);
    }
  }
  return { required, approvals: distinctEvidence(approvals) };
}

/** If two policies require the same approval on GitHub, it is one piece of evidence. */
function distinctEvidence(approvals: readonly Approval[]): readonly Approval[] {
  return [
    ...new Map(approvals.map((one) => [`${one.source} ${one.sha256} ${one.by}`, one])).values(),
  ];
}

async function subjectOf(
  staged: Staged,
  { opened }: Pick<OpenList, 'opened'>,
  state: CurrentState | undefined,
): Promise<GitHubSubject> {
  const { sha256, stagedAt } = staged;
  const stored = await opened.store.get(stagedName(stagedIdOf(staged), sha256));
  const source = staged.kind === 'projection' ? undefined : staged.source;
  const since = lastActiveSource(state?.verified.list);
  const isSame = source === undefined || source.repository === since?.repository;
  return {
    sha256,
    stagedAt,
    ...(stored?.storedAt === undefined ? {} : { storedAt: stored.storedAt }),
    ...(source === undefined ? {} : { commit: source.commit }),
    ...(since === undefined || !isSame ? {} : { since: since.commit }),
  };
}

/** The source of the newest active release. Undefined if it names none. */
function lastActiveSource(list: AllowList | undefined): Release['source'] {
  const sinceOf = ({ changes }: Release) => changes.at(-1)?.version ?? 0;
  const active = (list?.releases ?? []).filter(({ state }) => state === 'active');
  return active.toSorted((a, b) => sinceOf(b) - sinceOf(a))[0]?.source;
}

/**
 * The statements in the store that approve this record now, the newest of each key. Statements that do not verify, are
 * for another record or projection, or have expired do not count.
 */
export async function keyApprovals(
  staged: Staged,
  { enclave, opened }: Pick<OpenList, 'enclave' | 'opened'>,
  state: CurrentState | undefined,
  ports: Pick<ListPorts, 'now'>,
): Promise<readonly KeyApproval[]> {
  const keys = approvalKeysFor(enclave, state);
  const current = state?.verified.list.projection ?? EMPTY_BODY.projection;
  const projection = approvedProjection(staged, current);
  const folder = approvalFolder(staged);
  const listed = await opened.store.list(folder, '');
  const names = listed.filter((name) => APPROVAL_FILE.test(name.slice(folder.length)));
  const newest = new Map<string, KeyApproval>();
  for (const name of names.slice(-MAX_STATEMENTS)) {
    const stored = await opened.store.get(name);
    if (stored === undefined) continue;
    try {
      const { statement, approvals } = await verifyApproval(stored.bytes, enclave.pin, keys);
      if (statement.staged !== staged.sha256 || statement.projection !== projection) continue;
      if (staged.kind === 'release' && !approvesRelease(statement, staged)) continue;
      if (staged.kind === 'projection' && !approvesProjection(statement, staged)) continue;
      if (!isInForce(statement, staged, ports.now)) continue;
      for (const one of approvals) {
        if (one.approvedAt > (newest.get(one.by)?.approvedAt ?? 0)) newest.set(one.by, one);
      }
    } catch (error) {
      if (!(error instanceof CodedError) || error.code === 'list-unavailable') throw error;
    }
  }
  return [...newest.values()];
}

/** A statement that expired, is not valid yet or is older than the record must not hide one that counts. */
function isInForce(
  { approvedAt, expiresAt }: ApprovalStatement,
  { stagedAt }: Staged,
  now: Instant,
): boolean {
  return approvedAt >= stagedAt && approvedAt <= now + ISSUED_AHEAD_MAX_MS && now < expiresAt;
}

/** The keys of the statements to read: from the configuration, and from the recorded policy of the list. */
export function approvalKeysFor(
  enclave: Enclave,
  state: CurrentState | undefined,
): readonly PublicKey[] {
  const recorded = policyKeys(state?.verified.list.projection.approval)?.keys ?? [];
  const keys = [...(enclave.approvalKeys?.keys ?? []), ...recorded];
  if (keys.length === 0) requireApprovalKeys(enclave);
  return [...new Map(keys.map((key) => [keyIdOf(key.spkiDer), key])).values()];
}

function requireApprovalKeys({
  approvalKeys,
  file,
}: Enclave): NonNullable<Enclave['approvalKeys']> {
  if (approvalKeys !== undefined) return approvalKeys;
  throw new UsageError(`${file} requires no approval by keys`, {
    at: { file, path: '/approval' },
    hint: 'Name the keys under approval.keys.trust.',
  });
}
