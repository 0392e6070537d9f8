import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunningDouble, startDouble } from '../doubles/aws.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';
import { unsignedImage } from '../fakes/list-world.js';
import { CLI, runCliJson, withFolder } from '../fakes/processes.js';
import { awsEnvironment, s3Client } from '../wire/clients.js';
import { type FaultProxy, type RecordedRequest, startFaultProxy } from '../wire/fault-proxy.js';

/** The built command against a store over loopback, with SIGINT at a request that the proxy holds. */

let double: RunningDouble;
let proxy: FaultProxy;
beforeEach(async () => {
  double = await startDouble();
  proxy = await startFaultProxy(double.endpoint);
  await s3Client(double.endpoint).send(new CreateBucketCommand({ Bucket: 'acme' }));
});
afterEach(async () => {
  await proxy.stop();
  await double.stop();
});

const environment = () => ({
  PATH: process.env['PATH'],
  ...awsEnvironment({ s3: proxy.endpoint }),
});
const INIT = [
  ...['init', '--enclave', 'signer', '--store', 's3://acme/signer'],
  ...['--certificate', 'unsigned', '--instance-role', 'any'],
];
const PUBLISH = ['publish', 'enclave.eif', '--release', 'v1'];

const inFolder = (use: (folder: string) => Promise<void>) =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'enclave.eif'), unsignedImage('enclave'));
    expect((await runCliJson(INIT, { cwd: folder, env: environment() })).exitCode).toBe(0);
    await use(folder);
  });

interface Interrupted {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command and sends SIGINT before a request goes on, or after it took effect. */
async function interrupted(
  args: readonly string[],
  folder: string,
  match: (request: RecordedRequest) => boolean,
  when: 'before' | 'after',
  times = 1,
): Promise<Interrupted> {
  let child: ChildProcess | undefined;
  let [stdout, stderr] = ['', ''];
  let isOver = false;
  const press = async () => {
    for (let i = 1; i <= times; i++) {
      child?.kill('SIGINT');
      // It says so on standard error before the request goes on.
      while (!isOver && stderr.split('interrupted').length <= i) await new Promise(setImmediate);
    }
  };
  proxy.fault(1, { hold: { [when]: press } }, match);
  const ended = new Promise<number | null>((resolve) => {
    child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (exitCode) => {
      isOver = true;
      resolve(exitCode);
    });
  });
  return { exitCode: await ended, stdout, stderr };
}

const isPut = (part: string) => (request: RecordedRequest) =>
  request.method === 'PUT' && request.path.includes(part);
const stateIn = async (folder: string) => {
  const { result } = await runCliJson(['status'], { cwd: folder, env: environment() });
  return [result.allowList.version, result.releases.map(({ id }: { id: string }) => id)];
};

test('Ctrl-C while measure reads a large image ends it at once, and nothing is written', async () => {
  await withFolder(async (folder) => {
    const sizeBytes = 30 * 1024 ** 3;
    const start = makeEif({
      sections: [
        ...plainSections().slice(0, 3),
        { type: 'ramdisk', data: '', claimedSizeBytes: BigInt(sizeBytes) },
      ],
    });
    const image = join(folder, 'large.eif');
    writeFileSync(image, start);
    truncateSync(image, start.length + sizeBytes);
    const args = [CLI, 'measure', image, '--output', 'report.md', '--json'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    // It reads the image once it has opened it.
    const open = () => {
      const files = readdirSync(`/proc/${child.pid}/fd`);
      return files.some((name) => {
        try {
          return readlinkSync(`/proc/${child.pid}/fd/${name}`) === image;
        } catch {
          return false;
        }
      });
    };
    while (!open()) await new Promise(setImmediate);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const { exitCode, error } = JSON.parse(stdout);
    expect([exitCode, error.code]).toEqual([130, 'interrupted']);
    expect(readdirSync(folder)).toEqual(['large.eif']);
  });
});

describe('Ctrl-C', () => {
  test('before anything was written: exit 130, and the same command starts from the beginning', async () => {
    await inFolder(async (folder) => {
      const isRead = ({ method }: RecordedRequest) => method === 'GET';
      const { exitCode, stdout, stderr } = await interrupted(PUBLISH, folder, isRead, 'before');
      expect([exitCode, stdout]).toEqual([130, '']);
      expect(stderr).toContain('interrupted before anything was written');
      expect(stderr).toContain('Run the same command again');
      expect(await stateIn(folder)).toEqual([1, []]);
    });
  });

  test.each(['manifests', 'staged', 'allowlist.dsse.json', 'history'])(
    'while it writes %s: that write ends, nothing more begins, and the same command completes it',
    async (part) => {
      await inFolder(async (folder) => {
        const { exitCode, stderr } = await interrupted(PUBLISH, folder, isPut(part), 'before');
        // The command may have had nothing left to do.
        expect(exitCode === 0 || exitCode === 130).toBe(true);
        if (exitCode === 130) {
          expect(stderr).toContain('waiting for: ');
          expect(stderr).toMatch(/done: (?:put|replace) /);
          expect(stderr).toContain('completes the missing steps');
        }
        const again = await runCliJson(PUBLISH, { cwd: folder, env: environment() });
        expect(again.exitCode).toBe(0);
        expect(await stateIn(folder)).toEqual([2, ['v1']]);
        const log = await runCliJson(['log'], { cwd: folder, env: environment() });
        expect(log.result.versions.map(({ version }: { version: number }) => version)).toEqual([
          2, 1,
        ]);
      });
    },
  );

  test('twice: it stops at once, and says of the write under way that it could not tell', async () => {
    await inFolder(async (folder) => {
      const match = isPut('staged');
      const { exitCode, stderr } = await interrupted(PUBLISH, folder, match, 'before', 2);
      expect(exitCode).toBe(130);
      expect(stderr).toMatch(/could not tell whether it was done: put staged/);
      const again = await runCliJson(PUBLISH, { cwd: folder, env: environment() });
      expect(again.exitCode).toBe(0);
      expect(await stateIn(folder)).toEqual([2, ['v1']]);
    });
  });

  test('with --json it prints one object with the code and the exit code', async () => {
    await inFolder(async (folder) => {
      const args = [...PUBLISH, '--json'];
      const { exitCode, stdout } = await interrupted(args, folder, isPut('staged'), 'before');
      const { error, exitCode: said } = JSON.parse(stdout);
      expect([exitCode, said, error.code]).toEqual([130, 130, 'interrupted']);
      expect(error.message).toContain('put manifests/');
    });
  });

  test('no temporary file is left beside the configuration', async () => {
    await inFolder(async (folder) => {
      const before = readdirSync(folder).sort();
      await interrupted(PUBLISH, folder, isPut('manifests'), 'before');
      expect(readdirSync(folder).sort()).toEqual(before);
    });
  });
});
