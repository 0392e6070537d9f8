import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDsse } from '../../src/format/dsse.js';
import { vectorPath } from '../fakes/eif-vectors.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageCommands, pageFile } from '../fakes/page-blocks.js';
import { type JsonOutcome, runAction, runCli, runCliJson, withFolder } from '../fakes/processes.js';

const INIT = ['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];

/** A folder with two images, and commands that run in it. */
function inFolder(
  use: (folder: string, run: (...args: string[]) => Promise<JsonOutcome>) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
    await use(folder, (...args) => runCliJson(args, { cwd: folder }));
  });
}

describe('the walk-through of docs/publishing.md, in a folder with key files', () => {
  test('every command does what it says', async () => {
    await inFolder(async (folder, run) => {
      writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
      const states: unknown[] = [];
      const allows: number[] = [];
      for (const words of pageCommands('folder')) {
        const { command, exitCode, result } = await run(...words);
        const { Statement } = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
        allows.push(
          Statement.filter(
            ({ Sid, Effect }: { Sid: string; Effect: string }) =>
              Effect === 'Allow' && Sid.startsWith('PcrAllowlist'),
          ).length,
        );
        const { allowList, version, releases, text } = result;
        const list = allowList ?? { version, releases };
        const ids = (list.releases ?? []).map(
          (one: { id: string; state: string }) => `${one.id} ${one.state}`,
        );
        states.push([command, exitCode, text === undefined ? list.version : 'text', ...ids]);
      }
      expect(states).toEqual([
        ['init', 0, 2],
        ['publish', 0, 3, 'v1.0.0 active'],
        ['publish', 0, 4, 'v1.0.0 active', 'v1.1.0 active'],
        ['retire', 0, 5, 'v1.0.0 retiring', 'v1.1.0 active'],
        ['verify', 0, 5, 'v1.0.0 retiring', 'v1.1.0 active'],
        ['export', 0, 'text'],
        ['revoke', 0, 6, 'v1.1.0 active'],
        ['renew', 0, 7, 'v1.1.0 active'],
        ['reconcile', 0, 7, 'v1.1.0 active'],
      ]);
      expect(allows).toEqual([0, 1, 2, 2, 2, 2, 1, 1, 1]);
    });
  });

  test('for people: words on standard output, warnings on standard error, and no key anywhere', async () => {
    await withFolder(async (folder) => {
      const { exitCode, stdout, stderr } = await runCli(INIT, { cwd: folder });
      expect([exitCode, stdout.includes('pcr-allowlist.yml')]).toEqual([0, true]);
      expect(stderr).toContain('secret-file');
      const [, key = ''] = readFileSync(join(folder, 'list.pem'), 'utf8').split('\n');
      expect(key.length).toBeGreaterThan(40);
      expect(stdout + stderr).not.toContain(key.slice(0, 20));
    });
  });
});

describe('init', () => {
  test('private keys are their owner’s alone, and nothing is written over', async () => {
    await inFolder(async (folder, run) => {
      await run(...INIT);
      for (const name of ['list.pem', 'manifest.pem']) {
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
      const before = readFileSync(join(folder, 'list.pem'), 'utf8');
      expect((await run(...INIT)).error?.code).toBe('usage');
      expect(readFileSync(join(folder, 'list.pem'), 'utf8')).toBe(before);
      expect((await run('init')).result).toMatchObject({ changed: false });
    });
  });

  test('with approvals it says that roles, certificates and keys wait for theirs', async () => {
    await inFolder(async (folder, run) => {
      mkdirSync(join(folder, 'alice'));
      await run(...INIT, '--config', 'alice/c.yml', '--store', 'file:alice/s');
      const approver = ['--approval-key', 'alice/list.pub.pem'];
      const role = ['--instance-role', 'arn:aws:iam::111122223333:role/signer'];
      const { warnings } = await run(...INIT.slice(0, -2), ...role, ...approver);
      expect(warnings.map(({ code }) => code)).toContain('projection-differs');
      // Where there is nothing to follow, nothing waits.
      const other = await run(...INIT, ...approver, '--config', 'b.yml', '--store', 'file:b');
      expect(other.warnings.map(({ code }) => code)).not.toContain('projection-differs');
    });
  });

  test('a dry run writes no file', async () => {
    await withFolder(async (folder) => {
      const outcome = await runCliJson([...INIT, '--dry-run'], { cwd: folder });
      expect(outcome.result).toMatchObject({ dryRun: true, changed: true });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test('a configuration elsewhere: what the options name is found from the working folder', async () => {
    await inFolder(async (folder, run) => {
      mkdirSync(join(folder, 'deploy'));
      await run(
        ...INIT,
        '--config',
        'deploy/enclave.yml',
        '--store',
        'file:./store',
        '--curve',
        'P-384',
      );
      expect(readdirSync(folder).sort()).toContain('store');
      expect(readdirSync(join(folder, 'deploy')).sort()).toEqual([
        'enclave.yml',
        'list.pem',
        'list.pub.pem',
        'manifest.pem',
        'manifest.pub.pem',
      ]);
      const { result } = await run('publish', 'enclave.eif', '--config', 'deploy/enclave.yml');
      expect(result.allowList.version).toBe(2);
    });
  });

  test('keys that are there are used, by name', async () => {
    await inFolder(async (folder, run) => {
      await run(...INIT);
      mkdirSync(join(folder, 'other'));
      const keys = ['--key', 'file:list.pem', '--manifest-key', 'file:manifest.pem'];
      const { exitCode } = await run(
        ...INIT,
        ...keys,
        '--config',
        'other/c.yml',
        '--store',
        'file:s2',
      );
      expect(exitCode).toBe(0);
      const publicKey = (path: string) => readFileSync(join(folder, path), 'utf8');
      expect(publicKey('other/list.pub.pem')).toBe(publicKey('list.pub.pem'));
    });
  });

  test.each([
    ['nothing to go by', ['init']],
    ['no word on certificates', ['init', '--enclave', 'signer', '--instance-role', 'any']],
    ['a word beside a file', [...INIT, '--certificate', 'image.pem']],
    ['a curve that nobody takes', [...INIT, '--curve', 'P-521']],
    ['a configuration that is not there', ['publish', 'enclave.eif']],
  ])('%s', async (_name, args) => {
    await inFolder(async (_folder, run) => {
      const { exitCode, error } = await run(...args);
      expect(exitCode).toBe(1);
      expect(['usage', 'input-not-found']).toContain(error?.code);
    });
  });
});

describe('a configuration that is not taken', () => {
  test.each([
    ['an unknown key', (text: string) => `${text}surprise: 1\n`],
    ['a key twice', (text: string) => `${text}enclave: other\n`],
    [
      'an alias',
      (text: string) => text.replace('enclave: signer', 'enclave: &a signer\nstore2: *a'),
    ],
    ['empty trust', (text: string) => text.replace('keys: [list.pub.pem]', 'keys: []')],
    ['a threshold above its keys', (text: string) => text.replace('threshold: 1', 'threshold: 2')],
    [
      'no certificates',
      (text: string) => text.replace('certificates: unsigned', 'certificates: []'),
    ],
    [
      'a list id in upper case',
      (text: string) => text.replace(/list: "?[0-9a-f]{32}"?/, `list: "${'A'.repeat(32)}"`),
    ],
    ['a life that is none', (text: string) => text.replace('expires-in: 30d', 'expires-in: 0d')],
    [
      'a private key for a public one',
      (text: string) => text.replace('[list.pub.pem]', '[list.pem]'),
    ],
    ['no text', () => '\u0000'],
    ['two documents', (text: string) => `${text}---\n${text}`],
  ])('%s', async (_name, change) => {
    await inFolder(async (folder, run) => {
      await run(...INIT);
      const path = join(folder, 'pcr-allowlist.yml');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, change(text));
      expect(change(text)).not.toBe(text);
      const { exitCode, error } = await run('renew');
      expect([exitCode, error?.code]).toEqual([1, 'usage']);
      expect(JSON.stringify(error)).not.toContain('PRIVATE');
    });
  });
});

describe('approvals, as three people on one machine', () => {
  test('publish, two approvals, approve, and the list carries them', async () => {
    await inFolder(async (folder, run) => {
      for (const name of ['alice', 'bob']) {
        mkdirSync(join(folder, name));
        await run(...INIT, '--config', `${name}/c.yml`, '--store', `file:${name}/s`);
      }
      const approvers = [
        '--approval-key',
        'alice/list.pub.pem',
        '--approval-key',
        'bob/list.pub.pem',
      ];
      await run(...INIT, ...approvers);
      const config = join(folder, 'pcr-allowlist.yml');
      const text = readFileSync(config, 'utf8');
      writeFileSync(config, text.replace(/(bob[^\n]*\n\s*)threshold: 1/, '$1threshold: 2'));
      const { result: published } = await run('publish', 'enclave.eif', '--release', 'v1');
      const pcr0: string = published.staged.PCR0;
      expect([published.changed, published.allowList.releases]).toEqual([true, []]);
      const approve = (...more: string[]) => run('approve', 'v1', '--pcr0', pcr0, ...more);
      expect((await approve('--key', 'file:alice/list.pem')).result.approvals).toEqual({
        found: 1,
        needed: 2,
      });
      expect((await approve()).error?.code).toBe('approval-missing');
      expect((await approve('--key', 'file:manifest.pem')).error?.code).toBe('threshold-not-met');
      await approve('--key', 'file:bob/list.pem');
      expect((await approve()).result.allowList.releases).toMatchObject([{ id: 'v1' }]);
      const pointer = readFileSync(join(folder, 'pcr-allowlist/allowlist.dsse.json'));
      const list = JSON.parse(Buffer.from(parseDsse(pointer).payload).toString());
      expect(list.predicate.releases[0].approvals).toHaveLength(2);
    });
  });
});

describe('many processes at once', () => {
  const writers = 40;

  test(`${writers} writers publish ${writers} images into one folder: all land, in as many versions`, async () => {
    await inFolder(async (folder, run) => {
      await run(...INIT);
      for (let i = 0; i < writers; i++) {
        writeFileSync(join(folder, `${i}.eif`), unsignedImage(`image ${i}`));
      }
      const outcomes = await Promise.all(
        Array.from({ length: writers }, (_, i) => run('publish', `${i}.eif`, '--release', `r${i}`)),
      );
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(Array(writers).fill(0));
      const { result } = await run('verify', '--allow-list');
      expect(result.version).toBe(1 + writers);
      expect(result.releases).toHaveLength(writers);
      const versions = readdirSync(join(folder, 'pcr-allowlist/history'))
        .filter((name) => name.endsWith('.dsse.json'))
        .map((name) => Number(name.slice(0, 10)));
      expect(versions.sort((a, b) => a - b)).toEqual(
        Array.from({ length: 1 + writers }, (_, i) => i + 1),
      );
    });
  }, 300_000);
});

describe('the Action', () => {
  test('publishes, and tells the next step what came of it', async () => {
    await inFolder(async (folder, run) => {
      await run(...INIT);
      const environment = {
        GITHUB_REPOSITORY: 'acme/signer',
        GITHUB_SHA: 'a'.repeat(40),
        GITHUB_REF: 'refs/tags/v1.4.0',
        GITHUB_WORKFLOW_REF: 'acme/signer/.github/workflows/release.yml@refs/tags/v1.4.0',
        GITHUB_RUN_ID: '77',
        GITHUB_RUN_ATTEMPT: '1',
        RUNNER_ENVIRONMENT: 'github-hosted',
      };
      const inputs = {
        command: 'publish',
        eif: join(folder, 'enclave.eif'),
        config: join(folder, 'pcr-allowlist.yml'),
      };
      const step = await runAction(inputs, environment);
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        changed: 'true',
        'allow-list-version': '2',
        'release-id': 'v1.4.0',
      });
      expect(step.outputs['manifest-path']).toContain(step.outputs['pcr0'] ?? 'no PCR0');
      expect(step.summary).toContain('### ✅ publish: release v1.4.0 is in the allow-list');
      expect(step.stdout).not.toContain('build-not-observed');
      const again = await runAction(inputs, environment);
      expect([again.exitCode, again.outputs['changed']]).toEqual([0, 'false']);
    });
  });

  test('a refusal has a code, no outputs and a summary', async () => {
    const step = await runAction({ command: 'renew', config: '/nowhere.yml' });
    expect([step.exitCode, step.outputs]).toEqual([1, {}]);
    expect(step.stdout).toContain('input-not-found');
    expect(step.summary).toMatch(/^### ❌ renew: failed\n\n`input-not-found`/);
  });
});
