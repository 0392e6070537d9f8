import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import { withFolder } from '../fakes/processes.js';

const program = join(import.meta.dirname, '../../dist/cli/main.js');
const ROOT = 'arn:aws:iam::111122223333:root';
const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
/** What KMS gives a key that is made without a policy. */
const FRESH = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: ROOT },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

test.each([
  ['without administrators', []],
  ['with a role as administrator', ['--administrator', 'arn:aws:iam::111122223333:role/kms-admin']],
  ['with the account as administrator', ['--administrator', ROOT]],
])('a fresh key goes through init and the first publish to locked, %s', async (_, more) => {
  await withFolder(async (folder) => {
    const run = (...args: readonly string[]): string =>
      execFileSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'enclave.eif'));
    writeFileSync(join(folder, 'policy.json'), `${JSON.stringify(FRESH, null, 2)}\n`);
    run(
      ...['init', '--enclave', 'signer', '--certificate', 'unsigned'],
      ...['--instance-role', ROLE, '--kms-key', 'file:policy.json', ...more],
    );
    expect(readFileSync(join(folder, 'pcr-allowlist.yml'), 'utf8')).toContain(
      'bind: [PCR0, PCR1, PCR2, PCR3]',
    );
    const published = JSON.parse(run('publish', 'enclave.eif', '--release', 'v1', '--json')) as {
      result: { plan: readonly [{ data: string; authority: readonly object[] }] };
    };
    const [{ data, authority }] = published.result.plan;
    expect(data).toBe('locked');
    expect(authority).toMatchObject([
      { principal: ROOT, isOwnAccount: true, isAdministrator: more.includes(ROOT) },
    ]);
    const text = readFileSync(join(folder, 'policy.json'), 'utf8');
    expect(text).toContain('\n  "Statement": [\n');
    expect(JSON.parse(text).Statement[0]).toEqual(FRESH.Statement[0]);
    const again = spawnSync(process.execPath, [program, 'reconcile', '--json'], { cwd: folder });
    expect(again.status).toBe(0);
  });
});
