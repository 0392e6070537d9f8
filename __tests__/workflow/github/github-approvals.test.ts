import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatInstant, HOUR_MS } from '../../../src/base/instant.js';
import type { GitHubServer } from '../../doubles/github-http.js';
import {
  BASE,
  COMMIT,
  ENVIRONMENT,
  PEOPLE,
  REPOSITORY,
  RUN_ID,
  RUNNER,
  reviewOf,
  signedBy,
  WORKFLOW,
} from '../../doubles/github-run.js';
import { changed, type ListWorld, refusal, unsignedImage } from '../../fakes/list-world.js';
import { FIRST, releasesOf, stagedOnGitHub, titleOf } from '../../wire/github-scene.js';

let world: ListWorld;
let server: GitHubServer;
let pcr0: string;

const approve = (release = 'v1', PCR0 = pcr0) =>
  world.run('approve', { release, pcr0: PCR0, 'github-token': 'token' });

async function begin(approval?: string): Promise<void> {
  ({ world, server, pcr0 } = await stagedOnGitHub(approval));
}

beforeEach(() => begin());
afterEach(() => server.stop());

describe('the environment of the job', () => {
  test('approves where somebody else reviewed, and it is recorded as observed', async () => {
    const { after } = await changed(approve());
    expect(after?.releases).toMatchObject([
      {
        id: 'v1',
        state: 'active',
        approvals: [
          {
            source: 'github-environment',
            observed: true,
            by: 'reviewer',
            url: `https://github.com/${REPOSITORY}/actions/runs/${RUN_ID}`,
          },
        ],
      },
    ]);
  });

  const self = (who: string, change: (server: GitHubServer) => unknown) =>
    [`self-approval: the reviewer is ${who}`, change] as const;
  const { reviewer, bot, starter, second } = PEOPLE;

  test.each<readonly [string, (server: GitHubServer) => unknown]>([
    [
      'nobody reviewed, as where an administrator bypassed it',
      ({ state }) => Object.assign(state, { reviews: [] }),
    ],
    self('who started the run', ({ state }) => Object.assign(state.run, { actor: reviewer })),
    self('who triggered it', ({ state }) =>
      Object.assign(state.run, { triggering_actor: reviewer }),
    ),
    self('the author of the commit', ({ state }) =>
      Object.assign(state.commit, { author: reviewer }),
    ),
    self('its committer', ({ state }) => Object.assign(state.commit, { committer: reviewer })),
    self('the author of the pull request', ({ state }) => {
      const html_url = 'https://github.com/acme/signer/pull/5';
      state.pulls = [
        {
          number: 5,
          merged_at: null,
          html_url,
          user: reviewer,
          head: { sha: COMMIT },
          base: { ref: 'main' },
        },
      ];
    }),
    self('the same account under another login', ({ state }) => {
      state.run.actor = { ...reviewer, login: 'renamed' };
    }),
    ['a bot reviewed', ({ state }) => Object.assign(state, { reviews: [reviewOf(bot)] })],
    [
      'somebody rejected, and then approved',
      ({ state }) =>
        Object.assign(state, { reviews: [reviewOf(reviewer, 'rejected'), reviewOf(reviewer)] }),
    ],
    ['another rejected', ({ state }) => void state.reviews.push(reviewOf(second, 'rejected'))],
    ['it waits', ({ state }) => Object.assign(state, { reviews: [reviewOf(reviewer, 'pending')] })],
    [
      'another environment was reviewed',
      ({ state }) =>
        Object.assign(state, {
          reviews: [{ ...reviewOf(reviewer), environments: [{ id: 1, name: 'staging' }] }],
        }),
    ],
    [
      'administrators can bypass it',
      ({ state }) => Object.assign(state.environment, { can_admins_bypass: true }),
    ],
    [
      'whether administrators can bypass it is missing',
      ({ state }) => Object.assign(state.environment, { can_admins_bypass: undefined }),
    ],
    [
      'it has no reviewers',
      ({ state }) => Object.assign(state.environment, { protection_rules: [] }),
    ],
    [
      'its list of reviewers is empty',
      ({ state }) =>
        Object.assign(state.environment, {
          protection_rules: [
            { type: 'required_reviewers', prevent_self_review: true, reviewers: [] },
          ],
        }),
    ],
    [
      'self-review is not prevented',
      ({ state }) =>
        Object.assign(state.environment, {
          protection_rules: [
            { type: 'required_reviewers', prevent_self_review: false, reviewers: [reviewer] },
          ],
        }),
    ],
    [
      'whether self-review is prevented is missing',
      ({ state }) =>
        Object.assign(state.environment, {
          protection_rules: [{ type: 'required_reviewers', reviewers: [reviewer] }],
        }),
    ],
    [
      'it is a second attempt, whose approvals are those of the first',
      ({ state }) => {
        state.run.run_attempt = 2;
        world.githubRun = {
          repository: REPOSITORY,
          runId: String(RUN_ID),
          runAttempt: 2,
          runnerName: RUNNER,
        };
      },
    ],
    [
      'the job was created before the record was staged',
      ({ state }) => {
        for (const job of state.jobs) job.created_at = '2026-03-01T11:59:59Z';
      },
    ],
    ['our job is not found', ({ state }) => Object.assign(state, { jobs: state.jobs.slice(0, 1) })],
    [
      'two jobs run under our name',
      ({ state }) => void state.jobs.push(...state.jobs.slice(1).map((job) => ({ ...job, id: 3 }))),
    ],
    [
      'the title of the run names no record',
      ({ state }) => Object.assign(state.run, { display_title: 'Approve v1' }),
    ],
    [
      'it names another record',
      ({ state }) => Object.assign(state.run, { display_title: `Approve v1 ${'ab'.repeat(32)}` }),
    ],
    [
      'it names two records',
      ({ state }) =>
        Object.assign(state.run, {
          display_title: `${state.run.display_title} ${'ab'.repeat(32)}`,
        }),
    ],
    [
      'two jobs of the workflow name the environment',
      ({ state }) =>
        setWorkflow(state, 'jobs: {a: {environment: production}, b: {environment: production}}'),
    ],
    [
      'the workflow has an expression as an environment',
      ({ state }) =>
        setWorkflow(
          state,
          `jobs: {a: {environment: production}, b: {environment: "${['$', '{{ inputs.x }}'].join('')}"}}`,
        ),
    ],
    ['GitHub does not show the workflow', ({ state }) => Object.assign(state, { files: {} })],
    [
      'a workflow that it references names the environment as well',
      ({ state }) => {
        const path = `${REPOSITORY}/.github/workflows/called.yml`;
        state.run.referenced_workflows = [{ path: `${path}@refs/heads/main`, sha: COMMIT }];
        setWorkflow(
          state,
          'jobs: {a: {environment: production}, b: {uses: ./.github/workflows/called.yml}}',
        );
        state.files[`${path}@${COMMIT}`] = 'jobs: {a: {environment: production}}';
      },
    ],
    [
      'the run is for a pull request, whose workflow is of another commit',
      ({ state }) => Object.assign(state.run, { event: 'pull_request_target' }),
    ],
    self('who pushed the commit', ({ state }) => {
      state.activities = [pushBy(reviewer)];
    }),
    self('who pushed what came after the commit before', ({ state }) => {
      state.activities = [{ ...pushBy(reviewer), before: COMMIT, after: 'd'.repeat(40) }];
    }),
    [
      'the author of the commit is unknown',
      ({ state }) => Object.assign(state.commit, { author: null }),
    ],
    [
      'the OIDC token is of another environment',
      ({ state }) => {
        world.claims = { ...claimsOf(state), environment: 'staging' };
      },
    ],
    [
      'the OIDC token is of no environment',
      ({ state }) => {
        const { environment: _, ...claims } = claimsOf(state);
        world.claims = claims;
      },
    ],
    [
      'the OIDC token is of another run',
      ({ state }) => {
        world.claims = { ...claimsOf(state), run_id: '1' };
      },
    ],
    ['the token may not see the run (403)', (one) => one.fault(/approvals/, { status: 403 })],
    ['there is no such environment (404)', (one) => one.fault(/environments/, { status: 404 })],
    ['this is no run on GitHub', () => Object.assign(world, { githubRun: undefined })],
    [
      'only who started it approved',
      ({ state }) => Object.assign(state, { reviews: [reviewOf(starter)] }),
    ],
  ])('does not approve: %s', async (_, change) => {
    change(server);
    expect(await refusal(approve())).toBe('approval-missing');
    expect(await current()).toEqual([]);
  });

  test.each<readonly [string, (server: GitHubServer) => unknown]>([
    ['5xx without end', (one) => one.fault(/runs/, { status: 502 }, 100)],
    ['an expired token', (one) => one.fault(/runs/, { status: 401 }, 100)],
    ['truncated JSON without end', (one) => one.fault(/commits/, 'truncated', 100)],
    ['another form', ({ state }) => Object.assign(state.run, { actor: null })],
  ])('cannot tell: %s', async (_, change) => {
    change(server);
    expect(await refusal(approve())).toBe('github-unavailable');
    expect(await current()).toEqual([]);
  });

  test('goes on after a secondary rate limit and a lost answer', async () => {
    const body = { message: 'You have exceeded a secondary rate limit' };
    server.fault(/environments/, { status: 403, headers: { 'retry-after': '1' }, body });
    server.fault(/approvals/, 'drop');
    await changed(approve());
  });

  test('takes the OIDC token of this very job', async () => {
    world.claims = claimsOf(server.state);
    await changed(approve());
  });

  test('takes whoever merged the commit for no author of it', async () => {
    server.state.activities = [{ ...pushBy(reviewer), activity_type: 'pr_merge' }];
    await changed(approve());
  });

  test('was asked after the store had the record, by the clock of the store', async () => {
    const [name = ''] = [...world.bucket.objects.keys()].filter((one) => one.startsWith('staged/'));
    const object = world.bucket.objects.get(name);
    if (object === undefined) throw new Error('nothing is staged');
    world.bucket.objects.set(name, { ...object, storedAt: world.now });
    expect(await refusal(approve())).toBe('approval-missing');
    world.bucket.objects.set(name, { ...object, storedAt: world.now - 2 * HOUR_MS });
    await changed(approve());
  });

  const branches = async (settings: string) => {
    await server.stop();
    await begin(`{github: {environment: ${ENVIRONMENT}, ${FIRST}, ${settings}}}`);
  };
  const warned = async () => {
    const { outcome } = await approve();
    return outcome.warnings.map(({ code, message }) => `${code}: ${message}`).join();
  };

  test('reports the branches that its rule lets through', async () => {
    expect(await warned()).toContain('environment-branches: jobs of branch main may enter');
    server.state.environment.deployment_branch_policy = null;
    expect(await warned()).toContain('jobs of any branch and tag may enter');
  });

  test('lets through no other branches than the configuration names', async () => {
    await branches('branches: [main]');
    const { state } = server;
    state.branchPolicies.push({ name: 'feature/*', type: 'branch' });
    expect(await refusal(approve())).toBe('approval-missing');
    state.branchPolicies = [{ name: 'main', type: 'tag' }];
    expect(await refusal(approve())).toBe('approval-missing');
    state.environment.deployment_branch_policy = {
      protected_branches: true,
      custom_branch_policies: false,
    };
    expect(await refusal(approve())).toBe('approval-missing');
    state.environment.deployment_branch_policy = null;
    expect(await refusal(approve())).toBe('approval-missing');
    state.environment.deployment_branch_policy = {
      protected_branches: false,
      custom_branch_policies: true,
    };
    state.branchPolicies = [{ name: 'main' }];
    await changed(approve());
  });

  test('says that an unverified signature lets anybody be named as the author', async () => {
    expect(await warned()).not.toContain('author-unverified');
    await server.stop();
    await begin();
    server.state.commit.commit = { verification: { verified: false } };
    expect(await warned()).toContain('author-unverified');
  });

  test('a click that served never serves again, also after the release was revoked', async () => {
    const { after } = await changed(approve());
    const [click] = after?.releases[0]?.approvals ?? [];
    expect(after?.usedApprovals).toEqual([click?.sha256]);
    await changed(world.run('revoke', { release: 'v1', reason: 'x', 'allow-empty': true }));
    world.now += HOUR_MS;
    const values = { eif: 'a.eif', release: 'v1', again: true };
    const { staged } = await changed(world.run('publish', values));
    world.now += HOUR_MS;
    const { state } = server;
    state.run.display_title = titleOf('v1', staged);
    for (const job of state.jobs) job.created_at = formatInstant(world.now);
    expect(await refusal(approve())).toBe('approval-missing');
    expect(await current()).toEqual([]);
    state.reviews = [reviewOf(second)];
    await changed(approve());
  });

  test('asks for as many people as the configuration says', async () => {
    await server.stop();
    await begin(`{github: {environment: ${ENVIRONMENT}, reviewers: 2, ${FIRST}}}`);
    server.state.reviews = [reviewOf(reviewer), reviewOf(reviewer)];
    expect(await refusal(approve())).toBe('approval-missing');
    server.state.reviews.push(reviewOf(second));
    await changed(approve());
  });

  test('one click serves one record', async () => {
    world.now -= 2 * HOUR_MS;
    world.write('b.eif', unsignedImage('b'));
    const { staged } = await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    world.now += 2 * HOUR_MS;
    await changed(approve());
    expect(await refusal(approve('v2', staged?.PCR0))).toBe('approval-missing');
    expect(await current()).toEqual(['v1']);
  });

  test('keys that the configuration names are required beside it', async () => {
    await server.stop();
    await begin(
      `{github: {environment: ${ENVIRONMENT}, ${FIRST}}, keys: {trust: [alice.pub.pem], threshold: 1}}`,
    );
    expect(await refusal(approve())).toBe('approval-missing');
    await changed(world.run('approve', { release: 'v1', pcr0, key: 'file:alice.pem' }));
    const { after } = await changed(approve());
    expect(after?.releases[0]?.approvals.map(({ source }) => source)).toEqual([
      'key',
      'github-environment',
    ]);
  });
});

describe('a merged pull request', () => {
  const html_url = `https://github.com/${REPOSITORY}/pull/5`;
  const review = (id: number, user = PEOPLE.reviewer, state = 'APPROVED', more: object = {}) => ({
    id,
    state,
    user,
    commit_id: COMMIT,
    submitted_at: formatInstant(world.now - HOUR_MS),
    ...more,
  });

  beforeEach(async () => {
    await server.stop();
    await begin(`{github: {pull-request: {reviewers: 1}, ${FIRST}}}`);
    const merged_at = formatInstant(world.now);
    server.state.reviews = [];
    server.state.pulls = [
      {
        number: 5,
        merged_at,
        html_url,
        user: PEOPLE.author,
        head: { sha: COMMIT },
        base: { ref: 'main' },
      },
    ];
    server.state.pullReviews = [review(1)];
  });

  test('approves what was built from its head', async () => {
    const { after } = await changed(approve());
    expect(after?.releases[0]?.approvals).toMatchObject([
      { source: 'github-pull-request', by: 'reviewer', url: html_url, observed: true },
    ]);
  });

  test.each<readonly [string, () => unknown]>([
    ['nobody reviewed', () => Object.assign(server.state, { pullReviews: [] })],
    [
      'its author reviewed',
      () => Object.assign(server.state, { pullReviews: [review(1, PEOPLE.author)] }),
    ],
    ['a bot reviewed', () => Object.assign(server.state, { pullReviews: [review(1, PEOPLE.bot)] })],
    [
      'who runs this reviewed',
      () => Object.assign(server.state, { pullReviews: [review(1, PEOPLE.starter)] }),
    ],
    [
      'the reviewer changed their mind',
      () => server.state.pullReviews.push(review(2, PEOPLE.reviewer, 'CHANGES_REQUESTED')),
    ],
    [
      'the review was dismissed',
      () => server.state.pullReviews.push(review(2, PEOPLE.reviewer, 'DISMISSED')),
    ],
    [
      'another asks for changes',
      () => server.state.pullReviews.push(review(2, PEOPLE.second, 'CHANGES_REQUESTED')),
    ],
    [
      'another commit was reviewed',
      () =>
        Object.assign(server.state, {
          pullReviews: [review(1, PEOPLE.reviewer, 'APPROVED', { commit_id: 'a'.repeat(40) })],
        }),
    ],
    [
      'it was reviewed before the record was staged',
      () =>
        Object.assign(server.state, {
          pullReviews: [
            review(1, PEOPLE.reviewer, 'APPROVED', { submitted_at: '2026-03-01T11:59:59Z' }),
          ],
        }),
    ],
    [
      'the reviewer has no write permission any more',
      () => permit({ permission: 'read', user: PEOPLE.reviewer }),
    ],
    ['the reviewer is no collaborator', () => Object.assign(server.state, { permissions: {} })],
    [
      'another account has the login of the reviewer now',
      () => permit({ permission: 'admin', user: PEOPLE.author }),
    ],
    [
      'it was merged into another branch',
      () => Object.assign(server.state.pulls[0]?.base ?? {}, { ref: 'feature' }),
    ],
    ['it is not merged', () => Object.assign(server.state.pulls[0] ?? {}, { merged_at: null })],
    [
      'the commit is not its head',
      () => Object.assign(server.state.pulls[0]?.head ?? {}, { sha: 'b'.repeat(40) }),
    ],
  ])('does not approve: %s', async (_, change) => {
    change();
    expect(await refusal(approve())).toBe('approval-missing');
    expect(await current()).toEqual([]);
  });

  const permit = (shown: GitHubServer['state']['permissions'][string]) => {
    server.state.permissions[PEOPLE.reviewer.login] = shown;
  };

  test('a request for changes by an account without write permission is ignored', async () => {
    const stranger = { ...PEOPLE.second, id: 999, login: 'stranger' };
    server.state.permissions['stranger'] = { permission: 'read', user: stranger };
    server.state.pullReviews.push(review(2, stranger, 'CHANGES_REQUESTED'));
    await changed(approve());
  });

  test('into a branch that the configuration names', async () => {
    const { pulls, pullReviews } = server.state;
    await server.stop();
    await begin(`{github: {pull-request: {reviewers: 1, branches: [release]}, ${FIRST}}}`);
    Object.assign(server.state, { pulls, pullReviews, reviews: [] });
    expect(await refusal(approve())).toBe('approval-missing');
    Object.assign(server.state.pulls[0]?.base ?? {}, { ref: 'release' });
    await changed(approve());
  });

  test('comments say neither yes nor no', async () => {
    server.state.pullReviews.push(review(2, PEOPLE.reviewer, 'COMMENTED'));
    await changed(approve());
  });
});

describe('the change since the last active release', () => {
  const OTHER = '1'.repeat(40);
  const compare = (more: object = {}) => {
    server.state.comparisons[`${BASE}...${COMMIT}`] = {
      ...{ status: 'ahead', total_commits: 2 },
      commits: [signedBy(PEOPLE.author, OTHER), signedBy(PEOPLE.author)],
      ...more,
    };
  };
  const pull = (user: GitHubServer['state']['run']['actor']) => ({
    ...{ number: 5, merged_at: null, html_url: 'https://github.com/acme/signer/pull/5', user },
    ...{ head: { sha: OTHER }, base: { ref: 'main' } },
  });

  /** Version v0 is active, built from BASE, before approvals were asked for. */
  beforeEach(async () => {
    await server.stop();
    ({ world, server, pcr0 } = await stagedOnGitHub(
      `{github: {environment: ${ENVIRONMENT}}}`,
      BASE,
    ));
    server.state.others = { [OTHER]: { commit: signedBy(PEOPLE.author, OTHER), pulls: [] } };
    compare();
  });

  test('is compared commit by commit, and approved by somebody who made none of it', async () => {
    await changed(approve());
  });

  const self = (who: string, change: () => unknown) => [who, change] as const;
  test.each([
    self('the author of an earlier commit', () =>
      compare({ commits: [signedBy(PEOPLE.reviewer, OTHER), signedBy(PEOPLE.author)] }),
    ),
    self('its committer', () =>
      compare({
        commits: [
          { ...signedBy(PEOPLE.author, OTHER), committer: PEOPLE.reviewer },
          signedBy(PEOPLE.author),
        ],
      }),
    ),
    self('the author of its pull request', () =>
      Object.assign(server.state.others[OTHER] ?? {}, { pulls: [pull(PEOPLE.reviewer)] }),
    ),
    self('who pushed it', () => {
      server.state.activities = [{ ...pushBy(PEOPLE.reviewer), before: BASE, after: OTHER }];
    }),
  ])('does not approve: the reviewer is %s', async (_, change) => {
    change();
    expect(await refusal(approve())).toBe('approval-missing');
    expect(await current()).toEqual(['v0']);
  });

  test.each([
    self('the branches diverged', () => compare({ status: 'diverged' })),
    self('the release is older than the last one', () => compare({ status: 'behind' })),
    self('GitHub shows fewer commits than there are', () => compare({ total_commits: 3 })),
    self('there are too many commits', () => compare({ total_commits: 251 })),
    self('GitHub does not know the commit before', () =>
      Object.assign(server.state, { comparisons: {} }),
    ),
    self('the author of an earlier commit is no account', () =>
      compare({
        commits: [{ ...signedBy(PEOPLE.author, OTHER), author: null }, signedBy(PEOPLE.author)],
      }),
    ),
  ])('cannot tell who made it: %s', async (_, change) => {
    change();
    expect(await refusal(approve())).toBe('github-unavailable');
    expect(await current()).toEqual(['v0']);
  });

  test('the author of the released commit does not approve in a run on another commit', async () => {
    const later = '2'.repeat(40);
    const commits = [signedBy(PEOPLE.author, OTHER), signedBy(PEOPLE.reviewer)];
    compare({ commits });
    server.state.others[COMMIT] = { commit: signedBy(PEOPLE.reviewer), pulls: [] };
    server.state.commit = signedBy(PEOPLE.author, later);
    server.state.run.head_sha = later;
    server.state.files[`${REPOSITORY}/${WORKFLOW}@${later}`] =
      server.state.files[`${REPOSITORY}/${WORKFLOW}@${COMMIT}`] ?? '';
    expect(await refusal(approve())).toBe('approval-missing');
    compare();
    server.state.others[COMMIT] = { commit: signedBy(PEOPLE.author), pulls: [] };
    await changed(approve());
  });
});

test('without an earlier release nobody can tell who made the change, unless that is allowed', async () => {
  await server.stop();
  await begin(`{github: {environment: ${ENVIRONMENT}}}`);
  expect(await refusal(approve())).toBe('github-unavailable');
  expect(await current()).toEqual([]);
});

/** The workflow of the run, at its commit. */
function setWorkflow({ files }: GitHubServer['state'], text: string): void {
  files[`${REPOSITORY}/${WORKFLOW}@${COMMIT}`] = text;
}

function pushBy(actor: GitHubServer['state']['run']['actor']) {
  return { before: '0'.repeat(40), after: COMMIT, activity_type: 'push' as const, actor };
}

function claimsOf({ run }: GitHubServer['state']): Record<string, unknown> {
  return {
    environment: ENVIRONMENT,
    repository: REPOSITORY,
    run_id: String(run.id),
    run_attempt: String(run.run_attempt),
    sha: run.head_sha,
  };
}

const current = () => releasesOf(world);
