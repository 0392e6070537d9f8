import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pcrsOf } from '../fakes/eif-vectors.js';
import { allows, type IamRequest, iamRequest, policyOf } from './iam.js';
import { type Play, play } from './play.js';
import { recipe } from './recipe-files.js';
import { ReleaseWorld } from './release-world.js';
import { loadWorkflowLanguage, type WorkflowLanguage } from './workflow-language.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/recipes/README.md'), 'utf8');
const PCR0 = pcrsOf('signed-p384.eif')['PCR0'] ?? '';

let world: ReleaseWorld;
let language: WorkflowLanguage;
/** Keys of this world by the ARN that the page has for them. */
let keys: Readonly<Record<string, string>>;

beforeAll(async () => {
  [world, language] = await Promise.all([ReleaseWorld.start(), loadWorkflowLanguage()]);
  await world.initSmall('alice');
  await world.init('signer/prod', '--approval-key', 'alice/list.pub.pem');
  world.builds('signed-p384.eif');
  const [, list = '', manifest = ''] =
    /key: "?awskms:([^"\s]+)[\s\S]*manifest-key: "?awskms:([^"\s]+)/.exec(world.configuration) ??
    [];
  const named = (start: string) =>
    new RegExp(`"(arn:aws:kms:[^"]+/${start}[^"]+)"`).exec(page)?.[1];
  keys = {
    [list]: named('1111aaaa') ?? '',
    [manifest]: named('2222bbbb') ?? '',
    [world.dataKey]: named('3333cccc') ?? '',
  };
}, 180_000);
afterAll(() => world.stop(), 60_000);

/** What a recipe asked of AWS, each kind once. */
async function asked(name: string, more: Partial<Play> = {}): Promise<readonly IamRequest[]> {
  const before = new Set(world.requests);
  const jobs = await play(recipe(name), world.play(more), language);
  expect(jobs.map(({ result }) => result)).toEqual(jobs.map(() => 'success'));
  return world.requests
    .filter((request) => !before.has(request))
    .map(iamRequest)
    .map((request) => ({ ...request, resource: keys[request.resource] ?? request.resource }));
}

const refusedBy = (role: string, requests: readonly IamRequest[]) =>
  requests.filter((request) => !allows(policyOf(page, role), request));
const actions = (requests: readonly IamRequest[]) => new Set(requests.map(({ action }) => action));
const allowed = (role: string) => new Set(policyOf(page, role).flatMap(({ Action }) => Action));

describe('what the recipes ask of AWS is what the policies of the page allow, and no less', () => {
  test('enclave-publish', async () => {
    const github = { ref: 'refs/tags/v1.0.0', ref_name: 'v1.0.0', event_name: 'push' };
    const requests = await asked('publish.yml', { github });
    expect(refusedBy('enclave-publish', requests)).toEqual([]);
    expect(actions(requests)).toEqual(allowed('enclave-publish'));
    for (const other of ['enclave-list', 'enclave-drift', 'enclave-deploy']) {
      expect(refusedBy(other, requests)).not.toEqual([]);
    }
  }, 60_000);

  test('enclave-list', async () => {
    // Where approvals are asked for, roles, certificates and keys have to be approved before a key follows.
    const rotation = await asked('certificate-rotation.yml', {
      onEnvironment: async () => {
        const { result } = await world.run('publish', '--projection');
        await world.run(
          ...['approve', 'projection', '--staged', result.staged.sha256],
          ...['--key', 'file:alice/list.pem'],
        );
      },
    });
    expect(actions(rotation)).toContain('kms:PutKeyPolicy');
    const approval = await world.run(
      ...['approve', 'v1.0.0', '--pcr0', PCR0, '--key', 'file:alice/list.pem'],
    );
    const staged: string = approval.result.staged.sha256;
    const requests = [
      ...(await asked('approve.yml', { inputs: { release: 'v1.0.0', pcr0: PCR0, staged } })),
      ...(await asked('renew.yml')),
      ...(await asked('revoke.yml', {
        inputs: { release: 'v1.0.0', reason: 'a test', 'allow-empty': true },
      })),
    ];
    expect(await world.releases()).toEqual([]);
    expect(refusedBy('enclave-list', requests)).toEqual([]);
    expect(actions(requests)).toEqual(allowed('enclave-list'));
    expect(refusedBy('enclave-publish', requests)).not.toEqual([]);
  }, 60_000);

  test('enclave-deploy and enclave-drift may read the list, and write nothing', async () => {
    const before = new Set(world.requests);
    await world.run('verify', '--allow-list');
    const requests = world.requests.filter((one) => !before.has(one)).map(iamRequest);
    expect(actions(requests)).toEqual(new Set(['s3:GetObject']));
    expect(refusedBy('enclave-deploy', requests)).toEqual([]);
    expect(refusedBy('enclave-drift', requests)).toEqual([]);
    for (const role of ['enclave-deploy', 'enclave-drift']) {
      for (const action of allowed(role)) expect(action).not.toMatch(/Put|Sign/);
    }
  }, 60_000);
});
