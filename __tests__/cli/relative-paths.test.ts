import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { unsignedImage } from '../fakes/list-world.js';
import { type JsonOutcome, runCliJson, withFolder } from '../fakes/processes.js';

/**
 * A configuration in a folder of its own, and commands that run in another one: a relative path of the command line starts from
 * the working folder, one that stands in the configuration from the folder of the configuration.
 */

const CONFIG = 'sites/prod/list.yml';
const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/admin';
const ADMINISTRATION = {
  ...{ Sid: 'Administration', Effect: 'Allow', Principal: { AWS: ADMIN }, Resource: '*' },
  Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey'],
};
const POLICY = { Version: '2012-10-17', Statement: [ADMINISTRATION] };

interface Site {
  readonly folder: string;
  run(...args: string[]): Promise<JsonOutcome>;
  done(...args: string[]): Promise<JsonOutcome>;
}

const inSite = (use: (site: Site) => Promise<void>) =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, 'sites/prod'), { recursive: true });
    for (const name of ['keys', 'images', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'images/a.eif'), unsignedImage('a'));
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    await use({
      folder,
      run,
      async done(...args) {
        const ended = await run(...args);
        expect({ args, error: ended.error }).toEqual({ args, error: undefined });
        return ended;
      },
    });
  });

describe('relative paths', () => {
  test('of every option that names a file start from the working folder', async () => {
    await inSite(async ({ folder, run, done }) => {
      for (const name of ['alice', 'list', 'manifest']) await done('keygen', `keys/${name}.pem`);
      writeFileSync(join(folder, 'keys/policy.json'), JSON.stringify(POLICY));
      const config = ['--config', CONFIG];
      await done(
        ...['init', ...config, '--enclave', 'signer', '--store', 'file:out/store'],
        ...['--certificate', 'unsigned', '--instance-role', ROLE],
        ...['--key', 'file:keys/list.pem', '--manifest-key', 'file:keys/manifest.pem'],
        ...['--approval-key', 'keys/alice.pub.pem'],
        ...['--kms-key', 'file:keys/policy.json', '--administrator', ADMIN],
      );
      expect(existsSync(join(folder, 'out/store/allowlist.dsse.json'))).toBe(true);
      expect(readFileSync(join(folder, CONFIG), 'utf8')).toContain('../../out/store');

      const key = ['--key', 'file:keys/alice.pem'];
      const projection = await done('publish', '--projection', ...config);
      const { staged } = projection.result;
      const of = ['projection', '--staged', staged.sha256, ...config];
      await done('approve', ...of, ...key);
      await done('approve', ...of, '--no-reconcile');
      const published = await done('publish', 'images/a.eif', '--release', 'v1', ...config);
      const { PCR0 } = published.result.staged;
      await done('approve', 'v1', '--pcr0', PCR0, ...config, ...key);
      await done('approve', 'v1', '--pcr0', PCR0, ...config, '--no-reconcile');

      const measured = ['measure', 'images/a.eif', '--output', 'out/a.md'];
      await done(...measured);
      expect(existsSync(join(folder, 'out/a.md'))).toBe(true);
      const { list } = (await done('status', ...config)).result;
      const pins = ['--store', 'file:out/store', '--list', list, '--trust', 'keys/list.pub.pem'];
      await done('verify', '--allow-list', ...pins, '--remember', 'out/seen.json');
      expect(existsSync(join(folder, 'out/seen.json'))).toBe(true);
      await done('verify', '--allow-list', ...config, '--approval-trust', 'keys/alice.pub.pem');
      const manifest = join('out/store', published.result.manifest.path);
      await done('verify', '--manifest', manifest, '--trust', 'keys/manifest.pub.pem');
      await done('renew', ...config, '--from-signer', 'keys/list.pub.pem');
      const drift = await run(
        ...['drift', ...config, '--image', 'images/a.eif', '--report', 'out/drift.html'],
      );
      expect([0, 5, 6]).toContain(drift.exitCode);
      expect(existsSync(join(folder, 'out/drift.html'))).toBe(true);
      await done('reconcile', ...config, '--dry-run');
    });
  });

  test('in the configuration start from its folder, wherever the command runs', async () => {
    await inSite(async ({ folder, done }) => {
      await done(
        ...['init', '--config', CONFIG, '--enclave', 'signer', '--store', 'file:sites/prod/store'],
        ...['--certificate', 'unsigned', '--instance-role', 'any'],
      );
      await done('publish', 'images/a.eif', '--release', 'v1', '--config', CONFIG);
      const text = readFileSync(join(folder, CONFIG), 'utf8');
      expect(text).not.toContain('sites');
      // The folder of the configuration is moved as a whole, and used from elsewhere.
      renameSync(join(folder, 'sites/prod'), join(folder, 'keys/moved'));
      cpSync(join(folder, 'images'), join(folder, 'keys/images'), { recursive: true });
      for (const [cwd, config] of [
        [folder, 'keys/moved/list.yml'],
        [join(folder, 'keys'), 'moved/list.yml'],
        [join(folder, 'keys/moved'), 'list.yml'],
        [join(folder, 'out'), join(folder, 'keys/moved/list.yml')],
        [join(folder, 'out'), '../keys/moved/list.yml'],
      ] as const) {
        const { exitCode, result } = await runCliJson(['status', '--config', config], {
          cwd,
        });
        expect([config, exitCode, result?.releases.length]).toEqual([config, 0, 1]);
        const renewed = await runCliJson(['renew', '--config', config], { cwd });
        expect([config, renewed.exitCode]).toEqual([config, 0]);
      }
    });
  });

  test('of a key of an approver do not start from the folder of the configuration', async () => {
    await inSite(async ({ folder, run, done }) => {
      await done('keygen', 'sites/prod/alice.pem');
      await done(
        ...['init', '--config', CONFIG, '--enclave', 'signer', '--store', 'file:out/store'],
        ...['--certificate', 'unsigned', '--instance-role', 'any'],
        ...['--approval-key', 'sites/prod/alice.pub.pem'],
      );
      const published = await done(
        'publish',
        'images/a.eif',
        '--release',
        'v1',
        '--config',
        CONFIG,
      );
      const approve = ['approve', 'v1', '--pcr0', published.result.staged.PCR0, '--config', CONFIG];
      const beside = await run(...approve, '--key', 'file:alice.pem');
      expect([beside.exitCode, beside.error?.code]).toEqual([1, 'input-not-found']);
      await done(...approve, '--key', 'file:sites/prod/alice.pem');
      await done(...approve, '--key', `file:${join(folder, 'sites/prod/alice.pem')}`);
    });
  });
});
