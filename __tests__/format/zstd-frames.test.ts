import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZstdFrames } from '../../src/format/zstd-frames.js';
import '../to-throw-with-code.js';

const vector = (name: string) =>
  readFileSync(new URL(`../vectors/field/ramdisks/${name}`, import.meta.url));

/** The frames that are handed on, from input in pieces of one size. */
function walk(bytes: Uint8Array, pieceBytes = bytes.length): readonly Buffer[] {
  const walker = new ZstdFrames();
  const frames: Buffer[] = [];
  let current: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    for (const piece of walker.update(bytes.subarray(at, at + pieceBytes))) {
      current.push(piece.bytes);
      if (!piece.endsFrame) continue;
      frames.push(Buffer.concat(current));
      current = [];
    }
  }
  walker.finish();
  return frames;
}

test.each(['default.cpio.zst', 'level19.cpio.zst', 'frames.cpio.zst'])(
  '%s comes through as it is, in pieces of any size',
  (name) => {
    const bytes = vector(name);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (pieceBytes) => {
        const frames = walk(bytes, pieceBytes);
        expect(Buffer.concat(frames).equals(bytes)).toBe(true);
        expect(frames.length).toBe(name.startsWith('frames') ? 2 : 1);
      }),
      { numRuns: 30 },
    );
  },
);

test('skippable frames are dropped, empty ones too', () => {
  const skipped = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  const empty = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  const bytes = vector('default.cpio.zst');
  const all = Buffer.concat([skipped, empty, bytes, empty, skipped]);
  for (const pieceBytes of [1, 7, all.length]) {
    expect(Buffer.concat(walk(all, pieceBytes)).equals(bytes)).toBe(true);
  }
});

/** A frame of raw blocks. */
function frame(descriptor: number, header: readonly number[], ...blocks: readonly number[][]) {
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...header, ...blocks.flat()]);
}
const raw = (size: number, isLast = true) => [
  ((size << 3) & 255) | (isLast ? 1 : 0),
  (size >> 5) & 255,
  (size >> 13) & 255,
  ...Array.from({ length: size }, () => 7),
];

describe('what is accepted', () => {
  test.each<[string, Buffer]>([
    ['a window of 1 KiB', frame(0, [0], raw(5))],
    ['a window of 32 MiB', frame(0, [15 << 3], raw(5))],
    ['a content size of one byte', frame(0x20, [5], raw(5))],
    ['of two bytes', frame(0x60, [0, 1], raw(5))],
    ['of four bytes', frame(0xa0, [5, 0, 0, 0], raw(5))],
    ['of eight bytes beside a window', frame(0xc0, [0, 5, 0, 0, 0, 0, 0, 0, 0], raw(5))],
    ['an empty block', frame(0, [0], raw(0))],
    ['an empty block and a checksum', frame(4, [0], raw(0), [1, 2, 3, 4])],
    ['two blocks', frame(0, [0], raw(3, false), raw(2))],
    ['a repeated byte', frame(0, [0], [3 | ((100 << 3) & 255), 100 >> 5, 0, 9])],
  ])('%s', (_, bytes) => {
    expect(walk(bytes, 1).map((one) => one.equals(bytes))).toEqual([true]);
  });
});

describe('what is refused', () => {
  test.each<[string, Buffer]>([
    ['no frame', Buffer.from('text')],
    ['a window above 32 MiB', frame(0, [(15 << 3) | 1], raw(5))],
    ['the largest window', frame(0, [0xff], raw(5))],
    ['a content of 4 GiB in one segment', frame(0xa0, [255, 255, 255, 255], raw(5))],
    ['a content of 2^64 in one segment', frame(0xe0, Array(8).fill(255), raw(5))],
    ['a dictionary', frame(1, [0, 7], raw(5))],
    ['the reserved bit', frame(8, [0], raw(5))],
    ['the reserved type of block', frame(0, [0], [7, 0, 0])],
    ['a block above its maximum', frame(0, [0], [0xfd, 0xff, 0xff])],
    ['an end inside', frame(0, [0], raw(5)).subarray(0, -1)],
    ['an end before the checksum', frame(4, [0], raw(5))],
    ['something behind', Buffer.concat([frame(0, [0], raw(5)), Buffer.from('more')])],
  ])('%s', (_, bytes) => {
    expect(() => walk(bytes, 3)).toThrowWithCode('archive-format');
  });

  test('tiny blocks that move a large window too often', () => {
    const window = [15 << 3];
    const some = frame(0, window, ...Array.from({ length: 2000 }, () => raw(1, false)), raw(1));
    expect(walk(some).length).toBe(1);
    const many = frame(0, window, ...Array.from({ length: 2100 }, () => raw(1, false)), raw(1));
    expect(() => walk(many)).toThrowWithCode('archive-format');
  });
});
