import * as z from 'zod/mini';
import {
  decideEnvironment,
  decidePullRequest,
  type GitHubApproval,
  type GitHubDecision,
  type GitHubSubject,
} from '../../allowlist/approval/github-decision.js';
import {
  COMMIT,
  ENVIRONMENT,
  JOB,
  PULL_REQUEST,
  PULL_REVIEW,
  RUN,
  RUN_REVIEW,
} from '../../allowlist/approval/github-facts.js';
import { TrustError } from '../../base/errors.js';
import type { GitHubRules } from '../list/configured-policy.js';
import type { ListPorts } from '../ports.js';
import { matchAnswer } from './github-answer.js';
import type { GitHub, GitHubRun } from './github-port.js';

/** The audience of the OIDC token that is looked at and given to nobody. */
const AUDIENCE = 'pcr-allowlist';
const MAX_JOBS = 1000;
const MAX_PULLS = 100;
const MAX_REVIEWS = 3000;

/**
 * The approvals that GitHub shows for a staged record: of the environment in which this job runs, and of pull requests, as
 * far as the configuration names them. Throws TrustError `approval-missing` with every reason where one of them does not
 * approve, or where this is no run on GitHub; AdapterError `github-unavailable` where GitHub does not say.
 */
export async function githubApprovals(
  rules: GitHubRules,
  subject: GitHubSubject,
  token: string | undefined,
  ports: ListPorts,
): Promise<readonly GitHubApproval[]> {
  const current = ports.githubRun();
  if (current === undefined) {
    throw new TrustError(
      'approval-missing',
      'approval by GitHub is seen in a run on GitHub alone',
      {
        hint: 'Run approve in the job behind the environment.',
      },
    );
  }
  const api = new GitHubReader(await ports.openGitHub(token));
  const run = await api.one(`/actions/runs/${current.runId}`, RUN);
  const { environment } = rules;
  const decisions = [
    ...(environment === undefined
      ? []
      : [await ofEnvironment(api, run, current, { ...rules, environment }, subject, ports)]),
    ...(rules['pull-request'] === undefined
      ? []
      : [await ofPullRequest(api, run, rules['pull-request'].reviewers, subject)]),
  ];
  const reasons = decisions.flatMap((one) => ('reasons' in one ? one.reasons : []));
  if (reasons.length > 0 || decisions.length === 0) {
    throw new TrustError('approval-missing', `GitHub shows no approval: ${reasons.join('; ')}`, {
      hint: 'docs/approval.md says what an approval has to be.',
    });
  }
  return decisions.flatMap((one) => ('approvals' in one ? one.approvals : []));
}

async function ofEnvironment(
  api: GitHubReader,
  run: z.output<typeof RUN>,
  current: GitHubRun,
  rules: GitHubRules & { readonly environment: string },
  subject: GitHubSubject,
  ports: ListPorts,
): Promise<GitHubDecision> {
  const name = encodeURIComponent(rules.environment);
  const path = `/actions/runs/${current.runId}`;
  const [environment, reviews, jobs, commit, pulls, claims] = await Promise.all([
    api.one(`/environments/${name}`, ENVIRONMENT),
    api.whole(`${path}/approvals`, RUN_REVIEW),
    api.all(`${path}/attempts/${current.runAttempt}/jobs`, JOB, MAX_JOBS, 'jobs'),
    api.one(`/commits/${run.head_sha}`, COMMIT),
    api.all(`/commits/${run.head_sha}/pulls`, PULL_REQUEST, MAX_PULLS),
    ports.oidcClaims(AUDIENCE),
  ]);
  const running = jobs.filter(
    ({ status, runner_name }) =>
      status === 'in_progress' && current.runnerName !== '' && runner_name === current.runnerName,
  );
  return decideEnvironment(
    {
      repository: api.repository,
      run,
      expected: current,
      environment,
      reviews,
      job: running.length === 1 ? running[0] : undefined,
      commit,
      pulls,
      claims,
    },
    {
      environment: rules.environment,
      reviewers: rules.reviewers,
      preventSelfReview: rules['prevent-self-review'],
    },
    subject,
    ports.now,
  );
}

async function ofPullRequest(
  api: GitHubReader,
  run: z.output<typeof RUN>,
  reviewers: number,
  subject: GitHubSubject,
): Promise<GitHubDecision> {
  const { commit: sha } = subject;
  if (sha === undefined) return { reasons: ['what is staged was not built from a commit'] };
  const [commit, pulls] = await Promise.all([
    api.one(`/commits/${sha}`, COMMIT),
    api.all(`/commits/${sha}/pulls`, PULL_REQUEST, MAX_PULLS),
  ]);
  const pull = pulls.find(({ head, merged_at }) => head.sha === sha && merged_at !== null);
  const reviews =
    pull === undefined
      ? []
      : await api.all(`/pulls/${pull.number}/reviews`, PULL_REVIEW, MAX_REVIEWS);
  const { repository } = api;
  return decidePullRequest({ repository, run, commit, pulls, reviews }, reviewers, subject);
}

/** Answers of GitHub in a known form. */
class GitHubReader {
  readonly repository: string;
  private readonly github: GitHub;

  constructor(github: GitHub) {
    this.github = github;
    this.repository = github.repository;
  }

  async one<Schema extends z.ZodMiniType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const answer = await this.github.get(this.pathOf(path));
    if (answer.kind === 'refused') throw refused(path, answer);
    return matchAnswer(schema, answer.body, `read ${path}`);
  }

  /** A list that GitHub gives whole, without pages. */
  whole<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
  ): Promise<readonly z.output<Schema>[]> {
    return this.one(path, z.array(schema));
  }

  async all<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    maxItems: number,
    items?: string,
  ): Promise<readonly z.output<Schema>[]> {
    const answer = await this.github.list(this.pathOf(path), maxItems, items);
    if (answer.kind === 'refused') throw refused(path, answer);
    return matchAnswer(z.array(schema), answer.items, `read ${path}`);
  }

  private pathOf(path: string): string {
    return `/repos/${this.repository}${path}`;
  }
}

/** 403 and 404 say that the token may not see it, or that it is not there: nothing is approved by that. */
function refused(
  path: string,
  { status, message }: { status: number; message: string },
): TrustError {
  return new TrustError('approval-missing', `GitHub refuses ${path} with ${status}: ${message}`, {
    hint: 'Give the job actions: read, contents: read and pull-requests: read, and look whether the environment exists.',
  });
}
