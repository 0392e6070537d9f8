import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import { pageFile } from '../fakes/page-blocks.js';
import { CLI, type JsonOutcome, runCliJson, runProgram, withFolder } from '../fakes/processes.js';

/** What the built command says of the mistakes that people make, each in a folder of its own. */

const CONFIG = 'pcr-allowlist.yml';
const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const INIT = ['init', '--enclave', 'signer', '--certificate', 'unsigned'];
const PLAIN = [...INIT, '--instance-role', 'any'];

interface Scene {
  readonly folder: string;
  run(...args: string[]): Promise<JsonOutcome>;
  /** Replaces a part of the configuration that is there. */
  configure(from: string | RegExp, to: string): void;
}

/** A folder with two images and, with arguments, what `init` makes of them. */
function inFolder(
  use: (scene: Scene) => Promise<void>,
  init: readonly string[] = PLAIN,
): Promise<void> {
  return withFolder(async (folder) => {
    copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
    writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
    const run = (...args: string[]) => runCliJson(args, { cwd: folder });
    const configure = (from: string | RegExp, to: string) => {
      const path = join(folder, CONFIG);
      const text = readFileSync(path, 'utf8');
      expect(text.replace(from, to)).not.toBe(text);
      writeFileSync(path, text.replace(from, to));
    };
    if (init.length > 0) expect((await run(...init)).exitCode).toBe(0);
    await use({ folder, run, configure });
  });
}

/** All that a refusal says to people. */
const words = ({ error }: JsonOutcome) => `${error?.message} ${error?.hint}`;

describe('the configuration', () => {
  test.each([
    [['status'], CONFIG],
    [['publish', 'enclave.eif', '--config', 'deploy/prod.yml'], 'deploy/prod.yml'],
    [['config', 'add-role', ROLE], CONFIG],
  ])('%j without one names it, init and --config', async (args, file) => {
    await inFolder(async ({ run }) => {
      const outcome = await run(...args);
      expect(outcome.error?.code).toBe('input-not-found');
      for (const part of [file, 'init', '--config']) expect(words(outcome)).toContain(part);
    }, []);
  });

  test('a duration without its unit is told so', async () => {
    await inFolder(async ({ run, configure }) => {
      configure('expires-in: 30d', 'expires-in: 30');
      const outcome = await run('status');
      expect(outcome.error?.code).toBe('usage');
      for (const part of ['expires-in', 'unit', '30d', '30h']) {
        expect(words(outcome)).toContain(part);
      }
    });
  });

  test('a second init says what is there and what to do', async () => {
    await inFolder(async ({ run, folder }) => {
      const text = readFileSync(join(folder, CONFIG), 'utf8');
      const [, list = 'none'] = /list: "?([0-9a-f]{32})/.exec(text) ?? [];
      const outcome = await run(...PLAIN);
      expect(outcome.error?.code).toBe('usage');
      for (const part of [CONFIG, list, '"signer"', 'pcr-allowlist init', '--config']) {
        expect(words(outcome)).toContain(part);
      }
      expect(readFileSync(join(folder, CONFIG), 'utf8')).toBe(text);
    });
  });

  test('an init beside the keys of another list names the key file and how to use it', async () => {
    await inFolder(async ({ run }) => {
      const outcome = await run(...PLAIN, '--config', 'other.yml', '--store', 'file:other');
      expect(outcome.error?.code).toBe('usage');
      for (const part of ['list.pem', 'file:list.pem']) expect(words(outcome)).toContain(part);
      const keys = ['--key', 'file:list.pem', '--manifest-key', 'file:manifest.pem'];
      const other = ['--config', 'other.yml', '--store', 'file:other'];
      expect((await run(...PLAIN, ...keys, ...other)).exitCode).toBe(0);
    });
  });
});

describe('the store', () => {
  test('of another environment is the wrong list for every command, whatever keys it has', async () => {
    await inFolder(async ({ folder, run }) => {
      mkdirSync(join(folder, 'prod'));
      const prod = ['--config', 'prod/c.yml'];
      expect((await run(...PLAIN, ...prod, '--store', 'file:prod/store')).exitCode).toBe(0);
      await run('publish', 'enclave.eif', '--release', 'v1', ...prod);
      const path = join(folder, 'prod/c.yml');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace('store: file:store', 'store: file:../pcr-allowlist'));
      for (const args of [
        ['status'],
        ['log'],
        ['verify', '--allow-list'],
        ['export', '--to', 'nitro-cli'],
        ['publish', 'next.eif'],
        ['retire', 'v1'],
        ['renew'],
        ['reconcile'],
      ]) {
        const outcome = await run(...args, ...prod);
        expect([args[0], outcome.error?.code]).toEqual([args[0], 'wrong-list']);
        expect(words(outcome)).toContain('store');
      }
      const drift = await run('drift', ...prod);
      expect(drift.result.findings).toMatchObject([{ found: 'wrong-list' }]);
    });
  });

  test('without a list names its address', async () => {
    await inFolder(async ({ folder, run, configure }) => {
      configure(/store: .*/, 'store: file:./empty');
      const address = `file:${join(folder, 'empty')}`;
      for (const [code, ...args] of [
        ['not-allowed', 'log'],
        ['not-allowed', 'renew'],
        ['not-allowed', 'renew', '--dry-run'],
        ['not-allowed', 'reconcile'],
        ['not-allowed', 'retire', 'v1'],
        ['not-allowed', 'revoke', 'v1', '--reason', 'x'],
        ['not-allowed', 'rollback'],
        ['not-allowed', 'unretire', 'v1'],
        ['not-allowed', 'approve', 'v1', '--pcr0', 'ab'.repeat(48)],
        ['list-unavailable', 'verify', '--allow-list'],
        ['list-unavailable', 'export', '--to', 'nitro-cli'],
      ]) {
        const outcome = await run(...args);
        expect([args, outcome.error?.code]).toEqual([args, code]);
        expect(words(outcome)).toContain(address);
      }
      expect((await run('drift')).result.findings).toMatchObject([
        { rule: 'list-missing', message: expect.stringContaining(address) },
      ]);
    });
  });
});

describe('keys', () => {
  test('a threshold that cannot be reached says how many of which keys', async () => {
    await inFolder(async ({ run, configure }) => {
      configure('threshold: 1', 'threshold: 2');
      const impossible = await run('renew');
      expect(impossible.error?.code).toBe('usage');
      expect(impossible.error?.message).toMatch(/at most 1.*\(list\.pub\.pem\), found 2/);
      configure('keys: [list.pub.pem]', 'keys: [list.pub.pem, manifest.pub.pem]');
      const unmet = await run('renew');
      expect(unmet.error?.code).toBe('threshold-not-met');
      expect(unmet.error?.message).toMatch(
        /2 of the keys list\.pub\.pem, manifest\.pub\.pem.*only with file:list\.pem/,
      );
    });
  });

  test('approvers who cannot reach their threshold are named', async () => {
    await inFolder(async ({ run, configure }) => {
      configure(
        'approval: none',
        'approval: {keys: {trust: [{name: Alice, key: list.pub.pem}, manifest.pub.pem], threshold: 3}}',
      );
      const { error } = await run('status');
      expect(error?.code).toBe('usage');
      expect(error?.message).toMatch(/at most 2.*Alice \(list\.pub\.pem\), manifest\.pub\.pem.*3/);
    });
  });

  test('missing approvals say how many of which keys', async () => {
    await inFolder(async ({ run, configure }) => {
      await run('keygen', 'bob.pem');
      configure(
        'approval: none',
        'approval: {keys: {trust: [{name: Alice, key: list.pub.pem}, bob.pub.pem], threshold: 2}}',
      );
      const { result } = await run('publish', 'enclave.eif', '--release', 'v1');
      const approve = ['approve', 'v1', '--pcr0', result.staged.PCR0];
      await run(...approve, '--key', 'file:list.pem');
      const missing = await run(...approve);
      expect(missing.error?.code).toBe('approval-missing');
      for (const part of ['found 1', '2 of these keys', 'Alice (list.pub.pem), bob.pub.pem']) {
        expect(words(missing)).toContain(part);
      }
      const stranger = await run(...approve, '--key', 'file:manifest.pem');
      expect(stranger.error?.code).toBe('threshold-not-met');
      for (const part of ['file:manifest.pem', 'Alice (list.pub.pem), bob.pub.pem']) {
        expect(words(stranger)).toContain(part);
      }
    });
  });

  test('a changed signing key names its field, its address and the keys that are trusted', async () => {
    await inFolder(async ({ run, configure }) => {
      configure('key: file:list.pem', 'key: file:manifest.pem');
      const list = await run('renew');
      expect(list.error?.code).toBe('threshold-not-met');
      for (const part of ['signing.key', 'file:manifest.pem', 'trust.keys: list.pub.pem']) {
        expect(words(list)).toContain(part);
      }
      configure('manifest-key: file:manifest.pem', 'manifest-key: file:list.pem');
      const manifest = await run('publish', 'enclave.eif');
      expect(manifest.error?.code).toBe('threshold-not-met');
      for (const part of ['signing.manifest-key', 'trust.manifest-keys: manifest.pub.pem']) {
        expect(words(manifest)).toContain(part);
      }
    });
  });

  test('a changed address of a KMS key says so, with both addresses', async () => {
    await inFolder(
      async ({ folder, run, configure }) => {
        renameSync(join(folder, 'policy.json'), join(folder, 'moved.json'));
        configure('key: file:policy.json', 'key: file:moved.json');
        for (const args of [['reconcile'], ['publish', '--projection']]) {
          const { error, warnings } = await run(...args);
          expect(error?.code).toBe('key-unavailable');
          const [said] = warnings.filter(({ code }) => code === 'key-address-changed');
          for (const part of [
            'the address of a key changed',
            CONFIG,
            'file:policy.json',
            'file:moved.json',
          ]) {
            expect(said?.message).toContain(part);
          }
        }
      },
      [
        ...[...INIT, '--instance-role', ROLE, '--kms-key', 'file:policy.json'],
        ...['--administrator', 'arn:aws:iam::111122223333:role/kms-admin'],
      ],
    );
  });
});

describe('a publication that stages nothing', () => {
  test('of an image under another id says under which it is listed', async () => {
    await inFolder(async ({ run }) => {
      await run('publish', 'enclave.eif', '--release', 'v1');
      const { result, warnings } = await run('publish', 'enclave.eif', '--release', 'v2');
      expect(result.changed).toBe(false);
      const [said] = warnings.filter(({ code }) => code === 'listed-under-another-id');
      expect(said?.message).toMatch(/v1.*v2/);
      const same = await run('publish', 'enclave.eif', '--release', 'v1');
      expect(same.warnings.map(({ code }) => code)).not.toContain('listed-under-another-id');
    });
  });

  test('of a retiring image names --again and rollback, and both bring it back', async () => {
    await inFolder(async ({ run }) => {
      await run('publish', 'enclave.eif', '--release', 'v1');
      await run('publish', 'next.eif', '--release', 'v2');
      await run('retire', 'v1');
      const { result, warnings } = await run('publish', 'enclave.eif', '--release', 'v1');
      expect(result.changed).toBe(false);
      const [said] = warnings.filter(({ code }) => code === 'release-retiring');
      for (const part of ['v1', '--again', 'rollback v1']) expect(said?.message).toContain(part);
      const other = await run('publish', 'enclave.eif', '--release', 'v3', '--again');
      expect(other.error?.code).toBe('not-allowed');
      expect(words(other)).toContain('--release v1 --again');
      const again = await run('publish', 'enclave.eif', '--release', 'v1', '--again');
      expect(again.result.allowList.releases).toMatchObject([{ state: 'active' }, {}]);
      await run('retire', 'v1');
      expect((await run('rollback', 'v1')).result.changed).toBe(true);
    });
  });
});

describe('the command line', () => {
  test('a file name that is not UTF-8 is named as such', async () => {
    await inFolder(async ({ folder }) => {
      for (const command of ['measure', 'publish', 'status --config']) {
        // Arguments of Node are UTF-8: a shell makes the byte.
        const line = `exec "$0" "$1" ${command} "$(printf 'bad\\377.eif')" --json`;
        const { exitCode, stdout } = await runProgram('sh', ['-c', line, process.execPath, CLI], {
          cwd: folder,
        });
        const { error } = JSON.parse(stdout) as JsonOutcome;
        expect([exitCode, error?.code]).toEqual([1, 'input-not-found']);
        expect(error?.message).toContain('not UTF-8');
        expect(error?.hint).toContain('Rename');
      }
    });
  });

  test.each([
    ['an option that is unknown', ['measure', '-x'], 'unknown option -x'],
    ['a value for a flag', ['measure', '--require-signed=yes'], '--require-signed takes no value'],
    ['a value that looks like an option', ['measure', '--role-arn', '-x'], '--role-arn=VALUE'],
    ['no value', ['measure', 'a.eif', '--role-arn'], '--role-arn requires a value'],
  ])('%s is refused in our words, on one line', async (_name, args, message) => {
    await withFolder(async (folder) => {
      const { exitCode, stderr } = await runProgram(process.execPath, [CLI, ...args], {
        cwd: folder,
      });
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^error usage: /);
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/\\u\{|positional|ambiguous/);
    });
  });
});
