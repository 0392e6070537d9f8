import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { openFolderStore } from '../../../src/adapters/files/folder-store.js';
import type { AllowListStore } from '../../../src/allowlist/allow-list-store.js';
import { decodeUtf8, encodeUtf8 } from '../../../src/base/encoding.js';
import { DSSE_MAX_BYTES } from '../../../src/base/size-limits.js';

const ROOT = join(import.meta.dirname, '../../..');
const NAME = 'allowlist.dsse.json';
const OLD = 'old '.repeat(1000);
const NEW = 'new '.repeat(1000);

/** Adds one to a counter, as often as it is told, and says how often it was the one to do it. */
const COUNTER = `
import { openFolderStore } from './store.mjs';
const [folder, times] = process.argv.slice(2);
const store = openFolderStore(folder);
for (let left = Number(times); left > 0; ) {
  const { bytes, etag } = await store.get('counter');
  const next = Buffer.from(String(Number(Buffer.from(bytes)) + 1));
  if ((await store.putIfMatch('counter', next, etag)) === 'done') left--;
}
`;

/**
 * Replaces or makes an object, and gets a signal at one call of the file system: before it, or in the middle of a write.
 */
const STRUCK = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const [folder, method, text, call, signal] = process.argv.slice(2);
let count = 0;
const strike = () => {
  fs.writeSync(1, 'struck');
  process.kill(process.pid, signal);
};
for (const name of ['openSync', 'writeSync', 'fsyncSync', 'linkSync', 'renameSync', 'rmSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (args[0] === 1) return real(...args);
    if (String(count++) !== call && name !== call) return real(...args);
    if (name === 'writeSync') real(args[0], args[1].subarray(0, args[1].length / 2));
    strike();
    return real(...args);
  };
}
syncBuiltinESMExports();
const { openFolderStore } = await import('./store.mjs');
const store = openFolderStore(folder);
const bytes = Buffer.from(text);
const outcome = method === 'putIfAbsent'
  ? await store.putIfAbsent('${NAME}', bytes)
  : await store.putIfMatch('${NAME}', bytes, (await store.get('${NAME}')).etag);
fs.writeSync(1, outcome);
`;

let scripts = '';
let count = 0;
beforeAll(async () => {
  scripts = mkdtempSync(join(tmpdir(), 'pcr-allowlist-folder-'));
  await build({
    entryPoints: [join(ROOT, 'src/adapters/files/folder-store.ts')],
    outfile: join(scripts, 'store.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  writeFileSync(join(scripts, 'counter.mjs'), COUNTER);
  writeFileSync(join(scripts, 'struck.mjs'), STRUCK);
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

const freshFolder = (): string => {
  const folder = join(scripts, `store-${++count}`);
  mkdirSync(folder);
  return folder;
};
const working = (folder: string): string => join(folder, '.pcr-allowlist');
const lockName = (name: string): string =>
  `${createHash('sha256').update(name).digest('hex')}.lock`;
const locks = (folder: string): string[] =>
  readdirSync(working(folder)).filter((name) => name.endsWith('.lock'));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly signal: NodeJS.Signals | null;
}

const start = (script: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(scripts, script), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (data) => {
    stdout += data;
  });
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ stdout, stderr, signal }));
  });
}

const run = (script: string, ...args: string[]): Promise<Ended> => ended(start(script, ...args));

const strike = (folder: string, method: string, call: number): Promise<Ended> =>
  run('struck.mjs', folder, method, NEW, String(call), 'SIGKILL');

async function textOf(store: AllowListStore, name = NAME): Promise<string | undefined> {
  const object = await store.get(name);
  return object === undefined ? undefined : decodeUtf8(object.bytes);
}

async function replace(store: AllowListStore, text: string): Promise<string> {
  const etag = (await store.get(NAME))?.etag ?? '';
  return store.putIfMatch(NAME, encodeUtf8(text), etag);
}

/** A writer that was killed while it held the lock; the text of the lock. */
async function leaveLock(folder: string): Promise<string> {
  const { signal } = await run('struck.mjs', folder, 'putIfMatch', NEW, 'renameSync', 'SIGKILL');
  expect(signal).toBe('SIGKILL');
  expect(locks(folder)).toHaveLength(1);
  return readFileSync(join(working(folder), locks(folder)[0] ?? ''), 'utf8');
}

describe('writers in processes of their own', () => {
  test.each([
    { writers: 2, each: 40, crashed: false },
    { writers: 10, each: 8, crashed: false },
    { writers: 10, each: 8, crashed: true },
  ])('$writers of them lose nothing (lock of a dead one: $crashed)', async (plan) => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    await store.putIfAbsent('counter', encodeUtf8('0'));
    if (plan.crashed) {
      await store.putIfAbsent(NAME, encodeUtf8(OLD));
      const lock = await leaveLock(folder);
      rmSync(join(working(folder), lockName(NAME)));
      writeFileSync(join(working(folder), lockName('counter')), lock);
    }
    const children = Array.from({ length: plan.writers }, () =>
      run('counter.mjs', folder, String(plan.each)),
    );
    for (const { stderr, signal } of await Promise.all(children)) {
      expect({ stderr, signal }).toEqual({ stderr: '', signal: null });
    }
    expect(await textOf(store, 'counter')).toBe(String(plan.writers * plan.each));
    const left = readdirSync(working(folder)).filter((name) => !name.endsWith('.tmp'));
    expect(left).toEqual([]);
  });
});

describe('a writer that is killed', () => {
  test('at every call of the file system: old or new, and the next writer goes on', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    const seen = new Set<string>();
    await store.putIfAbsent(NAME, encodeUtf8(OLD));
    let call = 0;
    for (; ; call++) {
      const { signal, stderr } = await strike(folder, 'putIfMatch', call);
      expect(stderr).toBe('');
      const text = (await textOf(store)) ?? '';
      expect([OLD, NEW]).toContain(text);
      seen.add(text);
      expect(await store.list('', '')).toEqual([NAME]);
      expect(await replace(store, OLD)).toBe('done');
      expect(locks(folder)).toEqual([]);
      if (signal === null) break;
    }
    expect(seen).toEqual(new Set([OLD, NEW]));
    expect(call).toBeGreaterThan(10);
  });

  test('and the one that clears up after it too', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    await store.putIfAbsent(NAME, encodeUtf8(OLD));
    await leaveLock(folder);
    const claims = () => readdirSync(working(folder)).filter((name) => name.endsWith('.claim'));
    let mostClaims = 0;
    // Each leaves more to clear up, so that a later call of the file system is still within the clearing.
    for (let call = 0; call < 24; call++) {
      await strike(folder, 'putIfMatch', call);
      mostClaims = Math.max(mostClaims, claims().length);
      expect([OLD, NEW]).toContain(await textOf(store));
    }
    expect(mostClaims).toBeGreaterThan(0);
    expect(await replace(store, 'the next')).toBe('done');
    expect(await textOf(store)).toBe('the next');
    expect(locks(folder)).toEqual([]);
  });

  test('while it makes an object: nothing or the whole', async () => {
    for (let call = 0; ; call++) {
      const folder = freshFolder();
      const store = openFolderStore(folder);
      const { signal } = await strike(folder, 'putIfAbsent', call);
      const text = await textOf(store);
      expect([undefined, NEW]).toContain(text);
      const next = await store.putIfAbsent(NAME, encodeUtf8(OLD));
      expect(next).toBe(text === undefined ? 'done' : 'exists');
      if (signal === null) break;
    }
  });
});

describe('the lock', () => {
  test('of a living writer is not taken over', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    await store.putIfAbsent(NAME, encodeUtf8(OLD));
    const child = start('struck.mjs', folder, 'putIfMatch', NEW, 'renameSync', 'SIGSTOP');
    const end = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    expect(await replace(store, 'ours')).toBe('conflict');
    expect(await textOf(store)).toBe(OLD);
    child.kill('SIGCONT');
    expect((await end).stdout).toBe('struckdone');
    expect(await textOf(store)).toBe(NEW);
    expect(await replace(store, 'ours')).toBe('done');
  });

  test('of a dead writer whose process id is in use again', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    await store.putIfAbsent(NAME, encodeUtf8(OLD));
    const [token, , ...rest] = (await leaveLock(folder)).split('\n');
    writeFileSync(join(working(folder), lockName(NAME)), [token, process.pid, ...rest].join('\n'));
    // Only Linux says when a process began; elsewhere the lock counts as held.
    const expected = process.platform === 'linux' ? 'done' : 'conflict';
    expect(await replace(store, 'ours')).toBe(expected);
  });

  test.each([
    ['of another machine', (lock: string) => lock.replace(/\n[^\n]*\n$/, '\nelsewhere\n')],
    ['that does not name its owner', () => 'a lock\n'],
  ])('%s is refused by name and left alone', async (_, forge) => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    await store.putIfAbsent(NAME, encodeUtf8(OLD));
    const path = join(working(folder), lockName(NAME));
    const forged = forge(await leaveLock(folder));
    writeFileSync(path, forged);
    const refused = await replace(store, 'ours').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'list-unavailable', at: { file: path } });
    expect(readFileSync(path, 'utf8')).toBe(forged);
    rmSync(path);
    expect(await replace(store, 'ours')).toBe('done');
  });
});

describe('what lies in the folder', () => {
  const refuses = async (store: AllowListStore, name: string): Promise<void> => {
    const bytes = encodeUtf8('ours');
    await expect(store.get(name)).toRejectWithCode('list-unavailable');
    await expect(store.putIfAbsent(name, bytes)).toRejectWithCode('list-unavailable');
    await expect(store.putIfMatch(name, bytes, 'x')).toRejectWithCode('list-unavailable');
  };

  test('symbolic links are refused, to a file, to a folder, to nothing', async () => {
    const [folder, outside] = [freshFolder(), freshFolder()];
    const store = openFolderStore(folder);
    writeFileSync(join(outside, 'a.json'), 'outside');
    symlinkSync(join(outside, 'a.json'), join(folder, NAME));
    await refuses(store, NAME);
    await expect(store.list('', '')).toRejectWithCode('list-unavailable');
    rmSync(join(folder, NAME));
    symlinkSync(join(outside, 'none'), join(folder, NAME));
    await refuses(store, NAME);
    rmSync(join(folder, NAME));
    symlinkSync(outside, join(folder, 'history'));
    await refuses(store, 'history/a.json');
    await refuses(store, 'history/b.json');
    await expect(store.list('history/', '')).toRejectWithCode('list-unavailable');
    expect(readdirSync(outside)).toEqual(['a.json']);
    expect(readFileSync(join(outside, 'a.json'), 'utf8')).toBe('outside');
  });

  test('a link in place of the working folder is refused', async () => {
    const [folder, outside] = [freshFolder(), freshFolder()];
    symlinkSync(outside, working(folder));
    const store = openFolderStore(folder);
    await expect(store.putIfAbsent(NAME, encodeUtf8(OLD))).toRejectWithCode('list-unavailable');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a folder in place of an object, an object in place of a folder', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    mkdirSync(join(folder, NAME));
    await refuses(store, NAME);
    writeFileSync(join(folder, 'history'), '');
    await refuses(store, 'history/a.json');
  });

  test('an object over the limit is refused before it is read, and not written', async () => {
    const folder = freshFolder();
    const store = openFolderStore(folder);
    writeFileSync(join(folder, NAME), '');
    truncateSync(join(folder, NAME), 2 ** 40);
    await expect(store.get(NAME)).toRejectWithCode('list-unavailable');
    const large = new Uint8Array(DSSE_MAX_BYTES + 1);
    await expect(store.putIfAbsent('large', large)).toRejectWithCode('list-unavailable');
    expect(readdirSync(folder)).toEqual([NAME]);
  });

  test('the folder may be a link; files that begin with a dot are nobody’s objects', async () => {
    const [folder, link] = [freshFolder(), join(scripts, 'a-link')];
    symlinkSync(folder, link);
    writeFileSync(join(folder, '.gitignore'), '');
    const store = openFolderStore(link);
    expect(await store.putIfAbsent('a/b', encodeUtf8(OLD))).toBe('done');
    expect(await store.list('', '')).toEqual(['a/b']);
    expect(readFileSync(join(folder, 'a/b'), 'utf8')).toBe(OLD);
  });

  test('a file in place of the store', async () => {
    const path = join(freshFolder(), 'file');
    writeFileSync(path, '');
    const store = openFolderStore(path);
    await expect(store.putIfAbsent(NAME, encodeUtf8(OLD))).toRejectWithCode('output-not-writable');
    await expect(store.list('', '')).toRejectWithCode('list-unavailable');
  });
});
