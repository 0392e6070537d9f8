import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatInstant } from '../../src/base/instant.js';
import { type GitHubServer, startGitHub } from '../doubles/github-http.js';
import {
  approvedState,
  BASE,
  COMMIT,
  ENVIRONMENT,
  PEOPLE,
  REPOSITORY,
  RUN_ID,
  RUNNER,
  reviewOf,
  signedBy,
} from '../doubles/github-run.js';
import { currentList, inScene, type Scene } from '../fakes/thief.js';
import { titleOf } from '../wire/github-scene.js';

/** The thief has the account of one reviewer on GitHub, and clicks. No key is stolen, and no workflow is changed. */

const THIEF = PEOPLE.reviewer;
let server: GitHubServer;
beforeEach(async () => {
  server = await startGitHub(approvedState(later()));
});
afterEach(() => server.stop());

/** The job was created after all that these tests stage. */
function later(): string {
  return formatInstant(Math.floor((Date.now() + 4 * 60_000) / 1000) * 1000);
}

const runner = (commit: string) => ({
  ...{ GITHUB_API_URL: server.endpoint, GITHUB_REPOSITORY: REPOSITORY, GITHUB_SHA: commit },
  ...{ GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ID: String(RUN_ID), GITHUB_RUN_ATTEMPT: '1' },
  ...{ GITHUB_TOKEN: 'ghs_job', RUNNER_NAME: RUNNER },
});

/** Version v0 is active. Then approvals by GitHub are asked for, and v1 waits. */
const robbed = (github: string, use: (scene: Scene, PCR0: string) => Promise<void>) =>
  inScene([], async (scene) => {
    Object.assign(scene.env, runner(BASE));
    await scene.done('publish', 'enclave.eif', '--release', 'v0');
    Object.assign(scene.env, runner(COMMIT));
    const config = scene.read('pcr-allowlist.yml');
    scene.write(
      'pcr-allowlist.yml',
      config.replace(/^approval: none.*$/m, `approval: {github: {${github}}}`),
    );
    server.state.comparisons[`${BASE}...${COMMIT}`] = {
      ...{ status: 'ahead', total_commits: 1 },
      commits: [signedBy(PEOPLE.author)],
    };
    const { result } = await scene.done('publish', 'next.eif', '--release', 'v1');
    server.state.run.display_title = titleOf('v1', result.staged);
    await use(scene, result.staged.PCR0);
  });

const approve = async (scene: Scene, PCR0: string, release = 'v1') =>
  (await scene.run('approve', release, '--pcr0', PCR0)).error?.code;
const ids = (scene: Scene) => currentList(scene).list.releases.map(({ id }) => id);

describe('a reviewer of the environment', () => {
  test.each<readonly [string, () => unknown]>([
    ['made the released commit', () => Object.assign(server.state, { commit: signedBy(THIEF) })],
    [
      'made a commit before it, since the last active release',
      () => {
        const earlier = '1'.repeat(40);
        server.state.others[earlier] = { commit: signedBy(THIEF, earlier), pulls: [] };
        server.state.comparisons[`${BASE}...${COMMIT}`] = {
          ...{ status: 'ahead', total_commits: 2 },
          commits: [signedBy(THIEF, earlier), signedBy(PEOPLE.author)],
        };
      },
    ],
    [
      'pushed it under the name of another',
      () => {
        const push = { before: BASE, after: COMMIT, activity_type: 'push', actor: THIEF } as const;
        server.state.activities = [push];
      },
    ],
    ['started the run', () => Object.assign(server.state.run, { actor: THIEF })],
    [
      'was asked about another record',
      () =>
        Object.assign(server.state.run, {
          display_title: titleOf('v1', { sha256: '0'.repeat(64) }),
        }),
    ],
    ['approved an earlier attempt', () => Object.assign(server.state.run, { run_attempt: 2 })],
  ])('does not approve what they %s', async (_, change) => {
    await robbed(`environment: ${ENVIRONMENT}`, async (scene, PCR0) => {
      change();
      expect(await approve(scene, PCR0)).toBe('approval-missing');
      expect([ids(scene), scene.allows().length]).toEqual([['v0'], 1]);
    });
  });

  test('is one person, however often they click', async () => {
    await robbed(`environment: ${ENVIRONMENT}, reviewers: 2`, async (scene, PCR0) => {
      server.state.reviews = [reviewOf(THIEF), reviewOf({ ...THIEF, login: 'renamed' })];
      expect(await approve(scene, PCR0)).toBe('approval-missing');
      expect(ids(scene)).toEqual(['v0']);
    });
  });

  test('does not bring a revoked image back with the click that brought it in', async () => {
    await robbed(`environment: ${ENVIRONMENT}`, async (scene, PCR0) => {
      expect(await approve(scene, PCR0)).toBeUndefined();
      expect(ids(scene)).toEqual(['v0', 'v1']);
      await scene.done('revoke', 'v1', '--reason', 'leaked');
      const { result } = await scene.done('publish', 'next.eif', '--release', 'v1', '--again');
      server.state.run.display_title = titleOf('v1', result.staged);
      expect(await approve(scene, PCR0)).toBe('approval-missing');
      expect([ids(scene), scene.allows().length]).toEqual([['v0'], 1]);
    });
  });
});

describe('a reviewer of the pull request', () => {
  const pull = (ref: string) => ({
    ...{ number: 5, merged_at: later(), html_url: `https://github.com/${REPOSITORY}/pull/5` },
    ...{ user: PEOPLE.author, head: { sha: COMMIT }, base: { ref } },
  });
  const review = {
    id: 1,
    state: 'APPROVED',
    user: THIEF,
    commit_id: COMMIT,
    submitted_at: later(),
  };
  const reviewed = (use: (scene: Scene, PCR0: string) => Promise<void>, ref = 'main') =>
    robbed('pull-request: {reviewers: 1}', async (scene, PCR0) => {
      Object.assign(server.state, { pulls: [pull(ref)], pullReviews: [review] });
      await use(scene, PCR0);
    });

  test('counts with write permission alone, and into the default branch alone', async () => {
    await reviewed(async (scene, PCR0) => {
      server.state.permissions[THIEF.login] = { permission: 'read', user: THIEF };
      expect(await approve(scene, PCR0)).toBe('approval-missing');
      server.state.permissions[THIEF.login] = { permission: 'write', user: THIEF };
      Object.assign(server.state.pulls[0]?.base ?? {}, { ref: 'thief' });
      expect(await approve(scene, PCR0)).toBe('approval-missing');
      expect([ids(scene), scene.allows().length]).toEqual([['v0'], 1]);
      Object.assign(server.state.pulls[0]?.base ?? {}, { ref: 'main' });
      expect(await approve(scene, PCR0)).toBeUndefined();
    });
  });

  test('without write permission stops nobody by asking for changes', async () => {
    await reviewed(async (scene, PCR0) => {
      server.state.permissions[THIEF.login] = { permission: 'read', user: THIEF };
      server.state.pullReviews = [
        { ...review, state: 'CHANGES_REQUESTED' },
        { ...review, id: 2, user: PEOPLE.second },
      ];
      expect(await approve(scene, PCR0)).toBeUndefined();
      expect(ids(scene)).toEqual(['v0', 'v1']);
    });
  });
});

describe('a comparison that GitHub cannot make', () => {
  test('is could not tell, exit 6', async () => {
    await robbed(`environment: ${ENVIRONMENT}`, async (scene, PCR0) => {
      Object.assign(server.state, { comparisons: {} });
      const { exitCode, error } = await scene.run('approve', 'v1', '--pcr0', PCR0);
      expect([exitCode, error?.code]).toEqual([6, 'github-unavailable']);
      expect(ids(scene)).toEqual(['v0']);
    });
  });
});
