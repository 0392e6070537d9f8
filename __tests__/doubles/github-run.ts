import type { components } from '@octokit/openapi-types';

type Schemas = components['schemas'];
/** The fields of GitHub's answers that are recorded here, of the types that GitHub publishes. */
type Part<Name extends keyof Schemas, Fields extends keyof Schemas[Name]> = Pick<
  Schemas[Name],
  Fields
>;
type User = Part<'simple-user', 'id' | 'login' | 'type'>;

export interface CommitState {
  sha: string;
  author: User | null;
  committer: User | null;
  commit?: { verification?: { verified: boolean } };
}

export type PullState = Part<'pull-request-simple', 'number' | 'merged_at' | 'html_url'> & {
  user: User;
  head: { sha: string };
  base: { ref: string };
};

export type ActivityState = Part<'activity', 'before' | 'after' | 'activity_type'> & {
  actor: User | null;
};

/** A run in an environment, and the change that it was started for: what approvals are decided by. */
export interface GitHubState {
  run: Part<
    'workflow-run',
    | ('id' | 'run_attempt' | 'head_sha' | 'html_url')
    | ('event' | 'path' | 'display_title' | 'referenced_workflows')
  > & {
    actor: User;
    triggering_actor: User;
  };
  /** `can_admins_bypass` is answered, and not in the published types. */
  environment: {
    name: string;
    can_admins_bypass?: boolean;
    protection_rules: object[];
    deployment_branch_policy: Schemas['deployment-branch-policy-settings'];
  };
  branchPolicies: Part<'deployment-branch-policy', 'name' | 'type'>[];
  reviews: {
    state: string;
    comment: string;
    user: User;
    environments: { id: number; name: string }[];
  }[];
  jobs: Part<'job', 'id' | 'status' | 'created_at' | 'runner_name'>[];
  commit: CommitState;
  pulls: PullState[];
  /** Other commits, and the pull requests that have them, by SHA. */
  others: Record<string, { commit: CommitState; pulls: PullState[] }>;
  /** What lies between two commits, by `BASE...HEAD`. */
  comparisons: Record<
    string,
    Part<'commit-comparison', 'status' | 'total_commits'> & { commits: CommitState[] }
  >;
  /** Pushes, newest first; undefined: GitHub does not show them. */
  activities: ActivityState[] | undefined;
  /** By login: what it may do in the repository, and the account that has the login now. */
  permissions: Record<string, { permission: string; user: User | null }>;
  defaultBranch: string;
  /** Texts by `OWNER/NAME/PATH@SHA`. */
  files: Record<string, string>;
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
/** What the release before was built from. */
export const BASE = 'ba5e'.repeat(10);
export const WORKFLOW = '.github/workflows/approve.yml';
/** As a release is approved by hand. */
const WORKFLOW_TEXT = `on: workflow_dispatch
jobs:
  show:
    runs-on: ubuntu-24.04
  approve:
    environment: production
    runs-on: ubuntu-24.04
`;

/** A run that somebody else than its people approved, in an environment that is set up well. */
export function approvedState(jobCreatedAt: string): GitHubState {
  const { author, starter, reviewer } = PEOPLE;
  return {
    run: {
      id: RUN_ID,
      run_attempt: 1,
      head_sha: COMMIT,
      html_url: `https://github.com/${REPOSITORY}/actions/runs/${RUN_ID}`,
      event: 'workflow_dispatch',
      path: WORKFLOW,
      display_title: 'Approve a release',
      referenced_workflows: [],
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
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    },
    branchPolicies: [{ name: 'main', type: 'branch' }],
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
    commit: signedBy(author),
    pulls: [],
    others: {},
    comparisons: {},
    activities: [],
    permissions: Object.fromEntries(
      [reviewer, PEOPLE.second].map((user) => [user.login, { permission: 'write', user }]),
    ),
    defaultBranch: 'main',
    files: { [`${REPOSITORY}/${WORKFLOW}@${COMMIT}`]: WORKFLOW_TEXT },
    pullReviews: [],
    claims: undefined,
  };
}

/** A commit whose signature GitHub verified. */
export function signedBy(author: User, sha = COMMIT): CommitState {
  return { sha, author, committer: author, commit: { verification: { verified: true } } };
}

export function reviewOf(user: User, state = 'approved'): GitHubState['reviews'][number] {
  return { state, comment: '', user, environments: [{ id: 9, name: ENVIRONMENT }] };
}

/** What GitHub has at a path below the repository, of a run, its environment and its change; undefined: nothing. */
export function ofRun(state: GitHubState, path: string): unknown {
  const { run, commit, pulls } = state;
  const commits = { ...state.others, [commit.sha]: { commit, pulls } };
  const routes: Readonly<Record<string, unknown>> = {
    [`/actions/runs/${run.id}`]: run,
    [`/actions/runs/${run.id}/approvals`]: state.reviews,
    [`/actions/runs/${run.id}/attempts/${run.run_attempt}/jobs`]: {
      total_count: state.jobs.length,
      jobs: state.jobs,
    },
    [`/environments/${ENVIRONMENT}`]: state.environment,
    [`/environments/${ENVIRONMENT}/deployment-branch-policies`]: {
      total_count: state.branchPolicies.length,
      branch_policies: state.branchPolicies,
    },
    '': { default_branch: state.defaultBranch },
    '/activity': state.activities,
    ...Object.fromEntries(
      Object.entries(commits).flatMap(([sha, one]) => [
        [`/commits/${sha}`, one.commit],
        [`/commits/${sha}/pulls`, one.pulls],
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(state.comparisons).map(([name, one]) => [`/compare/${name}`, one]),
    ),
    ...Object.fromEntries(
      Object.entries(state.permissions).map(([login, one]) => [
        `/collaborators/${login}/permission`,
        one,
      ]),
    ),
    ...Object.fromEntries(
      pulls.map(({ number }) => [`/pulls/${number}/reviews`, state.pullReviews]),
    ),
  };
  return routes[path];
}

/** A file of any repository at a commit, in lines of base64 as GitHub gives it; undefined: nothing. */
export function fileOf({ files }: GitHubState, pathname: string, ref: string | null): unknown {
  const [, repository, path] = /^\/repos\/([^/]+\/[^/]+)\/contents\/(.+)$/.exec(pathname) ?? [];
  const text = files[`${repository}/${decodeURIComponent(path ?? '')}@${ref}`];
  if (text === undefined) return undefined;
  const lines = Buffer.from(text).toString('base64').replace(/.{60}/g, '$&\n');
  return { type: 'file', encoding: 'base64', content: `${lines}\n` };
}
