import { existsSync, readFileSync } from 'node:fs';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeBase64 } from '../../src/base/encoding.js';
import { ScriptedServer } from '../doubles/scripted-server.js';
import { vectorPath } from '../fakes/eif-vectors.js';
import { makeDocument } from '../fakes/nitro-maker.js';
import { type Play, play } from './play.js';
import { recipe, taskOf } from './recipe-files.js';
import { ReleaseWorld } from './release-world.js';
import { loadWorkflowLanguage, type WorkflowLanguage } from './workflow-language.js';

let world: ReleaseWorld;
let language: WorkflowLanguage;

beforeAll(async () => {
  [world, language] = await Promise.all([ReleaseWorld.start(), loadWorkflowLanguage()]);
  await world.init();
  await world.run('publish', vectorPath('signed-p384-next.eif'), '--release', 'v1.0.0');
}, 180_000);
afterAll(() => world.stop(), 60_000);

/** The nightly run, with the files that it keeps. */
async function nightly(more: Partial<Play> = {}) {
  const kept: Record<string, string> = {};
  const [job] = await play(
    recipe('drift.yml'),
    world.play({
      ...more,
      onArtifact: (name, path) => {
        if (existsSync(path)) kept[name] = readFileSync(path, 'utf8');
      },
    }),
    language,
  );
  const drift = job?.steps.find(({ step }) => taskOf(step) === 'drift');
  return { job, kept, outputs: drift?.outputs ?? {}, finished: drift?.finished };
}

const issues = () => world.github.github.issues.map(({ number, state }) => `${number} ${state}`);

test('where nothing drifted it passes, and opens no issue', async () => {
  const { job, outputs, finished } = await nightly({ omit: ['url'] });
  expect([job?.result, finished?.stdout.match(/^drift: .*$/m)]).toEqual(['success', null]);
  expect(outputs).toMatchObject({ 'drift-status': 'none', 'false-allows': '0' });
  expect(issues()).toEqual([]);
});

test('a key that somebody edited is one issue, brought up to date and closed once it is mended', async () => {
  const policy = JSON.parse(await world.keyPolicy());
  const haste = {
    Sid: 'Haste',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/anybody' },
    Action: 'kms:CreateGrant',
    Resource: '*',
  };
  const put = (Statement: readonly object[]) =>
    world.kms.send(
      new PutKeyPolicyCommand({
        KeyId: world.dataKey,
        Policy: JSON.stringify({ ...policy, Statement }),
      }),
    );
  await put([...policy.Statement, haste]);
  for (let night = 0; night < 2; night++) {
    const { job, outputs, finished, kept } = await nightly({ omit: ['url'] });
    expect(job?.result).toBe('failure');
    expect(outputs['drift-status']).toBe('drift');
    expect(Number(outputs['drift-critical'])).toBeGreaterThan(0);
    expect(finished?.summary).toContain('Haste');
    expect(Object.keys(kept)).toEqual(['drift']);
    expect(issues()).toEqual(['1 open']);
  }
  expect(world.github.github.issues[0]?.body).toContain('Haste');
  await put(policy.Statement);
  expect((await nightly({ omit: ['url'] })).job?.result).toBe('success');
  expect(issues()).toEqual(['1 closed']);
});

test('an enclave that does not prove itself is drift, and the issue is opened again', async () => {
  const endpoint = await ScriptedServer.open();
  endpoint.answers.push({ status: 200, body: encodeBase64(makeDocument()) });
  try {
    const instead = { 'https://signer.example.com': endpoint.url };
    const { job, finished } = await nightly({ instead });
    expect(job?.result).toBe('failure');
    expect(finished?.stdout).toContain('document-refused');
    expect(issues()).toEqual(['1 open']);
  } finally {
    await endpoint.close();
  }
});
