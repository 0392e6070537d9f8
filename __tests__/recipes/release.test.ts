import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeBase64 } from '../../src/base/encoding.js';
import { ENVIRONMENT, PEOPLE, reviewOf } from '../doubles/github-run.js';
import { ScriptedServer } from '../doubles/scripted-server.js';
import { pcrsOf, vectorBytes, vectorPath } from '../fakes/eif-vectors.js';
import { makeDocument } from '../fakes/nitro-maker.js';
import { type Play, type PlayedJob, play } from './play.js';
import { recipe } from './recipe-files.js';
import { ReleaseWorld } from './release-world.js';
import { loadWorkflowLanguage, type WorkflowLanguage } from './workflow-language.js';

let world: ReleaseWorld;
let language: WorkflowLanguage;

beforeAll(async () => {
  [world, language] = await Promise.all([ReleaseWorld.start(), loadWorkflowLanguage()]);
  await world.init();
  world.write('start-enclave.sh', '#!/bin/sh\necho "$1" > started\n');
  world.write('shift-traffic.sh', '#!/bin/sh\necho "$1" > shifted\n');
}, 180_000);
afterAll(() => world.stop(), 60_000);

/** Of the first release, signed by the first certificate, and of the second, signed by the second. */
const PCR0 = pcrsOf('signed-p384-next.eif')['PCR0'] ?? '';
const NEXT_PCR0 = pcrsOf('signed-p384-rotated.eif')['PCR0'] ?? '';

const run = (name: string, more: Partial<Play> = {}) =>
  play(recipe(name), world.play(more), language);
const tagged = (tag: string): Partial<Play> => ({
  github: { ref: `refs/tags/${tag}`, ref_name: tag, event_name: 'push' },
});

/** Results by job, and what each step that failed printed. */
function results(jobs: readonly PlayedJob[]): unknown {
  return jobs.map(({ id, result, steps }) => [
    id,
    result,
    ...steps
      .filter(({ outcome }) => outcome === 'failure')
      .map(({ finished }) => finished?.stdout.match(/::error title=([a-z0-9-]+)/)?.[1]),
  ]);
}

const outputsOf = (jobs: readonly PlayedJob[], job: string, step: string) =>
  jobs.find(({ id }) => id === job)?.steps.find((one) => one.step.id === step)?.outputs ?? {};

/** What a workflow staged, as its publish step says. */
const stagedBy = (jobs: readonly PlayedJob[]) =>
  outputsOf(jobs, 'publish', 'publish')['staged-sha256'] ?? '';
const SHOWN = ['show', 'success'];

describe('measure.yml', () => {
  test('passes where two builds are the same', async () => {
    world.builds('signed-p384-next.eif');
    const jobs = await run('measure.yml');
    expect(results(jobs)).toEqual([
      ['build', 'success'],
      ['build', 'success'],
      ['measure', 'success'],
    ]);
    const [measure] = jobs.filter(({ id }) => id === 'measure');
    expect(outputsOf(jobs, 'measure', 'measure')['pcr0']).toBe(PCR0);
    expect(measure?.steps.at(-1)?.finished?.stdout).toBe(`PCR0 ${PCR0}\n`);
  });

  test('refuses a build that differs between machines', async () => {
    const [a, b] = ['signed-p384.eif', 'signed-p384-next.eif'].map(vectorPath);
    world.write(
      'build-enclave.sh',
      `#!/bin/sh\nif mkdir "$HOME/../built"; then cp '${a}' enclave.eif; else cp '${b}' enclave.eif; fi\n`,
    );
    expect(results(await run('measure.yml'))).toEqual([
      ['build', 'success'],
      ['build', 'success'],
      ['measure', 'failure', 'not-reproducible'],
    ]);
  });
});

describe('the life of a release', () => {
  test('publish.yml signs what was built without credentials, and gives the predicate to attest', async () => {
    world.builds('signed-p384-next.eif');
    const jobs = await run('publish.yml', tagged('v1.0.0'));
    expect(results(jobs)).toEqual([
      ['build', 'success'],
      ['publish', 'success'],
    ]);
    expect(jobs[1]?.outputs).toEqual({ release: 'v1.0.0', pcr0: PCR0 });
    expect(await world.releases()).toEqual(['v1.0.0 active']);
    expect(await world.keyPolicy()).toContain(PCR0);
  });

  test('publish.yml again finds it there, and goes on alike', async () => {
    const jobs = await run('publish.yml', tagged('v1.0.0'));
    expect(results(jobs)).toEqual([
      ['build', 'success'],
      ['publish', 'success'],
    ]);
    expect(jobs[1]?.outputs).toEqual({ release: 'v1.0.0', pcr0: PCR0 });
    expect(outputsOf(jobs, 'publish', 'publish')['changed']).toBe('false');
  });

  test('an image that changed on its way between the jobs is not published', async () => {
    const other = recipe('publish.yml');
    const build = other.workflow.jobs['build'];
    if (build === undefined) throw new Error('no job build');
    const swap = { run: `cp '${vectorPath('signed-p384.eif')}' enclave.eif` };
    const steps = build.steps.flatMap((step) => (step.id === 'measure' ? [step, swap] : [step]));
    const workflow = {
      ...other.workflow,
      jobs: { ...other.workflow.jobs, build: { ...build, steps } },
    };
    const jobs = await play({ ...other, workflow }, world.play({ ...tagged('v6.6.6') }), language);
    expect(results(jobs)).toEqual([
      ['build', 'success'],
      ['publish', 'failure', 'sha256-mismatch'],
    ]);
  });

  test('certificate-rotation.yml brings a second PCR8 in, and takes the first away', async () => {
    const rotated = pcrsOf('signed-p384-rotated.eif');
    world.builds('signed-p384-rotated.eif');
    const refused = await run('publish.yml', { ...tagged('v1.1.0') });
    expect(results(refused)).toEqual([
      ['build', 'success'],
      ['publish', 'failure', 'certificate-not-listed'],
    ]);
    await world.certificateOf('signed-p384-rotated.eif', 'next-signing.pem');
    world.configure((text) =>
      text.replace('image-signing.pem', 'image-signing.pem, next-signing.pem'),
    );
    const both = await run('certificate-rotation.yml');
    expect(results(both)).toEqual([
      ['stage', 'success'],
      ['approve', 'success'],
    ]);
    await run('publish.yml', { ...tagged('v1.1.0') });
    expect(await world.releases()).toEqual(['v1.0.0 active', 'v1.1.0 active']);
    const policy = await world.keyPolicy();
    for (const value of [rotated['PCR8'], pcrsOf('signed-p384.eif')['PCR8']]) {
      expect(policy).toContain(value);
    }
  });

  test('deploy.yml moves no traffic to an enclave that does not prove itself', async () => {
    const endpoint = await ScriptedServer.open();
    endpoint.answers.push({ status: 200, body: encodeBase64(makeDocument()) });
    try {
      const instead = { 'https://next.signer.example.com': endpoint.url };
      const jobs = await run('deploy.yml', { inputs: { release: 'v1.1.0' }, instead });
      expect(results(jobs)).toEqual([['deploy', 'failure', 'root-not-trusted']]);
      expect(endpoint.requests).toHaveLength(1);
      expect(jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual([
        ...['success', 'success', 'success', 'success', 'failure', 'skipped', 'skipped'],
      ]);
    } finally {
      await endpoint.close();
    }
  });

  test('retire.yml gives the old release an end, in the key as well', async () => {
    const inputs = { release: 'v1.0.0' };
    expect(results(await run('retire.yml', { inputs }))).toEqual([['retire', 'success']]);
    expect(await world.releases()).toEqual(['v1.0.0 retiring', 'v1.1.0 active']);
    expect(await world.keyPolicy()).toContain('DateLessThan');
  });

  test('renew.yml signs anew and reconciles', async () => {
    const jobs = await run('renew.yml');
    expect(results(jobs)).toEqual([['renew', 'success']]);
    const versions = jobs[0]?.steps.map(({ outputs }) => outputs['allow-list-version']);
    expect(versions?.slice(2)).toEqual(['7', '7']);
  });

  test('revoke.yml ends an image at once, whatever the reason says', async () => {
    const reason = 'leaked "$(touch pwned)"\n::error::x `y` @octocat';
    const jobs = await run('revoke.yml', { inputs: { release: 'v1.0.0', reason } });
    expect(results(jobs)).toEqual([['revoke', 'success']]);
    expect(jobs[0]?.steps.at(-1)?.finished?.stdout).not.toContain('\n::error');
    expect(await world.releases()).toEqual(['v1.1.0 active']);
    const policy = await world.keyPolicy();
    expect([policy.includes(PCR0), policy.includes(NEXT_PCR0)]).toEqual([false, true]);
  });

  test('list-key-rotation.yml leaves a list that the new key alone proves', async () => {
    const arn = await world.createSigningKey('list-2.pub.pem');
    world.configure((text) =>
      text
        .replace(/( {2}key: ).*/, `$1awskms:${arn}`)
        .replace(/list\.pub\.pem/, 'list.pub.pem, list-2.pub.pem'),
    );
    const list = /^list: "?([0-9a-f]+)/m.exec(world.configuration)?.[1] ?? '';
    const jobs = await run('list-key-rotation.yml', { inputs: { list } });
    expect(results(jobs)).toEqual([['rotate', 'success']]);
    expect(await world.releases()).toEqual(['v1.1.0 active']);
  });
});

describe('fleet.yml', () => {
  test('publishes each enclave to each of its lists, and a list that refuses stops no other', async () => {
    const regions = ['us-east-1', 'eu-west-1'];
    const places = ['signer', 'vault'].flatMap((one) =>
      regions.map((region) => `${one}/${region}`),
    );
    for (const place of places) await world.initSmall(place);
    const [a, b] = ['signed-p384.eif', 'signed-p384-next.eif'].map(vectorPath);
    world.write(
      'build-enclave.sh',
      `#!/bin/sh\nif test "$1" = signer; then cp '${a}' enclave.eif; else cp '${b}' enclave.eif; fi\n`,
    );
    const environments: string[] = [];
    const more: Partial<Play> = {
      ...tagged('v1.0.0'),
      onEnvironment: (name) => void environments.push(name),
    };
    const jobs = await run('fleet.yml', more);
    expect(jobs.map(({ id, matrix, result }) => [id, ...Object.values(matrix), result])).toEqual([
      ...[
        ['build', 'signer', 'success'],
        ['build', 'vault', 'success'],
      ],
      ...places.map((place) => ['publish', ...place.split('/'), 'success']),
      ...places.map((place) => ['approve', ...place.split('/'), 'success']),
    ]);
    expect(new Set(environments)).toEqual(new Set(['production-signer', 'production-vault']));
    for (const place of places) {
      expect(await world.releases(`${place}/pcr-allowlist.yml`)).toEqual(['v1.0.0 active']);
    }
    world.write('vault/us-east-1/pcr-allowlist.yml', 'enclave: vault');
    const again = await run('fleet.yml', more);
    const states = again.filter(({ id }) => id === 'publish').map(({ result }) => result);
    expect(states).toEqual(['success', 'success', 'failure', 'success']);
  }, 120_000);
});

describe('with an approver', () => {
  const config = 'approved/pcr-allowlist.yml';

  test('approve.yml brings in nothing that nobody approved, and what somebody did', async () => {
    await world.initSmall('alice');
    await world.initSmall('approved', '--approval-key', 'alice/list.pub.pem');
    world.builds('signed-p384-next.eif');
    const here = { more: { config } };
    const published = await run('publish.yml', { ...tagged('v1.0.0'), ...here });
    const release = { release: 'v1.0.0', pcr0: PCR0, staged: stagedBy(published) };
    expect(await world.releases(config)).toEqual([]);
    const refused = await run('approve.yml', { inputs: release, ...here });
    expect(results(refused)).toEqual([SHOWN, ['approve', 'failure', 'approval-missing']]);
    await world.run(
      ...['approve', 'v1.0.0', '--pcr0', PCR0, '--config', config],
      ...['--key', 'file:alice/list.pem'],
    );
    const approved = await run('approve.yml', { inputs: release, ...here });
    expect(results(approved)).toEqual([SHOWN, ['approve', 'success']]);
    expect(await world.releases(config)).toEqual(['v1.0.0 active']);
  });

  test('release-enclave.yml does the whole release, from the image that the caller built', async () => {
    await world.initSmall('called', '--approval-key', 'alice/list.pub.pem');
    world.write('built/enclave.eif', vectorBytes('signed-p384-next.eif'));
    const roles = ['publish-role', 'list-role'].map((name) => [
      name,
      'arn:aws:iam::111122223333:role/r',
    ]);
    const called = 'called/pcr-allowlist.yml';
    const jobs = await run('release-enclave.yml', {
      ...{ ...tagged('v3.0.0') },
      artifacts: { enclave: join(world.repository, 'built') },
      inputs: {
        ...Object.fromEntries(roles),
        ...{ release: 'v3.0.0', config: called, region: 'us-east-1' },
      },
      onEnvironment: async (name) => {
        expect(name).toBe('production');
        await world.run(
          ...['approve', 'v3.0.0', '--pcr0', PCR0, '--config', called],
          ...['--key', 'file:alice/list.pem'],
        );
      },
    });
    expect(results(jobs)).toEqual([
      ['publish', 'success'],
      ['approve', 'success'],
    ]);
    expect(jobs.at(-1)?.outputs).toEqual({ version: '2' });
  });
});

describe('with an environment that has reviewers', () => {
  const config = 'reviewed/pcr-allowlist.yml';
  let release: Readonly<Record<string, string>>;
  const here = { more: { config } };

  beforeAll(async () => {
    await world.initSmall('reviewed');
    const text = readFileSync(join(world.repository, config), 'utf8');
    const asked = text.replace(
      /^approval: .*$/m,
      'approval: {github: {environment: production, incomplete-comparison: allowed}}',
    );
    expect(asked).not.toBe(text);
    world.write(config, asked);
    world.builds('signed-p384-next.eif');
    const published = await run('publish.yml', { ...tagged('v1.0.0'), ...here });
    release = { release: 'v1.0.0', pcr0: PCR0, staged: stagedBy(published) };
  }, 60_000);

  test('approve.yml refuses where nobody, or who started the run, approved', async () => {
    for (const reviews of [[], [reviewOf(PEOPLE.starter)]]) {
      world.reviewed(...reviews);
      const jobs = await run('approve.yml', { inputs: release, ...here });
      expect(results(jobs)).toEqual([SHOWN, ['approve', 'failure', 'approval-missing']]);
      const said = jobs[0]?.steps.at(-1)?.finished?.stdout ?? '';
      for (const [name = ''] of Object.entries(release)) expect(said).toContain(release[name]);
      expect(said).toContain('projection');
    }
    expect(await world.releases(config)).toEqual([]);
  });

  type Server = ReleaseWorld['github'];
  const limited = { message: 'You have exceeded a secondary rate limit' };

  test.each<readonly [string, string, (server: Server) => unknown]>([
    [
      'an environment that administrators can bypass',
      'approval-missing',
      ({ state }) => Object.assign(state.environment, { can_admins_bypass: true }),
    ],
    [
      'a rejection, and then an approval',
      'approval-missing',
      ({ state }) => state.reviews.unshift(reviewOf(PEOPLE.second, 'rejected')),
    ],
    [
      'the OIDC token of another environment',
      'approval-missing',
      ({ state }) => Object.assign(state, { claims: { environment: 'staging' } }),
    ],
    ['403', 'approval-missing', (server) => server.fault(/approvals/, { status: 403 })],
    ['404', 'approval-missing', (server) => server.fault(/environments/, { status: 404 })],
    ['5xx without end', 'github-unavailable', (server) => server.fault(/runs/, { status: 502 }, 9)],
    [
      'an expired token',
      'github-unavailable',
      (server) => server.fault(/runs/, { status: 401, body: { message: 'Bad credentials' } }),
    ],
    [
      'truncated JSON without end',
      'github-unavailable',
      (server) => server.fault(/commits/, 'truncated', 9),
    ],
  ])(
    'approve.yml refuses with %s: %s',
    async (_, code, spoil) => {
      const { state } = world.github;
      const before = structuredClone(state);
      world.reviewed(reviewOf(PEOPLE.reviewer));
      spoil(world.github);
      try {
        const env = {
          ...(state.claims === undefined
            ? {}
            : {
                ACTIONS_ID_TOKEN_REQUEST_URL: world.github.tokenUrl,
                ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
              }),
        };
        const jobs = await run('approve.yml', { inputs: release, ...here, env });
        expect(results(jobs)).toEqual([SHOWN, ['approve', 'failure', code]]);
        expect(await world.releases(config)).toEqual([]);
      } finally {
        Object.assign(state, before);
        world.github.mend();
      }
    },
    60_000,
  );

  test('approve.yml brings in what a reviewer approved, with the token of the job, after a secondary rate limit', async () => {
    const asked = world.github.requests.length;
    const headers = { 'retry-after': '1' };
    world.github.fault(/approvals/, { status: 403, headers, body: limited });
    const jobs = await run('approve.yml', {
      ...{ inputs: release, ...here },
      onEnvironment: (name) => {
        expect(name).toBe(ENVIRONMENT);
        world.reviewed(reviewOf(PEOPLE.reviewer));
      },
    });
    expect(results(jobs)).toEqual([SHOWN, ['approve', 'success']]);
    expect(await world.releases(config)).toEqual(['v1.0.0 active']);
    const tokens = new Set(world.github.requests.slice(asked).map(({ token }) => token));
    expect(tokens).toEqual(new Set(['token job-token']));
    const said = jobs.flatMap(({ steps }) =>
      steps.flatMap(({ finished }) => [finished?.summary, finished?.stderr]),
    );
    expect(said.join()).not.toContain('job-token');
  });
});
