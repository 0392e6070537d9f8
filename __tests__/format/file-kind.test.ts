import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../src/format/byte-source.js';
import { parseEifLayout } from '../../src/format/eif.js';

/** A tar header block as POSIX ustar has it; only the fields that matter here are filled. */
function tarEntry(name: string, data = ''): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  return Buffer.concat([
    header,
    Buffer.from(data.padEnd(Math.ceil(data.length / 512) * 512, '\0')),
  ]);
}

const KINDS: readonly [string, Buffer, string | undefined][] = [
  ['a tar file', Buffer.concat([tarEntry('etc/passwd', 'x'), Buffer.alloc(1024)]), 'tar'],
  ['a tar file with a bad size', tarEntry('x').fill('9', 124, 135), 'tar'],
  [
    'an OCI archive that begins with its marker',
    Buffer.concat([tarEntry('oci-layout', '{}'), tarEntry('index.json', '{}')]),
    'oci',
  ],
  [
    'an OCI archive with the marker last',
    Buffer.concat([
      tarEntry('blobs/'),
      tarEntry('index.json', 'x'.repeat(600)),
      tarEntry('./oci-layout', '{}'),
    ]),
    'oci',
  ],
  ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
  ['an ELF file', Buffer.from('\x7fELF\x02', 'latin1'), 'elf'],
  ['a zip file', Buffer.from('PK\x03\x04', 'latin1'), 'zip'],
  ['an empty zip file', Buffer.from('PK\x05\x06', 'latin1'), 'zip'],
  ['text', Buffer.from('hello'), undefined],
  ['two bytes', Buffer.from('PK'), undefined],
];

describe('what a foreign file looks like', () => {
  test.each(KINDS)('%s', async (_name, bytes, looksLike) => {
    const error = await parseEifLayout(memorySource(bytes)).catch((caught) => caught);
    expect(error.code).toBe('bad-magic');
    expect(error.at.looksLike).toBe(looksLike);
  });
});
