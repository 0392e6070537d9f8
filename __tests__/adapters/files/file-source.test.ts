import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFileSource } from '../../../src/adapters/files/file-source.js';
import { readTextFile, writeTextFile } from '../../../src/adapters/files/local-files.js';
import { TEXT_FILE_MAX_BYTES } from '../../../src/base/size-limits.js';
import { digestInThread } from '../../../src/measure/digester.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import { nodeHashing } from '../../../src/measure/node-hashing.js';
import { makeEif, plainSections } from '../../fakes/eif-maker.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const image = makeEif({ sections: plainSections(['r'.repeat(3_000_000)]) });
const at = (name: string): string => join(folder, name);
function written(name: string, content: string | Uint8Array = image): string {
  writeFileSync(at(name), content);
  return at(name);
}

describe('opening', () => {
  test('a file, also behind a symbolic link', async () => {
    symlinkSync(written('plain.eif'), at('link.eif'));
    const source = await openFileSource(at('link.eif'));
    const into = new Uint8Array(4);
    await source.read(0, into);
    expect([source.sizeBytes, Buffer.from(into).toString('latin1')]).toEqual([
      image.length,
      '.eif',
    ]);
    await source.close();
  });

  test('what is not there, or no file', async () => {
    mkdirSync(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    const server = createServer().listen(at('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const cases: readonly [string, string][] = [
      [at('nowhere'), 'input-not-found'],
      [join(written('file'), 'below'), 'input-not-found'],
      [at('x'.repeat(300)), 'input-not-found'],
      [at('nul\0byte'), 'input-not-found'],
      [at('folder'), 'input-not-a-file'],
      [at('pipe'), 'input-not-a-file'],
      [at('socket'), 'input-not-a-file'],
      ['/dev/zero', 'input-not-a-file'],
    ];
    for (const [path, code] of cases) await expect(openFileSource(path)).toRejectWithCode(code);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a file that changes while it is measured', () => {
  /** Measures and changes the file as soon as the first piece was read. */
  async function measureWhile(path: string, change: () => void): Promise<unknown> {
    const source = await openFileSource(path);
    let changed = false;
    const onProgress = (): void => {
      if (!changed) change();
      changed = true;
    };
    try {
      return await measureEif(source, { digester: digestInThread(nodeHashing), onProgress });
    } finally {
      await source.close();
    }
  }

  test.each([
    ['shrinks', (path: string) => truncateSync(path, 1_500_000)],
    ['grows', (path: string) => appendFileSync(path, 'x')],
    ['is written to', (path: string) => writeFileSync(path, image)],
  ])('%s: input-changed', async (name, change) => {
    const path = written(`${name}.eif`);
    await expect(measureWhile(path, () => change(path))).toRejectWithCode('input-changed');
  });

  test('replaced by another file of the same name: input-changed, since its times tell it', async () => {
    const path = written('replaced.eif');
    await expect(measureWhile(path, () => rmSync(path))).toRejectWithCode('input-changed');
  });
});

describe('text files', () => {
  test('are read whole, and written so that nobody sees half of one', async () => {
    await writeTextFile(at('out.txt'), 'ä\n');
    await writeTextFile(at('out.txt'), 'ö\n');
    expect(await readTextFile(at('out.txt'))).toBe('ö\n');
  });

  test.each([
    ['bytes that are no text', new Uint8Array([0xc3, 0x28])],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
    ['two byte order marks', '\ufeff\ufeff{}'],
    ['more than the limit', ' '.repeat(TEXT_FILE_MAX_BYTES + 1)],
  ])('%s: usage', async (_name, content) => {
    await expect(readTextFile(written('bad.txt', content))).toRejectWithCode('usage');
  });

  test('a byte order mark in front does not count', async () => {
    expect(await readTextFile(written('mark.txt', '\ufeff{}'))).toBe('{}');
  });

  test('a place that cannot be written: output-not-writable', async () => {
    await expect(writeTextFile(at('no/such/folder'), 'x')).toRejectWithCode('output-not-writable');
    await expect(writeTextFile(folder, 'x')).toRejectWithCode('output-not-writable');
  });
});
