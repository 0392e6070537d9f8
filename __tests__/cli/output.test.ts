import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tellRequests } from '../../src/cli/tell-requests.js';
import { type RunningDouble, startDouble } from '../doubles/aws.js';
import { unsignedImage } from '../fakes/list-world.js';
import { runCli, runCliJson, withFolder } from '../fakes/processes.js';
import { awsEnvironment, kmsClient, s3Client } from '../wire/clients.js';

/** Colours, --quiet and --verbose of the built command. */

const INIT = ['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];
const PUBLISH = ['publish', 'enclave.eif', '--release', 'v1'];
const ESCAPE = '\u001b[';

const inFolder = (use: (folder: string) => Promise<void>) =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'enclave.eif'), unsignedImage('enclave'));
    await use(folder);
  });

describe('colours', () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: '' }, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: 'true' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: 'false' }, false],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true],
  ])('in a pipe with %j: %s', async (env, coloured) => {
    await inFolder(async (folder) => {
      const measured = await runCli(['measure', 'enclave.eif'], { cwd: folder, env });
      expect([measured.exitCode, measured.stdout.includes(ESCAPE)]).toEqual([0, coloured]);
      const failed = await runCli(['status'], { cwd: folder, env });
      expect([failed.exitCode, failed.stderr.includes(ESCAPE)]).toEqual([1, coloured]);
    });
  });

  test('JSON has none, even where they are forced', async () => {
    await inFolder(async (folder) => {
      const env = { FORCE_COLOR: '1' };
      for (const args of [['measure', 'enclave.eif'], ['status'], ['demo', '--nonsense']]) {
        const { stdout, stderr } = await runCli([...args, '--json'], { cwd: folder, env });
        expect(() => JSON.parse(stdout)).not.toThrow();
        expect(stdout + stderr).not.toContain(ESCAPE);
      }
    });
  });
});

describe('--quiet', () => {
  test('leaves out warnings, and keeps results and errors', async () => {
    await inFolder(async (folder) => {
      const run = (...args: string[]) => runCli(args, { cwd: folder });
      const loud = await run(...INIT, '--config', 'loud.yml');
      expect(loud.stderr).toContain('warning secret-file');
      await withFolder(async (other) => {
        const quiet = await runCli([...INIT, '--quiet'], { cwd: other });
        expect([quiet.exitCode, quiet.stderr]).toEqual([0, '']);
        expect(quiet.stdout).toContain('allow-list');
      });
      const failed = await run('status', '--quiet', '--config', 'nowhere.yml');
      expect([failed.exitCode, failed.stdout]).toEqual([1, '']);
      expect(failed.stderr).toMatch(/^error input-not-found: /);
    });
  });

  test('says in JSON what it always says', async () => {
    await inFolder(async (folder) => {
      const { warnings } = await runCliJson([...INIT, '--quiet'], { cwd: folder });
      expect(warnings.map(({ code }) => code)).toContain('secret-file');
    });
  });

  test('contradicts --verbose', async () => {
    const { exitCode, error } = await runCliJson(['status', '--quiet', '--verbose']);
    expect([exitCode, error?.code]).toEqual([1, 'usage']);
  });
});

describe('--verbose', () => {
  let double: RunningDouble;
  beforeEach(async () => {
    double = await startDouble();
    await s3Client(double.endpoint).send(new CreateBucketCommand({ Bucket: 'acme' }));
  });
  afterEach(() => double.stop());

  test('prints each request to S3 and KMS with its result and time, and no secret', async () => {
    await inFolder(async (folder) => {
      const kms = kmsClient(double.endpoint);
      const made = await kms.send(
        new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
      );
      const arn = made.KeyMetadata?.Arn ?? '';
      const aws = awsEnvironment({ s3: double.endpoint, kms: double.endpoint });
      const env = { ...aws, AWS_SECRET_ACCESS_KEY: 'a-secret-of-aws', GITHUB_TOKEN: 'ghs_a-token' };
      const where = ['--store', 's3://acme/signer', '--key', `awskms:${arn}`];
      const init = await runCli([...INIT, ...where, '--verbose'], { cwd: folder, env });
      expect(init.exitCode).toBe(0);
      const { exitCode, stdout, stderr } = await runCli([...PUBLISH, '--verbose'], {
        cwd: folder,
        env,
      });
      expect(exitCode).toBe(0);
      expect(stdout).toContain('release v1 is in the allow-list');
      const lines = stderr.split('\n').filter((line) => /^\d{4}-/.test(line));
      const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S.*: [a-z0-9][^:]*, \d+ ms$/;
      for (const line of lines) expect(line).toMatch(form);
      for (const part of [
        's3://acme/signer: get allowlist.dsse.json: ',
        's3://acme/signer: put staged/v1-',
        's3://acme/signer: replace allowlist.dsse.json: done, ',
        `awskms:${arn}: sign: `,
      ])
        expect(stderr).toContain(part);
      for (const secret of ['a-secret-of-aws', 'ghs_a-token', 'PRIVATE KEY', 'Signature', 'AKIA'])
        expect(init.stderr + stderr).not.toContain(secret);
    });
  });

  test('of an image at an address prints no user, password or query', async () => {
    const address = 'https://user:p4ss@127.0.0.1:1/enclave.eif?X-Amz-Signature=secret#part';
    const { exitCode, stderr } = await runCli(['measure', address, '--verbose']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Z https:\/\/127\.0\.0\.1:1\/enclave\.eif: fetch: failed with usage, /);
    expect(stderr).not.toMatch(/p4ss|secret|X-Amz/);
  });

  test('says nothing of that without the option', async () => {
    await inFolder(async (folder) => {
      const { stderr } = await runCli(INIT, { cwd: folder });
      expect(stderr).not.toContain(' ms');
    });
  });
});

test('a request is printed by its kind of answer, never by its content', async () => {
  const lines: string[] = [];
  let now = Date.UTC(2026, 0, 1);
  const tell = tellRequests(
    (line) => lines.push(line),
    () => {
      now += 5;
      return now;
    },
  );
  const read = { service: 'k', what: 'read\nthe policy', effect: 'read' } as const;
  await tell(read, async () => '{"Statement":[]}');
  await tell(read, async () => undefined);
  await tell(read, async () => ['a', 'b']);
  await tell(read, async () => ({ bytes: new Uint8Array(7) }));
  await tell({ ...read, effect: 'write' }, async () => 'conflict');
  const failing = tell(read, async () => {
    throw new Error('the secret of somebody');
  });
  await expect(failing).rejects.toThrow();
  expect(lines).toEqual([
    '2026-01-01T00:00:00.005Z k: read\\u{a}the policy: answered, 5 ms\n',
    '2026-01-01T00:00:00.015Z k: read\\u{a}the policy: nothing, 5 ms\n',
    '2026-01-01T00:00:00.025Z k: read\\u{a}the policy: 2 entries, 5 ms\n',
    '2026-01-01T00:00:00.035Z k: read\\u{a}the policy: 7 bytes, 5 ms\n',
    '2026-01-01T00:00:00.045Z k: read\\u{a}the policy: conflict, 5 ms\n',
    '2026-01-01T00:00:00.055Z k: read\\u{a}the policy: failed with internal, 5 ms\n',
  ]);
});
