import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { s3Store } from '../../src/adapters/aws/s3-store.js';
import { openFolderStore } from '../../src/adapters/files/folder-store.js';
import { PROBE_NAME, requirePreconditions } from '../../src/adapters/store-probe.js';
import type { AllowListStore } from '../../src/allowlist/allow-list-store.js';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { S3InProcess } from '../doubles/s3-calls.js';
import { MemoryBucket } from '../fakes/memory-store.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const stores: Readonly<Record<string, () => AllowListStore>> = {
  'the fake in memory': () => new MemoryBucket().connect(),
  'a folder': () => {
    const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-store-'));
    folders.push(folder);
    return openFolderStore(join(folder, 'made', 'by-the-store'));
  },
  'a bucket': () => s3Store(S3InProcess.ofBucket('acme'), { bucket: 'acme', prefix: '' }),
  'a prefix of a bucket': () =>
    s3Store(S3InProcess.ofBucket('acme'), { bucket: 'acme', prefix: 'signer/prod/' }),
};

const A = encodeUtf8('the first content');
const B = encodeUtf8('another content');

describe.each(Object.entries(stores))('the contract of a store: %s', (_, open) => {
  let store: AllowListStore;
  beforeEach(() => {
    store = open();
  });
  const text = async (name: string): Promise<string | undefined> => {
    const object = await store.get(name);
    return object === undefined ? undefined : decodeUtf8(object.bytes);
  };
  const etag = async (name: string): Promise<string> => (await store.get(name))?.etag ?? '';

  test('an empty store', async () => {
    expect(await store.get('allowlist.dsse.json')).toBeUndefined();
    expect(await store.get('history/none.json')).toBeUndefined();
    expect(await store.list('', '')).toEqual([]);
    expect(await store.list('history/', '')).toEqual([]);
    expect(await store.putIfMatch('a', A, '"1"')).toBe('conflict');
    expect(await store.get('a')).toBeUndefined();
  });

  test('putIfAbsent writes once', async () => {
    expect(await store.putIfAbsent('deep/down/a.json', A)).toBe('done');
    expect(await store.putIfAbsent('deep/down/a.json', B)).toBe('exists');
    expect(await text('deep/down/a.json')).toBe('the first content');
  });

  test('putIfMatch replaces what was read and nothing else', async () => {
    await store.putIfAbsent('a', A);
    const first = await etag('a');
    expect(await store.putIfMatch('a', B, first)).toBe('done');
    expect(await store.putIfMatch('a', A, first)).toBe('conflict');
    expect(await text('a')).toBe('another content');
    expect(await store.putIfMatch('a', A, await etag('a'))).toBe('done');
    expect(await text('a')).toBe('the first content');
  });

  test('an empty object is one', async () => {
    expect(await store.putIfAbsent('empty', new Uint8Array())).toBe('done');
    expect((await store.get('empty'))?.bytes).toEqual(new Uint8Array());
    expect(await store.putIfAbsent('empty', A)).toBe('exists');
  });

  test('what was read is the reader’s own', async () => {
    await store.putIfAbsent('a', A);
    (await store.get('a'))?.bytes.fill(0);
    expect(await text('a')).toBe('the first content');
  });

  test('listing: by prefix, after a name, in order', async () => {
    const names = ['b/2', 'b/10', 'b/1', 'b/1.txt', 'b/0/deeper', 'bb', 'a', 'c/1', 'b-1'];
    for (const name of names) expect(await store.putIfAbsent(name, A)).toBe('done');
    expect(await store.list('', '')).toEqual([...names].sort());
    expect(await store.list('b/', '')).toEqual(['b/0/deeper', 'b/1', 'b/1.txt', 'b/10', 'b/2']);
    expect(await store.list('b/', 'b/1')).toEqual(['b/1.txt', 'b/10', 'b/2']);
    expect(await store.list('b/1', 'b/1/')).toEqual(['b/10']);
    expect(await store.list('b', 'b/2')).toEqual(['bb']);
    expect(await store.list('b/', 'b/2')).toEqual([]);
    expect(await store.list('none/', '')).toEqual([]);
  });

  test('of ten writers at once one makes an object and one replaces it', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => encodeUtf8(`writer ${i}`));
    const made = await Promise.all(ten.map((bytes) => store.putIfAbsent('a', bytes)));
    expect(made.filter((outcome) => outcome === 'done')).toHaveLength(1);
    const tag = await etag('a');
    const other = ten.map((bytes) => Buffer.concat([bytes, A]));
    const swapped = await Promise.all(other.map((bytes) => store.putIfMatch('a', bytes, tag)));
    expect(swapped.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await text('a')).toBe(decodeUtf8(other[swapped.indexOf('done')] ?? A));
  });

  test('passes the probe, at first use and later, and shows its object', async () => {
    await requirePreconditions(store, 'this store');
    await requirePreconditions(store, 'this store');
    expect(await store.list('', '')).toEqual([PROBE_NAME]);
  });
});

describe('stores refuse names', () => {
  const names = ['', '/', '/etc/a', 'a/', 'a//b', '.', '..', '../a', 'a/../b', 'a/./b', 'a\\b'];
  const hidden = ['a/..', 'a\0b', 'a\nb', '.git/config', '.pcr-allowlist/a.lock', '\ud800'];
  const opened = Object.entries(stores).filter(([name]) => !name.includes('memory'));
  test.each(opened)('%s: names that climb, hide or are none', async (_, open) => {
    const store = open();
    for (const name of [...names, ...hidden, 'x'.repeat(1025)]) {
      await expect(store.get(name)).toRejectWithCode('list-unavailable');
      await expect(store.putIfAbsent(name, A)).toRejectWithCode('list-unavailable');
      await expect(store.putIfMatch(name, A, '"1"')).toRejectWithCode('list-unavailable');
    }
    expect(await store.putIfAbsent('x', A)).toBe('done');
    expect(await store.list('', '')).toEqual(['x']);
  });
});
