import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import {
  CLI,
  type JsonOutcome,
  runCliJson,
  runNode,
  runProgram,
  withFolder,
} from '../fakes/processes.js';

/** Places that do not take what a command writes: each has a code and a cure, and nothing is left half done. */

const INIT = ['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];
const PUBLISH = ['publish', 'enclave.eif', '--release', 'v1.0.0'];
const FULL_DISK = join(import.meta.dirname, '../doubles/full-disk.mjs');

/** A folder with an image and, where it is asked for, a list. */
const inFolder = (use: (folder: string) => Promise<void>, withList = true) =>
  withFolder(async (folder) => {
    copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
    if (withList) expect((await runCliJson(INIT, { cwd: folder })).exitCode).toBe(0);
    await use(folder);
  });

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const temporaryIn = (folder: string): readonly string[] =>
  filesIn(folder).filter((name) => /\.(?:tmp|lock|claim)$/.test(name));

/** Runs the command on a disk that is full from a write on, and says how many writes it began. */
function onFullDisk(
  args: readonly string[],
  folder: string,
  fullAt: number,
): Promise<{ readonly outcome: JsonOutcome; readonly writes: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', FULL_DISK, CLI, ...args, '--json'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], FULL_DISK_AT: String(fullAt) },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    let [stdout, writes] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stdio[3]?.on('data', (bytes: Buffer) => {
      writes += bytes.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve({ outcome: JSON.parse(stdout), writes: Number(writes) }));
  });
}

describe('a full disk', () => {
  test('init: at each write it says so, leaves no part of a file, and init completes it later', async () => {
    const seen = new Set<string>();
    let writes = Number.POSITIVE_INFINITY;
    for (let fullAt = 0; fullAt < writes; fullAt++) {
      await inFolder(async (folder) => {
        const before = filesIn(folder);
        const full = await onFullDisk(INIT, folder, fullAt);
        if (full.outcome.exitCode === 0) {
          writes = fullAt;
          return;
        }
        const { error } = full.outcome;
        expect(error).toMatchObject({ code: 'output-not-writable' });
        expect(error?.hint).toContain('Make room');
        expect(temporaryIn(folder)).toEqual([]);
        const hasConfiguration = existsSync(join(folder, 'pcr-allowlist.yml'));
        if (hasConfiguration)
          expect(error?.hint).toContain('Run `pcr-allowlist init` to create its list');
        seen.add(hasConfiguration ? 'configuration' : 'nothing');
        if (!hasConfiguration) expect(filesIn(folder)).toEqual(before);
        const again = await runCliJson(hasConfiguration ? ['init'] : INIT, { cwd: folder });
        expect([again.exitCode, again.result?.allowList?.releases]).toEqual([0, []]);
      }, false);
    }
    expect(seen).toEqual(new Set(['nothing', 'configuration']));
  });

  test('publish: the list is as it was or as it shall be, and the same command completes it later', async () => {
    const versions = new Set<number>();
    let failures = 0;
    for (let fullAt = 0; ; fullAt++) {
      let isOver = false;
      await inFolder(async (folder) => {
        const { outcome } = await onFullDisk(PUBLISH, folder, fullAt);
        const status = await runCliJson(['status'], { cwd: folder });
        versions.add(status.result?.allowList.version);
        expect(temporaryIn(folder)).toEqual([]);
        isOver =
          outcome.exitCode === 0 &&
          outcome.warnings.every(({ code }) => code !== 'history-missing');
        if (outcome.exitCode !== 0) {
          failures++;
          expect(outcome.error).toMatchObject({ code: 'output-not-writable' });
          expect(outcome.error?.hint).toContain('Make room');
        }
        const again = await runCliJson(PUBLISH, { cwd: folder });
        const ids = again.result?.allowList?.releases.map(({ id }: { id: string }) => id);
        expect([again.exitCode, ids]).toEqual([0, ['v1.0.0']]);
      });
      if (isOver) break;
    }
    expect(failures).toBeGreaterThan(5);
    expect(versions.size).toBe(2);
  });

  test.each([['help'], ['status'], ['status', '--json']])(
    'behind standard output of %s %s',
    async (...args) => {
      await inFolder(async (folder) => {
        const full = openSync('/dev/full', 'w');
        const ended = await new Promise<{ exitCode: number | null; stderr: string }>((resolve) => {
          const child = spawn(process.execPath, [CLI, ...args], {
            cwd: folder,
            stdio: ['ignore', full, 'pipe'],
          });
          let stderr = '';
          child.stderr?.setEncoding('utf8').on('data', (text: string) => {
            stderr += text;
          });
          child.on('close', (exitCode) => resolve({ exitCode, stderr }));
        });
        closeSync(full);
        expect(ended.exitCode).toBe(1);
        expect(ended.stderr).toContain('output-not-writable');
        expect(ended.stderr).toContain('Make room');
      });
    },
  );
});

describe('a folder that this user may not write to', () => {
  /** Root may write anywhere: then another user tries, with a copy of the command that he may read. */
  const asOther = async (folder: string, args: readonly string[]): Promise<JsonOutcome> => {
    const isRoot = process.getuid?.() === 0;
    const program = join(folder, 'program');
    if (!existsSync(program)) {
      cpSync(join(CLI, '../..'), program, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    }
    const site = join(folder, 'site');
    const { stdout } = await runNode(join(program, 'cli/main.js'), [...args, '--json'], {
      cwd: site,
      ...(isRoot ? { uid: 65534 } : {}),
    });
    return JSON.parse(stdout);
  };

  test('init, publish and verify --remember: a code, a cure, and nothing is written', async () => {
    await withFolder(async (folder) => {
      const site = join(folder, 'site');
      mkdirSync(site);
      copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(site, 'enclave.eif'));
      chmodSync(folder, 0o755);
      chmodSync(site, 0o555);
      const empty = await asOther(folder, INIT);
      expect([empty.exitCode, empty.error?.code]).toEqual([1, 'output-not-writable']);
      expect(empty.error?.hint).toContain('the right to write');
      expect(readdirSync(site)).toEqual(['enclave.eif']);

      chmodSync(site, 0o755);
      expect((await runCliJson(INIT, { cwd: site })).exitCode).toBe(0);
      for (const name of ['list.pem', 'manifest.pem']) chmodSync(join(site, name), 0o644);
      const paths = ['.', ...filesIn(site)].map((name) => join(site, name));
      for (const path of paths) chmodSync(path, readdirOrFile(path));
      const before = filesIn(site);
      const publish = await asOther(folder, PUBLISH);
      expect([publish.exitCode, publish.error?.code]).toEqual([1, 'output-not-writable']);
      expect(publish.error?.hint).toContain('the right to write');
      const verify = ['verify', '--allow-list', '--config', 'pcr-allowlist.yml'];
      const remembered = await asOther(folder, [...verify, '--remember', 'seen.json']);
      expect([remembered.exitCode, remembered.error?.code]).toEqual([1, 'output-not-writable']);
      expect(filesIn(site)).toEqual(before);
      for (const path of paths) chmodSync(path, 0o755);
    });
  });

  const readdirOrFile = (path: string): number => {
    try {
      readdirSync(path);
      return 0o555;
    } catch {
      return 0o444;
    }
  };
});

describe('a closed pipe', () => {
  test.each([['help'], ['status'], ['publish enclave.eif --release v1.0.0']])(
    'a reader of %s that goes away is no error',
    async (words) => {
      await inFolder(async (folder) => {
        const command = `"${process.execPath}" "${CLI}" ${words} | true; echo "\${PIPESTATUS[0]}"`;
        const { stdout, stderr } = await runProgram('bash', ['-c', command], { cwd: folder });
        expect(stdout).toBe('0\n');
        expect(stderr).not.toMatch(/error|EPIPE/);
      });
    },
  );
});

describe('names', () => {
  test.each([["it's a list.yml"], ['"quoted" $HOME.yml'], ['-dash.yml'], ['Größe.yml']])(
    'a configuration named %j works, and its next step works when it is pasted',
    async (name) => {
      await inFolder(async (folder) => {
        const run = (...args: string[]) =>
          runCliJson([...args, `--config=${join('a b', name)}`], { cwd: folder });
        expect(
          (await run(...INIT, '--approval-key', 'alice.pub.pem', '--store', 'file:my store')).error
            ?.code,
        ).toBe('input-not-found');
        expect((await run(...INIT, '--store', 'file:my store')).exitCode).toBe(0);
        expect((await run(...PUBLISH)).exitCode).toBe(0);
        expect((await run('status')).result?.releases).toMatchObject([{ id: 'v1.0.0' }]);
      }, false);
    },
  );

  test('a name with bytes that are not UTF-8 is refused, and nothing is written under another one', async () => {
    await inFolder(async (folder) => {
      const before = filesIn(folder);
      const shell = (words: string) =>
        runProgram('bash', ['-c', `"${process.execPath}" "${CLI}" ${words} --json`], {
          cwd: folder,
        });
      for (const words of [
        `${INIT.join(' ')} --config $'caf\\xe9.yml'`,
        `measure enclave.eif --output $'caf\\xe9.md'`,
      ]) {
        const { error } = JSON.parse((await shell(words)).stdout);
        expect(error.code).toBe('output-not-writable');
        expect(error.message).toContain('not UTF-8');
      }
      expect(filesIn(folder)).toEqual(before);
    }, false);
  });
});

describe('two processes at once', () => {
  test('two init: one starts the list, the other says what is there', async () => {
    await inFolder(async (folder) => {
      const both = await Promise.all([0, 1].map(() => runCliJson(INIT, { cwd: folder })));
      const [first, second] = both.toSorted((a, b) => a.exitCode - b.exitCode);
      expect(first?.exitCode).toBe(0);
      expect([second?.exitCode, ['usage', 'output-not-writable']]).toContainEqual(1);
      expect(second?.error?.hint).toBeDefined();
      const { exitCode, result } = await runCliJson(['status'], { cwd: folder });
      expect([exitCode, result.allowList.version]).toEqual([0, 1]);
      expect(temporaryIn(folder)).toEqual([]);
    }, false);
  });

  test('two publish: each release is in the list, or its command says conflict and succeeds later', async () => {
    await inFolder(async (folder) => {
      const commands = [PUBLISH, ['publish', 'next.eif', '--release', 'v2.0.0']];
      const ended = await Promise.all(commands.map((words) => runCliJson(words, { cwd: folder })));
      for (const [i, { exitCode, error }] of ended.entries()) {
        if (exitCode === 0) continue;
        expect([exitCode, error?.code]).toEqual([4, 'conflict']);
        expect(error?.hint).toContain('again');
        expect((await runCliJson(commands[i] ?? [], { cwd: folder })).exitCode).toBe(0);
      }
      const { result } = await runCliJson(['log'], { cwd: folder });
      expect(result.versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
      const status = await runCliJson(['status'], { cwd: folder });
      const ids = status.result.releases.map(({ id }: { id: string }) => id);
      expect(ids.sort()).toEqual(['v1.0.0', 'v2.0.0']);
      expect(temporaryIn(folder)).toEqual([]);
    });
  });
});
