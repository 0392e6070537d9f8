import type { components } from '@octokit/openapi-types';

type Schemas = components['schemas'];
/** The fields of GitHub's answers that are recorded here, of the types that GitHub publishes. */
type Part<Name extends keyof Schemas, Fields extends keyof Schemas[Name]> = Pick<
  Schemas[Name],
  Fields
>;
type User = Part<'simple-user', 'id' | 'login' | 'type'>;

/** A run in an environment, and the change that it was started for: what approvals are decided by. */
export interface GitHubState {
  run: Part<'workflow-run', 'id' | 'run_attempt' | 'head_sha' | 'html_url'> & {
    actor: User;
    triggering_actor: User;
  };
  /** `can_admins_bypass` is answered, and not in the published types. */
  environment: { name: string; can_admins_bypass?: boolean; protection_rules: object[] };
  reviews: {
    state: string;
    comment: string;
    user: User;
    environments: { id: number; name: string }[];
  }[];
  jobs: Part<'job', 'id' | 'status' | 'created_at' | 'runner_name'>[];
  commit: { sha: string; author: User | null; committer: User | null };
  pulls: (Part<'pull-request-simple', 'number' | 'merged_at' | 'html_url'> & {
    user: User;
    head: { sha: string };
  })[];
  pullReviews: (Part<'pull-request-review', 'id' | 'state' | 'commit_id' | 'submitted_at'> & {
    user: User | null;
  })[];
  /** Claims of the OIDC token; undefined: none is given. */
  claims: Record<string, unknown> | undefined;
}

const person = (id: number, login: string, type = 'User'): User => ({ id, login, type });
export const PEOPLE = {
  author: person(101, 'author'),
  starter: person(102, 'starter'),
  reviewer: person(103, 'reviewer'),
  second: person(104, 'second'),
  bot: person(105, 'helper[bot]', 'Bot'),
} as const;

export const REPOSITORY = 'acme/signer';
export const RUN_ID = 4711;
export const ENVIRONMENT = 'production';
export const RUNNER = 'GitHub Actions 7';
export const COMMIT = `${'c0ffee'.repeat(6)}c0ff`;

/** A run that somebody else than its people approved, in an environment that is set up well. */
export function approvedState(jobCreatedAt: string): GitHubState {
  const { author, starter, reviewer } = PEOPLE;
  return {
    run: {
      id: RUN_ID,
      run_attempt: 1,
      head_sha: COMMIT,
      html_url: `https://github.com/${REPOSITORY}/actions/runs/${RUN_ID}`,
      actor: starter,
      triggering_actor: starter,
    },
    environment: {
      name: ENVIRONMENT,
      can_admins_bypass: false,
      protection_rules: [
        { id: 1, type: 'branch_policy' },
        {
          id: 2,
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [{ type: 'User', reviewer }],
        },
      ],
    },
    reviews: [reviewOf(reviewer)],
    jobs: [
      {
        id: 1,
        status: 'completed',
        created_at: '2020-01-01T00:00:00Z',
        runner_name: 'GitHub Actions 6',
      },
      { id: 2, status: 'in_progress', created_at: jobCreatedAt, runner_name: RUNNER },
    ],
    commit: { sha: COMMIT, author, committer: author },
    pulls: [],
    pullReviews: [],
    claims: undefined,
  };
}

export function reviewOf(user: User, state = 'approved'): GitHubState['reviews'][number] {
  return { state, comment: '', user, environments: [{ id: 9, name: ENVIRONMENT }] };
}

/** What GitHub has at a path below the repository, of a run, its environment and its change; undefined: nothing. */
export function ofRun(state: GitHubState, path: string): unknown {
  const { run, commit, pulls } = state;
  const routes: Readonly<Record<string, unknown>> = {
    [`/actions/runs/${run.id}`]: run,
    [`/actions/runs/${run.id}/approvals`]: state.reviews,
    [`/actions/runs/${run.id}/attempts/${run.run_attempt}/jobs`]: {
      total_count: state.jobs.length,
      jobs: state.jobs,
    },
    [`/environments/${ENVIRONMENT}`]: state.environment,
    [`/commits/${commit.sha}`]: commit,
    [`/commits/${commit.sha}/pulls`]: pulls,
    ...Object.fromEntries(
      pulls.map(({ number }) => [`/pulls/${number}/reviews`, state.pullReviews]),
    ),
  };
  return routes[path];
}
