import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { memorySource } from '../../src/format/byte-source.js';
import { parseEifLayout } from '../../src/format/eif.js';
import { DIGEST_WORKER_URL, digestWithThreads } from '../../src/measure/digest-threads.js';
import { digestInThread } from '../../src/measure/digester.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';

const root = join(import.meta.dirname, '../..');

test('the worker is the one of this source, not one that was built earlier', async () => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/measure/digest-worker.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const path = fileURLToPath(DIGEST_WORKER_URL);
  expect(path.startsWith(join(root, 'dist'))).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe(outputFiles[0]?.text);
});

test('threads and the calling thread find the same digests', async () => {
  const source = memorySource(makeEif({ sections: plainSections([Buffer.alloc(2_500_001, 7)]) }));
  const { sections } = await parseEifLayout(source);
  const threaded = await digestWithThreads(source, sections, () => {});
  expect(threaded).toEqual(await digestInThread(nodeHashing).digest(source, sections, () => {}));
});
