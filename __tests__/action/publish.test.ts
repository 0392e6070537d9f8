import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MANIFEST_PREDICATE_TYPES } from '../../src/manifest/manifest-schema.js';
import { vectorPath } from '../fakes/eif-vectors.js';
import { runAction, runCliJson } from '../fakes/processes.js';

let folder = '';
let artifacts = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-action-'));
  artifacts = join(folder, 'artifacts');
  copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
  const options = ['--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];
  expect((await runCliJson(['init', ...options], { cwd: folder })).exitCode).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const step = (inputs: Record<string, string>) => {
  writeFileSync(artifacts, '');
  return runAction(
    { ...{ 'dry-run': 'false', projection: 'false', again: 'false' }, ...inputs },
    { RUNNER_TEMP: folder, GITHUB_ARTIFACTS: artifacts },
    folder,
  );
};
const named = (): readonly string[] => readFileSync(artifacts, 'utf8').split('\n').slice(0, -1);

/** The one manifest of the store, as it was signed. */
function signedManifest(): { readonly path: string; readonly predicate: unknown } {
  const store = join(folder, 'pcr-allowlist/manifests');
  const path = readdirSync(store, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.dsse.json'),
  );
  const envelope = JSON.parse(readFileSync(join(store, path ?? ''), 'utf8'));
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
  return { path: join(store, path ?? ''), predicate: statement.predicate };
}

describe('publish, as a step', () => {
  const publish = { command: 'publish', eif: 'enclave.eif', release: 'v1.0.0' };

  test('a dry run gives nothing to attest', async () => {
    const { exitCode, outputs } = await step({ ...publish, 'dry-run': 'true' });
    expect(exitCode).toBe(0);
    expect(outputs).not.toHaveProperty('predicate-path');
    expect(named()).toEqual([]);
  });

  test('gives the predicate that was signed, and names image and manifest as artifacts', async () => {
    const { outputs, stdout } = await step(publish);
    const { path, predicate } = signedManifest();
    expect(outputs).toMatchObject({
      changed: 'true',
      'predicate-type': MANIFEST_PREDICATE_TYPES.v2,
    });
    expect(JSON.parse(readFileSync(outputs['predicate-path'] ?? '', 'utf8'))).toEqual(predicate);
    const [manifest = '', image] = named();
    expect([readFileSync(manifest), image]).toEqual([
      readFileSync(path),
      join(folder, 'enclave.eif'),
    ]);
    expect(stdout).not.toContain('::add-mask::');
  });

  test('gives the same once more where the list has the image already', async () => {
    const { outputs } = await step(publish);
    expect(outputs).toMatchObject({ changed: 'false', 'release-id': 'v1.0.0' });
    expect(outputs['pcr0']).toMatch(/^[0-9a-f]{96}$/);
    expect(JSON.parse(readFileSync(outputs['predicate-path'] ?? '', 'utf8'))).toEqual(
      signedManifest().predicate,
    );
  });

  test('a projection has no predicate', async () => {
    const { exitCode, outputs } = await step({ command: 'publish', projection: 'true' });
    expect(exitCode).toBe(0);
    expect(outputs).not.toHaveProperty('predicate-path');
    expect(named()).toEqual([]);
  });

  test('the token is masked before anything else is said', async () => {
    const { stdout } = await step({ ...publish, 'github-token': 'ghs_secret' });
    expect(stdout.startsWith('::add-mask::ghs_secret\n')).toBe(true);
    expect(stdout.split('ghs_secret')).toHaveLength(2);
  });
});

describe('measure, as a step', () => {
  test('names the image and what was measured of it', async () => {
    const { outputs } = await step({
      ...{ command: 'measure', eif: 'enclave.eif', describe: 'false' },
      ...{ 'require-signed': 'false', 'require-same-signer': 'false' },
    });
    expect(named()).toEqual([join(folder, 'enclave.eif'), outputs['measurements-path']]);
  });

  test('a name of two lines is not named: it would be two artifacts', async () => {
    const name = 'a\n..\nb.eif';
    copyFileSync(join(folder, 'enclave.eif'), join(folder, name));
    const { exitCode } = await step({
      ...{ command: 'measure', eif: name, describe: 'false' },
      ...{ 'require-signed': 'false', 'require-same-signer': 'false' },
    });
    expect([exitCode, named().length]).toEqual([0, 1]);
  });
});
