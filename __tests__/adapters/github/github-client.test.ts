import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  githubOf,
  githubRun,
  oidcClaims,
} from '../../../src/adapters/github/github-environment.js';
import type { GitHub } from '../../../src/workflow/github/github-port.js';
import { type GitHubServer, startGitHub } from '../../doubles/github-http.js';
import { approvedState, REPOSITORY, RUN_ID } from '../../doubles/github-run.js';
import '../../to-throw-with-code.js';

const TOKEN = 'ghs_averysecrettoken';
const RUN = `/repos/${REPOSITORY}/actions/runs/${RUN_ID}`;

let server: GitHubServer;
let github: GitHub;

beforeEach(async () => {
  server = await startGitHub(approvedState('2026-03-01T12:00:00Z'));
  const { openGitHub } = await import('../../../src/adapters/github/github-client.js');
  github = await openGitHub({
    token: TOKEN,
    repository: REPOSITORY,
    apiUrl: server.endpoint,
    retryBaseMs: 1,
  });
});
afterEach(async () => {
  await server.stop();
});

describe('reads', () => {
  test('carry the token and state their version', async () => {
    expect(await github.get(RUN)).toMatchObject({ kind: 'answered', body: { id: RUN_ID } });
    expect(server.requests).toEqual([{ what: `GET ${RUN}`, token: `token ${TOKEN}` }]);
  });

  test.each([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a lost connection', 'drop'],
    ['a truncated answer', 'truncated'],
    [
      'a secondary rate limit with Retry-After',
      {
        status: 403,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
    ],
  ] as const)('are tried again after %s', async (_, fault) => {
    server.fault(/runs/, fault);
    expect(await github.get(RUN)).toMatchObject({ kind: 'answered', body: { id: RUN_ID } });
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['5xx without end', { status: 502 }],
    ['truncated answers without end', 'truncated'],
    ['an expired token', { status: 401, body: { message: 'Bad credentials' } }],
    [
      'a rate limit whose end is far',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' },
        body: { message: 'API rate limit exceeded' },
      },
    ],
  ] as const)('cannot be told with %s, and no message has the token', async (_, fault) => {
    server.fault(/runs/, fault, 100);
    const asked = github.get(RUN);
    await expect(asked).toRejectWithCode('github-unavailable');
    expect(JSON.stringify(await asked.catch((error) => [error.message, error.hint]))).not.toContain(
      TOKEN,
    );
  });

  test.each([403, 404, 410, 422])('%i is an answer', async (status) => {
    server.fault(/runs/, { status });
    expect(await github.get(RUN)).toMatchObject({ kind: 'refused', status });
    expect(server.requests).toHaveLength(1);
  });

  test('an enormous answer is not taken', async () => {
    server.fault(/runs/, { status: 200, body: { filler: 'x'.repeat(9_000_000) } }, 100);
    await expect(github.get(RUN)).toRejectWithCode('github-unavailable');
  });

  test('lists are read page by page, and bounded', async () => {
    const [job] = server.state.jobs;
    if (job === undefined) throw new Error('a job is there');
    server.state.jobs = Array.from({ length: 250 }, (_, id) => ({ ...job, id: id + 1 }));
    const path = `${RUN}/attempts/1/jobs`;
    expect(await github.list(path, 1000, 'jobs')).toMatchObject({ items: { length: 250 } });
    expect(server.requests).toHaveLength(3);
    await expect(github.list(path, 200, 'jobs')).toRejectWithCode('github-unavailable');
    await expect(github.list(RUN, 200)).toRejectWithCode('github-unavailable');
  });
});

describe('writes', () => {
  const issues = `/repos/${REPOSITORY}/issues`;

  test('take effect, and are sent once', async () => {
    expect(await github.send('POST', issues, { title: 'a', body: 'b' })).toMatchObject({
      body: { number: 1 },
    });
    server.fault(/POST/, { status: 502 });
    await expect(github.send('POST', issues, { title: 'c' })).toRejectWithCode(
      'github-unavailable',
    );
    expect(server.requests.filter(({ what }) => what.startsWith('POST'))).toHaveLength(2);
  });

  test('uploads go where the release says', async () => {
    const made = await github.send('POST', `/repos/${REPOSITORY}/releases`, { tag_name: 'v1' });
    const { upload_url: url } = (made as { body: { upload_url: string } }).body;
    expect(await github.upload(url, 'a b.json', new Uint8Array([1, 2]))).toMatchObject({
      kind: 'answered',
      body: { name: 'a b.json', size: 2 },
    });
  });
});

describe('the environment of a run', () => {
  const environment = {
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ID: String(RUN_ID),
    GITHUB_RUN_ATTEMPT: '1',
    RUNNER_NAME: 'runner',
  };

  test('names run and attempt, or is none', () => {
    expect(githubRun(environment)).toEqual({
      repository: REPOSITORY,
      runId: '4711',
      runAttempt: 1,
      runnerName: 'runner',
    });
    for (const name of ['GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'])
      expect(githubRun({ ...environment, [name]: '' })).toBeUndefined();
  });

  test('without repository or token there is no API', async () => {
    await expect(githubOf({}, TOKEN)).toRejectWithCode('usage');
    await expect(githubOf(environment, undefined)).toRejectWithCode('usage');
  });

  test('gives the claims of its OIDC token, or none, or cannot tell', async () => {
    const token = {
      ACTIONS_ID_TOKEN_REQUEST_URL: server.tokenUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
    };
    server.state.claims = { environment: 'production', näme: 'wërt?>' };
    expect(await oidcClaims(token, 'pcr-allowlist')).toEqual(server.state.claims);
    expect(server.requests.at(-1)?.what).toContain('audience=pcr-allowlist');
    expect(await oidcClaims({}, 'pcr-allowlist')).toBeUndefined();
    server.fault(/token/, 'truncated');
    await expect(oidcClaims(token, 'pcr-allowlist')).toRejectWithCode('github-unavailable');
    server.state.claims = undefined;
    await expect(oidcClaims(token, 'pcr-allowlist')).toRejectWithCode('github-unavailable');
  });
});
