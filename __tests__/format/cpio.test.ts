import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CpioEntry, CpioReader } from '../../src/format/cpio.js';
import { makeCpio } from '../fakes/cpio-maker.js';
import '../to-throw-with-code.js';

interface Read {
  readonly entries: readonly (CpioEntry & { readonly content: string })[];
  readonly rest: string;
}

/** What is in an archive that comes in pieces of one size. */
function read(bytes: Uint8Array, pieceBytes = bytes.length): Read {
  const entries: (CpioEntry & { content: string })[] = [];
  let current: CpioEntry | undefined;
  let content = '';
  const reader = new CpioReader({
    entry: (entry) => {
      current = entry;
      content = '';
    },
    data: (piece) => {
      content += Buffer.from(piece).toString('latin1');
    },
    entryEnd: () => {
      if (current !== undefined) entries.push({ ...current, content });
    },
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const rest = reader.update(bytes.subarray(at, at + pieceBytes));
    if (rest !== undefined) {
      return {
        entries,
        rest: Buffer.from(rest).toString() + Buffer.from(bytes.subarray(at + pieceBytes)),
      };
    }
  }
  reader.finish();
  return { entries, rest: '' };
}

const PLANS = [
  { path: '.', mode: 0o040755 },
  { path: 'etc/hostname', data: 'enclave\n', modified: 1_700_000_000, userId: 3, groupId: 4 },
  { path: 'dev/null', mode: 0o020666, device: [1, 3] },
  { path: 'bin/sh', mode: 0o120777, data: 'busybox' },
] as const;

describe('what is read', () => {
  test.each([1, 2, 3, 4, 7, 109, 110, 111, 4096])('in pieces of %i bytes', (pieceBytes) => {
    const { entries } = read(makeCpio(PLANS), pieceBytes);
    expect(entries.map(({ path, content }) => [path, content])).toEqual(
      PLANS.map((plan) => [plan.path, 'data' in plan ? plan.data : '']),
    );
    expect(entries[1]).toMatchObject({
      mode: 0o100644,
      userId: 3,
      groupId: 4,
      modifiedSeconds: 1_700_000_000,
      sizeBytes: 8,
    });
    expect(entries[2]?.device).toBe('1:3');
  });

  test('several archives with zeros around them, at any offset', () => {
    const two = Buffer.concat([
      Buffer.alloc(5),
      makeCpio([{ path: 'a', data: 'x' }]),
      Buffer.alloc(515),
      makeCpio([{ path: 'b' }]),
      Buffer.alloc(3),
    ]);
    expect(read(two, 10).entries.map(({ path }) => path)).toEqual(['a', 'b']);
  });

  test('what follows an archive is handed back', () => {
    const bytes = Buffer.concat([makeCpio([{ path: 'a' }]), Buffer.from('compressed')]);
    for (const pieceBytes of [1, 64, 1000]) {
      expect(read(bytes, pieceBytes)).toMatchObject({
        entries: [{ path: 'a' }],
        rest: 'compressed',
      });
    }
  });

  test('a path that is not UTF-8 is escaped', () => {
    const bytes = makeCpio([{ path: 'ab' }]);
    bytes[111] = 0xff;
    expect(read(bytes).entries[0]?.path).toBe('a\\xff');
  });
});

describe('what is refused', () => {
  const good = makeCpio(PLANS);
  const changed = (at: number, text: string) => {
    const bytes = Buffer.from(good);
    bytes.write(text, at);
    return bytes;
  };
  test.each<[string, Uint8Array]>([
    ['another magic', changed(0, '070707')],
    ['a digit that is none', changed(6, 'g')],
    ['a name of no bytes', changed(94, '00000000')],
    ['a name too long', changed(94, '00001001')],
    ['a name without a zero byte', changed(110, '..')],
    ['an entry that is none', changed(112, 'xxxx')],
    ['an end in a header', good.subarray(0, 50)],
    ['an end in a name', good.subarray(0, 111)],
    ['an end in a content', good.subarray(0, 112 + 124 + 4)],
    ['no trailer', good.subarray(0, -124)],
  ])('%s', (_, bytes) => {
    expect(() => read(bytes)).toThrowWithCode('archive-format');
  });
});

test('whatever is packed is read again', () => {
  const path = fc.stringMatching(/^[a-z/]{1,40}$/);
  fc.assert(
    fc.property(
      fc.array(fc.record({ path, data: fc.uint8Array({ maxLength: 50 }) }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 300 }),
      (plans, pieceBytes) => {
        const { entries } = read(makeCpio(plans), pieceBytes);
        expect(entries.map((entry) => [entry.path, entry.content])).toEqual(
          plans.map((plan) => [plan.path, Buffer.from(plan.data).toString('latin1')]),
        );
      },
    ),
  );
});
