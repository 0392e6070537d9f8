import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import { pageFile } from '../fakes/page-blocks.js';
import { runActionIn, runCliJson } from '../fakes/processes.js';

const ROLE = 'arn:aws:iam::111122223333:role';
const DATA = 'c0ffee';
let folder = '';
const run = (...args: readonly string[]) => runCliJson(args, { cwd: folder });
const publish = (...more: readonly string[]) =>
  run('publish', 'enclave.eif', '--release', 'v1.0.0', ...more);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-user-data-'));
  copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
  copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
  writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
  await run(
    ...['init', '--enclave', 'signer', '--certificate', 'unsigned'],
    ...['--instance-role', `${ROLE}/signer-instance`, '--kms-key', 'file:policy.json'],
    ...['--administrator', `${ROLE}/kms-admin`],
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the plan says that KMS cannot check it, before and after', async () => {
  for (const more of [['--dry-run'], []]) {
    const { exitCode, result, warnings } = await publish('--user-data', `0x${DATA}`, ...more);
    expect(exitCode).toBe(0);
    expect(warnings.map(({ code }) => code)).toContain('user-data-not-compared');
    expect(JSON.stringify(result)).not.toContain('0x');
  }
  const { warnings } = await run('reconcile', '--dry-run');
  expect(warnings.map(({ code }) => code)).toContain('user-data-not-compared');
});

test('manifest and list have it', async () => {
  const { result } = await run('verify', '--allow-list');
  expect(result.releases).toMatchObject([{ id: 'v1.0.0', userData: DATA }]);
  const manifests = join(folder, 'pcr-allowlist/manifests');
  const [name = ''] = readdirSync(manifests, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('.dsse.json'),
  );
  const verified = await run('verify', '--manifest', join(manifests, name));
  expect(verified.result.userData).toBe(DATA);
});

test('the same image changes nothing with the same, and is refused with other user data', async () => {
  expect((await publish('--user-data', DATA)).result.changed).toBe(false);
  for (const more of [[], ['--user-data', 'c0ff']]) {
    const { exitCode, error } = await publish(...more);
    expect([exitCode, error?.code]).toEqual([3, 'not-allowed']);
  }
});

test.each([[''], ['c0f'], ['coffee'], ['00'.repeat(1025)]])('%p is a usage error', async (data) => {
  const { error } = await run('publish', 'next.eif', '--user-data', data);
  expect(error?.code).toBe('usage');
});

test('in the action an empty one is a usage error, and the projection takes none', async () => {
  for (const inputs of [
    { eif: 'next.eif', 'user-data': '' },
    { projection: 'true', 'user-data': DATA },
  ]) {
    const { exitCode, stdout } = await runActionIn('actions/publish', inputs, {}, folder);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('::error title=usage::');
  }
});
