import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubState, PEOPLE, reviewOf } from '../doubles/github-run.js';
import { listenOnLoopback } from '../doubles/loopback.js';
import { changed, refusal } from '../fakes/list-world.js';
import { type GitHubScene, releasesOf, stagedOnGitHub } from '../wire/github-scene.js';
import { flood, IN_FLIGHT_MAX_BYTES } from './flood.js';

/** What approvals are decided by, each by the end of its path. */
const DOORS = {
  'the run': /\/runs\/\d+$/,
  'the environment': /\/environments\/production$/,
  'its reviews': /\/approvals$/,
  'the jobs': /\/jobs\?/,
  'the commit': /\/commits\/[0-9a-f]+$/,
  'the pull requests': /\/pulls\?/,
  'the workflow': /\/contents\//,
  'the pushes': /\/activity\?/,
  'the branches of the environment': /\/deployment-branch-policies\?/,
} as const;
type Door = keyof typeof DOORS;

const JSON_HEAD = { 'content-type': 'application/json; charset=utf-8' };
const raw =
  (text: string, headers: Record<string, string> = JSON_HEAD) =>
  (response: ServerResponse) =>
    void response.writeHead(200, headers).end(text);

let scene: GitHubScene;
beforeEach(async () => {
  scene = await stagedOnGitHub();
});
afterEach(() => scene.server.stop());

const approve = () =>
  scene.world.run('approve', { release: 'v1', pcr0: scene.pcr0, 'github-token': 'token' });

/** It is refused so, and the list has nothing new. */
async function expectRefusal(code: string): Promise<void> {
  expect(await refusal(approve())).toBe(code);
  expect(await releasesOf(scene.world)).toEqual([]);
}

test('without anything of what follows it is approved', async () => {
  await changed(approve());
});

describe.each(Object.keys(DOORS) as Door[])('%s', (door) => {
  test.each<readonly [string, (response: ServerResponse) => void]>([
    ['nothing', raw('')],
    ['half of an object', raw('{"id": 47')],
    ['a page that asks to sign in', raw('<html>', { 'content-type': 'text/html' })],
    ['a page that says it is JSON', raw('<html>')],
    ['null', raw('null')],
    ['a text', raw('"approved"')],
    ['an object without members', raw('{}')],
    ['the wanted members behind a prototype', raw('{"__proto__":{"id":4711,"run_attempt":1}}')],
    ['a list of nulls', raw('[null]')],
    ['lists without end', raw('['.repeat(1_000_000))],
    ['no content', (response) => void response.writeHead(204).end()],
  ])('as %s: stopped at the stage "parse" with github-unavailable', async (_, fault) => {
    scene.server.fault(DOORS[door], fault, 100);
    await expectRefusal('github-unavailable');
  });
});

test('a gigabyte is not read', async () => {
  const sent = { bytes: 0 };
  const endless = (response: ServerResponse) => {
    response.writeHead(200, JSON_HEAD);
    flood(response, sent);
  };
  scene.server.fault(DOORS['the run'], endless, 100);
  await expectRefusal('github-unavailable');
  // It is asked for four times.
  expect(sent.bytes).toBeLessThan(4 * IN_FLIGHT_MAX_BYTES);
});

test('a redirect to another host takes no token there', async () => {
  const seen: (string | undefined)[] = [];
  const other = await listenOnLoopback(async (request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(200, JSON_HEAD).end('{}');
  });
  try {
    const location = `${other.endpoint}/elsewhere`;
    scene.server.fault(DOORS['the run'], { status: 302, headers: { location } }, 100);
    await expectRefusal('github-unavailable');
    expect(seen).toEqual(seen.map(() => undefined));
  } finally {
    await other.stop();
  }
});

test('pages are counted here: a link to the next one elsewhere is not followed', async () => {
  let asked = 0;
  const other = await listenOnLoopback(async (_request, response) => {
    asked++;
    response.writeHead(200, JSON_HEAD).end('[]');
  });
  try {
    const link = `<${other.endpoint}/page2>; rel="next"`;
    const jobs = JSON.stringify({ jobs: scene.server.state.jobs });
    scene.server.fault(DOORS['the jobs'], raw(jobs, { ...JSON_HEAD, link }));
    await changed(approve());
    expect(asked).toBe(0);
  } finally {
    await other.stop();
  }
});

describe('values that nobody expects', () => {
  const set = (target: object, values: object) => Object.assign(target, values);
  const { reviewer } = PEOPLE;
  const ofUser = (values: object) => (state: GitHubState) =>
    set(state, { reviews: [reviewOf({ ...reviewer, ...values })] });

  test.each<readonly [string, 'parse' | 'appraise', (state: GitHubState) => unknown]>([
    ['an id as a text', 'parse', ofUser({ id: '103' })],
    ['an id with a fraction', 'parse', ofUser({ id: 103.5 })],
    ['an id below zero', 'parse', ofUser({ id: -103 })],
    ['an id of zero', 'parse', ofUser({ id: 0 })],
    ['an id that no double holds', 'parse', ofUser({ id: 2 ** 60 })],
    ['a login that is no text', 'parse', ofUser({ login: ['reviewer'] })],
    ['an empty login', 'parse', ofUser({ login: '' })],
    ['an enormous login', 'parse', ofUser({ login: 'x'.repeat(100_000) })],
    ['no kind of account', 'parse', ofUser({ type: undefined })],
    ['an organization that approves', 'appraise', ofUser({ type: 'Organization' })],
    ['a kind in other case', 'appraise', ofUser({ type: 'user' })],
    [
      'a state in other case',
      'appraise',
      ({ reviews }) => set(reviews[0] ?? {}, { state: 'APPROVED' }),
    ],
    [
      'a state with a space',
      'appraise',
      ({ reviews }) => set(reviews[0] ?? {}, { state: 'approved ' }),
    ],
    [
      'an environment that looks alike',
      'appraise',
      ({ reviews }) => set(reviews[0] ?? {}, { environments: [{ id: 9, name: 'produсtion' }] }),
    ],
    [
      'no environments',
      'parse',
      ({ reviews }) => set(reviews[0] ?? {}, { environments: undefined }),
    ],
    ['a review by nobody', 'parse', ({ reviews }) => set(reviews[0] ?? {}, { user: null })],
    ['a run of another number', 'appraise', ({ run }) => set(run, { run_attempt: 7 })],
    ['a commit in capitals', 'parse', ({ run }) => set(run, { head_sha: 'A'.repeat(40) })],
    [
      'a login with commands and markup',
      'parse',
      ofUser({ login: 'x\n::set-output name=pcr0::1\n<img src=x>%0A::error::y' }),
    ],
    [
      'a time without a zone',
      'parse',
      ({ jobs }) => jobs.map((job) => set(job, { created_at: '2026-03-01T13:00:00' })),
    ],
    [
      'a time in the future',
      'appraise',
      ({ jobs }) => jobs.map((job) => set(job, { created_at: '9999-01-01T00:00:00Z' })),
    ],
    [
      'a bypass that is a text',
      'parse',
      ({ environment }) => set(environment, { can_admins_bypass: 'false' }),
    ],
    [
      'self-review that is prevented by a number',
      'parse',
      ({ environment }) =>
        set(environment, {
          protection_rules: [
            { type: 'required_reviewers', prevent_self_review: 1, reviewers: [reviewer] },
          ],
        }),
    ],
  ])('%s: stopped at the stage "%s"', async (_, stage, spoil) => {
    spoil(scene.server.state);
    await expectRefusal(stage === 'parse' ? 'github-unavailable' : 'approval-missing');
  });

  test('another commit than the run has: stopped at the stage "appraise"', async () => {
    const other = { ...scene.server.state.commit, sha: 'a'.repeat(40) };
    scene.server.fault(DOORS['the commit'], raw(JSON.stringify(other)), 100);
    await expectRefusal('approval-missing');
  });
});
