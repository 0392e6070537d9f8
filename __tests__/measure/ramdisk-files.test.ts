import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { compareRamdisks } from '../../src/measure/ramdisk-comparison.js';
import { listRamdisk } from '../../src/measure/ramdisk-files.js';
import { type CpioPlan, makeCpio } from '../fakes/cpio-maker.js';
import '../to-throw-with-code.js';

const vector = (name: string) =>
  readFileSync(new URL(`../vectors/field/ramdisks/${name}`, import.meta.url));

async function* pieces(bytes: Uint8Array, pieceBytes: number) {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield new Uint8Array(bytes.subarray(at, at + pieceBytes));
  }
}

const list = (bytes: Uint8Array, pieceBytes = 4096) =>
  listRamdisk(pieces(bytes, pieceBytes), nodeHashing);

const LINES = Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`).join('');
/** What the vectors hold, which cpio, gzip, zstd and xz packed from one archive. */
const PLANS: readonly CpioPlan[] = [
  { path: 'etc/hostname', data: 'one\n' },
  { path: 'usr/share/lines', data: LINES, modified: 1_700_000_000 },
  { path: 'bin/sh', mode: 0o120777, data: 'busybox' },
];
const archive = makeCpio(PLANS);

describe('one archive, however it is packed', () => {
  test.each<[string, string, Uint8Array]>([
    ['plain', 'none', archive],
    ['gzip', 'gzip', gzipSync(archive)],
    [
      'gzip of two members',
      'gzip',
      Buffer.concat([gzipSync(archive.subarray(0, 999)), gzipSync(archive.subarray(999))]),
    ],
    ['zstd', 'zstd', vector('default.cpio.zst')],
    ['zstd, level 19 without a checksum', 'zstd', vector('level19.cpio.zst')],
    ['zstd in two frames', 'zstd', vector('frames.cpio.zst')],
    ['xz', 'xz', vector('default.cpio.xz')],
    ['xz in blocks', 'xz', vector('blocks.cpio.xz')],
  ])('%s', async (_, compression, bytes) => {
    const expected = await list(archive);
    for (const pieceBytes of [1000, 262_144]) {
      const found = await list(bytes, pieceBytes);
      expect(found.compression).toBe(compression);
      expect([...found.files]).toEqual([...expected.files]);
      expect(found.orderSha256).toBe(expected.orderSha256);
    }
  });

  test('microcode before a compressed archive', async () => {
    const early = makeCpio([{ path: 'kernel/x86/microcode/GenuineIntel.bin', data: 'm' }]);
    const { files } = await list(Buffer.concat([early, Buffer.alloc(512), gzipSync(archive)]), 100);
    expect(files.size).toBe(4);
  });

  test('nothing, and zeros alone', async () => {
    expect((await list(new Uint8Array())).files.size).toBe(0);
    expect((await list(Buffer.alloc(1024))).files.size).toBe(0);
  });
});

describe('what is not read', () => {
  const zst = vector('default.cpio.zst');
  test.each<[string, Uint8Array, string]>([
    ['text', Buffer.from('RAMDISK-zero'), 'expected a cpio archive'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'bzip2'],
    ['lz4', Uint8Array.of(2, 0x21, 0x4c, 0x18, 0, 0), 'lz4'],
    ['compressed twice', gzipSync(gzipSync(archive)), 'gzip'],
    ['text that is compressed', gzipSync(Buffer.from('text')), 'expected a cpio archive'],
    ['gzip that is cut', gzipSync(archive).subarray(0, 500), 'gzip'],
    ['zstd that is cut', zst.subarray(0, 5000), 'zstd'],
    ['xz that is cut', vector('default.cpio.xz').subarray(0, 5000), 'xz'],
    ['xz of a header alone', vector('default.cpio.xz').subarray(0, 8), 'xz'],
    ['a window of 256 MiB', vector('large-window.cpio.zst'), 'window'],
    ['a dictionary of 128 MiB', vector('large-dictionary.cpio.xz'), 'xz'],
    ['a zstd dictionary', changed(zst, 4, (byte) => byte | 1), 'dictionary'],
    ['a reserved bit', changed(zst, 4, (byte) => byte | 8), 'reserved'],
    ['a block of the reserved type', changed(zst, 9, (byte) => byte | 6), 'type'],
  ])('%s', async (_, bytes, said) => {
    await expect(list(bytes)).toRejectWithCode('archive-format');
    await expect(list(bytes)).rejects.toThrow(said);
  });

  test('xz is read again after one that was not', async () => {
    await expect(list(vector('large-dictionary.cpio.xz'))).toRejectWithCode('archive-format');
    expect((await list(vector('default.cpio.xz'))).files.size).toBe(3);
  });
});

test('a fault of the source is not a fault of the data', async () => {
  const broken = new Error('EIO: i/o error');
  Object.assign(broken, { code: 'EIO' });
  async function* failing(start: Uint8Array) {
    yield new Uint8Array(start.subarray(0, 100));
    throw broken;
  }
  for (const start of [
    archive,
    gzipSync(archive),
    vector('default.cpio.zst'),
    vector('default.cpio.xz'),
  ]) {
    await expect(listRamdisk(failing(start), nodeHashing)).rejects.toBe(broken);
  }
});

describe('the comparison', () => {
  const compared = async (a: readonly CpioPlan[], b: readonly CpioPlan[]) =>
    compareRamdisks(await list(makeCpio(a)), await list(makeCpio(b)));
  const file = { path: 'a', data: 'one', modified: 5, userId: 1, groupId: 2 } as const;

  test.each<[string, Partial<CpioPlan>, readonly string[]]>([
    ['content', { data: 'two' }, ['sha256']],
    ['size', { data: 'three' }, ['size', 'sha256']],
    ['mode', { mode: 0o100755 }, ['mode']],
    ['owner', { userId: 0 }, ['owner']],
    ['group', { groupId: 0 }, ['owner']],
    ['time', { modified: 6 }, ['modified']],
  ])('%s', async (_, change, fields) => {
    const { differing, files, besides } = await compared([file], [{ ...file, ...change }]);
    expect([differing, besides]).toEqual([1, []]);
    expect(files).toMatchObject([{ kind: 'different', path: 'a' }]);
    const [first] = files;
    expect(first?.kind === 'different' ? first.fields.map(({ field }) => field) : []).toEqual(
      fields,
    );
  });

  test('missing and extra, at most fifty by name and all in number', async () => {
    const many = Array.from({ length: 70 }, (_, i) => ({ path: `f${String(i).padStart(2, '0')}` }));
    const { differing, files } = await compared([...many, file], [file, { path: 'z' }]);
    expect([differing, files.length]).toEqual([71, 50]);
    expect(files[0]).toEqual({ kind: 'missing', path: 'f00' });
    expect((await compared([file], [file, { path: 'z' }])).files).toEqual([
      { kind: 'extra', path: 'z' },
    ]);
  });

  test.each<[string, readonly CpioPlan[], readonly CpioPlan[], readonly string[]]>([
    ['order', [{ path: 'a' }, { path: 'b' }], [{ path: 'b' }, { path: 'a' }], ['order']],
    ['inodes', [{ path: 'a', inode: 1 }], [{ path: 'a', inode: 2 }], ['inodes']],
    ['packing', [{ path: 'a' }], [{ path: 'a' }], ['packing']],
  ])('nothing but %s', async (_, a, b, besides) => {
    expect(await compared(a, b)).toEqual({ differing: 0, files: [], besides });
  });

  test('nothing but the compression', async () => {
    const found = compareRamdisks(await list(archive), await list(gzipSync(archive)));
    expect(found).toEqual({ differing: 0, files: [], besides: ['compression'] });
  });
});

function changed(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}
