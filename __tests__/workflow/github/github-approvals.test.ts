import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatInstant, HOUR_MS } from '../../../src/base/instant.js';
import type { GitHubServer } from '../../doubles/github-http.js';
import {
  COMMIT,
  ENVIRONMENT,
  PEOPLE,
  REPOSITORY,
  RUN_ID,
  RUNNER,
  reviewOf,
} from '../../doubles/github-run.js';
import { changed, type ListWorld, refusal, unsignedImage } from '../../fakes/list-world.js';
import { releasesOf, stagedOnGitHub } from '../../wire/github-scene.js';

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
        { number: 5, merged_at: null, html_url, user: reviewer, head: { sha: COMMIT } },
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

  test('asks for as many people as the configuration says', async () => {
    await server.stop();
    await begin(`{github: {environment: ${ENVIRONMENT}, reviewers: 2}}`);
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
      `{github: {environment: ${ENVIRONMENT}}, keys: {trust: [alice.pub.pem], threshold: 1}}`,
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
    await begin('{github: {pull-request: {reviewers: 1}}}');
    const merged_at = formatInstant(world.now);
    server.state.reviews = [];
    server.state.pulls = [
      { number: 5, merged_at, html_url, user: PEOPLE.author, head: { sha: COMMIT } },
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

  test('comments say neither yes nor no', async () => {
    server.state.pullReviews.push(review(2, PEOPLE.reviewer, 'COMMENTED'));
    await changed(approve());
  });
});

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
