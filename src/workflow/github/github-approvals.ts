import type * as z from 'zod/mini';
import { unverifiedCommits } from '../../allowlist/approval/github-change.js';
import {
  decideEnvironment,
  decidePullRequest,
  type GitHubApproval,
  type GitHubDecision,
  type GitHubSubject,
} from '../../allowlist/approval/github-decision.js';
import {
  BRANCH_POLICY,
  COMMIT,
  ENVIRONMENT,
  type Environment,
  JOB,
  PERMISSION,
  PULL_REQUEST,
  PULL_REVIEW,
  type PullReview,
  REPOSITORY,
  RUN,
  RUN_REVIEW,
} from '../../allowlist/approval/github-facts.js';
import { TrustError, type Warning } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { GitHubRules } from '../list/configured-policy.js';
import type { ListPorts } from '../ports.js';
import type { GitHubRun } from './github-port.js';
import { GitHubReader } from './github-reader.js';
import { MAX_PULLS, observeChange } from './observe-change.js';
import { observeWorkflow } from './observe-workflow.js';

/** The audience of the OIDC token. The token is only read, and never sent. */
const AUDIENCE = 'pcr-allowlist';
const MAX_JOBS = 1000;
const MAX_REVIEWS = 3000;
const MAX_BRANCH_POLICIES = 100;
const REQUESTS_AT_ONCE = 8;

/** The approvals that GitHub shows for a record, with warnings for the approver. */
export interface ShownApprovals {
  readonly approvals: readonly GitHubApproval[];
  readonly warnings: readonly Warning[];
}

/**
 * Observes the approvals on GitHub for a staged record: of the environment of this job, and of pull requests, as the
 * rules require. Throws TrustError `approval-missing` with every reason if an approval is missing, or outside GitHub
 * Actions. Throws AdapterError `github-unavailable` if GitHub does not answer, or does not show everybody who made the
 * change (`observeChange`).
 */
export async function githubApprovals(
  rules: GitHubRules,
  subject: GitHubSubject,
  token: string | undefined,
  ports: ListPorts,
): Promise<ShownApprovals> {
  const current = ports.githubRun();
  if (current === undefined) {
    throw new TrustError(
      'approval-missing',
      'approval by GitHub can only be observed in a run on GitHub',
      {
        hint: 'Run approve in a job that uses the environment.',
      },
    );
  }
  const api = new GitHubReader(await ports.openGitHub(token));
  const run = await api.one(`/actions/runs/${current.runId}`, RUN);
  const { environment } = rules;
  const shown = [
    ...(environment === undefined
      ? []
      : [await ofEnvironment(api, run, current, { ...rules, environment }, subject, ports)]),
    ...(rules['pull-request'] === undefined ? [] : [await ofPullRequest(api, run, rules, subject)]),
  ];
  const reasons = shown.flatMap(({ decision }) => ('reasons' in decision ? decision.reasons : []));
  if (reasons.length > 0 || shown.length === 0) {
    throw new TrustError('approval-missing', `GitHub shows no approval: ${reasons.join('; ')}`, {
      hint: 'docs/github-approvals.md describes which approvals count.',
    });
  }
  return {
    approvals: shown.flatMap(({ decision }) => ('approvals' in decision ? decision.approvals : [])),
    warnings: shown.flatMap((one) => one.warnings),
  };
}

interface Shown {
  readonly decision: GitHubDecision;
  readonly warnings: readonly Warning[];
}

async function ofEnvironment(
  api: GitHubReader,
  run: z.output<typeof RUN>,
  current: GitHubRun,
  rules: GitHubRules & { readonly environment: string },
  subject: GitHubSubject,
  ports: ListPorts,
): Promise<Shown> {
  const { environment: name, reviewers, branches } = rules;
  const place = `/environments/${encodeURIComponent(name)}`;
  const path = `/actions/runs/${current.runId}`;
  const [environment, reviews, jobs, commit, change, workflowFaults, claims] = await Promise.all([
    api.one(place, ENVIRONMENT),
    api.whole(`${path}/approvals`, RUN_REVIEW),
    api.all(`${path}/attempts/${current.runAttempt}/jobs`, JOB, MAX_JOBS, 'jobs'),
    api.one(`/commits/${run.head_sha}`, COMMIT),
    changeOf(api, run, rules, subject),
    observeWorkflow(api, run, name),
    ports.oidcClaims(AUDIENCE),
  ]);
  const branchPolicies =
    environment.deployment_branch_policy?.custom_branch_policies === true
      ? await api.all(
          `${place}/deployment-branch-policies`,
          BRANCH_POLICY,
          MAX_BRANCH_POLICIES,
          'branch_policies',
        )
      : [];
  const running = jobs.filter(
    ({ status, runner_name }) =>
      status === 'in_progress' && current.runnerName !== '' && runner_name === current.runnerName,
  );
  const decision = decideEnvironment(
    {
      repository: api.repository,
      run,
      expected: current,
      environment,
      branchPolicies,
      reviews,
      job: running.length === 1 ? running[0] : undefined,
      commit,
      change,
      workflowFaults,
      claims,
    },
    {
      environment: name,
      reviewers,
      preventSelfReview: rules['prevent-self-review'],
      ...(branches === undefined ? {} : { branches }),
    },
    subject,
    ports.now,
  );
  const rule = {
    code: 'environment-branches',
    message: `jobs of ${branchesOf(environment, branchPolicies)} may enter the environment ${name}`,
  };
  return { decision, warnings: [rule, ...unverified(change)] };
}

/**
 * The commits from the last active release to the staged record: the commit of a release, and the commit of the run,
 * which has the configuration.
 */
async function changeOf(
  api: GitHubReader,
  run: z.output<typeof RUN>,
  rules: GitHubRules,
  { commit, since }: GitHubSubject,
) {
  const isAllowed = rules['incomplete-comparison'] === 'allowed';
  const head = commit ?? run.head_sha;
  const change = await observeChange(api, since, head, isAllowed);
  if (head === run.head_sha) return change;
  const ofRun = await observeChange(api, run.head_sha, run.head_sha, true);
  return {
    ...change,
    commits: [...change.commits, ...ofRun.commits],
    pulls: [...change.pulls, ...ofRun.pulls],
  };
}

function branchesOf(
  { deployment_branch_policy: rule }: Environment,
  policies: readonly { readonly name: string; readonly type?: string | undefined }[],
): string {
  if (rule === null) return 'any branch and tag';
  if (!rule.custom_branch_policies) return 'protected branches';
  const names = policies.map(({ name, type = 'branch' }) => `${type} ${name}`);
  return names.join(', ') || 'no branch';
}

/** Warns about commits without a verified signature: their author can be forged. */
function unverified(change: Parameters<typeof unverifiedCommits>[0]): readonly Warning[] {
  const [first, ...more] = unverifiedCommits(change);
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return [
    {
      code: 'author-unverified',
      message: `GitHub did not verify the signature of ${first}${others}, so the author of the commit may be forged`,
    },
  ];
}

async function ofPullRequest(
  api: GitHubReader,
  run: z.output<typeof RUN>,
  rules: GitHubRules,
  subject: GitHubSubject,
): Promise<Shown> {
  const { commit: sha } = subject;
  const { 'pull-request': asked = { reviewers: 1 } } = rules;
  if (sha === undefined) {
    return {
      decision: { reasons: ['the staged record was not built from a commit'] },
      warnings: [],
    };
  }
  const [commit, pulls, change, repository] = await Promise.all([
    api.one(`/commits/${sha}`, COMMIT),
    api.all(`/commits/${sha}/pulls`, PULL_REQUEST, MAX_PULLS),
    changeOf(api, run, rules, subject),
    api.one('', REPOSITORY),
  ]);
  const pull = pulls.find(({ head, merged_at }) => head.sha === sha && merged_at !== null);
  const reviews =
    pull === undefined
      ? []
      : await api.all(`/pulls/${pull.number}/reviews`, PULL_REVIEW, MAX_REVIEWS);
  const decision = decidePullRequest(
    {
      repository: api.repository,
      run,
      commit,
      change,
      pulls,
      reviews,
      writers: await writersOf(api, reviews),
      defaultBranch: repository.default_branch,
    },
    asked,
    subject,
  );
  return { decision, warnings: unverified(change) };
}

/** The reviewers with write access to the repository now, by the id that GitHub shows for the login. */
async function writersOf(
  api: GitHubReader,
  reviews: readonly PullReview[],
): Promise<ReadonlySet<number>> {
  const people = new Map(reviews.flatMap(({ user }) => (user === null ? [] : [[user.id, user]])));
  const found = await mapConcurrently([...people.values()], REQUESTS_AT_ONCE, async (user) => {
    const login = encodeURIComponent(user.login);
    const shown = await api.oneOrNone(`/collaborators/${login}/permission`, PERMISSION);
    const mayWrite = shown?.permission === 'write' || shown?.permission === 'admin';
    return mayWrite && shown.user?.id === user.id ? [user.id] : [];
  });
  return new Set(found.flat());
}
