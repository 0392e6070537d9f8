import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { crc32 } from '../../src/measure/hashing.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';

test('the check value of CRC-32/ISO-HDLC', () => {
  expect(crc32(Buffer.from('123456789'), 0)).toBe(0xcbf43926);
});

test('equals zlib’s, in one piece and in several, short and long', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(crc32(b, crc32(a, 0))).toBe(zlibCrc32(Buffer.concat([a, b])));
    }),
  );
  const long = Buffer.alloc(300_000, 'crc');
  expect(nodeHashing.crc32(long, 0)).toBe(crc32(long, 0));
});
