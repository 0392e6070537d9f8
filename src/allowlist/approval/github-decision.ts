import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../../base/encoding.js';
import { type DurationMs, HOUR_MS, type Instant } from '../../base/instant.js';
import type { Approval } from '../allow-list.js';
import { ISSUED_AHEAD_MAX_MS } from '../allow-list-limits.js';
import type { ChangeFacts } from './github-change.js';
import type {
  BranchPolicy,
  Commit,
  Environment,
  Job,
  PullRequest,
  PullReview,
  Run,
  RunReview,
} from './github-facts.js';
import {
  commitFaults,
  countingReviewers,
  involvedPeople,
  missingReviews,
} from './github-reviewers.js';

export type GitHubApproval = Extract<
  Approval,
  { source: 'github-environment' | 'github-pull-request' }
>;

/** The approvers according to GitHub, or every reason why the approval does not count. */
export type GitHubDecision =
  | { readonly approvals: readonly GitHubApproval[] }
  | { readonly reasons: readonly string[] };

/** The record to approve. */
export interface GitHubSubject {
  /** SHA-256 of the staged record's file. */
  readonly sha256: string;
  readonly stagedAt: Instant;
  /** When the store accepted the record, by its own clock. Undefined if it reports none. */
  readonly storedAt?: Instant;
  /** The source of the build. Undefined for a projection. */
  readonly commit?: string;
  /** The source commit of the last active release. Undefined if there is none. */
  readonly since?: string;
}

/** The observations of the run in which `approve` runs. */
export interface EnvironmentFacts {
  readonly repository: string;
  readonly run: Run;
  /** The run and the attempt, from the environment of the runner. */
  readonly expected: { readonly runId: string; readonly runAttempt: number };
  readonly environment: Environment;
  /** The name patterns of the rule of the environment, if it has its own. */
  readonly branchPolicies: readonly BranchPolicy[];
  readonly reviews: readonly RunReview[];
  /** This job, found by its runner. Undefined unless exactly one job of the attempt runs there. */
  readonly job: Job | undefined;
  /** The commit of the run. */
  readonly commit: Commit;
  readonly change: ChangeFacts;
  /** Why the review may be for another job (`workflowFaults`). */
  readonly workflowFaults: readonly string[];
  /** The claims of the job's OIDC token. Undefined if the job has none. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
}

export interface EnvironmentRules {
  readonly environment: string;
  /** Distinct people. */
  readonly reviewers: number;
  readonly preventSelfReview: boolean;
  /** The only branches that the rule of the environment may allow. Absent: any. */
  readonly branches?: readonly string[];
}

export interface PullRequestFacts {
  readonly repository: string;
  readonly run: Run;
  /** The commit of the build. */
  readonly commit: Commit;
  readonly change: ChangeFacts;
  /** The pull requests with the commit. */
  readonly pulls: readonly PullRequest[];
  /** The reviews of the pull request with the commit as its head, oldest first. */
  readonly reviews: readonly PullReview[];
  /** The accounts that may write to the repository now, by numeric id. */
  readonly writers: ReadonlySet<number>;
  readonly defaultBranch: string;
}

export interface PullRequestRules {
  /** Distinct people. */
  readonly reviewers: number;
  /** Base branches. Absent: the default branch. */
  readonly branches?: readonly string[] | undefined;
}

/** The recorded validity of an observation. It is used immediately. */
const APPROVAL_LIFE_MS: DurationMs = HOUR_MS;

/**
 * Approval by the reviewers of a GitHub environment (reference: GitHub REST API, "Get the review history for a workflow
 * run", "Get an environment"). Every condition that is not met is a reason. The conditions: the run and its attempt are those
 * of this job; the attempt is the first, since the history shows neither attempt nor time; the title of the run holds the
 * SHA-256 of the staged record and no other, so that the reviewer saw this record; the workflow names the environment in one
 * job (`workflowFaults`); the environment has required reviewers, forbids self-review if the configuration requires that,
 * cannot be bypassed by administrators, and allows only the branches that the configuration names; the OIDC token, if there is
 * one, is for this environment, run, attempt and commit; this job was created after the record was staged and stored, so that
 * nobody was asked before, and not ahead of the clock; the commits are those of the run and the record, and their people are
 * known; nobody rejected; enough people approved who are not bots, did not start the run and did not make the change.
 *
 * This proves nothing to others. It is an observation of this job, and is recorded as one.
 */
export function decideEnvironment(
  facts: EnvironmentFacts,
  rules: EnvironmentRules,
  subject: GitHubSubject,
  now: Instant,
): GitHubDecision {
  const { repository, run, reviews } = facts;
  const ours = reviews.filter(({ environments }) =>
    environments.some(({ name }) => name === rules.environment),
  );
  const involved = involvedPeople(run, facts.change);
  const approvers = ours.filter(({ state }) => state === 'approved').map(({ user }) => user);
  const counted = countingReviewers(approvers, involved);
  const reasons = [
    ...runFaults(facts),
    ...titleFaults(run, subject),
    ...facts.workflowFaults,
    ...environmentFaults(facts.environment, rules),
    ...branchFaults(facts, rules),
    ...claimFaults(facts, rules),
    ...jobFaults(facts.job, subject, now),
    ...commitFaults(facts.commit, run.head_sha),
    ...releasedFaults(facts.change, subject),
    ...ours
      .filter(({ state }) => state !== 'approved')
      .map(({ user, state }) => `${user.login} reviewed it as ${state}`),
    ...missingReviews(counted, approvers, involved, rules.reviewers),
  ];
  if (reasons.length > 0) return { reasons };
  return {
    approvals: counted.map((user) => ({
      source: 'github-environment',
      observed: true,
      staged: subject.sha256,
      // One click is one piece of evidence, for whichever record it is shown.
      sha256: digest({ repository, run: run.id, environment: rules.environment, user: user.id }),
      by: user.login,
      approvedAt: now,
      expiresAt: now + APPROVAL_LIFE_MS,
      url: run.html_url,
    })),
  };
}

/**
 * Approval by the reviews of the merged pull request with the source commit of the image as its head. The conditions: there is
 * exactly one such pull request, merged into the default branch or one that the configuration names; the last review of each
 * person counts, if it is of this head and was submitted after the record was staged; nobody with write permission requests
 * changes in their last review; enough people approved who may write to the repository now, are not bots, did not make the
 * change and did not start this run.
 */
export function decidePullRequest(
  { repository, run, commit, change, pulls, reviews, writers, defaultBranch }: PullRequestFacts,
  { reviewers, branches = [defaultBranch] }: PullRequestRules,
  subject: GitHubSubject,
): GitHubDecision {
  if (subject.commit === undefined) {
    return { reasons: ['the staged record does not come from a build of a commit'] };
  }
  const merged = pulls.filter(
    ({ head, merged_at }) => head.sha === subject.commit && merged_at !== null,
  );
  const [pull] = merged;
  if (pull === undefined || merged.length > 1) {
    return {
      reasons: [`expected one merged pull request of ${subject.commit}, found ${merged.length}`],
    };
  }
  const last = lastReviews(reviews);
  const involved = new Map([
    ...last.flatMap(({ user }) =>
      user === null || writers.has(user.id) ? [] : [[user.id, 'without write permission'] as const],
    ),
    ...involvedPeople(run, change),
  ]);
  const approving = last.filter(
    ({ state, commit_id, submitted_at }) =>
      state === 'APPROVED' &&
      commit_id === pull.head.sha &&
      submitted_at !== undefined &&
      submitted_at >= subject.stagedAt,
  );
  const mayWrite = ({ user }: PullReview) => user !== null && writers.has(user.id);
  const approvers = approving.flatMap(({ user }) => user ?? []);
  const counted = countingReviewers(approvers, involved);
  const { ref } = pull.base;
  const reasons = [
    ...(branches.includes(ref)
      ? []
      : [`the pull request was merged into ${ref}, expected ${branches.join(' or ')}`]),
    ...commitFaults(commit, subject.commit),
    ...last
      .filter((review) => review.state === 'CHANGES_REQUESTED' && mayWrite(review))
      .map(({ user }) => `${user?.login} asks for changes`),
    ...missingReviews(counted, approvers, involved, reviewers),
  ];
  if (reasons.length > 0) return { reasons };
  return {
    approvals: counted.flatMap((user) => {
      const approvedAt = approving.find((review) => review.user?.id === user.id)?.submitted_at;
      if (approvedAt === undefined) return [];
      return [
        {
          source: 'github-pull-request',
          observed: true,
          staged: subject.sha256,
          sha256: digest({ repository, pull: pull.number, head: pull.head.sha, user: user.id }),
          by: user.login,
          approvedAt,
          expiresAt: approvedAt + PULL_REVIEW_LIFE_MS,
          url: pull.html_url,
        } as const,
      ];
    }),
  };
}

/** A review that is older than a week does not count: the situation may have changed. */
const PULL_REVIEW_LIFE_MS: DurationMs = 7 * 24 * HOUR_MS;

function runFaults({ run, expected }: EnvironmentFacts): readonly string[] {
  if (String(run.id) !== expected.runId) return ['GitHub shows another run than this one'];
  if (run.run_attempt !== expected.runAttempt || run.run_attempt !== 1) {
    return [
      `this is attempt ${expected.runAttempt} of the run, and GitHub does not separate its approvals from those of earlier attempts: start a new run`,
    ];
  }
  return [];
}

/** The faults of the released commit: GitHub shows another commit, or does not show who made it. */
function releasedFaults(
  { commits }: ChangeFacts,
  { commit: sha }: GitHubSubject,
): readonly string[] {
  if (sha === undefined) return [];
  const found = commits.find((one) => one.sha === sha);
  return found === undefined ? [`GitHub does not show ${sha}`] : commitFaults(found, sha);
}

/** A reviewer must see exactly one record. */
function titleFaults({ display_title: title }: Run, { sha256 }: GitHubSubject): readonly string[] {
  const named = title.match(/(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])/g) ?? [];
  if (named.length === 1 && named[0] === sha256) return [];
  return [
    `the title of the run does not name exactly the staged record ${sha256}: set run-name as the recipe does`,
  ];
}

function branchFaults(
  { environment: { deployment_branch_policy: rule }, branchPolicies }: EnvironmentFacts,
  { environment, branches }: EnvironmentRules,
): readonly string[] {
  if (branches === undefined) return [];
  if (rule?.custom_branch_policies !== true) {
    return [`the environment ${environment} does not name the branches that it allows`];
  }
  return branchPolicies
    .filter(({ name, type = 'branch' }) => type !== 'branch' || !branches.includes(name))
    .map(
      ({ name, type = 'branch' }) => `the environment ${environment} allows the ${type} ${name}`,
    );
}

function environmentFaults(
  { name, can_admins_bypass, protection_rules }: Environment,
  { environment, preventSelfReview }: EnvironmentRules,
): readonly string[] {
  const rule = protection_rules.find(({ type }) => type === 'required_reviewers');
  return [
    ...(name === environment ? [] : [`GitHub shows the environment ${name}`]),
    ...(rule?.reviewers === undefined || rule.reviewers.length === 0
      ? [`the environment ${environment} has no required reviewers`]
      : []),
    ...(preventSelfReview && rule?.prevent_self_review !== true
      ? [`the environment ${environment} does not prevent self-review`]
      : []),
    ...(can_admins_bypass === false
      ? []
      : [`administrators can bypass the environment ${environment}, or GitHub does not say`]),
  ];
}

function claimFaults(
  { claims, repository, run }: EnvironmentFacts,
  { environment }: EnvironmentRules,
): readonly string[] {
  if (claims === undefined) return [];
  const expected = {
    environment,
    repository,
    run_id: String(run.id),
    run_attempt: String(run.run_attempt),
    sha: run.head_sha,
  };
  return Object.entries(expected).flatMap(([name, value]) =>
    claims[name] === value
      ? []
      : [`the OIDC token has ${name} ${JSON.stringify(claims[name])}, expected ${value}`],
  );
}

function jobFaults(
  job: Job | undefined,
  { stagedAt, storedAt = stagedAt }: GitHubSubject,
  now: Instant,
): readonly string[] {
  if (job === undefined) return ['this job is not among the jobs of the run'];
  if (!(job.created_at <= now + ISSUED_AHEAD_MAX_MS)) return ['this job is dated in the future'];
  if (job.created_at >= stagedAt && job.created_at >= storedAt) return [];
  return [
    'this job was created before the record was staged and stored, so nobody could approve the record',
  ];
}

const DECIDING = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/** The last review of each person that approves or rejects. Comments do neither. */
function lastReviews(reviews: readonly PullReview[]): readonly PullReview[] {
  const last = new Map<number, PullReview>();
  for (const review of reviews) {
    if (review.user !== null && DECIDING.includes(review.state)) last.set(review.user.id, review);
  }
  return [...last.values()];
}

function digest(evidence: object): string {
  return encodeHex(sha256(encodeUtf8(canonicalJson(evidence))));
}
