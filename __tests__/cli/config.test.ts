import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { certificatePem } from '../fakes/certificate-vectors.js';
import { pageFile } from '../fakes/page-blocks.js';
import { runCli, runCliJson, withFolder } from '../fakes/processes.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const INIT = ['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role'];

test('a list grows from one person to two, with a role, a key and an approver', async () => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
    await run('keygen', 'alice.pem');
    await run('keygen', 'bob.pem');
    const approvers = ['--approval-key', 'alice.pub.pem', '--approval-key', 'bob.pub.pem'];
    expect((await run(...INIT, 'any', ...approvers, '--approval-threshold', '2')).exitCode).toBe(0);
    await run('config', 'add-role', ROLE);
    const administrator = ['--administrator', 'arn:aws:iam::111122223333:role/kms-admin'];
    const { result: added } = await run('config', 'add-key', 'file:policy.json', ...administrator);
    expect(added.approval).toContain('2 approvals by alice.pub.pem, bob.pub.pem');
    expect(added.next).toBe('pcr-allowlist publish --projection');
    const { result: staged } = await run('publish', '--projection');
    const record = ['approve', 'projection', '--staged', staged.staged.sha256];
    await run(...record, '--key', 'file:alice.pem');
    expect((await run(...record)).error?.code).toBe('approval-missing');
    await run(...record, '--key', 'file:bob.pem');
    expect((await run(...record)).exitCode).toBe(0);
    const policy = readFileSync(join(folder, 'policy.json'), 'utf8');
    expect(policy).toContain('GuardPCR');
  });
});

test('the next step of every edit stages another projection', async () => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    await run('keygen', 'alice.pem');
    await run('keygen', 'bob.pem');
    await run(...INIT, 'any', '--approval-key', 'alice.pub.pem');
    const records = new Set<string>();
    for (const edit of [
      ['add-role', ROLE],
      ['add-approver', 'bob.pub.pem'],
      ['add-approver', 'bob.pub.pem', '--threshold', '2'],
      ['add-key', 'file:policy.json'],
      ['remove-key', 'file:policy.json'],
      ['remove-approver', 'bob.pub.pem', '--threshold', '1'],
    ]) {
      const { result } = await run('config', ...edit);
      expect(result.next).toBe('pcr-allowlist publish --projection');
      records.add((await run('publish', '--projection')).result.staged.sha256);
    }
    // The last two are what the list was staged with before: their records are found again.
    expect(records.size).toBe(4);
  });
});

test.each([
  ['0', 'at least 1'],
  ['3', '0 to 2'],
  ['two', 'whole number'],
])('init refuses the threshold %s, and writes nothing', async (threshold, message) => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    await run('keygen', 'alice.pem');
    await run('keygen', 'bob.pem');
    const before = readdirSync(folder);
    const approvers = ['--approval-key', 'alice.pub.pem', '--approval-key', 'bob.pub.pem'];
    const { error } = await run(...INIT, 'any', ...approvers, '--approval-threshold', threshold);
    expect(error?.code).toBe('usage');
    expect(error?.message).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });
});

test('init refuses a threshold that two files with one key cannot reach', async () => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    await run('keygen', 'alice.pem');
    const text = readFileSync(join(folder, 'alice.pub.pem'), 'utf8');
    writeFileSync(join(folder, 'copy.pub.pem'), text);
    const before = readdirSync(folder);
    const approvers = ['--approval-key', 'alice.pub.pem', '--approval-key', 'copy.pub.pem'];
    const { error } = await run(...INIT, 'any', ...approvers, '--approval-threshold', '2');
    expect(error?.code).toBe('usage');
    expect(error?.message).toMatch(/at most 1.*found 2/);
    expect(readdirSync(folder)).toEqual(before);
  });
});

test('files are found from the working folder, and named from the folder of the configuration', async () => {
  await withFolder(async (folder) => {
    const at = ['--config', 'deploy/enclave.yml'];
    const run = (...args: string[]) => runCliJson([...args, ...at], { cwd: folder });
    mkdirSync(join(folder, 'deploy'));
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys/image.pem'), certificatePem('image-signed-p384'));
    await run(...INIT, 'any');
    await run('config', 'add-certificate', 'keys/image.pem');
    const path = join(folder, 'deploy/enclave.yml');
    expect(readFileSync(path, 'utf8')).toContain('certificates: [../keys/image.pem]\n');
    expect((await run('config', 'add-role', ROLE)).result.next).toBe(
      'pcr-allowlist publish --projection --config deploy/enclave.yml',
    );
    writeFileSync(join(folder, 'keys/next.pem'), certificatePem('image-signed-p256'));
    await run('config', 'add-certificate', 'keys/next.pem');
    const removed = await runCliJson(
      ['config', 'remove-certificate', '../keys/image.pem', '--config', 'enclave.yml'],
      { cwd: join(folder, 'deploy') },
    );
    expect(removed.result.changed).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain('certificates: [../keys/next.pem]\n');
    expect(readdirSync(join(folder, 'deploy')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('an edit of what init wrote changes the lines that it is about, and no other', async () => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    const path = join(folder, 'pcr-allowlist.yml');
    const lines = () => readFileSync(path, 'utf8').split('\n');
    const key = ['--kms-key', 'file:policy.json', '--administrator', ROLE];
    await runCli([...INIT, ROLE, ...key], { cwd: folder });
    const before = lines();
    const other = 'arn:aws:iam::111122223333:role/other';
    await run('config', 'add-role', other);
    expect(lines().filter((line) => !before.includes(line))).toEqual([
      `instance-roles: [${ROLE}, ${other}]`,
    ]);
    await run('config', 'remove-role', other);
    expect(lines()).toEqual(before);
  });
});

test('for people: what changed, which approval it needs, and the next command', async () => {
  await withFolder(async (folder) => {
    await runCli([...INIT, 'any'], { cwd: folder });
    const { stdout, stderr } = await runCli(['config', 'add-role', ROLE], { cwd: folder });
    expect(stderr).toBe('');
    for (const part of [ROLE, 'approval', 'next: pcr-allowlist publish --projection']) {
      expect(stdout).toContain(part);
    }
  });
});
